"""Decisions signed elsewhere: one person records them, another confirms them against the signed document."""

import django_filters
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.document_views import DocumentView
from ocop.permissions import Act
from ocop.refusal import RefusedError
from ocop.steps import StepFormView
from ocop.views import CreatePage, DeletePage, DetailPage, EditPage, ListPage
from ocop.work import UPLOADS
from ratings.decisions.forms.recorded import (
    RecordedConfirmForm,
    RecordedDecisionCreateForm,
    RecordedDecisionForm,
    RecordedDiscardForm,
    RecordedStarAddForm,
    RecordedStarForm,
)
from ratings.decisions.models import RecordedDecision, RecordedStar


class RecordedDecisionFilterSet(django_filters.FilterSet):
    """Recorded decisions by number, and those that wait."""

    number = django_filters.CharFilter(label=_("Number"), lookup_expr="icontains")
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[("waiting", _("Waits for a second person"))],
        empty_label=_("All"),
        method="by_state",
    )

    class Meta:
        model = RecordedDecision
        fields = ["number"]

    def by_state(self, rows, name, value):
        """Only those in which something waits."""
        return rows.waiting()


class RecordedDecisionListView(ListPage):
    """Recorded decisions with how many of their products wait for a second person."""

    model = RecordedDecision
    act = Act.READ_RECORDED
    folder = "desk"
    filterset_class = RecordedDecisionFilterSet
    paginate_by = 50


class RecordedDecisionDetailView(DetailPage):
    """One recorded decision: its products with stars, its document, who recorded and who confirmed."""

    model = RecordedDecision
    act = Act.READ_RECORDED
    folder = "desk"
    context_object_name = "decision"

    def get_context_data(self, **kwargs):
        """Add the stars that this person may see, and what they may do."""
        decision, user = self.object, self.request.user
        may = {
            f"may_{name}": getattr(RecordedDecision.objects, scope)(user).filter(pk=decision.pk).exists()
            for name, scope in (
                ("edit", "editable_by"),
                ("add", "extendable_by"),
                ("discard", "discardable_by"),
                ("confirm", "confirmable_by"),
                ("attach", "attachable_by"),
            )
        }
        return super().get_context_data(
            stars=decision.stars_for(user),
            confirmations=decision.confirmations.for_list(),
            refusal_to_confirm=decision.refusal_to_confirm(by=user) if may["may_confirm"] else "",
            signatures=decision.signatures(),
            **may,
            **kwargs,
        )


class RecordedDecisionCreateView(CreatePage):
    """Record one old decision with its scan; its products are named on its page."""

    model = RecordedDecision
    act = Act.RECORD_DECISION
    folder = "desk"
    work = UPLOADS
    form_class = RecordedDecisionCreateForm

    def form_valid(self, form):
        """Save it with its scan, or say why that cannot be kept."""
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except RefusedError as refusal:
            form.instance.pk = None
            form.add_error("scan", str(refusal))
            return self.form_invalid(form)


class RecordedDecisionEditView(EditPage):
    """Change what was recorded of a decision, while it waits."""

    model = RecordedDecision
    act = Act.RECORD_DECISION
    folder = "desk"
    form_class = RecordedDecisionForm


class RecordedStarCreateView(CreatePage):
    """Name a product that a recorded decision recognises."""

    model = RecordedStar
    act = Act.RECORD_DECISION
    folder = "desk"
    form_class = RecordedStarAddForm

    def get_form_kwargs(self):
        """A new row of the decision, and the words by which products are looked for."""
        decisions = RecordedDecision.objects.extendable_by(self.request.user)
        self.decision = get_object_or_404(decisions, pk=self.kwargs["pk"])
        words = self.request.GET.get("q", "").strip()[:100]
        return super().get_form_kwargs() | {"instance": RecordedStar(decision=self.decision), "words": words}

    def get_context_data(self, **kwargs):
        """Add the decision and the words."""
        return super().get_context_data(
            decision=self.get_form_kwargs()["instance"].decision,
            words=self.request.GET.get("q", ""),
            **kwargs,
        )


class RecordedStarEditView(EditPage):
    """Change the stars of a product by a recorded decision, while they wait."""

    model = RecordedStar
    act = Act.RECORD_DECISION
    folder = "desk"
    form_class = RecordedStarForm

    def get_context_data(self, **kwargs):
        """Add the decision."""
        return super().get_context_data(decision=self.object.decision, words="", **kwargs)


class RecordedStarDeleteView(DeletePage):
    """Take a product out of a recorded decision, while it waits."""

    model = RecordedStar
    act = Act.RECORD_DECISION

    def get_success_url(self):
        """The page of the decision."""
        return self.object.get_desk_url()


class RecordedConfirmView(StepFormView):
    """Confirm a recorded decision against its signed document, as another person than recorded it."""

    model = RecordedDecision
    act = Act.CONFIRM_RECORDED
    form_class = RecordedConfirmForm
    template_name = "ratings/desk/recorded_confirm.html"
    title = _("Confirm against the signed document")
    lead = _("From then on the stars are public. Confirm only what you read in the document itself.")
    action_label = _("Confirm: the signed document says so")

    def get_form_kwargs(self):
        """Ask only what this decision needs."""
        return super().get_form_kwargs() | {"decision": self.object}

    def get_initial(self):
        """Bind the form to what the page shows."""
        return super().get_initial() | {"seen": self.object.seen_sha256()}

    def get_context_data(self, **kwargs):
        """Add what is confirmed, and why this person may not."""
        return super().get_context_data(
            decision=self.object,
            stars=self.object.waiting_stars(),
            refusal=self.object.refusal_to_confirm(by=self.request.user),
            **kwargs,
        )

    def step(self, decision, form):
        """Confirm it."""
        decision.confirm(by=self.request.user, **form.cleaned_data)
        return gettext("Confirmed: the stars of %(number)s are public.") % {"number": decision.number}


class RecordedDiscardView(StepFormView):
    """Discard what waits in a recorded decision, with a reason."""

    model = RecordedDecision
    act = Act.DISCARD_RECORDED
    form_class = RecordedDiscardForm
    title = _("Discard what waits")
    lead = _("The decision and its stars are deleted as far as they are not public. Their history stays.")
    action_label = _("Discard")

    def step(self, decision, form):
        """Discard it."""
        decision.discard(by=self.request.user)
        return gettext("Discarded: %(number)s.") % {"number": decision.number}

    def get_success_url(self):
        """The decision while it is there, else the list."""
        if RecordedDecision.objects.filter(pk=self.kwargs["pk"]).exists():
            return reverse("desk-recorded-decision", args=[self.kwargs["pk"]])
        return reverse("desk-recorded-decision-list")


class RecordedDocumentView(DocumentView):
    """The signed document, for those who see the recorded decision."""

    model = RecordedDecision
    act = Act.READ_RECORDED
    file_field = "file"
    name_field = "file_name"
