"""Evidence (minh chứng): files of a dossier, the criteria that they prove, and their acceptance."""
# ruff: noqa: S608 - texts of triggers, without anything that anybody typed

from pathlib import PurePosixPath

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ocop.database.triggers import ANY_WRITE, WRITE, refuse_if, sql_in
from ocop.files.document_reading import active_in_words
from ocop.files.documents import DocumentField, RandomName, is_new, plain_name, sha256_of
from ocop.models import DocumentReading, Record, Role
from ocop.models.record import hold_row, tracked
from ocop.permissions import Act
from ocop.permissions.scoping import ScopedQuerySet
from ocop.refusal import RefusedError
from ocop.values.dates import today
from ocop.values.last_day import EndField, last_day
from ocop.values.vietnamese import NameField
from ratings.acts import OfDossier, act, act_on, hold_dossiers
from ratings.dossiers.models.dossier import Dossier
from ratings.dossiers.models.queryset import forwarded
from ratings.dossiers.requirements import BY_KEY, CHOICES
from ratings.dossiers.workflow import WRITABLE_STATES, DossierState, transitions_from
from ratings.sheets.models.criterion import Criterion

# Fields copied to the next dossier.
CARRIED = [
    *["requirement", "title", "document", "document_name", "sha256", "size", "issuer"],
    *["issued_on", "expires_on"],
]


class EvidenceState(models.TextChoices):
    """The office's decision on a piece."""

    WAITING = "waiting", _("Not looked at yet")
    ACCEPTED = "accepted", _("Accepted")
    RETURNED = "returned", _("To be completed")


class EvidenceQuerySet(ScopedQuerySet["Evidence"]):
    """Evidence by visibility and by cited criterion."""

    def seated(self, user):
        """Evidence of dossiers that the user scores; the ministry's council reads that of the province's dossier."""
        judged = Dossier.objects.judged_by(user)
        return self.filter(
            Q(dossier__in=judged.values("pk")) | Q(dossier__in=judged.values("forwarded_from"))
        )

    def readable_by(self, user):
        """Evidence in scope, and of dossiers that the user scores."""
        return self.visible_to(user) | self.seated(user)

    def writable_by(self, user):
        """Evidence in scope that the user may still change, because the dossier is with the producer."""
        if not Act.FILE_DOSSIER.allows(user):
            return self.none()
        return self.visible_to(user).filter(dossier__state__in=WRITABLE_STATES)

    def unexpired(self, day=None):
        """Evidence valid on `day` (default: today); `expires_on` is the first day on which it is invalid."""
        return self.filter(Q(expires_on=None) | Q(expires_on__gt=day or today()))

    def citing(self, criterion):
        """Evidence that cites the criterion."""
        return self.filter(cites=criterion)

    def add(self, dossier, file, *, requirement, by, **fields):
        """Add a file as evidence that cites what its kind usually proves.

        Raise RefusedError, or ValidationError with what is wrong with this file; other files are not
        affected.
        """
        self._refuse_to_add(dossier, by)
        title = PurePosixPath(plain_name(file.name)).stem[:250]
        piece = Evidence(
            dossier=dossier, requirement=requirement, title=title, document=file, uploaded_by=by, **fields
        )
        piece.sha256, piece.size = sha256_of(file), file.size
        piece.clean_fields()  # reads the file, which may be slow, before the dossier is locked
        return self.put(dossier, piece, by=by)

    @act_on
    def put(self, dossier, piece, *, by):
        """Save a new, validated piece, or raise RefusedError or ValidationError."""
        self._refuse_to_add(dossier, by)
        if twin := self.filter(dossier=dossier, sha256=piece.sha256).first():
            raise ValidationError(twin.said_to_be_there())
        piece.full_clean(exclude=["document"])
        piece.save()
        criteria = dossier.sheet.criteria.scored(dossier.branch)
        piece.cite(BY_KEY[piece.requirement].criteria_of(criteria))
        return piece

    def _refuse_to_add(self, dossier, by):
        if not Act.FILE_DOSSIER.allows(by) or dossier.state not in WRITABLE_STATES:
            raise RefusedError(_("Evidence changes only while the dossier is with the producer."))

    def carry_over(self, dossier, old, *, by):
        """Copy the evidence of an earlier dossier, if there is one; each piece has to be confirmed.

        Of a file at both the province and the ministry, the later piece is copied.
        """
        pieces = {piece.sha256: piece for piece in old.all_evidence.for_list()} if old else {}
        for piece in pieces.values():
            codes = [node.code for node in piece.cites.all()]
            copy = self.create(
                **{name: getattr(piece, name) for name in CARRIED},
                dossier=dossier,
                carried_from=piece,
                look_again=True,
                uploaded_by=by,
            )
            copy.cites.set(dossier.sheet.criteria.filter(code__in=codes))

    def for_list(self):
        """In order of upload, with citations and active content."""
        read = DocumentReading.objects.filter(sha256=OuterRef("sha256"))
        return (
            self.select_related("dossier__product__producer", "uploaded_by", "decided_by", "carried_from")
            .prefetch_related("cites")
            .annotate(**{"active_kinds": Subquery(read.values("active"))})
            .order_by("pk")
        )

    for_detail = for_list


