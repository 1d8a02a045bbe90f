"""What an authority sets for its councils: the limit of the spread, and what of the scores is published."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.permissions import Act
from ocop.steps import DiscardView, StepView
from ocop.views import CreatePage, DeskPage
from ratings.councils.forms import ScoreDisclosureForm, SpreadLimitForm
from ratings.councils.models import ScoreDisclosure, SpreadLimit


class SpreadLimitView(DeskPage, CreatePage):
    """The limits of the reader's authority; for its officers a form to propose one from a day on."""

    model = SpreadLimit
    act = Act.CONFIRM_SPREAD_LIMITS
    form_class = SpreadLimitForm

    def get_context_data(self, **kwargs):
        """Add the limits so far, with why the reader may not confirm each."""
        user = self.request.user
        limits = SpreadLimit.objects.confirmable_by(user).for_list()
        rows = [(limit, limit.refusal_to_confirm(by=user)) for limit in limits]
        crumbs = [(gettext("Councils"), reverse("desk-council-list"))]
        return super().get_context_data(
            limits=rows, may_propose=Act.PROPOSE_SPREAD_LIMITS.allows(user), crumbs=crumbs, **kwargs
        )

    def post(self, request, *args, **kwargs):
        """A leader confirms; officers propose."""
        if not Act.PROPOSE_SPREAD_LIMITS.allows(request.user):
            raise PermissionDenied
        return super().post(request, *args, **kwargs)


class SpreadLimitConfirmView(StepView):
    """Confirm a limit, as the second person."""

    model = SpreadLimit
    act = Act.CONFIRM_SPREAD_LIMITS

    def step(self, limit):
        """Confirm it."""
        limit.confirm(by=self.request.user)
        return gettext("The limit holds for scoring that begins from its day on.")


class SpreadLimitDiscardView(DiscardView):
    """Take back a limit that nobody has confirmed."""

    model = SpreadLimit
    act = Act.PROPOSE_SPREAD_LIMITS
    title = action_label = _("Take the limit back")

    def discard(self, limit):
        """Take it back."""
        limit.discard(by=self.request.user)
        return gettext("The limit is taken back.")


class ScoreDisclosureView(DeskPage, CreatePage):
    """What the reader's authority has decided on its part scores, and a new decision from a day on."""

    model = ScoreDisclosure
    act = Act.DISCLOSE_SCORES
    form_class = ScoreDisclosureForm

    def get_context_data(self, **kwargs):
        """Add what was decided so far."""
        decided = ScoreDisclosure.objects.editable_by(self.request.user).for_list()
        return super().get_context_data(decided=decided, **kwargs)
