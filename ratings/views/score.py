"""Pages of those who score. Nobody sees another member's marks before the result."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView

from ocop.views import DetailPage, Scoped
from ratings.forms.score import ObjectionDecideForm, ObjectionForm
from ratings.models import Assessment, Dossier, Objection, Refused, Result, Stage
from ratings.score_sheet import changed_answers, parts_of
from ratings.steps import path_of_assessment
from ratings.views.actions import StepFormView, StepView


class ScoreListView(Scoped, ListView):
    """The dossiers of one's councils, with the state of one's own sheet."""

    model = Dossier
    scope = "seated"
    paginate_by = 50
    template_name = "ratings/score/dossier_list.html"

    def get_queryset(self):
        """Those being scored first; each with what the reader has done."""
        return super().get_queryset().with_own_sheet(self.request.user).for_list().waiting_first()


class ScoreDossierView(DetailPage):
    """A dossier as its council sees it."""

    model = Dossier
    scope = "seated"
    template_name = "ratings/score/dossier_detail.html"

    def get_context_data(self, **kwargs):
        """Add one's own part in it, objections, and who is awaited; no marks."""
        dossier, user = self.object, self.request.user
        sheets = Assessment.objects.visible_to(user).filter(dossier=dossier).for_list().order_by("pk")
        return super().get_context_data(
            seats=dossier.council.kinds_of(user),
            own=sheets.filter(stage=Stage.MEMBER, by=user).first(),
            scores=dossier.council.seats.scoring().filter(user=user).exists(),
            self_assessment=sheets.filter(stage=Stage.SELF).first(),
            result=getattr(dossier, "result", None),
            sheets=sheets.filter(stage=Stage.MEMBER) if hasattr(dossier, "result") else [],
            awaited=dossier.awaited(),
            conclude_refusal=Result.objects.refusal(dossier, by=user),
            **kwargs,
        )


class ScoreOpenView(StepView):
    """Open one's own sheet for a dossier."""

    model = Dossier
    scope = "seated"

    def step(self, dossier):
        """Find or make it."""
        self.assessment = Assessment.objects.open_member(dossier, by=self.request.user)
        return gettext("This is your own sheet. Nobody else sees it before the result.")

    def get_success_url(self):
        """The sheet."""
        return self.assessment.get_absolute_url()


class ScoreConcludeView(StepView):
    """Establish the result, by the chair or the secretary."""

    model = Dossier
    scope = "seated"

    def step(self, dossier):
        """Compute and seal it."""
        return gettext("Result established: %(reason)s.") % {
            "reason": Result.objects.conclude(dossier, by=self.request.user).reason()
        }

    def get_success_url(self):
        """The council's page of the dossier."""
        return reverse("score-dossier", args=[self.object.pk])


class AssessmentView(DetailPage):
    """A score sheet: filled in by its owner, read by whoever may."""

    model = Assessment
    scope = "visible_to"
    template_name = "ratings/score/assessment_detail.html"

    def get_context_data(self, refusals=None, **kwargs):
        """Lay out the sheet with its running totals."""
        assessment = self.object
        return super().get_context_data(
            parts=parts_of(assessment, refusals),
            tally=assessment.tally(),
            outcome=assessment.outcome(),
            refusal=assessment.refusal_to_write(by=self.request.user),
            path=path_of_assessment(assessment),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        """Save what changed; answers that were refused are named at their criterion, the others are kept."""
        self.object = self.get_object()
        try:
            refusals = self.object.answer_all(changed_answers(self.object, request.POST), by=request.user)
        except Refused as refusal:
            return render(request, "409.html", {"reason": refusal}, status=409)
        if request.htmx or refusals:
            return self._show(refusals)
        messages.success(
            request, gettext("Saved at %(time)s.") % {"time": timezone.localtime().strftime("%H:%M:%S")}
        )
        return HttpResponseRedirect(self.next_page())

    def next_page(self):
        """On to the page before locking if that was pressed, else the sheet again."""
        goes_on = "review" in self.request.POST
        return reverse("score-lock", args=[self.object.pk]) if goes_on else self.object.get_absolute_url()

    def _show(self, refusals):
        """The running totals alone for a swap, else the whole page."""
        context = self.get_context_data(refusals=refusals, saved_at=timezone.localtime())
        if self.request.htmx:
            return render(self.request, "ratings/score/_totals.html", context)
        return self.render_to_response(context)


class LockView(DetailPage):
    """Read back every answer, then lock the sheet for good."""

    model = Assessment
    scope = "own"
    template_name = "ratings/score/assessment_lock.html"

    def get_context_data(self, **kwargs):
        """Lay out the answers."""
        assessment = self.object
        return super().get_context_data(
            parts=parts_of(assessment),
            tally=assessment.tally(),
            outcome=assessment.outcome(),
            refusal=assessment.refusal_to_lock(by=self.request.user),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        """Lock it, or say what is missing."""
        self.object = self.get_object()
        try:
            self.object.lock(by=request.user)
        except Refused as refusal:
            return render(request, "409.html", {"reason": refusal}, status=409)
        messages.success(request, gettext("Your sheet is locked."))
        return HttpResponseRedirect(reverse("score-dossier", args=[self.object.dossier_id]))


class ObjectionCreateView(StepFormView):
    """Object to a dossier as one who scores it."""

    model = Dossier
    scope = "seated"
    form_class = ObjectionForm
    template_name = "ratings/score/step_form.html"
    title = _("Raise an objection")
    lead = _("It holds the result until the chair confirms or rejects it.")
    action_label = _("Raise the objection")

    def get_form_kwargs(self):
        """Only criteria of the dossier's sheet."""
        return super().get_form_kwargs() | {"dossier": self.object}

    def step(self, dossier, form):
        """Raise it."""
        Objection.objects.raise_against(dossier, by=self.request.user, **form.cleaned_data)
        return gettext("The objection is raised; the chair decides.")

    def get_success_url(self):
        """The council's page of the dossier."""
        return reverse("score-dossier", args=[self.object.pk])


class ObjectionDecideView(StepFormView):
    """Decide an objection as the chair."""

    model = Objection
    scope = "seated"
    form_class = ObjectionDecideForm
    template_name = "ratings/score/step_form.html"
    title = _("Decide the objection")
    action_label = _("Decide")

    @property
    def lead(self):
        """What was objected."""
        return f"{self.object.get_kind_display()}: {self.object.reason}"

    def step(self, objection, form):
        """Confirm or reject."""
        objection.decide(by=self.request.user, **form.cleaned_data)
        return gettext("The objection is decided.")

    def get_success_url(self):
        """The council's page of the dossier."""
        return reverse("score-dossier", args=[self.object.dossier_id])
