from django.template.defaultfilters import yesno
from django.utils.translation import gettext_lazy as _

from ocop.pages.columns import Column
from ocop.pages.views import (
    AddPage,
    DeletePage,
    DeskPage,
    DetailPage,
    EditPage,
    HistoryPage,
    ListPage,
)
from ocop.permissions import Act
from ocop.values.money import in_dong
from producers.filters.trade import DealFilterSet, RevenueFilterSet, SupportFilterSet
from producers.forms.trade import DealForm, RevenueForm, SupportForm
from producers.models import Deal, Producer, Revenue, Support

FORM = "desk/titled_form.html"


class ProducerTradeView(DeskPage, DetailPage):
    """What a producer received and earned, the events it attended and what it signed."""

    model = Producer
    act = Act.READ_REGISTERS
    template_name = "producers/desk/producer_trade.html"

    def get_context_data(self, **kwargs):
        producer = self.object
        return super().get_context_data(
            support=producer.support.for_list(),
            revenues=producer.revenues.for_list(),
            participations=producer.participations.for_list(),
            deals=producer.deals.for_list(),
            **kwargs,
        )


class SupportListView(DeskPage, ListPage):
    model = Support
    act = Act.READ_REGISTERS
    filterset_class = SupportFilterSet
    paginate_by = 50
    columns = (
        Column(_("Producer"), "producer", sort="producer", link="get_list_url"),
        Column(_("Programme"), "programme"),
        Column(_("Kind"), "get_kind_display", sort="kind"),
        Column(_("Agency"), "agency"),
        Column(_("Year"), "year", sort="year", number=True),
        Column(_("Amount (đồng)"), "amount", sort="amount", number=True, shown=in_dong),
        Column(_("Public"), "released", shown=yesno),
    )


class SupportAddView(DeskPage, AddPage):
    model, owner, form_class = Support, "producer", SupportForm
    act = Act.EDIT_REGISTERS
    title, template_name = _("Record support"), FORM


class SupportEditView(DeskPage, EditPage):
    model, form_class = Support, SupportForm
    act = Act.EDIT_REGISTERS
    title, template_name, delete_url = _("Edit support"), FORM, "desk-support-delete"


class SupportDeleteView(DeskPage, DeletePage):
    model = Support
    act = Act.EDIT_REGISTERS


class SupportHistoryView(DeskPage, HistoryPage):
    model = Support
    act = Act.READ_REGISTERS


class RevenueListView(DeskPage, ListPage):
    model = Revenue
    act = Act.READ_REGISTERS
    filterset_class = RevenueFilterSet
    paginate_by = 50
    columns = (
        Column(_("Producer"), "producer", sort="producer", link="get_list_url"),
        Column(_("Year"), "year", sort="year", number=True),
        Column(_("In Vietnam (đồng)"), "domestic", sort="domestic", number=True, shown=in_dong),
        Column(_("Exported (đồng)"), "export", sort="export", number=True, shown=in_dong),
        Column(
            _("Since recognition"), number=True, template="producers/desk/_growth.html", row_name="revenue"
        ),
    )


class RevenueAddView(DeskPage, AddPage):
    model, owner, form_class = Revenue, "producer", RevenueForm
    act = Act.EDIT_REGISTERS
    title, template_name = _("Record revenue"), FORM


class RevenueEditView(DeskPage, EditPage):
    model, form_class = Revenue, RevenueForm
    act = Act.EDIT_REGISTERS
    title, template_name, delete_url = _("Edit revenue"), FORM, "desk-revenue-delete"


class RevenueDeleteView(DeskPage, DeletePage):
    model = Revenue
    act = Act.EDIT_REGISTERS


class RevenueHistoryView(DeskPage, HistoryPage):
    model = Revenue
    act = Act.READ_REGISTERS


class DealListView(DeskPage, ListPage):
    model = Deal
    act = Act.READ_REGISTERS
    filterset_class = DealFilterSet
    paginate_by = 50
    columns = (
        Column(_("Producer"), "producer", sort="producer", link="get_list_url"),
        Column(_("Kind"), "get_kind_display", sort="kind"),
        Column(_("Counterpart"), "counterpart"),
        Column(_("Signed on"), "signed_on", sort="signed"),
        Column(_("Value (đồng)"), "value", sort="value", number=True, shown=in_dong),
        Column(_("Trade event"), "event", link="event.get_desk_url"),
    )


class DealAddView(DeskPage, AddPage):
    model, owner, form_class = Deal, "producer", DealForm
    act = Act.EDIT_REGISTERS
    title, template_name = _("Record a deal"), FORM


class DealEditView(DeskPage, EditPage):
    model, form_class = Deal, DealForm
    act = Act.EDIT_REGISTERS
    title, template_name, delete_url = _("Edit deal"), FORM, "desk-deal-delete"


class DealDeleteView(DeskPage, DeletePage):
    model = Deal
    act = Act.EDIT_REGISTERS


class DealHistoryView(DeskPage, HistoryPage):
    model = Deal
    act = Act.READ_REGISTERS
