"""Pages of scorers. Nobody sees another member's scores before locking their own sheet."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView

from ocop.pages.columns import Column
from ocop.pages.steps import StepFormView, StepView, refused
from ocop.pages.views import DetailPage, ScopedViewMixin
from ocop.permissions import Act
from ocop.refusal import RefusedError
from ratings.councils.models import Council
from ratings.councils.models.presiding import presides
from ratings.dossiers.models import Dossier
from ratings.scoring.conclude import conclude_scoring, why_not_conclude
from ratings.scoring.forms.score import ObjectionDecideForm, ObjectionForm, ReasonForm, SafetyForm
from ratings.scoring.judged import scoring_subject
from ratings.scoring.models import Assessment, Objection, SecondRound, Stage
from ratings.scoring.score_sheet import changed_rows, objections_for, stored_sheet, supporting_material_of
from ratings.scoring.sheet_form import read_form


def format_now():
    """Return the local time with seconds, for “saved at …”."""
    return timezone.localtime().strftime("%H:%M:%S")


class ScoreListView(ScopedViewMixin, ListView):
    """Dossiers of the user's councils, with the state of the own sheet."""

    model = Dossier
    act = Act.SIT_ON_COUNCIL
    paginate_by = 50
    template_name = "ratings/scoring/dossier_list.html"
    columns = (
        Column(_("Product"), "product", link="get_score_url"),
        Column(_("Producer"), "product.producer"),
        Column(_("Kind"), wide=True, template="ratings/scoring/_kind_and_star.html", row_name="dossier"),
        Column(_("Sheet"), lambda dossier: f"{dossier.sheet.number} · {dossier.sheet.name}"),
        Column(_("Dossier"), template="ratings/dossiers/_state.html", row_name="dossier"),
        Column(_("Last day"), template="ratings/dossiers/_last_day.html", row_name="dossier"),
        Column(_("Your sheet"), template="ratings/scoring/_own_sheet.html", row_name="dossier"),
    )

    def get_queryset(self):
        """Those being scored first, annotated with the user's sheet."""
        return (
            super()
            .get_queryset()
            .with_own_assessment(self.request.user)
            .for_list()
            .select_related("builds_on")
            .waiting_first()
        )


class ScoreDossierView(DetailPage):
    """A dossier as shown to its council."""

    model = Dossier
    act = Act.SIT_ON_COUNCIL
    template_name = "ratings/scoring/dossier_detail.html"

    def get_context_data(self, **kwargs):
        """Add the user's own part, objections, and missing sheets; no scores."""
        dossier, user = self.object, self.request.user
        readable = Assessment.objects.visible_to(user).for_list().order_by("pk")
        sheets = readable.filter(dossier=dossier)
        own = sheets.own(user).filter(round=dossier.scoring_round).first()
        return super().get_context_data(
            judged=scoring_subject(dossier),
            seats=dossier.council.kinds_of(user),
            own=own,
            stage=Assessment.objects.stage_of(user, dossier),
            begins=not Assessment.objects.why_not_open(dossier, by=user),
            self_assessment=readable.filter(dossier=dossier.origin, stage=Stage.SELF).first(),
            result=getattr(dossier, "result", None),
            sheets=sheets.filter(stage=Stage.MEMBER) if hasattr(dossier, "result") else [],
            shows_status=Assessment.objects.sees_status(user, dossier),
            terms=dossier.terms,
            opened_round=SecondRound.objects.filter(dossier=dossier).for_list().first(),
            awaited=dossier.awaited(),
            conflict=dossier.why_not_with_conflict(user),
            presides=presides(dossier, user),
            objections=objections_for(dossier, user),
            objects=not Objection.objects.why_not_raise(dossier, by=user),
            ended=dossier.objections.confirmed().exists(),
            unlocking=own.open_unlocking() if own else None,
            may_convene=Council.objects.convened_by(user).filter(pk=dossier.council_id).exists(),
            conclude_refusal=why_not_conclude(dossier, by=user),
            second_round=not SecondRound.objects.why_not(dossier, by=user),
            **kwargs,
        )


class ScoreOpenView(StepView):
    """Open the user's own sheet of a dossier."""

    model = Dossier
    act = Act.SIT_ON_COUNCIL

    def step(self, dossier):
        self.assessment = Assessment.objects.open_seated(dossier, by=self.request.user)
        return gettext(
            "This is your own sheet. Nobody else sees it until you lock it. Then members who have locked their own see"
            " it, and the secretary once all are locked; everybody else after the result."
        )

    def get_success_url(self):
        return self.assessment.get_absolute_url()


class ScoreConcludeView(StepView):
    """Conclude scoring, as chair or secretary."""

    model = Dossier
    act = Act.SIT_ON_COUNCIL

    def step(self, dossier):
        return gettext("Result established: %(reason)s.") % {
            "reason": conclude_scoring(dossier, by=self.request.user).reason()
        }

    def get_success_url(self):
        return reverse("score-dossier", args=[self.object.pk])


class ObjectionTakeBackView(StepFormView):
    """Withdraw one's own undecided objection."""

    model = Objection
    act = Act.SIT_ON_COUNCIL
    form_class = ReasonForm
    template_name = "score/step_form.html"
    title = _("Take back the objection")
    lead = _("It no longer holds the result, and stays on record with your reason.")
    action_label = _("Take it back")

    def why_not(self):
        """Only one's own."""
        return self.object.why_not_take_back(by=self.request.user)

    def step(self, objection, form):
        objection.take_back(by=self.request.user, **form.cleaned_data)
        return gettext("The objection is taken back.")

    def get_success_url(self):
        return reverse("score-dossier", args=[self.object.dossier_id])


