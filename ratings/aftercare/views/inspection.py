"""Inspections in the desk: the plan by risk, the list, one with its checklist, and its steps."""

from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.pages.columns import Column
from ocop.pages.steps import StepFormView
from ocop.pages.views import DetailPage, HistoryPage, ListPage
from ocop.permissions import Act
from ratings.aftercare.filters import InspectionFilterSet, PlanFilterSet
from ratings.aftercare.forms import ConclusionForm, FollowUpForm, GivingUpForm, PlanForm, VisitForm
from ratings.aftercare.kinds import risk_in_words
from ratings.aftercare.minutes import checklist, minutes
from ratings.aftercare.models import Inspection
from ratings.aftercare.plan import plan_inspection
from ratings.aftercare.risk import reasons_of, to_visit
from ratings.decisions.models import Recognition
from ratings.papers.views import PaperView

MINISTRY = _("Ministry of Agriculture and Environment")


class InspectionListView(ListPage):
    """Inspections planned, under way and over."""

    model = Inspection
    act = Act.READ_INSPECTIONS
    filterset_class = InspectionFilterSet
    paginate_by = 50
    template_name = "ratings/aftercare/inspection_list.html"
    columns = (
        Column(_("Product"), "product", link="get_desk_url"),
        Column(_("Producer"), "product.producer"),
        Column(
            _("Stars"),
            "recognition.stars",
            template="ratings/aftercare/_stars.html",
            row_name="inspection",
        ),
        Column(_("Plan"), "place", without=MINISTRY),
        Column(_("Kind"), "get_kind_display"),
        Column(_("Planned for"), "planned_for"),
        Column(_("Visited on"), "visited_on", without="–"),
        Column(_("Findings"), "findings", number=True),
        Column(_("State"), template="ratings/aftercare/_state.html", row_name="inspection"),
    )


class PlanView(ListPage):
    """Stars in force that the officer's authority inspects, those of most risk first."""

    model = Recognition
    act = Act.PLAN_INSPECTIONS
    filterset_class = PlanFilterSet
    paginate_by = 50
    template_name = "ratings/aftercare/plan.html"
    columns = (
        Column(_("Product"), "product", link="get_desk_url"),
        Column(_("Producer"), "product.producer"),
        Column(_("Stars"), "stars", template="ratings/decisions/_stars.html", row_name="recognition"),
        Column(_("Risk"), "risk", number=True),
        Column(_("Why"), lambda row: risk_in_words(reasons_of(row)), wide=True, without="–"),
        Column(_("Last visit"), "last_visit", without=_("None")),
        Column(
            _("Planned for"),
            "planned_for",
            template="ratings/aftercare/_planned_for.html",
            row_name="recognition",
        ),
    )

    def get_queryset(self):
        return to_visit(super().get_queryset(), of_ministry=self.request.user.place_id is None)


class PlanInspectionView(StepFormView):
    """Put a visit to one product on the plan."""

    model = Recognition
    act = Act.PLAN_INSPECTIONS
    form_class = PlanForm
    title = _("Plan an inspection")
    lead = _(
        "The checklist is drawn from the sealed score sheets of the product: each requirement as it was proved, the"
        " use of the OCOP mark and the publicity. The producer does not see an inspection before it took place."
    )
    action_label = _("Put it on the plan")

    def why_not(self):
        return Inspection.why_not_plan(self.object, place=self.request.user.place)

    def step(self, recognition, form):
        self.made = plan_inspection(recognition, by=self.request.user, **form.cleaned_data)
        return gettext("The inspection is on the plan.")

    def get_success_url(self):
        """The page of the inspection, or of the recognition if there is none."""
        return getattr(self, "made", self.object).get_desk_url()


