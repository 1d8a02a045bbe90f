"""Evidence of a dossier: uploaded by or for the producer, checked by offices, read by the council."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.operation.work import UPLOADS
from ocop.pages.document_views import DocumentView
from ocop.pages.kept_uploads import keep_each, refuse
from ocop.pages.steps import DiscardView, StepFormView, StepView
from ocop.pages.views import EditPage, HistoryPage
from ocop.permissions import Act
from ocop.refusal import RefusedError
from ratings.dossiers.checklist import evidence_groups_of
from ratings.dossiers.forms.evidence import EvidenceAddForm, EvidenceDecideForm, EvidenceForm
from ratings.dossiers.models import Dossier, Evidence, EvidenceState
from ratings.dossiers.workflow import WRITABLE_STATES


class DossierEvidenceView(StepFormView):
    """Evidence of a dossier by kind, with an upload form while it is with the producer."""

    model = Dossier
    act = Act.READ_DOSSIERS
    work = UPLOADS
    form_class = EvidenceAddForm
    template_name = "ratings/dossiers/evidence_list.html"

    def get_initial(self):
        """Default to the kind in the query string."""
        return {"requirement": self.request.GET.get("kind", "")}

    def get_form_kwargs(self):
        """Offer the kinds that the dossier's sheet asks for."""
        return super().get_form_kwargs() | {"dossier": self.object}

    def get_context_data(self, **kwargs):
        """Add the pieces by kind, and what the user may do."""
        dossier, user = self.object, self.request.user
        return super().get_context_data(
            groups=evidence_groups_of(dossier),
            may_write=Act.FILE_DOSSIER.allows(user) and dossier.state in WRITABLE_STATES,
            writable=set(dossier.all_evidence.writable_by(user).values_list("pk", flat=True)),
            may_decide=Act.RETURN_DOSSIER.allows(user)
            and not Evidence(dossier=dossier).why_not_decide(by=user),
            **kwargs,
        )

    def form_valid(self, form):
        """Save each valid file and redirect to the last; report the others with reasons."""
        fields = dict(form.cleaned_data)
        kept, refused = keep_each(fields.pop("documents"), partial(self._keep, fields=fields))
        if kept:
            messages.success(self.request, gettext("Evidence added: %(names)s.") % {"names": ", ".join(kept)})
        if refused:
            refuse(form, "documents", refused)
        return self.form_invalid(form) if refused else HttpResponseRedirect(self.added.get_desk_url())

    def _keep(self, file, fields):
        try:
            self.added = Evidence.objects.add(self.object, file, by=self.request.user, **fields)
        except RefusedError as refusal:
            raise ValidationError(str(refusal)) from refusal


class EvidenceEditView(EditPage):
    """Edit the description of a piece and its citations."""

    model = Evidence
    act = Act.EDIT_EVIDENCE
    form_class = EvidenceForm
    template_name = "ratings/dossiers/evidence_form.html"


class EvidenceHistoryView(HistoryPage):
    model = Evidence
    act = Act.READ_DOSSIERS


class EvidenceRemoveView(DiscardView):
    """Remove a piece from a dossier that is with the producer."""

    model = Evidence
    act = Act.TAKE_STEP
    title = _("Remove this piece of evidence?")
    action_label = _("Remove it")

    @property
    def lead(self):
        """Which piece, and the consequences."""
        words = {"piece": self.object, "file": self.object.document_name}
        return gettext("“%(piece)s” (%(file)s). Its history stays, with the reason.") % words

    def why_not(self):
        """Only while the dossier is with the producer."""
        return self.object.why_not_remove(by=self.request.user)

    def discard(self, piece):
        piece.remove(by=self.request.user)
        return gettext("Removed: %(piece)s.") % {"piece": piece}


class EvidenceConfirmView(StepView):
    """Confirm that a copied piece is still valid."""

    model = Evidence
    act = Act.TAKE_STEP

    def step(self, piece):
        piece.confirm(by=self.request.user)
        return gettext("Confirmed: %(piece)s.") % {"piece": piece}


class EvidenceAcceptView(StepView):
    """Accept a piece, as the office that has the dossier."""

    model = Evidence
    act = Act.RETURN_DOSSIER

    def step(self, piece):
        piece.decide(EvidenceState.ACCEPTED, by=self.request.user)
        return gettext("Accepted: %(piece)s.") % {"piece": piece}


class EvidenceReturnView(StepFormView):
    """Ask for the completion of a piece."""

    model = Evidence
    act = Act.RETURN_DOSSIER
    form_class = EvidenceDecideForm
    title = _("To be completed")
    lead = _(
        "The producer reads this beside the piece when the dossier is returned. Other pieces stay as they are."
    )
    action_label = _("Note it")

    def step(self, piece, form):
        piece.decide(EvidenceState.RETURNED, by=self.request.user, reason=form.cleaned_data["reason"])
        return gettext("Noted: %(piece)s.") % {"piece": piece}


class EvidenceDocumentView(DocumentView):
    """The file, for the producer, offices in scope and the council."""

    model = Evidence
    act = Act.READ_EVIDENCE