class AssessmentView(DetailPage):
    """A score sheet: filled in by its owner, read-only for others."""

    model = Assessment
    act = Act.READ_SCORES
    template_name = "ratings/scoring/assessment_detail.html"

    def get_context_data(self, form=None, refusals=None, saved_at="", **kwargs):
        """Add the stored sheet with its running totals."""
        return super().get_context_data(
            judged=scoring_subject(self.object.dossier, whole=False),
            sheet=stored_sheet(self.object, form, refusals),
            refusal=self.object.why_not_write(by=self.request.user),
            own=self.object.stage == Stage.SELF,
            unlocking=self.object.open_unlocking(),
            may_unlock=self.object.is_locked and not self.object.why_not_unlock(by=self.request.user),
            shows_path=self.object.stage == Stage.SELF,
            saved_at=saved_at,
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        """Save changes; refused answers are shown at their criterion, others are kept."""
        self.object = self.get_object()
        form = read_form(self.object, request.POST, touched=bool(request.htmx))
        try:
            refused = self.object.answer_all(form.chosen, by=request.user, notes=form.notes, shown=form.shown)
        except RefusedError as refusal:
            return self._refuse(refusal)
        if request.htmx or refused or form.refusals:
            return self._show(form, {**form.refusals, **refused})
        messages.success(request, gettext("Saved at %(time)s.") % {"time": format_now()})
        return HttpResponseRedirect(self.next_page())

    def next_page(self):
        """Return the review page if that button was pressed, else the sheet."""
        goes_on = "review" in self.request.POST
        return reverse("score-lock", args=[self.object.pk]) if goes_on else self.object.get_absolute_url()

    def _refuse(self, refusal):
        """Return why nothing was saved, as a fragment for the open page or a full page."""
        if self.request.htmx:
            return HttpResponse(str(refusal), status=409, content_type="text/plain; charset=utf-8")
        return refused(self.request, refusal)

    def _show(self, form, refusals):
        """Return the submitted rows as stored with everything that depends on them, or the whole page."""
        context = self.get_context_data(form=form, refusals=refusals, saved_at=format_now())
        if self.request.htmx:
            context |= {"lines": changed_rows(context["sheet"], self.request.POST), "unnoted": False}
            return render(self.request, "ratings/scoring/_saved.html", context)
        overtaken = any(block.overtaken for block in context["sheet"].refused)
        return self.render_to_response(context, status=409 if overtaken else 200)


class LockView(DetailPage):
    """Review all answers, then lock the sheet for good."""

    model = Assessment
    act = Act.LOCK_SCORES
    template_name = "ratings/scoring/assessment_lock.html"

    def get_context_data(self, safety=None, **kwargs):
        """Add the answers, consequences of 0 points, and the declarations needed."""
        return super().get_context_data(
            sheet=stored_sheet(self.object),
            refusal=self.object.why_not_lock(by=self.request.user),
            stopping=self.object.stopping(),
            safety=safety or SafetyForm(answers=self.object.asked_about()),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        """Lock the sheet, or show what is missing."""
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
    model = Dossier
    act = Act.SIT_ON_COUNCIL
    form_class = ObjectionForm
    template_name = "score/step_form.html"
    title = _("Raise an objection")
    lead = _("It holds the result until another than you confirms or rejects it.")
    action_label = _("Raise the objection")

    def why_not(self):
        """Only scorers may object."""
        return Objection.objects.why_not_raise(self.object, by=self.request.user)

    def get_form_kwargs(self):
        """Offer only criteria of the dossier's sheet."""
        return super().get_form_kwargs() | {"dossier": self.object}

    def step(self, dossier, form):
        Objection.objects.raise_against(dossier, by=self.request.user, **form.cleaned_data)
        return gettext("The objection is raised; another decides on it.")

    def get_success_url(self):
        return reverse("score-dossier", args=[self.object.pk])


class ObjectionDecideView(StepFormView):
    """Decide on an objection as the presiding member, or record the council's decision in a meeting."""

    model = Objection
    act = Act.DECIDE_OBJECTION
    form_class = ObjectionDecideForm
    template_name = "ratings/scoring/objection_decide.html"
    title = _("Decide the objection")
    action_label = _("Decide")

    @property
    def lead(self):
        return f"{self.object.get_kind_display()}: {self.object.reason}"

    def why_not(self):
        """Only the responsible person, or the council in a meeting."""
        return self.object.why_not_decide(by=self.request.user)

    def get_context_data(self, **kwargs):
        """Add the objection's criterion with its supporting material."""
        return super().get_context_data(
            objection=self.object,
            dossier=self.object.dossier,
            beside=supporting_material_of(self.object),
            **kwargs,
        )

    def step(self, objection, form):
        objection.decide(by=self.request.user, **form.cleaned_data)
        return gettext("The objection is decided.")

    def get_success_url(self):
        dossier = self.object.dossier
        seated = dossier.council.kinds_of(self.request.user)
        return dossier.get_score_url() if seated else dossier.get_desk_url()
