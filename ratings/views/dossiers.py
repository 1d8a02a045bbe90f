"""Dossiers in the desk."""

from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.models import Role
from ocop.views import DetailPage, HistoryPage, ListPage
from products.models import Product
from ratings.filters import DossierFilterSet
from ratings.forms.dossier import DossierCouncilForm, DossierOpenForm
from ratings.models import Assessment, Dossier, DossierState, Result, Stage
from ratings.views.actions import StepFormView, StepView

OPENERS = frozenset({Role.PROVINCIAL_OFFICER, Role.COMMUNE_OFFICER, Role.PRODUCER})
OFFICERS = frozenset({Role.PROVINCIAL_OFFICER})
# Moves that a person makes with a button; the others follow from a result or a decision.
BUTTONS = {
    DossierState.FILED: _("File the dossier"),
    DossierState.DRAFT: _("Return to draft"),
    DossierState.SCORING: _("Open for scoring"),
    DossierState.CLOSED: _("Close without recognition"),
}


class DossierListView(ListPage):
    """All dossiers in scope."""

    model = Dossier
    scope = "visible_to"
    folder = "desk"
    filterset_class = DossierFilterSet
    paginate_by = 50


class DossierDetailView(DetailPage):
    """Where a dossier stands, what is missing and who is next."""

    model = Dossier
    scope = "visible_to"
    folder = "desk"

    def get_context_data(self, **kwargs):
        """Add the steps with the reasons why one may not take them, and the sheets that may be read."""
        dossier, user = self.object, self.request.user
        steps = [
            {"to": to, "label": BUTTONS[to], "refusal": dossier.refusal(to, by=user)}
            for to in dossier.next_states
            if to in BUTTONS
        ]
        sheets = Assessment.objects.visible_to(user).filter(dossier=dossier).for_list().order_by("pk")
        return super().get_context_data(
            steps=steps,
            result=getattr(dossier, "result", None),
            recognition=getattr(dossier, "recognition", None),
            conclude_refusal=Result.objects.refusal(dossier, by=user),
            self_assessment=sheets.filter(stage=Stage.SELF).first(),
            sheets=sheets.filter(stage=Stage.MEMBER),
            awaited=dossier.awaited() if dossier.council else [],
            decided=dossier.decision_items.select_related("decision").order_by("pk"),
            **kwargs,
        )


class DossierHistoryView(HistoryPage):
    """Who changed a dossier."""

    model = Dossier


class DossierOpenView(StepFormView):
    """Open a dossier for a product."""

    model = Product
    scope = "visible_to"
    roles = OPENERS
    form_class = DossierOpenForm
    title = _("Open a dossier")
    action_label = _("Open the dossier")

    @cached_property
    def lead(self):
        """What is about to be scored, on which sheet; or why it cannot be."""
        return Dossier.objects.refusal_to_open(self.object, by=self.request.user) or gettext(
            "%(product)s, on the sheet of its set: %(set)s."
        ) % {"product": self.object, "set": self.object.product_set}

    def get_form_kwargs(self):
        """The form asks what the product's sheet needs."""
        return super().get_form_kwargs() | {"product": self.object}

    def step(self, product, form):
        """Open it."""
        self.object = Dossier.objects.start(product, by=self.request.user, **form.cleaned_data)
        return gettext("Dossier opened for %(product)s.") % {"product": product}


class DossierMoveView(StepView):
    """Take a dossier to another state by a button."""

    model = Dossier
    scope = "visible_to"

    def step(self, dossier):
        """Move it as the table of moves allows."""
        to = self.request.POST.get("to", "")
        if to not in BUTTONS:
            raise Dossier.Refused(gettext("There is no such step."))
        dossier.move(to, by=self.request.user, note=self.request.POST.get("note", "")[:500])
        return gettext("The dossier is now: %(state)s.") % {"state": dossier.get_state_display()}


class DossierCouncilView(StepFormView):
    """Name the council that scores a dossier."""

    model = Dossier
    scope = "editable_by"
    roles = OFFICERS
    form_class = DossierCouncilForm
    title = _("Name the council")
    lead = _("Its chair and members score this dossier; the council stays once scoring has begun.")
    action_label = _("Name this council")

    def get_form_kwargs(self):
        """Only councils of the dossier's province."""
        return super().get_form_kwargs() | {"dossier": self.object}

    def step(self, dossier, form):
        """Name it."""
        dossier.name_council(form.cleaned_data["council"], by=self.request.user)
        return gettext("The council is named.")


class DossierConcludeView(StepView):
    """Establish the result of the locked sheets."""

    model = Dossier
    scope = "visible_to"

    def step(self, dossier):
        """Compute and seal it."""
        result = Result.objects.conclude(dossier, by=self.request.user)
        return gettext("Result established: %(reason)s.") % {"reason": result.reason()}


class SelfAssessmentView(StepView):
    """Open the self-assessment, made at first, by the producer or on their behalf."""

    model = Dossier
    scope = "visible_to"
    roles = OPENERS

    def step(self, dossier):
        """Find or make it."""
        self.assessment = Assessment.objects.open_self(dossier, by=self.request.user)
        return gettext("This is the producer's self-assessment.")

    def get_success_url(self):
        """The sheet itself."""
        return self.assessment.get_absolute_url()
