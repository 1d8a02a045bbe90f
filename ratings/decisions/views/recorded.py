"""Decisions signed outside the portal: recorded by one person, confirmed by another against the document."""

import django_filters
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.operation.work import UPLOADS
from ocop.pages.columns import Column
from ocop.pages.document_views import DocumentView
from ocop.pages.steps import StepFormView
from ocop.pages.views import CreatePage, DeletePage, DetailPage, EditPage, ListPage
from ocop.permissions import Act
from ocop.refusal import RefusedError
from ratings.decisions.forms.recorded import (
    RecordedConfirmForm,
    RecordedDecisionCreateForm,
    RecordedDecisionForm,
    RecordedDiscardForm,
    RecordedStarAddForm,
    RecordedStarForm,
)
from ratings.decisions.models import RecordedDecision, RecordedStar, RecordedWithdrawal

# Products on a page of a decision.
NAMED_ON_A_PAGE = 100


class RecordedDecisionFilterSet(django_filters.FilterSet):
    """Recorded decisions by number and by whether they are unconfirmed."""

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
        """Only decisions with unconfirmed stars."""
        return rows.waiting()


class RecordedDecisionListView(ListPage):
    """Recorded decisions with the number of unconfirmed products."""

    model = RecordedDecision
    act = Act.READ_RECORDED
    filterset_class = RecordedDecisionFilterSet
    paginate_by = 50
    template_name = "ratings/decisions/recordeddecision_list.html"
    columns = (
        Column(_("Decision"), str, link="get_desk_url"),
        Column(_("Kind"), "get_kind_display"),
        Column(_("Signed on"), "signed_on"),
        Column(_("Authority"), "authority"),
        Column(_("State"), template="ratings/decisions/_recorded_state.html", row_name="decision"),
        Column(_("Products"), "product_count", number=True),
        Column(_("Recorded by"), "prepared_by", without="–"),
    )


class RecordedDecisionDetailView(DetailPage):
    """A recorded decision: products with stars or withdrawals, document, recorder, confirmations."""

    model = RecordedDecision
    act = Act.READ_RECORDED
    context_object_name = "decision"
    template_name = "ratings/decisions/recordeddecision_detail.html"

    def get_context_data(self, **kwargs):
        """Add the stars and withdrawals that the user may see, and the possible acts."""
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
        rows = decision.withdrawals_for(user) if decision.withdraws else decision.stars_for(user)
        page = Paginator(rows, NAMED_ON_A_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            named=page,
            page_obj=page,
            confirmations=decision.confirmations.for_list(),
            why_not_confirm=decision.why_not_confirm(by=user) if may["may_confirm"] else "",
            signatures=decision.signatures(),
            **may,
            **kwargs,
        )


class RecordedDecisionCreateView(CreatePage):
    """Record an old decision with its scan; its products are added on its page."""

    model = RecordedDecision
    act = Act.RECORD_DECISION
    work = UPLOADS
    form_class = RecordedDecisionCreateForm
    template_name = "ratings/decisions/recordeddecision_form.html"

    def form_valid(self, form):
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except RefusedError as refusal:
            form.instance.pk = None
            form.add_error("scan", str(refusal))
            return self.form_invalid(form)


class RecordedDecisionEditView(EditPage):
    model = RecordedDecision
    act = Act.RECORD_DECISION
    form_class = RecordedDecisionForm
    template_name = "ratings/decisions/recordeddecision_form.html"


class RecordedStarCreateView(CreatePage):
    """Add a product to a recorded decision."""

    model = RecordedStar
    act = Act.RECORD_DECISION
    form_class = RecordedStarAddForm
    template_name = "ratings/decisions/recordedstar_form.html"

    def get_form_kwargs(self):
        """Bind the form to the decision, and pass the words that filter the products."""
        decisions = RecordedDecision.objects.extendable_by(self.request.user)
        self.decision = get_object_or_404(decisions, pk=self.kwargs["pk"])
        words = self.request.GET.get("q", "").strip()[:100]
        return super().get_form_kwargs() | {"instance": RecordedStar(decision=self.decision), "words": words}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            decision=self.get_form_kwargs()["instance"].decision,
            words=self.request.GET.get("q", ""),
            **kwargs,
        )


