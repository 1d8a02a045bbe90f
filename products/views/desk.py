"""Products and their documents in the officers' desk."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from ocop.document_views import DocumentView
from ocop.views import CreatePage, DeskReadMixin, DeskWriteMixin, DetailPage, EditPage, HistoryPage, ListPage
from ocop.work import UPLOADS
from products.filters.desk import CertificationFilterSet, ProductFilterSet, TraceabilityFilterSet
from products.forms.certification import CertificationForm
from products.forms.product import ProductForm
from products.forms.traceability import FindingForm, TraceabilityForm
from products.models import Certification, Product, Traceability


class FromTheAddress:
    """A form with initial values from the query string: `?producer=12`."""

    def get_initial(self):
        return super().get_initial() | self.request.GET.dict()


class ProductListView(DeskReadMixin, ListPage):
    """The register of products."""

    model = Product
    filterset_class = ProductFilterSet
    paginate_by = 50


class ProductDetailView(DeskReadMixin, DetailPage):
    model = Product

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            finding=FindingForm(),
            certifications=Certification.objects.covering(self.object).for_list(),
            traceability=getattr(self.object, "traceability", None),
            listings=self.object.listings.for_list(),
            markets=self.object.export_markets.for_list(),
            sales=self.object.sales.for_list(),
            **kwargs,
        )


class ProductCreateView(DeskWriteMixin, FromTheAddress, CreatePage):
    model = Product
    form_class = ProductForm


class ProductEditView(DeskWriteMixin, EditPage):
    model = Product
    form_class = ProductForm


class ProductHistoryView(DeskReadMixin, HistoryPage):
    model = Product


class CertificationListView(DeskReadMixin, ListPage):
    model = Certification
    filterset_class = CertificationFilterSet
    paginate_by = 50


class CertificationDetailView(DeskReadMixin, DetailPage):
    model = Certification


class CertificationCreateView(DeskWriteMixin, FromTheAddress, CreatePage):
    model = Certification
    work = UPLOADS
    form_class = CertificationForm


class CertificationEditView(DeskWriteMixin, EditPage):
    model = Certification
    work = UPLOADS
    form_class = CertificationForm


class CertificationHistoryView(DeskReadMixin, HistoryPage):
    model = Certification


class CertificationDocumentView(DeskReadMixin, DocumentView):
    model = Certification


class CertificationCheckView(DeskWriteMixin, SingleObjectMixin, View):
    """Record that the officer has compared the record with the document."""

    model = Certification

    def post(self, request, pk):
        certification = self.get_object()
        certification.mark_checked(by=request.user)
        messages.success(request, _("Checked: %(row)s.") % {"row": certification})
        return redirect(certification.get_desk_url())


class TraceabilityListView(DeskReadMixin, ListPage):
    model = Traceability
    filterset_class = TraceabilityFilterSet
    paginate_by = 50


class TraceabilityCreateView(DeskWriteMixin, CreatePage):
    model = Traceability
    form_class = TraceabilityForm

    def get_form_kwargs(self):
        """A new row of the product, which must be in scope and have none yet."""
        untraced = Product.objects.editable_by(self.request.user).filter(traceability=None)
        product = get_object_or_404(untraced, pk=self.kwargs["pk"])
        return super().get_form_kwargs() | {"instance": Traceability(product=product)}


class TraceabilityEditView(DeskWriteMixin, EditPage):
    model = Traceability
    form_class = TraceabilityForm


class TraceabilityCheckView(DeskWriteMixin, SingleObjectMixin, View):
    """Record what the officer found at the public address."""

    model = Traceability

    def post(self, request, pk):
        """An empty finding means that everything was as recorded."""
        entry = self.get_object()
        form = FindingForm(request.POST)
        finding = form.cleaned_data["finding"] if form.is_valid() else ""
        entry.mark_checked(by=request.user, finding=finding)
        messages.success(request, _("Checked: %(row)s.") % {"row": entry})
        return redirect(entry.get_desk_url())


class TraceabilityHistoryView(DeskReadMixin, HistoryPage):
    model = Traceability
