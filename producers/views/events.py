"""Trade events and participations in the officers' desk."""

from django.utils.translation import gettext_lazy as _

from ocop.views import (
    AddPage,
    CreatePage,
    DeletePage,
    DeskReadMixin,
    DeskWriteMixin,
    DetailPage,
    EditPage,
    HistoryPage,
    ListPage,
)
from producers.filters.trade import TradeEventFilterSet
from producers.forms.trade import ParticipationForm, TradeEventForm
from producers.models import Participation, TradeEvent

FORM = "desk/titled_form.html"


class TradeEventListView(DeskReadMixin, ListPage):
    model = TradeEvent
    filterset_class = TradeEventFilterSet
    paginate_by = 50


class TradeEventDetailView(DeskReadMixin, DetailPage):
    """An event with the producers and deals in the reader's scope."""

    model = TradeEvent
    context_object_name = "event"

    def get_context_data(self, **kwargs):
        user, event = self.request.user, self.object
        return super().get_context_data(
            participations=event.participations.visible_to(user).for_list(),
            deals=event.deals.visible_to(user).for_list(),
            **kwargs,
        )


class TradeEventCreateView(DeskWriteMixin, CreatePage):
    model, form_class = TradeEvent, TradeEventForm
    title, template_name = _("Record a trade event"), FORM


class TradeEventEditView(DeskWriteMixin, EditPage):
    model, form_class = TradeEvent, TradeEventForm
    title, template_name = _("Edit trade event"), FORM


class TradeEventHistoryView(DeskReadMixin, HistoryPage):
    model = TradeEvent


class ParticipationAddView(DeskWriteMixin, AddPage):
    model, owner, form_class = Participation, "event", ParticipationForm
    title, template_name = _("Add a participant"), FORM


class ParticipationEditView(DeskWriteMixin, EditPage):
    model, form_class = Participation, ParticipationForm
    title, template_name, delete_url = _("Edit participation"), FORM, "desk-participation-delete"


class ParticipationDeleteView(DeskWriteMixin, DeletePage):
    """Remove a producer that was not there."""

    model = Participation


class ParticipationHistoryView(DeskReadMixin, HistoryPage):
    model = Participation
