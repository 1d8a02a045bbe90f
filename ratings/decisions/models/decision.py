"""Decisions: prepared by one person and issued by another, or recorded as signed outside the portal."""

from datetime import date

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, ExtractYear
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ocop.database.triggers import WRITE, immutable, refuse_if
from ocop.models import Record, Role, Succession
from ocop.models.record import hold_row, tracked
from ocop.permissions import LOCAL
from ocop.permissions.scoping import ScopedQuerySet
from ocop.refusal import RefusedError
from ocop.values.vietnamese import NameField, clean
from ratings.acts import act, hold_dossiers
from ratings.decisions.content import content_of_decision, sha256_of_content, what_changed
from ratings.decisions.kinds import DecisionKind, Origin, RecordedAs
from ratings.decisions.models.decision_guards import DECISION_BY_ITS_AUTHORITY
from ratings.decisions.models.recorded_guards import RECORDED_TRIGGERS
from ratings.decisions.models.sent_back import SENT_BACK_IS_KEPT, SentBack, sent_back_whole
from ratings.decisions.number import NumberKey, number_key
from ratings.decisions.signing import SIGNED_TOO_EARLY
from ratings.dossiers.deadlines import DAY, WITHDRAWAL_DAYS
from ratings.dossiers.ministry import is_former_ministry
from ratings.integrity.models.anchor import AnchorKind, anchored
from ratings.integrity.models.signed_document import FILE_COLUMNS, SignedDocument, attached_whole


class DecisionQuerySet(ScopedQuerySet["Decision"]):
    """Decisions; created by prepare.py, issued by issue.py."""

    def _within(self, user):
        """Decisions of the user's province and of provinces merged into it."""
        merged = Succession.objects.filter(new=user.place_id).values("old")
        return self.filter(Q(place__province=user.place_id) | Q(place__province__in=merged))

    def visible_to(self, user):
        """Decisions of the user's province, and signed decisions of the ministry on its products.

        Producers and commune officers read decisions on the public pages.
        """
        if user.role in LOCAL:
            return self.none()
        rows = super().visible_to(user)
        return rows | self.of_the_ministry_about(user.place_id) if user.place_id else rows

    def of_the_ministry_about(self, province):
        """Signed decisions of the ministry on products of a province, given by its key."""
        about = Q()
        for path in ("items__dossier__product", "items__recognition__product", "recognitions__product"):
            signed = self.model.objects.filter(
                **{f"{path}__producer__place__province": province}, place=None, signed_on__isnull=False
            )
            about |= Q(pk__in=signed.values("pk"))
        return self.filter(about)

    def editable_by(self, user):
        """Decisions of the province for its officers, of the ministry for the ministry's officers."""
        if user.role == Role.MINISTRY_OFFICER:
            return self.filter(place=None)
        return super().editable_by(user)

    def issuable_by(self, user):
        """Prepared decisions that the user may issue: of the own authority, prepared by somebody else."""
        waiting = self.filter(origin=Origin.PORTAL, issued_at=None, sent_back_at=None).exclude(
            prepared_by=user
        )
        match user.role:
            case Role.PROVINCIAL_LEADER:
                return waiting.filter(place=user.place_id)
            case Role.MINISTRY_LEADER:
                return waiting.filter(place=None)
        return self.none()

    def attachable_by(self, user):
        """Decisions to which the user may attach the signed document: officers and leaders of the authority.

        The person who recorded a decision may attach it until it is confirmed. A confirmed or issued
        decision keeps its document, and a decision that was sent back gets none.
        """
        kept = self.model.objects.with_kept_document().values("pk")
        rows = self.filter(sent_back_at=None).exclude(recorded_as=RecordedAs.CONFIRMED).exclude(pk__in=kept)
        match user.role:
            case Role.PROVINCIAL_OFFICER | Role.PROVINCIAL_LEADER:
                own = rows._within(user)
                return own | rows.filter(recorded_as=RecordedAs.PROPOSED, prepared_by=user)
            case Role.MINISTRY_OFFICER | Role.MINISTRY_LEADER:
                return rows.filter(place=None)
        return self.none()

    def with_kept_document(self):
        """Decisions whose document is immutable: issued or confirmed with this document."""
        seen = Q(issued_at__isnull=False) | Q(confirmations__isnull=False)
        return self.exclude(file_sha256="").filter(seen)

    def withdrawals_prepared(self):
        """Withdrawals to be issued; `for_list()` sorts them by deadline."""
        return self.filter(kind=DecisionKind.WITHDRAW, origin=Origin.PORTAL, issued_at=None)

    def public(self):
        """Signed decisions."""
        return self.filter(signed_on__isnull=False).exclude(recorded_as=RecordedAs.PROPOSED)

    def numbered(self, number, signed_on, place):
        """Decisions of an authority (None: the ministry) and year with this number in any spelling."""
        rows = self.alias(number_key=NumberKey("number")).filter(signed_on__year=signed_on.year, place=place)
        return rows.filter(number_key=number_key(number))

    def for_list(self):
        """Rows for a list: unissued ones first, then newest first."""
        return (
            self.select_related("place__province", "prepared_by", "issued_by")
            .annotate(
                item_count=models.Count("items", distinct=True)
                + models.Count("recorded_stars", distinct=True),
                **{"concluded_on": models.Min("items__concluded_on")},
            )
            .order_by(F("signed_on").desc(nulls_first=True), "-pk")
        )

    def for_detail(self):
        """One row with its items."""
        return self.for_list().prefetch_related(
            "items__dossier__product__producer",
            "items__dossier__result",
            "items__dossier__agency_report",
            "items__recognition__product",
        )


