"""Pages of those who score. Nobody sees another member's marks before locking the own sheet."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView

from ocop.permissions import Act
from ocop.refusal import RefusedError
from ocop.steps import StepFormView, StepView, refused
from ocop.views import DetailPage, ScopedViewMixin
from ratings.councils.models import Council
from ratings.councils.models.presiding import presides
from ratings.dossiers.models import Dossier
from ratings.scoring.conclude import conclude_scoring, refusal_to_conclude
from ratings.scoring.forms.score import ObjectionDecideForm, ObjectionForm, ReasonForm, SafetyForm
from ratings.scoring.judged import judged
from ratings.scoring.models import Assessment, Objection, SecondRound, Stage
from ratings.scoring.score_sheet import beside_of, changed_rows, objections_for, sheet_of
from ratings.scoring.sheet_form import read_form


def now_in_words():
    """The time of the portal's country to the second, as pages say that something was saved."""
    return timezone.localtime().strftime("%H:%M:%S")


class ScoreListView(ScopedViewMixin, ListView):
    """The dossiers of one's councils, with the state of one's own sheet."""

    model = Dossier
    act = Act.SIT_ON_COUNCIL
    paginate_by = 50
    template_name = "ratings/score/dossier_list.html"

    def get_queryset(self):
        """Those being scored first; each with what the reader has done."""
        return (
            super()
            .get_queryset()
            .with_own_sheet(self.request.user)
            .for_list()
            .select_related("builds_on")
            .waiting_first()
        )


class ScoreDossierView(DetailPage):
    """A dossier as its council sees it."""

    model = Dossier
    act = Act.SIT_ON_COUNCIL
    template_name = "ratings/score/dossier_detail.html"

    def get_context_data(self, **kwargs):
        """Add one's own part in it, objections, and who is awaited; no marks."""
        dossier, user = self.object, self.request.user
        readable = Assessment.objects.visible_to(user).for_list().order_by("pk")
        sheets = readable.filter(dossier=dossier)
        own = sheets.own(user).filter(round=dossier.scoring_round).first()
        return super().get_context_data(
            judged=judged(dossier),
            seats=dossier.council.kinds_of(user),
            own=own,
            stage=Assessment.objects.stage_of(user, dossier),
            begins=not Assessment.objects.refusal_to_open(dossier, by=user),
            self_assessment=readable.filter(dossier=dossier.origin, stage=Stage.SELF).first(),
            result=getattr(dossier, "result", None),
            sheets=sheets.filter(stage=Stage.MEMBER) if hasattr(dossier, "result") else [],
            shows_status=Assessment.objects.sees_status(user, dossier),
            terms=dossier.terms,
            opened_round=SecondRound.objects.filter(dossier=dossier).for_list().first(),
            awaited=dossier.awaited(),
            conflict=dossier.refusal_for_conflict(user),
            presides=presides(dossier, user),
            objections=objections_for(dossier, user),
            objects=not Objection.objects.refusal_to_raise(dossier, by=user),
            ended=dossier.objections.confirmed().exists(),
            unlocking=own.open_unlocking() if own else None,
            may_convene=Council.objects.convened_by(user).filter(pk=dossier.council_id).exists(),
            conclude_refusal=refusal_to_conclude(dossier, by=user),
            second_round=not SecondRound.objects.refusal(dossier, by=user),
            **kwargs,
        )


class ScoreOpenView(StepView):
    """Open one's own sheet for a dossier."""

    model = Dossier
    act = Act.SIT_ON_COUNCIL

    def step(self, dossier):
        """Find or make it."""
        self.assessment = Assessment.objects.open_seated(dossier, by=self.request.user)
        return gettext(
            "This is your own sheet. Nobody else sees it until you lock it. Then members who have locked their own see"
            " it, and the secretary once all are locked; everybody else after the result."
        )

    def get_success_url(self):
        """The sheet."""
        return self.assessment.get_absolute_url()


class ScoreConcludeView(StepView):
    """Establish the result, by the chair or the secretary."""

    model = Dossier
    act = Act.SIT_ON_COUNCIL

    def step(self, dossier):
        """Compute and seal it."""
        return gettext("Result established: %(reason)s.") % {
            "reason": conclude_scoring(dossier, by=self.request.user).reason()
        }

    def get_success_url(self):
        """The council's page of the dossier."""
        return reverse("score-dossier", args=[self.object.pk])


class ObjectionTakeBackView(StepFormView):
    """Take back one's own objection before it is decided."""

    model = Objection
    act = Act.SIT_ON_COUNCIL
    form_class = ReasonForm
    template_name = "ratings/score/step_form.html"
    title = _("Take back the objection")
    lead = _("It no longer holds the result, and stays on record with your reason.")
    action_label = _("Take it back")

    def refusal(self):
        """Only one's own."""
        return self.object.refusal_to_take_back(by=self.request.user)

    def step(self, objection, form):
        """Take it back."""
        objection.take_back(by=self.request.user, **form.cleaned_data)
        return gettext("The objection is taken back.")

    def get_success_url(self):
        """The council's page of the dossier."""
        return reverse("score-dossier", args=[self.object.dossier_id])


