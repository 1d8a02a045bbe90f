from django.utils.translation import gettext_lazy as _

from ocop.pages.columns import Column
from ocop.pages.views import CreatePage, DeskPage, DetailPage, EditPage, HistoryPage, ListPage
from ocop.permissions import Act
from producers.filters.desk import ProducerFilterSet
from producers.forms.producer import ProducerForm
from producers.models import Producer


class ProducerListView(DeskPage, ListPage):
    model = Producer
    act = Act.READ_REGISTERS
    filterset_class = ProducerFilterSet
    paginate_by = 50
    columns = (
        Column(_("Name"), "name", sort="name", link="get_desk_url"),
        Column(_("Legal form"), "get_legal_form_display", sort="legal_form"),
        Column(_("Commune"), sort="place", template="producers/desk/_commune.html", row_name="producer"),
        Column(_("Formerly"), "former_place"),
        Column(_("Tax number"), "tax_number"),
        Column(_("Products"), "product_count", sort="products", number=True),
    )


class ProducerDetailView(DeskPage, DetailPage):
    model = Producer
    act = Act.READ_REGISTERS

    def get_context_data(self, **kwargs):
        """Add products, certificates, and for its commune the people who act for it."""
        producer = self.object
        if Act.PRINT_CODE.allows(self.request.user):
            kwargs["accounts"] = producer.memberships.filter(user__is_active=True).select_related("user")
        return super().get_context_data(
            products=producer.products.for_list(),
            certifications=producer.certifications.for_list(),
            **kwargs,
        )


class ProducerCreateView(DeskPage, CreatePage):
    model = Producer
    act = Act.EDIT_REGISTERS
    form_class = ProducerForm


class ProducerEditView(DeskPage, EditPage):
    model = Producer
    act = Act.EDIT_REGISTERS
    form_class = ProducerForm


class ProducerHistoryView(DeskPage, HistoryPage):
    model = Producer
    act = Act.READ_REGISTERS
