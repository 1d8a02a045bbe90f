from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.pages.columns import Column
from ocop.pages.steps import DiscardView, StepView
from ocop.pages.views import AddPage, CreatePage, DetailPage, EditPage, HistoryPage, ListPage
from ocop.permissions import Act
from ratings.councils.forms import AmendmentForm, CouncilForm, SeatForm
from ratings.councils.models import Council, CouncilAmendment, Seat


class CouncilListView(ListPage):
    """Councils of the user's own authority."""

    model = Council
    act = Act.READ_COUNCILS
    filterset_fields = ["name"]
    paginate_by = 50
    template_name = "ratings/councils/council_list.html"
    columns = (
        Column(_("Name"), str, link="get_desk_url"),
        Column(_("Authority"), "place", without=_("Ministry of Agriculture and Environment")),
        Column(_("Set up by decision"), "decision_number"),
        Column(_("Seats"), lambda council: len(council.seats.all()), number=True),
    )

    def get_context_data(self, **kwargs):
        """Add the rules that the user's authority may see and set."""
        user = self.request.user
        return super().get_context_data(
            sees_limits=Act.CONFIRM_SPREAD_LIMITS.allows(user),
            discloses=Act.DISCLOSE_SCORES.allows(user),
            **kwargs,
        )


class CouncilDetailView(DetailPage):
    """A council with seats and dossiers."""

    model = Council
    act = Act.READ_COUNCILS
    template_name = "ratings/councils/council_detail.html"

    def get_context_data(self, **kwargs):
        """Add the council's dossiers, and whether the user may assign seats."""
        council, user = self.object, self.request.user
        may_edit = Council.objects.editable_by(user).filter(pk=council.pk).exists()
        return super().get_context_data(
            lacking=council.lacking(),
            may_confirm=Act.CONFIRM_COUNCILS.allows(user),
            confirm_refusal=council.why_not_confirm(by=user),
            amendments=[(each, each.why_not_confirm(by=user)) for each in council.amendments.for_list()],
            may_seat=may_edit and not council.changes_by_amendment(),
            dossiers=council.dossiers.visible_to(user).for_list()[:100],
            sessions=council.sessions.readable_by(user).distinct().for_list()[:100],
            may_convene=Council.objects.convened_by(user).filter(pk=council.pk).exists(),
            may_edit=may_edit,
            **kwargs,
        )


class CouncilCreateView(CreatePage):
    """A new council of the officer's own authority."""

    model = Council
    act = Act.EDIT_COUNCILS
    form_class = CouncilForm
    template_name = "ratings/councils/council_form.html"


class CouncilEditView(EditPage):
    model = Council
    act = Act.EDIT_COUNCILS
    form_class = CouncilForm
    template_name = "ratings/councils/council_form.html"


class CouncilConfirmView(StepView):
    """Confirm seats and rules against the founding decision, as the second person."""

    model = Council
    act = Act.CONFIRM_COUNCILS

    def step(self, council):
        council.confirm(by=self.request.user)
        return gettext("The council is confirmed. From now on it changes by a decision only.")


class AmendmentCreateView(AddPage):
    """Enter a change of a council by a decision."""

    model = CouncilAmendment
    act = Act.EDIT_COUNCILS
    owner = "council"
    form_class = AmendmentForm
    template_name = "ratings/councils/councilamendment_form.html"

    def get_context_data(self, **kwargs):
        """Add the link back to the council."""
        context = super().get_context_data(**kwargs)
        council = context["form"].instance.council
        return context | {"crumbs": [(council, council.get_desk_url())]}


class AmendmentConfirmView(StepView):
    """Confirm a change against its decision, as the second person; it takes effect."""

    model = CouncilAmendment
    act = Act.CONFIRM_COUNCILS

    def step(self, amendment):
        amendment.confirm(by=self.request.user)
        return gettext("The change has taken effect.")


class AmendmentDiscardView(DiscardView):
    """Delete an unconfirmed change."""

    model = CouncilAmendment
    act = Act.EDIT_COUNCILS
    title = action_label = _("Take the change back")

    def discard(self, amendment):
        amendment.discard(by=self.request.user)
        return gettext("The change is taken back.")


class CouncilHistoryView(HistoryPage):
    model = Council
    act = Act.READ_COUNCILS


class SeatCreateView(CreatePage):
    model = Seat
    act = Act.EDIT_COUNCILS
    form_class = SeatForm
    template_name = "ratings/councils/seat_form.html"

    @cached_property
    def council(self):
        """The council, within the user's scope."""
        return get_object_or_404(Council.objects.editable_by(self.request.user), pk=self.kwargs["pk"])

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"council": self.council}

    def get_context_data(self, **kwargs):
        return super().get_context_data(council=self.council, **kwargs)

    def get_success_url(self):
        return self.council.get_desk_url()


class SeatRemoveView(DiscardView):
    """Remove a seat, unless the person has begun to score or an amendment is needed."""

    model = Seat
    act = Act.EDIT_COUNCILS
    title = action_label = _("Take the seat away")

    def why_not(self):
        return self.object.why_not_remove()

    def subject(self):
        """Name the person."""
        return str(self.object.user)

    def discard(self, seat):
        seat.remove(by=self.request.user)
        return gettext("%(person)s no longer has a seat.") % {"person": seat.user}

    def get_success_url(self):
        return self.object.council.get_desk_url()
