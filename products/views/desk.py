"""Products and their papers in the officers' desk."""

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
    """A form that begins with what the address names: `?producer=12`."""

    def get_initial(self):
        """The form's fields that stand in the address."""
        return super().get_initial() | self.request.GET.dict()


class ProductListView(DeskReadMixin, ListPage):
    """The register of products."""

    model = Product
    filterset_class = ProductFilterSet
    paginate_by = 50


class ProductDetailView(DeskReadMixin, DetailPage):
    """A product with its photos and papers."""

    model = Product

    def get_context_data(self, **kwargs):
        """Add the certificates that cover it and how it is traced, if it is."""
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
    """Register a product."""

    model = Product
    form_class = ProductForm


class ProductEditView(DeskWriteMixin, EditPage):
    """Change a product."""

    model = Product
    form_class = ProductForm


class ProductHistoryView(DeskReadMixin, HistoryPage):
    """Who changed the product."""

    model = Product


class CertificationListView(DeskReadMixin, ListPage):
    """The register of certificates."""

    model = Certification
    filterset_class = CertificationFilterSet
    paginate_by = 50


class CertificationDetailView(DeskReadMixin, DetailPage):
    """A certificate."""

    model = Certification


class CertificationCreateView(DeskWriteMixin, FromTheAddress, CreatePage):
    """Record a certificate."""

    model = Certification
    work = UPLOADS
    form_class = CertificationForm


class CertificationEditView(DeskWriteMixin, EditPage):
    """Change a certificate."""

    model = Certification
    work = UPLOADS
    form_class = CertificationForm


class CertificationHistoryView(DeskReadMixin, HistoryPage):
    """Who changed the certificate."""

    model = Certification


class CertificationDocumentView(DeskReadMixin, DocumentView):
    """The paper of a certificate."""

    model = Certification


class CertificationCheckView(DeskWriteMixin, SingleObjectMixin, View):
    """Note that the officer has compared the record with the paper."""

    model = Certification

    def post(self, request, pk):
        """Note it and go back to the certificate."""
        certification = self.get_object()
        certification.mark_checked(by=request.user)
        messages.success(request, _("Checked: %(row)s.") % {"row": certification})
        return redirect(certification.get_desk_url())


class TraceabilityListView(DeskReadMixin, ListPage):
    """Products whose origin can be traced."""

    model = Traceability
    filterset_class = TraceabilityFilterSet
    paginate_by = 50


class TraceabilityCreateView(DeskWriteMixin, CreatePage):
    """Record how a product is traced; the product is in the address."""

    model = Traceability
    form_class = TraceabilityForm

    def get_form_kwargs(self):
        """A new row of the product, which must be in scope and without one."""
        untraced = Product.objects.editable_by(self.request.user).filter(traceability=None)
        product = get_object_or_404(untraced, pk=self.kwargs["pk"])
        return super().get_form_kwargs() | {"instance": Traceability(product=product)}


class TraceabilityEditView(DeskWriteMixin, EditPage):
    """Change how a product is traced."""

    model = Traceability
    form_class = TraceabilityForm


class TraceabilityCheckView(DeskWriteMixin, SingleObjectMixin, View):
    """Note what the officer found at the public address."""

    model = Traceability

    def post(self, request, pk):
        """Note it and go back to the product; an empty finding says that all was as recorded."""
        entry = self.get_object()
        form = FindingForm(request.POST)
        finding = form.cleaned_data["finding"] if form.is_valid() else ""
        entry.mark_checked(by=request.user, finding=finding)
        messages.success(request, _("Checked: %(row)s.") % {"row": entry})
        return redirect(entry.get_desk_url())


class TraceabilityHistoryView(DeskReadMixin, HistoryPage):
    """Who changed it."""

    model = Traceability
