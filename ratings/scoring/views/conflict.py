"""Conflicts of interest, and the chair's findings on disputed requirements."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.pages.steps import StepFormView
from ocop.permissions import Act
from ratings.dossiers.models import Dossier
from ratings.scoring.forms.conflict import ConflictForm, GateFindingForm
from ratings.scoring.models import Assessment, Conflict, GateFinding, disputed_gates


class ConflictDeclareView(StepFormView):
    """Declare a conflict of interest as a member."""

    model = Dossier
    act = Act.SIT_ON_COUNCIL
    form_class = ConflictForm
    template_name = "score/step_form.html"
    title = _("Declare a conflict of interest")
    lead = _("You will not see or score this dossier, and you count neither for its quorum nor for its mean.")
    action_label = _("Declare the conflict")

    def step(self, dossier, form):
        Conflict.objects.declare(dossier, by=self.request.user, reason=form.cleaned_data["reason"])
        return gettext("Your conflict of interest is recorded.")

    def get_success_url(self):
        return self.object.get_score_url()


class ConflictLiftView(StepFormView):
    """Lift a conflict declared by mistake, as the presiding member."""

    model = Conflict
    act = Act.SIT_ON_COUNCIL
    form_class = ConflictForm
    template_name = "score/step_form.html"
    title = _("Lift a conflict of interest")
    lead = _("Only a declaration made by mistake is lifted; it stays on record with your reason.")
    action_label = _("Lift the conflict")

    def step(self, conflict, form):
        conflict.lift(by=self.request.user, reason=form.cleaned_data["reason"])
        return gettext("The conflict is lifted.")


class GateFindingView(StepFormView):
    """Requirements on which the members differ, and the chair's findings."""

    model = Dossier
    act = Act.JUDGE
    form_class = GateFindingForm
    template_name = "ratings/scoring/finding_form.html"
    title = _("Disputed requirements")
    lead = _(
        "A requirement is met when more than half of the sheets reach it, unless who presides finds otherwise."
    )
    action_label = _("Record the finding")

    def get_form_kwargs(self):
        """Offer only requirements on which the members differ."""
        return super().get_form_kwargs() | {"gates": self._gates()}

    def get_context_data(self, **kwargs):
        """Add the disputed requirements, existing findings, and whether the user may make one."""
        return super().get_context_data(
            gates=self._gates(),
            counted=Assessment.objects.counting(self.object).count(),
            findings=self.object.findings.standing().for_list(),
            refusal=GateFinding.objects.why_not(self.object, by=self.request.user),
            **kwargs,
        )

    def _gates(self):
        """Empty while a sheet is open, because nobody may see others' scores before."""
        return [] if self.object.awaited() else disputed_gates(self.object)

    def step(self, dossier, form):
        code, star = form.cleaned_data["gate"]
        GateFinding.objects.record(
            dossier,
            code,
            star,
            met=form.cleaned_data["met"],
            by=self.request.user,
            reason=form.cleaned_data["reason"],
        )
        return gettext("The finding is recorded.")

    def get_success_url(self):
        return self.object.get_score_url()
