"""A signed PDF attached to a row: stored privately, its signatures verified when shown."""

from typing import Protocol, cast

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ocop.files.children import BusyError
from ocop.files.documents import BUSY, DocumentField, RandomName, kind_of, plain_name, sha256_of
from ocop.models import DocumentReading, User
from ocop.refusal import RefusedError
from ratings.integrity.signatures import (
    Signature,
    SignatureState,
    UnreadablePdfError,
    as_json,
    from_json,
    question_of,
    signatures_of,
)

FILE_COLUMNS = ("file", "file_name", "file_sha256", "attached_by_id", "attached_at")


def attached_whole(name):
    """Return the constraint that a document has a name, a hash, an uploader and a time."""
    return models.CheckConstraint(
        name=name,
        condition=Q(file="", file_name="", file_sha256="", attached_by=None, attached_at=None)
        | (
            Q(attached_by__isnull=False, attached_at__isnull=False)
            & ~Q(file="")
            & ~Q(file_name="")
            & ~Q(file_sha256="")
        ),
    )


class AttachableRows(Protocol):
    """The manager of a model with a signed document."""

    def attachable_by(self, user: User) -> models.QuerySet:
        """Rows whose document the user may attach."""


class SignedDocument(models.Model):
    """The file and who attached it. `attachable_by(user)` of the model's queryset says who may."""

    file = DocumentField(
        _("signed document"),
        upload_to=RandomName("decisions"),
        max_length=200,
        blank=True,
        help_text=_("PDF with the signatures, up to 20 MB. Only people in charge can open it."),
    )
    file_name = models.CharField(_("file name"), max_length=200, blank=True, editable=False)
    file_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    attached_by = models.ForeignKey(
        "ocop.User",
        models.PROTECT,
        verbose_name=_("attached by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    attached_at = models.DateTimeField(_("attached at"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @transaction.atomic
    def attach(self, file, *, by):
        """Attach or replace the signed document, or raise RefusedError; signatures are read anew.

        A document that people have relied on cannot be replaced.
        """
        # Locked, so that nobody confirms one document while another replaces it.
        type(self)._base_manager.select_for_update(of=("self",)).get(pk=self.pk)
        if self.keeps_its_document():
            raise RefusedError(
                _("The signed document stays as it is once the decision is issued or confirmed.")
            )
        rows = cast(AttachableRows, type(self)._default_manager)
        if not rows.attachable_by(by).filter(pk=self.pk).exists():
            raise RefusedError(_("This step belongs to somebody else."))
        if kind_of(file) != "application/pdf":
            raise RefusedError(_("This is not a PDF. Attach the signed decision as a PDF."))
        moment = timezone.now()
        try:
            file.seek(0)
            verified_signatures(file.read(), moment)
            file.seek(0)
        except BusyError as busy:
            raise RefusedError(BUSY) from busy
        except UnreadablePdfError as error:
            raise RefusedError(
                _(
                    "This PDF cannot be read: it is damaged, locked by a password, or takes far too long to"
                    " read. Save it again and try again."
                )
            ) from error
        self.file_name, self.file_sha256 = plain_name(file.name), sha256_of(file)
        self.file, self.attached_by, self.attached_at = file, by, moment
        self.save(update_fields=["file", "file_name", "file_sha256", "attached_by", "attached_at"])
        self.refresh_from_db(fields=["version"])

    def keeps_its_document(self):
        """Return whether the attached document cannot be replaced."""
        return False

    def signatures(self):
        """Return the signatures of the attached document as of the day of upload; none without a document."""
        if not self.file.name or not self.file.storage.exists(self.file.name):
            return []
        with self.file.open("rb") as file:
            content = file.read()
        try:
            return verified_signatures(content, self.attached_at)
        except BusyError:
            return [Signature(SignatureState.WAITING)]
        except UnreadablePdfError:
            return [Signature(SignatureState.BROKEN)]

    @property
    def active_words(self):
        """Warning about active content of the document; empty if there is none."""
        return DocumentReading.objects.active_in(self.file_sha256)


def verified_signatures(content, moment):
    """Return the signatures in a PDF as of `moment`, cached. Raise UnreadablePdfError or BusyError."""
    reading, question = DocumentReading.objects.of(content), question_of(moment)
    known = reading.signatures
    # Some answers depend on the file alone (see _ask).
    if known is None or known["asked"] not in (question, ""):
        known = _ask(content, moment, question)
        DocumentReading.objects.filter(pk=reading.pk).update(signatures=known)
    if known["answer"] is None:
        raise UnreadablePdfError("as found before")
    return from_json(known["answer"])


def _ask(content, moment, question):
    """Return the answer and the question it depends on; the question is empty if there are no signatures."""
    try:
        found = signatures_of(content, moment=moment)
    except UnreadablePdfError:
        return {"asked": "", "answer": None}
    signed = any(each.state != SignatureState.NONE for each in found)
    return {"asked": question if signed else "", "answer": as_json(found)}
