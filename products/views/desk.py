"""Products and their documents in the officers' desk."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View
from django.views.generic.detail import SingleObjectMixin

from ocop.operation.work import UPLOADS
from ocop.pages.columns import Column
from ocop.pages.document_views import DocumentView
from ocop.pages.views import CreatePage, DeskPage, DetailPage, EditPage, HistoryPage, ListPage
from ocop.permissions import Act
from products.filters.desk import CertificationFilterSet, ProductFilterSet, TraceabilityFilterSet
from products.forms.certification import CertificationForm
from products.forms.product import ProductForm
from products.forms.traceability import FindingForm, TraceabilityForm
from products.models import Certification, Product, Traceability

if TYPE_CHECKING:
    AnyFormView = FormView
else:
    AnyFormView = object


class InitialFromQueryMixin(AnyFormView):
    """A form with initial values from the query string: `?producer=12`."""

    def get_initial(self):
        return super().get_initial() | self.request.GET.dict()


class ProductListView(DeskPage, ListPage):
    """The register of products."""

    model = Product
    act = Act.READ_REGISTERS
    filterset_class = ProductFilterSet
    paginate_by = 50
    columns = (
        Column(gettext_lazy("Name"), "name", sort="name", link="get_desk_url"),
        Column(gettext_lazy("Producer"), "producer", sort="producer", link="producer.get_desk_url"),
        Column(
            gettext_lazy("Commune"), sort="place", template="products/desk/_commune.html", row_name="product"
        ),
        Column(
            gettext_lazy("Product set"), sort="set", template="products/desk/_set.html", row_name="product"
        ),
        Column(gettext_lazy("Registration"), "get_registration_display"),
    )


class ProductDetailView(DeskPage, DetailPage):
    model = Product
    act = Act.READ_REGISTERS

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


class ProductCreateView(DeskPage, InitialFromQueryMixin, CreatePage):
    model = Product
    act = Act.EDIT_REGISTERS
    form_class = ProductForm


class ProductEditView(DeskPage, EditPage):
    model = Product
    act = Act.EDIT_REGISTERS
    form_class = ProductForm


class ProductHistoryView(DeskPage, HistoryPage):
    model = Product
    act = Act.READ_REGISTERS


class CertificationListView(DeskPage, ListPage):
    model = Certification
    act = Act.READ_REGISTERS
    filterset_class = CertificationFilterSet
    paginate_by = 50
    columns = (
        Column(gettext_lazy("Scheme and number"), str, sort="scheme", link="get_desk_url"),
        Column(gettext_lazy("Producer"), "producer", sort="producer", link="producer.get_desk_url"),
        Column(
            gettext_lazy("Product"),
            lambda certification: certification.product or _("whole producer"),
            link="product.get_desk_url",
        ),
        Column(gettext_lazy("Issued by"), "issuer"),
        Column(gettext_lazy("Issued on"), "issued_on", sort="issued"),
        Column(gettext_lazy("State today"), sort="expires", template="products/desk/_state.html"),
    )


class CertificationDetailView(DeskPage, DetailPage):
    model = Certification
    act = Act.READ_REGISTERS


class CertificationCreateView(DeskPage, InitialFromQueryMixin, CreatePage):
    model = Certification
    act = Act.EDIT_REGISTERS
    work = UPLOADS
    form_class = CertificationForm


class CertificationEditView(DeskPage, EditPage):
    model = Certification
    act = Act.EDIT_REGISTERS
    work = UPLOADS
    form_class = CertificationForm


class CertificationHistoryView(DeskPage, HistoryPage):
    model = Certification
    act = Act.READ_REGISTERS


class CertificationDocumentView(DeskPage, DocumentView):
    model = Certification
    act = Act.READ_REGISTERS


class CertificationCheckView(DeskPage, SingleObjectMixin, View):
    """Record that the officer has compared the record with the document."""

    model = Certification
    act = Act.EDIT_REGISTERS

    def post(self, request, pk):
        certification = self.get_object()
        certification.mark_checked(by=request.user)
        messages.success(request, _("Checked: %(row)s.") % {"row": certification})
        return redirect(certification.get_desk_url())


class TraceabilityListView(DeskPage, ListPage):
    model = Traceability
    act = Act.READ_REGISTERS
    filterset_class = TraceabilityFilterSet
    paginate_by = 50
    columns = (
        Column(gettext_lazy("Product"), "product", sort="product", link="get_desk_url"),
        Column(gettext_lazy("Producer"), "product.producer"),
        Column(gettext_lazy("System"), "system", sort="system"),
        Column(gettext_lazy("Active since"), "activated_on", sort="activated"),
        Column(gettext_lazy("Checked"), "checked_at", sort="checked"),
    )


class TraceabilityCreateView(DeskPage, CreatePage):
    model = Traceability
    act = Act.EDIT_REGISTERS
    form_class = TraceabilityForm

    def get_form_kwargs(self):
        """A new row of the product, which must be in scope and have none yet."""
        untraced = Product.objects.editable_by(self.request.user).filter(traceability=None)
        product = get_object_or_404(untraced, pk=self.kwargs["pk"])
        return super().get_form_kwargs() | {"instance": Traceability(product=product)}


class TraceabilityEditView(DeskPage, EditPage):
    model = Traceability
    act = Act.EDIT_REGISTERS
    form_class = TraceabilityForm


class TraceabilityCheckView(DeskPage, SingleObjectMixin, View):
    """Record what the officer found at the public address."""

    model = Traceability
    act = Act.EDIT_REGISTERS

    def post(self, request, pk):
        """An empty finding means that everything was as recorded."""
        entry = self.get_object()
        form = FindingForm(request.POST)
        finding = form.cleaned_data["finding"] if form.is_valid() else ""
        entry.mark_checked(by=request.user, finding=finding)
        messages.success(request, _("Checked: %(row)s.") % {"row": entry})
        return redirect(entry.get_desk_url())


class TraceabilityHistoryView(DeskPage, HistoryPage):
    model = Traceability
    act = Act.READ_REGISTERS
