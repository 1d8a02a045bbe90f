"""Trade events and participations in the officers' desk."""

from django.utils.translation import gettext_lazy as _

from ocop.pages.columns import Column
from ocop.pages.views import (
    AddPage,
    CreatePage,
    DeletePage,
    DeskPage,
    DetailPage,
    EditPage,
    HistoryPage,
    ListPage,
)
from ocop.permissions import Act
from ocop.values.money import in_dong
from producers.filters.trade import TradeEventFilterSet
from producers.forms.trade import ParticipationForm, TradeEventForm
from producers.models import Participation, TradeEvent

FORM = "desk/titled_form.html"


class TradeEventListView(DeskPage, ListPage):
    model = TradeEvent
    act = Act.READ_REGISTERS
    filterset_class = TradeEventFilterSet
    paginate_by = 50
    columns = (
        Column(_("Name"), str, sort="name", link="get_desk_url"),
        Column(_("Kind"), "get_kind_display", sort="kind"),
        Column(_("When"), sort="starts", template="producers/_days.html", row_name="event"),
        Column(_("Held at"), "venue"),
        Column(_("Organiser"), "organiser"),
        Column(_("Participants"), "producer_count", sort="producers", number=True),
    )


class TradeEventDetailView(DeskPage, DetailPage):
    """An event with the producers and deals in the reader's scope."""

    model = TradeEvent
    act = Act.READ_REGISTERS
    context_object_name = "event"
    columns = (
        Column(_("Producer"), "producer", link="get_list_url"),
        Column(_("Counterpart"), "counterpart"),
        Column(_("Kind"), "get_kind_display"),
        Column(_("Value (đồng)"), "value", number=True, shown=in_dong),
    )

    def get_context_data(self, **kwargs):
        user, event = self.request.user, self.object
        return super().get_context_data(
            participations=event.participations.visible_to(user).for_list(),
            deals=event.deals.visible_to(user).for_list(),
            **kwargs,
        )


class TradeEventCreateView(DeskPage, CreatePage):
    model, form_class = TradeEvent, TradeEventForm
    act = Act.EDIT_REGISTERS
    title, template_name = _("Record a trade event"), FORM


class TradeEventEditView(DeskPage, EditPage):
    model, form_class = TradeEvent, TradeEventForm
    act = Act.EDIT_REGISTERS
    title, template_name = _("Edit trade event"), FORM


class TradeEventHistoryView(DeskPage, HistoryPage):
    model = TradeEvent
    act = Act.READ_REGISTERS


class ParticipationAddView(DeskPage, AddPage):
    model, owner, form_class = Participation, "event", ParticipationForm
    act = Act.EDIT_REGISTERS
    title, template_name = _("Add a participant"), FORM


class ParticipationEditView(DeskPage, EditPage):
    model, form_class = Participation, ParticipationForm
    act = Act.EDIT_REGISTERS
    title, template_name, delete_url = _("Edit participation"), FORM, "desk-participation-delete"


class ParticipationDeleteView(DeskPage, DeletePage):
    """Remove a producer that was not there."""

    model = Participation
    act = Act.EDIT_REGISTERS


class ParticipationHistoryView(DeskPage, HistoryPage):
    model = Participation
    act = Act.READ_REGISTERS