class AssessmentView(DetailPage):
    """A score sheet: filled in by its owner, read by whoever may."""

    model = Assessment
    act = Act.READ_SCORES
    template_name = "ratings/score/assessment_detail.html"

    def get_context_data(self, form=None, refusals=None, saved_at="", **kwargs):
        """Lay out the sheet as it is stored, with its running totals."""
        return super().get_context_data(
            judged=judged(self.object.dossier, whole=False),
            sheet=sheet_of(self.object, form, refusals),
            refusal=self.object.refusal_to_write(by=self.request.user),
            own=self.object.stage == Stage.SELF,
            unlocking=self.object.open_unlocking(),
            may_unlock=self.object.is_locked and not self.object.refusal_to_unlock(by=self.request.user),
            shows_path=self.object.stage == Stage.SELF,
            saved_at=saved_at,
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        """Save what changed; answers that were refused are named at their criterion, the others are kept."""
        self.object = self.get_object()
        form = read_form(self.object, request.POST, touched=bool(request.htmx))
        try:
            refused = self.object.answer_all(form.chosen, by=request.user, notes=form.notes, shown=form.shown)
        except RefusedError as refusal:
            return self._refuse(refusal)
        if request.htmx or refused or form.refusals:
            return self._show(form, {**form.refusals, **refused})
        messages.success(request, gettext("Saved at %(time)s.") % {"time": now_in_words()})
        return HttpResponseRedirect(self.next_page())

    def next_page(self):
        """On to the page before locking if that was pressed, else the sheet again."""
        goes_on = "review" in self.request.POST
        return reverse("score-lock", args=[self.object.pk]) if goes_on else self.object.get_absolute_url()

    def _refuse(self, refusal):
        """Why nothing was saved: a sentence for the page that is open, or a page."""
        if self.request.htmx:
            return HttpResponse(str(refusal), status=409, content_type="text/plain; charset=utf-8")
        return refused(self.request, refusal)

    def _show(self, form, refusals):
        """The lines that were sent, read back, and all that depends on them; or the whole page."""
        context = self.get_context_data(form=form, refusals=refusals, saved_at=now_in_words())
        if self.request.htmx:
            context |= {"lines": changed_rows(context["sheet"], self.request.POST), "unnoted": False}
            return render(self.request, "ratings/score/_saved.html", context)
        overtaken = any(block.overtaken for block in context["sheet"].refused)
        return self.render_to_response(context, status=409 if overtaken else 200)


class LockView(DetailPage):
    """Read back every answer, then lock the sheet for good."""

    model = Assessment
    act = Act.LOCK_SCORES
    template_name = "ratings/score/assessment_lock.html"

    def get_context_data(self, safety=None, **kwargs):
        """Lay out the answers, what 0 points stop, and ask where that is for the member to say."""
        return super().get_context_data(
            sheet=sheet_of(self.object),
            refusal=self.object.refusal_to_lock(by=self.request.user),
            stopping=self.object.stopping(),
            safety=safety or SafetyForm(answers=self.object.asked_about()),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        """Lock it, or say what is missing."""
        self.object = self.get_object()
        safety = SafetyForm(request.POST, answers=self.object.asked_about())
        if not safety.is_valid():
            return self.render_to_response(self.get_context_data(safety=safety), status=409)
        try:
            self.object.lock(by=request.user, safety=safety.safety)
        except RefusedError as refusal:
            return refused(request, refusal)
        messages.success(request, gettext("Your sheet is locked."))
        return HttpResponseRedirect(reverse("score-dossier", args=[self.object.dossier_id]))


class ObjectionCreateView(StepFormView):
    """Object to a dossier as one who scores it."""

    model = Dossier
    act = Act.SIT_ON_COUNCIL
    form_class = ObjectionForm
    template_name = "ratings/score/step_form.html"
    title = _("Raise an objection")
    lead = _("It holds the result until another than you confirms or rejects it.")
    action_label = _("Raise the objection")

    def refusal(self):
        """Only those who score object."""
        return Objection.objects.refusal_to_raise(self.object, by=self.request.user)

    def get_form_kwargs(self):
        """Only criteria of the dossier's sheet."""
        return super().get_form_kwargs() | {"dossier": self.object}

    def step(self, dossier, form):
        """Raise it."""
        Objection.objects.raise_against(dossier, by=self.request.user, **form.cleaned_data)
        return gettext("The objection is raised; another decides on it.")

    def get_success_url(self):
        """The council's page of the dossier."""
        return reverse("score-dossier", args=[self.object.pk])


class ObjectionDecideView(StepFormView):
    """Decide an objection as who presides, or record what the council decides in a meeting."""

    model = Objection
    act = Act.DECIDE_OBJECTION
    form_class = ObjectionDecideForm
    template_name = "ratings/score/objection_decide.html"
    title = _("Decide the objection")
    action_label = _("Decide")

    @property
    def lead(self):
        """What was objected."""
        return f"{self.object.get_kind_display()}: {self.object.reason}"

    def refusal(self):
        """Only one person decides, or the council."""
        return self.object.refusal_to_decide(by=self.request.user)

    def get_context_data(self, **kwargs):
        """Add what is objected to, with what there is to look at beside its criterion."""
        return super().get_context_data(
            objection=self.object, dossier=self.object.dossier, beside=beside_of(self.object), **kwargs
        )

    def step(self, objection, form):
        """Confirm or reject."""
        objection.decide(by=self.request.user, **form.cleaned_data)
        return gettext("The objection is decided.")

    def get_success_url(self):
        """The council's page of the dossier, or the desk's."""
        dossier = self.object.dossier
        seated = dossier.council.kinds_of(self.request.user)
        return dossier.get_score_url() if seated else dossier.get_desk_url()
