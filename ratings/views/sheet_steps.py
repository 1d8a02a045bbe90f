"""Steps with a member's sheet that need a reason: to abstain, and to open a locked one again."""

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ratings.forms.score import ReasonForm
from ratings.models import Assessment, Dossier
from ratings.views.actions import StepFormView


class AbstainView(StepFormView):
    """Abstain from scoring a dossier."""

    model = Dossier
    scope = "seated"
    form_class = ReasonForm
    template_name = "ratings/score/step_form.html"
    title = _("Abstain")
    lead = _(
        "Nobody waits for your sheet then, and it does not count for the mean. Only the chair can undo this."
    )
    action_label = _("Abstain")

    def step(self, dossier, form):
        """Finish one's own sheet without marks."""
        user = self.request.user
        Assessment.objects.open_member(dossier, by=user).abstain(by=user, **form.cleaned_data)
        return gettext("You have abstained.")

    def get_success_url(self):
        """The council's page of the dossier."""
        return reverse("score-dossier", args=[self.object.pk])


class UnlockView(StepFormView):
    """Open a member's locked sheet again, as the chair."""

    model = Assessment
    scope = "unlockable_by"
    form_class = ReasonForm
    template_name = "ratings/score/step_form.html"
    title = _("Unlock a sheet")
    action_label = _("Unlock the sheet")

    @property
    def lead(self):
        """Whose sheet."""
        return gettext("%(name)s can change it and lock it again. The answers as they are now are kept.") % {
            "name": self.object.by
        }

    def step(self, assessment, form):
        """Unlock it."""
        assessment.unlock(by=self.request.user, **form.cleaned_data)
        return gettext("The sheet is open again.")

    def get_success_url(self):
        """The council's page of the dossier."""
        return reverse("score-dossier", args=[self.object.dossier_id])