@tracked()
class Decision(SignedDocument, SentBack, Record):
    """A decision of a province, or of the ministry if `place` is None. Once issued, only its file may be added."""

    place_path = "place"

    kind = models.CharField(_("kind"), max_length=10, choices=DecisionKind)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin)
    number = NameField(_("number"), max_length=60, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    place = models.ForeignKey(
        "ocop.Place",
        models.PROTECT,
        verbose_name=_("authority of"),
        null=True,
        blank=True,
        related_name="decisions",
        help_text=_("Empty for the ministry."),
    )
    signatory = NameField(_("signatory's office"), max_length=200, blank=True)
    recorded_as = models.CharField(
        _("recorded as"), max_length=10, choices=RecordedAs, blank=True, editable=False
    )
    # Content as prepared (see content.py); empty for recorded decisions.
    content = models.JSONField(_("content as prepared"), default=dict, blank=True, editable=False)
    prepared_by = models.ForeignKey(
        "ocop.User",
        models.PROTECT,
        verbose_name=_("prepared by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    prepared_at = models.DateTimeField(_("prepared at"), auto_now_add=True)
    issued_by = models.ForeignKey(
        "ocop.User",
        models.PROTECT,
        verbose_name=_("issued by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    issued_at = models.DateTimeField(_("issued at"), null=True, blank=True, editable=False)

    # Earliest conclusion of its withdrawals, annotated by `for_list()`: `due_on` counts from it.
    concluded_on: date | None

    objects = DecisionQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = [F("signed_on").desc(nulls_first=True), "-pk"]
        triggers = [
            *Record.Meta.triggers,
            # Doubles Decision.why_not_issue().
            immutable(
                "decision_issued_is_kept",
                once="OLD.issued_at IS NOT NULL",
                except_for=[*FILE_COLUMNS, "version"],
            ),
            SENT_BACK_IS_KEPT,
            # Doubles signing.why_not_day().
            refuse_if("decision_signed_after_its_ground", WRITE, SIGNED_TOO_EARLY),
            *RECORDED_TRIGGERS,
            *DECISION_BY_ITS_AUTHORITY,
            # Doubles SignedDocument.attach().
            refuse_if(
                "decision_document_is_kept",
                pgtrigger.Update,
                "OLD.file_sha256 <> '' AND (OLD.issued_at IS NOT NULL"  # noqa: S608
                " OR EXISTS (SELECT 1 FROM ratings_confirmation c WHERE c.decision_id = OLD.id))"
                f" AND ({', '.join(f'OLD.{name}' for name in FILE_COLUMNS)})"
                f" IS DISTINCT FROM ({', '.join(f'NEW.{name}' for name in FILE_COLUMNS)})",
            ),
            anchored(AnchorKind.DECISION, once="NEW.issued_at IS NOT NULL"),
            anchored(
                AnchorKind.DOCUMENT,
                once="NEW.file_sha256 <> '' AND (NEW.issued_at IS NOT NULL"
                f" OR NEW.recorded_as = '{RecordedAs.CONFIRMED}')",
            ),
        ]
        # Migration 0046_number_keys creates the index decision_number_key on NumberKey("number").
        constraints = [
            models.CheckConstraint(name="decision_kind_known", condition=Q(kind__in=DecisionKind.values)),
            models.CheckConstraint(name="decision_origin_known", condition=Q(origin__in=Origin.values)),
            models.CheckConstraint(
                name="decision_four_eyes",
                condition=Q(issued_by=None) | ~Q(issued_by=F("prepared_by")),
                violation_error_message=_("Somebody else must issue what you have prepared."),
            ),
            models.CheckConstraint(
                name="decision_issued_by_at_number_and_day",
                condition=~Q(origin=Origin.PORTAL)
                | Q(issued_by=None, issued_at=None, number="", signed_on=None)
                | (
                    Q(issued_by__isnull=False, issued_at__isnull=False, signed_on__isnull=False)
                    & ~Q(number="")
                ),
                violation_error_message=_("A decision gets its number and day when it is issued."),
            ),
            models.CheckConstraint(
                name="decision_issued_was_prepared",
                condition=~Q(origin=Origin.PORTAL) | Q(prepared_by__isnull=False),
            ),
            models.CheckConstraint(
                name="decision_recorded_has_number_and_day",
                condition=~Q(origin=Origin.RECORDED)
                | (Q(signed_on__isnull=False, issued_by=None, issued_at=None) & ~Q(number="")),
                violation_error_message=_("A recorded decision needs its number and its day."),
            ),
            models.CheckConstraint(
                name="decision_recorded_as_known",
                condition=Q(origin=Origin.PORTAL, recorded_as="")
                | Q(origin=Origin.RECORDED, recorded_as__in=RecordedAs.values),
            ),
            models.CheckConstraint(
                name="decision_recorded_by_somebody",
                condition=Q(prepared_by__isnull=False)
                | ~Q(recorded_as__in=[RecordedAs.PROPOSED, RecordedAs.CONFIRMED]),
            ),
            models.CheckConstraint(
                name="decision_recorded_not_of_the_prime_minister",
                condition=~Q(number__icontains="TTg")
                | ~Q(
                    recorded_as__in=[RecordedAs.PROPOSED, RecordedAs.CONFIRMED],
                    kind=DecisionKind.RECOGNISE,
                ),
            ),
            attached_whole("decision_attached_by_and_at"),
            sent_back_whole("decision_sent_back_by_at_and_why"),
            models.UniqueConstraint(
                "number",
                Coalesce("place", 0),
                ExtractYear("signed_on"),
                name="decision_number_once_per_authority_and_year",
                condition=~Q(number=""),
                violation_error_message=_("This authority has a decision with this number in that year."),
            ),
        ]

    def __str__(self):
        return self.number or _("Draft of %(at)s: %(kind)s") % {
            "at": date_format(timezone.localtime(self.prepared_at), "SHORT_DATETIME_FORMAT"),
            "kind": self.get_kind_display(),
        }

    @property
    def title(self):
        """Kind and number; for a draft without a number, the time of preparation."""
        return f"{self.get_kind_display()} {self.number}" if self.number else str(self)

    def hold(self):
        """Lock the dossiers and recognitions of its items, then the decision, until the end of the transaction."""
        items = list(self.items.select_related("dossier"))
        hold_dossiers([item.dossier for item in items if item.dossier])
        stars = self.recognitions.model._base_manager.filter(pk__in=[item.recognition_id for item in items])
        list(stars.order_by("pk").select_for_update(of=("self",)))
        hold_row(self)

    def get_desk_url(self):
        page = "desk-recorded-decision" if self.origin == Origin.RECORDED else "desk-decision"
        return reverse(page, args=[self.pk])

    def get_document_url(self):
        return reverse("desk-decision-document", args=[self.pk])

    def keeps_its_document(self):
        """Whether the attached document is immutable because people have relied on it."""
        return Decision.objects.with_kept_document().filter(pk=self.pk).exists()

    @property
    def due_on(self):
        """Deadline of a prepared withdrawal (article 8), or None; annotated by `for_list()`."""
        if self.is_effective or self.concluded_on is None:
            return None
        return self.concluded_on + WITHDRAWAL_DAYS * DAY

    @property
    def is_effective(self):
        """Whether it is signed: issued here, or recorded from elsewhere and no longer a proposal."""
        return self.signed_on is not None and self.recorded_as != RecordedAs.PROPOSED

    @property
    def signed_day(self) -> date:
        """Day of signing of an issued or recorded decision; raise ValueError for an unsigned one."""
        if self.signed_on is None:
            raise ValueError("This decision is not signed yet.")
        return self.signed_on

    @property
    def authority(self):
        """Name of the deciding authority on the day of signing."""
        return self.place.full_name_on(self.signed_on) if self.place else self.ministry

    @property
    def ministry(self):
        """The ministry for OCOP on the day of signing, or today's for an unsigned decision."""
        if is_former_ministry(self.signed_on):
            return _("Ministry of Agriculture and Rural Development")
        return _("Ministry of Agriculture and Environment")

    def why_not_issue(self, *, by):
        """Return why `by` may not issue the decision; else an empty string."""
        if self.origin == Origin.RECORDED or self.issued_at:
            return _("This decision is issued already.")
        if self.is_sent_back:
            return _("This decision was sent back: its officer discards it and prepares it again.")
        if by.pk == self.prepared_by_id:
            return _("Somebody else must issue what you have prepared.")
        if not Decision.objects.issuable_by(by).filter(pk=self.pk).exists():
            return _("Only a leader of the deciding authority issues this decision.")
        return ""

    @act
    def send_back(self, *, by, reason):
        """Send it back to its officer with a reason; raise RefusedError if `by` could not issue it."""
        if refusal := self.why_not_issue(by=by):
            raise RefusedError(refusal)
        if not clean(reason):
            raise RefusedError(_("Give a reason."))
        waiting = Decision.objects.filter(pk=self.pk, issued_at=None, sent_back_at=None)
        waiting.update(sent_back_by=by, sent_back_at=timezone.now(), sent_back_reason=clean(reason))
        self.refresh_from_db()

    def keep_content(self):
        """Store the current content, to be compared when it is issued; return the decision."""
        content = self.content_now(self.items.for_list())
        Decision.objects.filter(pk=self.pk).update(content=content)
        self.refresh_from_db(fields=["content", "version"])
        return self

    def content_now(self, items):
        """Return the content of its `items` by the current state of the registers."""
        return content_of_decision(self, items)

    @property
    def content_sha256(self):
        """Hash of the prepared content."""
        return sha256_of_content(self.content)

    def changes(self):
        """Return sentences on what has changed since it was prepared."""
        return what_changed(self.content, self.content_now(self.items.for_list()))

    @act
    def discard(self, *, by):
        """Delete an unissued decision; raise RefusedError unless `by` is an officer of its authority."""
        if self.is_effective:
            raise RefusedError(_("This decision is issued already."))
        if not Decision.objects.editable_by(by).filter(pk=self.pk).exists():
            raise RefusedError(_("This step belongs to somebody else."))
        self.delete()

    def _taken(self, number, signed_on):
        return Decision.objects.numbered(number, signed_on, self.place).exists()
