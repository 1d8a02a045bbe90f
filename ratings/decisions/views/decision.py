"""Decisions in the desk: prepared by one person, issued by another."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from ocop.operation.work import UPLOADS
from ocop.pages.columns import Column
from ocop.pages.document_views import DocumentView
from ocop.pages.steps import DiscardView, StepFormView
from ocop.pages.views import DetailPage, ListPage, ScopedViewMixin
from ocop.permissions import Act
from ocop.refusal import RefusedError
from ratings.decisions.filters import DecisionFilterSet
from ratings.decisions.forms.decision import DecisionFileForm, DecisionIssueForm, DecisionPrepareForm
from ratings.decisions.issue import issue_decision
from ratings.decisions.models import Decision, Origin
from ratings.decisions.prepare import prepare_decision
from ratings.scoring.forms.score import ReasonForm


class DecisionListView(ListPage):
    """Decisions of the user's authority, unissued ones first."""

    model = Decision
    act = Act.READ_DECISIONS
    filterset_class = DecisionFilterSet
    paginate_by = 50
    template_name = "ratings/decisions/decision_list.html"
    columns = (
        Column(_("Decision"), str, link="get_desk_url"),
        Column(_("Kind"), "get_kind_display"),
        Column(_("State"), template="ratings/decisions/_decision_state.html", row_name="decision"),
        Column(_("Last day"), "due_on", template="ratings/decisions/_last_day.html", row_name="decision"),
        Column(_("Items"), "item_count", number=True),
        Column(_("Prepared by"), "prepared_by"),
    )


class DecisionDetailView(DetailPage):
    """Content of a decision and the people who acted."""

    model = Decision
    act = Act.READ_DECISIONS
    template_name = "ratings/decisions/decision_detail.html"

    def get(self, request, *args, **kwargs):
        """Redirect recorded decisions to their own page."""
        self.object = self.get_object()
        if self.object.origin == Origin.RECORDED:
            return HttpResponseRedirect(self.object.get_desk_url())
        return self.render_to_response(self.get_context_data(object=self.object))

    def get_context_data(self, **kwargs):
        """Add whether the user may issue or discard it, with the reason if not."""
        decision, user = self.object, self.request.user
        mine = Decision.objects.editable_by(user).filter(pk=decision.pk).exists()
        return super().get_context_data(
            items=decision.items.visible_to(user).with_today(),
            why_not_issue=decision.why_not_issue(by=user),
            changes=[] if decision.is_effective else decision.changes(),
            signatures=decision.signatures(),
            may_attach=Decision.objects.attachable_by(user).filter(pk=decision.pk).exists(),
            may_discard=mine and not decision.is_effective,
            **kwargs,
        )


class DecisionPrepareView(ScopedViewMixin, FormView):
    """Prepare a decision on dossiers for somebody else to issue."""

    act = Act.PREPARE_DECISION
    form_class = DecisionPrepareForm
    template_name = "ratings/decisions/decision_prepare.html"

    def get_form_kwargs(self):
        """Offer only dossiers that the user may prepare a decision on."""
        return super().get_form_kwargs() | {"user": self.request.user}

    def form_valid(self, form):
        """Prepare the decision, or show why it is refused."""
        try:
            decision = prepare_decision(by=self.request.user, **form.cleaned_data)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, gettext("Prepared. Somebody else issues it."))
        return HttpResponseRedirect(decision.get_desk_url())


class DecisionIssueView(StepFormView):
    """Issue a prepared decision with number and date."""

    model = Decision
    act = Act.ISSUE_DECISION
    form_class = DecisionIssueForm
    template_name = "ratings/decisions/decision_issue.html"
    title = _("Issue the decision")
    lead = _("It takes effect at once: recognitions are made, earlier ones superseded. It cannot be undone.")
    action_label = _("Issue")

    def get_form_kwargs(self):
        """Use the texts of the authority."""
        return super().get_form_kwargs() | {"national": self.object.place_id is None}

    def get_initial(self):
        """Set the hash of the content shown."""
        return super().get_initial() | {"seen": self.object.content_sha256}

    def get_context_data(self, **kwargs):
        """Add the items with stars before and after, and changes since preparation."""
        return super().get_context_data(
            decision=self.object,
            items=self.object.items.with_today(),
            changes=self.object.changes(),
            **kwargs,
        )

    def step(self, decision, form):
        issue_decision(decision, by=self.request.user, **form.cleaned_data)
        return gettext("Decision %(number)s is issued.") % {"number": decision.number}


class DecisionSendBackView(StepFormView):
    model = Decision
    act = Act.ISSUE_DECISION
    form_class = ReasonForm
    title = _("Send the decision back")
    lead = _("Its officer reads the reason, discards it and prepares another. Nothing is issued.")
    action_label = _("Send it back")

    def step(self, decision, form):
        decision.send_back(by=self.request.user, reason=form.cleaned_data["reason"])
        return gettext("The decision is sent back to its officer.")


class DecisionDiscardView(DiscardView):
    """Discard an unissued decision; its dossiers wait for a decision again."""

    model = Decision
    act = Act.PREPARE_DECISION
    title = action_label = _("Discard the decision")
    listed_in = "desk-decision-list"

    def discard(self, decision):
        decision.discard(by=self.request.user)
        return gettext("The prepared decision is discarded; its dossiers wait again.")


class DecisionFileView(StepFormView):
    """Attach the signed document to a prepared or issued decision."""

    model = Decision
    act = Act.ATTACH_DOCUMENT
    work = UPLOADS
    form_class = DecisionFileForm
    title = _("Attach the signed document")
    lead = _("The portal reads its signatures and shows what they are worth. The file stays private.")
    action_label = _("Attach")

    def step(self, decision, form):
        """Store the document and report its signatures."""
        decision.attach(form.cleaned_data["file"], by=self.request.user)
        states = dict.fromkeys(signature.state.label for signature in decision.signatures())
        return gettext("Attached. %(states)s.") % {"states": ", ".join(map(str, states))}


class DecisionDocumentView(DocumentView):
    """The signed document, for those who may see the decision."""

    model = Decision
    act = Act.READ_DECISIONS
    file_field = "file"
    name_field = "file_name"