@tracked(exclude=["version"])
class Evidence(OfDossier, Record):
    """A file of a dossier. The file never changes; a better one is another piece."""

    place_path = "dossier__product__producer__place"
    producer_path = "dossier__product__producer"
    ministry_reads = forwarded("dossier")
    CHANGED = _("Somebody else has just looked at this piece. Look at what it says now.")

    dossier = models.ForeignKey(Dossier, models.CASCADE, verbose_name=_("dossier"), related_name="evidence")
    requirement = models.CharField(_("kind of evidence"), max_length=20, choices=CHOICES)
    title = NameField(_("title"), max_length=250)
    document = DocumentField(
        _("document"),
        upload_to=RandomName("evidence"),
        max_length=200,
        help_text=_("PDF or picture, up to 20 MB. Only people in charge can open it."),
    )
    document_name = models.CharField(_("file name"), max_length=200, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    size = models.PositiveIntegerField(_("size in bytes"), editable=False)
    issuer = NameField(_("issued by"), max_length=200, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    expires_on = EndField(
        _("holds until the end of"),
        null=True,
        blank=True,
        help_text=_("The last day on which it holds, as printed."),
    )
    cites = models.ManyToManyField(
        Criterion, through="ratings.Citation", verbose_name=_("proves"), related_name="evidence"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=EvidenceState, default=EvidenceState.WAITING, editable=False
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True, editable=False)
    decided_by = models.ForeignKey(
        "ocop.User",
        models.PROTECT,
        verbose_name=_("looked at by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("looked at"), null=True, blank=True, editable=False)
    look_again = models.BooleanField(_("look again"), default=False, editable=False)
    carried_from = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("carried over from"),
        null=True,
        blank=True,
        editable=False,
        related_name="carried_to",
    )
    uploaded_by = models.ForeignKey(
        "ocop.User", models.PROTECT, verbose_name=_("uploaded by"), editable=False, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    # Annotated by lists: kinds of active content in the file; None if it was not examined.
    active_kinds: list[str] | None

    objects = EvidenceQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["pk"]
        triggers = [
            *Record.Meta.triggers,
            # Doubles EvidenceQuerySet._refuse_to_add() and Evidence.why_not_remove().
            refuse_if(
                "evidence_while_with_the_producer",
                pgtrigger.Insert | pgtrigger.Delete,
                "NOT EXISTS (SELECT 1 FROM ratings_dossier WHERE id = COALESCE(NEW.dossier_id, OLD.dossier_id)"
                f" AND state IN {sql_in(*WRITABLE_STATES)})",
                holds="ratings_dossier WHERE id = COALESCE(NEW.dossier_id, OLD.dossier_id)",
            ),
            # Doubles Evidence.why_not_decide() and Evidence.why_not_remove().
            refuse_if(
                "evidence_as_it_was_checked",
                pgtrigger.Update,
                "(to_jsonb(NEW) - 'version') IS DISTINCT FROM (to_jsonb(OLD) - 'version')"
                " AND NOT EXISTS (SELECT 1 FROM ratings_dossier d LEFT JOIN ratings_dossier n ON n.forwarded_from_id = d.id"
                " WHERE d.id = OLD.dossier_id"
                f" AND (d.state IN {sql_in(*WRITABLE_STATES, DossierState.FILED, DossierState.CHECKING, DossierState.ADVISORY)}"
                # The ministry checks the evidence of the province's dossier.
                f" OR n.state IN {sql_in(DossierState.CHECKING, DossierState.ADVISORY)}))",
                holds="ratings_dossier WHERE id = OLD.dossier_id",
            ),
            refuse_if(
                "evidence_file_is_kept",
                pgtrigger.Update,
                "(NEW.dossier_id, NEW.document, NEW.sha256, NEW.size, NEW.uploaded_by_id, NEW.carried_from_id)"
                " IS DISTINCT FROM"
                " (OLD.dossier_id, OLD.document, OLD.sha256, OLD.size, OLD.uploaded_by_id, OLD.carried_from_id)",
            ),
        ]
        constraints = [
            models.CheckConstraint(name="evidence_state_known", condition=Q(state__in=EvidenceState.values)),
            models.CheckConstraint(name="evidence_kind_known", condition=Q(requirement__in=list(BY_KEY))),
            models.CheckConstraint(
                name="evidence_issued_before_expiry",
                condition=Q(issued_on=None) | Q(expires_on=None) | Q(issued_on__lt=F("expires_on")),
                violation_error_message=_("The paper ends before it begins."),
            ),
            models.CheckConstraint(
                name="evidence_decided_by_and_at",
                condition=Q(state=EvidenceState.WAITING, decided_by=None, decided_at=None)
                | (~Q(state=EvidenceState.WAITING) & Q(decided_by__isnull=False, decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="evidence_returned_with_a_reason",
                condition=~Q(state=EvidenceState.RETURNED) | ~Q(reason=""),
                violation_error_message=_("Give a reason."),
            ),
            models.UniqueConstraint(
                name="evidence_file_once_per_dossier",
                fields=["dossier", "sha256"],
                violation_error_message=_("This file is in the dossier already."),
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        """Set name, hash and size of a new document."""
        if is_new(self.document):
            self.document_name = plain_name(self.document.name or "")
            self.sha256 = sha256_of(self.document.file)
            self.size = self.document.size
        super().save(*args, **kwargs)

    def get_desk_url(self):
        """Return its page: the evidence of the dossier now being worked on; also for a removed piece."""
        page = reverse("desk-dossier-evidence", args=[self.dossier.in_hand.pk])
        return f"{page}#evidence-{self.pk}" if self.pk else page

    def said_to_be_there(self):
        """Return a sentence that its file is already in the dossier, and where."""
        words = {"title": self.title, "kind": self.get_requirement_display()}
        return _("This file is in the dossier already: “%(title)s”, under “%(kind)s”.") % words

    def get_document_url(self):
        return reverse("evidence-document", args=[self.pk])

    @property
    def active_words(self):
        """Warning about active content of the file, from a list row; empty if there is none."""
        return active_in_words(self.active_kinds)

    @property
    def last_day(self):
        """Last valid day, as printed, or None."""
        return last_day(self.expires_on)

    @property
    def is_expired(self):
        """Whether it is no longer valid today."""
        return self.expires_on is not None and self.expires_on <= today()

    @property
    def is_on_behalf(self):
        """Whether an officer entered it for the producer."""
        return self.uploaded_by.role != Role.PRODUCER

    def hold(self):
        """Lock its dossier, the dossier now being worked on, then the piece, and read all anew."""
        dossier = self.dossier
        hold_dossiers({dossier, dossier.in_hand})
        hold_row(self)
        self.dossier = dossier

    def cite(self, criteria):
        """Set the criteria that it proves, replacing others. Raise RefusedError for a criterion of another sheet."""
        if any(node.sheet_id != self.dossier.sheet_id for node in criteria):
            raise RefusedError(_("This criterion is not part of the dossier's sheet."))
        self.cites.set(criteria)

    def why_not_decide(self, *, by):
        """Return why `by` may not accept or return it; else an empty string."""
        dossier = self.dossier.in_hand
        returning = transitions_from(dossier.state, national=dossier.is_national).get(DossierState.RETURNED)
        if returning is None or not returning.allows(by):
            return _("Evidence is looked at by the office that has the dossier.")
        if not Dossier.objects.visible_to(by).filter(pk=dossier.pk).exists():
            return _("This step belongs to somebody else.")
        return ""

    @act
    def decide(self, state, *, by, reason=""):
        """Accept the piece, or ask for its completion with a reason; or raise RefusedError."""
        if refusal := self.why_not_decide(by=by):
            raise RefusedError(refusal)
        if state not in (EvidenceState.ACCEPTED, EvidenceState.RETURNED):
            raise RefusedError(_("Accept the piece, or say what is to be completed."))
        if state == EvidenceState.RETURNED and not reason.strip():
            raise RefusedError(_("Give a reason."))
        Evidence.objects.filter(pk=self.pk).update(
            state=state, reason=reason.strip(), decided_by=by, decided_at=timezone.now()
        )
        self.refresh_from_db()

    def why_not_remove(self, *, by):
        """Return why `by` may not remove it; else an empty string."""
        if not Evidence.objects.writable_by(by).filter(pk=self.pk).exists():
            return _("Evidence changes only while the dossier is with the producer.")
        return ""

    @act
    def remove(self, *, by):
        """Remove it from the dossier, or raise RefusedError. The file is kept if a filing or another piece
        uses it.
        """
        if refusal := self.why_not_remove(by=by):
            raise RefusedError(refusal)
        self.delete()

    @act
    def confirm(self, *, by):
        """Confirm that a piece copied from an earlier dossier is still valid, or raise RefusedError."""
        if refusal := self.why_not_remove(by=by):
            raise RefusedError(refusal)
        Evidence.objects.filter(pk=self.pk).update(look_again=False)
        self.refresh_from_db()


class Citation(models.Model):
    """A piece of evidence proves a criterion of its dossier's sheet."""

    place_path = "evidence__dossier__product__producer__place"
    producer_path = "evidence__dossier__product__producer"
    ministry_reads = forwarded("evidence__dossier")

    evidence = models.ForeignKey(
        Evidence, models.CASCADE, verbose_name=_("evidence"), related_name="citations"
    )
    criterion = models.ForeignKey(
        Criterion, models.PROTECT, verbose_name=_("criterion"), related_name="citations"
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["criterion__position", "pk"]
        triggers = [
            # Doubles Evidence.cite().
            refuse_if(
                "citation_on_the_dossiers_sheet",
                WRITE,
                "NOT EXISTS (SELECT 1 FROM ratings_criterion c JOIN ratings_dossier d ON d.sheet_id = c.sheet_id"
                " WHERE d.id = (SELECT dossier_id FROM ratings_evidence WHERE id = NEW.evidence_id)"
                " AND c.id = NEW.criterion_id)",
            ),
            refuse_if(
                "citation_stands_under_results",
                ANY_WRITE,
                "EXISTS (SELECT 1 FROM ratings_evidence e JOIN ratings_result r ON r.dossier_id = e.dossier_id"
                " WHERE e.id IN (OLD.evidence_id, NEW.evidence_id))",
                holds="ratings_dossier WHERE id IN (SELECT dossier_id FROM ratings_evidence"
                " WHERE id IN (OLD.evidence_id, NEW.evidence_id))",
            ),
        ]
        constraints = [models.UniqueConstraint(name="citation_once", fields=["evidence", "criterion"])]

    def __str__(self):
        return f"{self.evidence_id}: {self.criterion_id}"
