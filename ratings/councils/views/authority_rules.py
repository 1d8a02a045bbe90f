"""What an authority sets for its councils: the limit of the spread, and what of the scores is published."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.steps import DiscardView, StepView
from ocop.views import CreatePage, DeskWriteMixin
from ratings.councils.forms import ScoreDisclosureForm, SpreadLimitForm
from ratings.councils.models import ScoreDisclosure, SpreadLimit
from ratings.councils.models.score_disclosure import DECIDERS
from ratings.councils.models.spread_limit import CONFIRMERS, PROPOSERS


class SpreadLimitView(DeskWriteMixin, CreatePage):
    """The limits of the reader's authority; for its officers a form to propose one from a day on."""

    model = SpreadLimit
    roles = CONFIRMERS
    form_class = SpreadLimitForm

    def get_context_data(self, **kwargs):
        """Add the limits so far, with why the reader may not confirm each."""
        user = self.request.user
        limits = SpreadLimit.objects.confirmable_by(user).for_list()
        rows = [(limit, limit.refusal_to_confirm(by=user)) for limit in limits]
        crumbs = [(gettext("Councils"), reverse("desk-council-list"))]
        return super().get_context_data(
            limits=rows, may_propose=user.role in PROPOSERS, crumbs=crumbs, **kwargs
        )

    def post(self, request, *args, **kwargs):
        """A leader confirms; officers propose."""
        if request.user.role not in PROPOSERS:
            raise PermissionDenied
        return super().post(request, *args, **kwargs)


class SpreadLimitConfirmView(StepView):
    """Confirm a limit, as the second person."""

    model = SpreadLimit
    scope = "confirmable_by"
    roles = CONFIRMERS

    def step(self, limit):
        """Confirm it."""
        limit.confirm(by=self.request.user)
        return gettext("The limit holds for scoring that begins from its day on.")


class SpreadLimitDiscardView(DiscardView):
    """Take back a limit that nobody has confirmed."""

    model = SpreadLimit
    scope = "editable_by"
    roles = PROPOSERS
    title = action_label = _("Take the limit back")

    def discard(self, limit):
        """Take it back."""
        limit.discard(by=self.request.user)
        return gettext("The limit is taken back.")


class ScoreDisclosureView(DeskWriteMixin, CreatePage):
    """What the reader's authority has decided on its part scores, and a new decision from a day on."""

    model = ScoreDisclosure
    roles = DECIDERS
    form_class = ScoreDisclosureForm

    def get_context_data(self, **kwargs):
        """Add what was decided so far."""
        decided = ScoreDisclosure.objects.editable_by(self.request.user).for_list()
        return super().get_context_data(decided=decided, **kwargs)
