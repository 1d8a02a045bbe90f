"""Councils in the desk."""

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext

from ocop.models import Role
from ocop.views import CreatePage, DetailPage, EditPage, HistoryPage, ListPage
from ratings.forms.council import CouncilForm, SeatForm
from ratings.models import Council, Seat
from ratings.views.actions import StepView

SEATERS = frozenset({Role.PROVINCIAL_OFFICER, Role.MINISTRY_OFFICER})


class CouncilListView(ListPage):
    """Councils of the user's own authority."""

    model = Council
    scope = "visible_to"
    folder = "desk"
    filterset_fields = ["name"]
    paginate_by = 50


class CouncilDetailView(DetailPage):
    """A council, its seats and its dossiers."""

    model = Council
    scope = "visible_to"
    folder = "desk"

    def get_context_data(self, **kwargs):
        """Add the dossiers before this council, and whether the reader may seat people."""
        council = self.object
        return super().get_context_data(
            dossiers=council.dossiers.for_list()[:100],
            sessions=council.sessions.for_list()[:100],
            may_convene=Council.objects.convened_by(self.request.user).filter(pk=council.pk).exists(),
            may_edit=Council.objects.editable_by(self.request.user).filter(pk=council.pk).exists(),
            **kwargs,
        )


class CouncilCreateView(CreatePage):
    """A new council of the officer's own authority."""

    model = Council
    roles = SEATERS
    folder = "desk"
    form_class = CouncilForm


class CouncilEditView(EditPage):
    """Change a council."""

    model = Council
    roles = SEATERS
    folder = "desk"
    form_class = CouncilForm


class CouncilHistoryView(HistoryPage):
    """Who changed a council."""

    model = Council


class SeatCreateView(CreatePage):
    """Give somebody a seat."""

    model = Seat
    roles = SEATERS
    folder = "desk"
    form_class = SeatForm

    @cached_property
    def council(self):
        """The council, in the user's scope."""
        return get_object_or_404(Council.objects.editable_by(self.request.user), pk=self.kwargs["pk"])

    def get_form_kwargs(self):
        """The seat belongs to this council."""
        return super().get_form_kwargs() | {"council": self.council}

    def get_context_data(self, **kwargs):
        """Name the council."""
        return super().get_context_data(council=self.council, **kwargs)

    def get_success_url(self):
        """The council's page."""
        return self.council.get_desk_url()


class SeatRemoveView(StepView):
    """Take a seat away, unless the person has begun to score."""

    model = Seat
    scope = "editable_by"
    roles = SEATERS

    def step(self, seat):
        """Remove it."""
        seat.remove()
        return gettext("%(person)s no longer has a seat.") % {"person": seat.user}

    def get_success_url(self):
        """The council's page."""
        return self.object.council.get_desk_url()