class RecordedStarEditView(EditPage):
    """Edit unconfirmed stars of a product."""

    model = RecordedStar
    act = Act.RECORD_DECISION
    form_class = RecordedStarForm
    template_name = "ratings/decisions/recordedstar_form.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(decision=self.object.decision, words="", **kwargs)


class RecordedStarDeleteView(DeletePage):
    """Remove an unconfirmed product from a recorded decision."""

    model = RecordedStar
    act = Act.RECORD_DECISION

    def get_success_url(self):
        return self.object.get_desk_url()


class RecordedWithdrawalDeleteView(DeletePage):
    """Take an unconfirmed withdrawal out of a recorded decision."""

    model = RecordedWithdrawal
    act = Act.RECORD_DECISION

    def get_success_url(self):
        return self.object.get_desk_url()


class RecordedConfirmView(StepFormView):
    """Confirm a recorded decision against its signed document; not by the person who recorded it."""

    model = RecordedDecision
    act = Act.CONFIRM_RECORDED
    form_class = RecordedConfirmForm
    template_name = "ratings/decisions/recorded_confirm.html"
    title = _("Confirm against the signed document")
    action_label = _("Confirm: the signed document says so")

    @property
    def lead(self):
        if self.object.withdraws:
            return _(
                "From then on these stars are withdrawn for everybody. Confirm only what you read in the document itself."
            )
        return _("From then on the stars are public. Confirm only what you read in the document itself.")

    def get_form_kwargs(self):
        """Ask only the questions that this decision needs."""
        return super().get_form_kwargs() | {"decision": self.object}

    def get_initial(self):
        """Set the hash of the content shown."""
        return super().get_initial() | {"seen": self.object.seen_sha256()}

    def get_context_data(self, **kwargs):
        """Add the content to confirm, a page of it, and why the user may not confirm it."""
        decision = self.object
        rows = decision.waiting_withdrawals() if decision.withdraws else decision.waiting_stars()
        page = Paginator(rows, NAMED_ON_A_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            decision=decision,
            named=page,
            page_obj=page,
            by_stars=decision.waiting_by_stars(),
            refusal=self.object.why_not_confirm(by=self.request.user),
            **kwargs,
        )

    def step(self, decision, form):
        decision.confirm(by=self.request.user, **form.cleaned_data)
        if decision.withdraws:
            return gettext("Confirmed: the stars that %(number)s names are withdrawn.") % {
                "number": decision.number
            }
        return gettext("Confirmed: the stars of %(number)s are public.") % {"number": decision.number}


class RecordedDiscardView(StepFormView):
    """Discard the unconfirmed parts of a recorded decision, with a reason."""

    model = RecordedDecision
    act = Act.DISCARD_RECORDED
    form_class = RecordedDiscardForm
    title = _("Discard what waits")
    lead = _(
        "The decision, its stars and its withdrawals are deleted as far as nobody has confirmed them. Their history stays."
    )
    action_label = _("Discard")

    def step(self, decision, form):
        decision.discard(by=self.request.user)
        return gettext("Discarded: %(number)s.") % {"number": decision.number}

    def get_success_url(self):
        """Return the page of the decision, or of the list if it was deleted."""
        if RecordedDecision.objects.filter(pk=self.kwargs["pk"]).exists():
            return reverse("desk-recorded-decision", args=[self.kwargs["pk"]])
        return reverse("desk-recorded-decision-list")


class RecordedDocumentView(DocumentView):
    """The signed document, for those who may see the recorded decision."""

    model = RecordedDecision
    act = Act.READ_RECORDED
    file_field = "file"
    name_field = "file_name"
