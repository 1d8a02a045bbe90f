"""An authority's rules for its councils: spread limit, and publication of part scores."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.pages.steps import DiscardView, StepView
from ocop.pages.views import CreatePage, DeskPage
from ocop.permissions import Act
from ratings.councils.forms import ScoreDisclosureForm, SpreadLimitForm
from ratings.councils.models import ScoreDisclosure, SpreadLimit


class SpreadLimitView(DeskPage, CreatePage):
    """Limits of the user's authority; officers get a form to propose one."""

    model = SpreadLimit
    act = Act.CONFIRM_SPREAD_LIMITS
    form_class = SpreadLimitForm
    template_name = "ratings/councils/spreadlimit_form.html"

    def get_context_data(self, **kwargs):
        """Add the limits with the reason why the user may not confirm each."""
        user = self.request.user
        limits = SpreadLimit.objects.confirmable_by(user).for_list()
        rows = [(limit, limit.why_not_confirm(by=user)) for limit in limits]
        crumbs = [(gettext("Councils"), reverse("desk-council-list"))]
        return super().get_context_data(
            limits=rows, may_propose=Act.PROPOSE_SPREAD_LIMITS.allows(user), crumbs=crumbs, **kwargs
        )

    def post(self, request, *args, **kwargs):
        """Leaders confirm, officers propose."""
        if not Act.PROPOSE_SPREAD_LIMITS.allows(request.user):
            raise PermissionDenied
        return super().post(request, *args, **kwargs)


class SpreadLimitConfirmView(StepView):
    """Confirm a limit, as the second person."""

    model = SpreadLimit
    act = Act.CONFIRM_SPREAD_LIMITS

    def step(self, limit):
        limit.confirm(by=self.request.user)
        return gettext("The limit holds for scoring that begins from its day on.")


class SpreadLimitDiscardView(DiscardView):
    """Delete an unconfirmed limit."""

    model = SpreadLimit
    act = Act.PROPOSE_SPREAD_LIMITS
    title = action_label = _("Take the limit back")

    def discard(self, limit):
        limit.discard(by=self.request.user)
        return gettext("The limit is taken back.")


class ScoreDisclosureView(DeskPage, CreatePage):
    """Rules of the user's authority on part scores, and a form for a new one."""

    model = ScoreDisclosure
    act = Act.DISCLOSE_SCORES
    form_class = ScoreDisclosureForm
    template_name = "ratings/councils/scoredisclosure_form.html"

    def get_context_data(self, **kwargs):
        """Add the existing rules."""
        decided = ScoreDisclosure.objects.editable_by(self.request.user).for_list()
        return super().get_context_data(decided=decided, **kwargs)