class InspectionDetailView(DetailPage):
    """An inspection with its checklist."""

    model = Inspection
    act = Act.READ_INSPECTIONS
    template_name = "ratings/aftercare/inspection_detail.html"

    def get_context_data(self, **kwargs):
        """Add the checklist, and which steps the user may take."""
        inspection, user = self.object, self.request.user
        return super().get_context_data(
            items=inspection.items.for_list(),
            visits=not inspection.why_not_visit(by=user),
            follows_up=not inspection.why_not_follow_up(by=user),
            closes=not inspection.why_not_close(by=user),
            gives_up=not inspection.why_not_give_up(by=user),
            **kwargs,
        )


class InspectionHistoryView(HistoryPage):
    model = Inspection
    act = Act.READ_INSPECTIONS


class InspectionPaperView(PaperView):
    """The checklist to take along, and the minutes after the visit."""

    model = Inspection
    act = Act.TAKE_PAPERS
    papers = {"checklist": checklist, "minutes": minutes}


class InspectionStepView(StepFormView):
    """A step of an inspection of the officer's own authority."""

    model = Inspection
    act = Act.HOLD_INSPECTIONS

    def get_queryset(self):
        return super().get_queryset().for_detail()

    def subject(self):
        """The inspection."""
        return str(self.object)


class ChecklistStepView(InspectionStepView):
    """A step with a form that has fields for each line of the checklist."""

    template_name = "ratings/aftercare/checklist_form.html"

    @cached_property
    def lines(self):
        """The lines that the form asks about."""
        return self.object.items.for_list()

    def get_form_kwargs(self):
        """With the lines of the checklist."""
        return super().get_form_kwargs() | {"items": self.lines}


class InspectionVisitView(ChecklistStepView):
    """Record a visit."""

    form_class = VisitForm
    title = _("Record the visit")
    lead = _("Say of each line what was found. Once it is saved, what was found stays as it is.")
    action_label = _("Save what the visit found")

    def why_not(self):
        return self.object.why_not_visit(by=self.request.user)

    def get_form_kwargs(self):
        """With the inspection, which knows the days of its visit."""
        return super().get_form_kwargs() | {"inspection": self.object}

    def step(self, inspection, form):
        said = {name: form.cleaned_data[name] for name in ("on", "inspectors", "met")}
        inspection.visit(form.answers, by=self.request.user, **said)
        return gettext("The visit is recorded.")


class InspectionFollowUpView(ChecklistStepView):
    """Record a follow-up visit."""

    form_class = FollowUpForm
    title = _("Record a follow-up visit")
    lead = _("Say of what was to be mended whether it is. What was not looked at waits for another visit.")
    action_label = _("Save what the follow-up visit found")

    @cached_property
    def lines(self):
        """What no follow-up visit has looked at."""
        return self.object.items.to_be_mended().for_list()

    def why_not(self):
        return self.object.why_not_follow_up(by=self.request.user)

    def get_form_kwargs(self):
        """With the day of the visit."""
        return super().get_form_kwargs() | {"visited_on": self.object.visited_on}

    def step(self, inspection, form):
        inspection.follow_up(form.outcomes, on=form.cleaned_data["on"], by=self.request.user)
        return gettext("The follow-up visit is recorded.")


class InspectionCloseView(InspectionStepView):
    """Close an inspection."""

    form_class = ConclusionForm
    title = _("Close the inspection")
    lead = _("Nothing changes in it afterwards.")
    action_label = _("Close the inspection")

    def why_not(self):
        return self.object.why_not_close(by=self.request.user)

    def step(self, inspection, form):
        inspection.close(conclusion=form.cleaned_data["conclusion"], by=self.request.user)
        return gettext("The inspection is closed.")


class InspectionGiveUpView(InspectionStepView):
    """Give a planned visit up."""

    form_class = GivingUpForm
    title = _("Give the visit up")
    lead = _("It stays in the list with the reason; another can be planned.")
    action_label = _("Give the visit up")

    def why_not(self):
        return self.object.why_not_give_up(by=self.request.user)

    def step(self, inspection, form):
        inspection.give_up(reason=form.cleaned_data["reason"], by=self.request.user)
        return gettext("The visit is given up.")
