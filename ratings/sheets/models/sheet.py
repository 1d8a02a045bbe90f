"""Official score sheets: data of a decision, immutable once published.

Decision 26/2026/QĐ-TTg, appendix II: 26 sheets, each 100 points = A 40 + B 25 + C 35.
"""

from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple, Self, cast

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ocop.database.triggers import WRITE, immutable, refuse_if
from ocop.models import Role, User
from ocop.models.record import tracked
from ocop.permissions import Act
from ocop.values.canonical_json import sha256_of
from ocop.values.dates import today
from ocop.values.last_day import EndField, last_day
from ocop.values.vietnamese import NameField
from ratings.integrity.models.signed_document import SignedDocument, attached_whole
from ratings.sheets.star import Rubric
from ratings.sheets.star_from_seal import BANDS


class CriterionKind(models.TextChoices):
    """Level of a node in the tree."""

    PART = "part", _("Part")
    SECTION = "section", _("Section")
    CRITERION = "criterion", _("Criterion")
    CASE = "case", _("Alternative case")


# Key in the file for the children of each kind.
BRANCH_NAMES: dict[str, str] = {
    CriterionKind.SECTION: "sections",
    CriterionKind.CRITERION: "children",
    CriterionKind.CASE: "alternatives",
}


class SheetState(models.TextChoices):
    """State of a version; a published one is in force from its first day."""

    DRAFT = "draft", _("Draft")
    VALIDATED = "validated", _("Adds up, not published")
    PROPOSED = "proposed", _("Waits for a second administrator")
    PLANNED = "planned", _("Published, not in force yet")
    IN_FORCE = "in_force", _("In force")
    ENDED = "ended", _("No longer in force")
    RECALLED = "recalled", _("Recalled before its day")


class SheetQuerySet(models.QuerySet):
    """Sheets by validity. They apply to the whole country."""

    def visible_to(self, user: User) -> Self:
        """Published sheets for everybody, drafts for administrators of the sheets."""
        everything = user.role in (Role.ADMINISTRATOR, Role.MINISTRY_OFFICER, Role.AUDITOR)
        return self if everything else self.published()

    def editable_by(self, user: User) -> Self:
        """Only the administrator loads and publishes sheets."""
        return self if Act.EDIT_SHEETS.allows(user) else self.none()

    def attachable_by(self, user: User) -> Self:
        """Drafts to which the user may attach the document that orders them."""
        return self.editable_by(user).drafts()

    def drafts(self) -> Self:
        """Unpublished versions."""
        return self.filter(published_at=None)

    def published(self) -> Self:
        return self.filter(published_at__isnull=False, recalled_at=None)

    public = published

    def begun(self, day: date | None = None) -> Self:
        """Published sheets that started on or before `day` (default: today)."""
        return self.published().filter(in_force_from__lte=day or today())

    def in_force(self, day: date | None = None) -> Self:
        """Published sheets in force on `day` (default: today); the start is inclusive, the end exclusive."""
        day = day or today()
        return self.published().filter(
            Q(in_force_until=None) | Q(in_force_until__gt=day), in_force_from__lte=day
        )

    def for_list(self) -> Self:
        """In the order of the decision, newest version first."""
        return self.select_related("product_set").order_by("-in_force_from", "number", "-version")

    def for_detail(self) -> Self:
        """With the whole tree, in three queries."""
        return self.prefetch_related("criteria__options")


RECALL = ("recalled_by_id", "recalled_at", "recall_reason")


# The content is long; the comparison of versions shows it.
@tracked(
    exclude=["head", "disqualifiers", "branch_sections", "errata", "open_questions", "file", "file_sha256"]
)
class Sheet(SignedDocument):
    """A version of the sheet of a product set under a decision.

    A published one ends, or is recalled before its first day.
    Nobody can change the meaning of stars alone: the decision's number fixes bands and star requirements;
    another version names the document that orders it and is published by a second administrator.
    """

    product_set = models.ForeignKey(
        "products.ProductSet", models.PROTECT, verbose_name=_("product set"), related_name="sheets"
    )
    decision = models.CharField(_("decision"), max_length=60)
    decision_slug = models.SlugField(_("decision in addresses"), max_length=30)
    number = models.PositiveSmallIntegerField(_("number"))
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    key = models.CharField(_("key"), max_length=80)
    # Name, sector, group, subgroup and ministries as printed at the head of the sheet.
    head = models.JSONField(_("head of the sheet"))
    samples = models.PositiveSmallIntegerField(_("physical samples"))
    gates_footnote_printed = models.BooleanField(_("the note on star gates is printed"))
    total = models.PositiveSmallIntegerField(_("total points"))
    # [[stars, minimum mean], …], highest first; a band ends below the minimum of the next higher one.
    bands = models.JSONField(_("star bands"))
    disqualifiers = models.JSONField(_("grounds on which the dossier is out"), default=list)
    # Groups of sections that share the choice of an alternative case.
    branch_sections = models.JSONField(_("sections with alternative cases"), default=list)
    errata = models.JSONField(_("misprints mended"), default=list)
    open_questions = models.JSONField(_("oddities left as printed"), default=list)
    source = models.CharField(_("source"), max_length=300)
    in_force_from = models.DateField(_("in force from"))
    in_force_until = EndField(_("in force until the end of"), null=True, blank=True)
    # When the sheet was verified to add up.
    validated_at = models.DateTimeField(_("found to add up at"), null=True, blank=True, editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    # Null if a command published it.
    published_by = models.ForeignKey(
        "ocop.User",
        models.PROTECT,
        verbose_name=_("published by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    instrument_number = NameField(_("ordered by"), max_length=60, blank=True)
    instrument_signed_on = models.DateField(_("signed on"), null=True, blank=True)
    proposed_by = models.ForeignKey(
        "ocop.User",
        models.PROTECT,
        verbose_name=_("proposed by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    proposed_at = models.DateTimeField(_("proposed at"), null=True, blank=True, editable=False)
    recalled_by = models.ForeignKey(
        "ocop.User",
        models.PROTECT,
        verbose_name=_("recalled by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    recalled_at = models.DateTimeField(_("recalled at"), null=True, blank=True, editable=False)
    recall_reason = models.CharField(_("why it was recalled"), max_length=500, blank=True)

    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("score sheet")
        verbose_name_plural = _("score sheets")
        ordering = ["-in_force_from", "number", "-version"]
        triggers = [
            # Doubles versions.publish() and versions.discard().
            immutable(
                "sheet_published_is_immutable",
                once="OLD.published_at IS NOT NULL",
                except_for=["in_force_until", *RECALL],
            ),
            # Deferred to the end of the transaction, because the previous version ends before the next is
            # published. Commands set an end date printed in a decision.
            pgtrigger.Trigger(
                name="sheet_ends_where_the_next_begins",
                operation=pgtrigger.UpdateOf("in_force_until"),
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                condition=pgtrigger.Condition(
                    "OLD.published_at IS NOT NULL AND OLD.in_force_until IS DISTINCT FROM NEW.in_force_until"
                ),
                func=(
                    "IF NOT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE')"
                    " AND NOT EXISTS (SELECT 1 FROM ratings_sheet s WHERE s.product_set_id = NEW.product_set_id"
                    " AND s.id <> NEW.id AND s.published_at IS NOT NULL"
                    " AND CASE WHEN NEW.in_force_until IS NULL"
                    " THEN s.recalled_at IS NOT NULL AND s.in_force_from = OLD.in_force_until"
                    " ELSE s.recalled_at IS NULL AND s.in_force_from = NEW.in_force_until END)"
                    " THEN RAISE EXCEPTION 'sheet_ends_where_the_next_begins' USING ERRCODE = 'check_violation';"
                    " END IF; RETURN NULL;"
                ),
            ),
            # Doubles release.why_not_meaning().
            refuse_if(
                "sheet_bands_fixed_by_its_decision",
                WRITE,
                "NEW.published_at IS NOT NULL AND EXISTS (SELECT 1 FROM ratings_sheet s"
                " WHERE s.decision_slug = NEW.decision_slug AND s.published_at IS NOT NULL AND s.id <> NEW.id"
                " AND s.bands IS DISTINCT FROM NEW.bands)",
            ),
            # Doubles release.why_not_meaning().
            refuse_if(
                "sheet_requirements_fixed_by_its_decision",
                pgtrigger.Update,
                "NEW.published_at IS NOT NULL AND OLD.published_at IS NULL AND EXISTS (SELECT 1"
                " FROM ratings_sheet s WHERE s.decision_slug = NEW.decision_slug AND s.number = NEW.number"
                " AND s.published_at IS NOT NULL AND s.id <> NEW.id AND (SELECT"
                " array_agg(gate.row ORDER BY gate.row) FILTER (WHERE gate.sheet_id = s.id) IS DISTINCT FROM"
                " array_agg(gate.row ORDER BY gate.row) FILTER (WHERE gate.sheet_id = NEW.id)"
                ' FROM (SELECT c.sheet_id, (c.code, c."case", o.gate, o.points)::text AS row'
                " FROM ratings_option o JOIN ratings_criterion c ON c.id = o.criterion_id"
                " WHERE o.gate IS NOT NULL AND c.sheet_id IN (s.id, NEW.id)) gate))",
            ),
            # Doubles release.why_not_release().
            refuse_if(
                "sheet_published_by_nobody_alone",
                WRITE,
                "NEW.published_at IS NOT NULL AND OLD.published_at IS NULL"
                # The sheets of the portal are published by a command, which runs as the owner of the tables.
                " AND (CASE WHEN NEW.published_by_id IS NULL THEN NOT pg_has_role(current_user,"
                " (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE')"
                " ELSE NEW.proposed_by_id IS NULL OR NEW.proposed_by_id = NEW.published_by_id END)",
            ),
            # Doubles release.why_not_recall().
            refuse_if(
                "sheet_recalled_before_its_day",
                WRITE,
                "NEW.recalled_at IS NOT NULL AND OLD.recalled_at IS NULL"
                " AND (NEW.in_force_from <= (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date"
                " OR EXISTS (SELECT 1 FROM ratings_dossier WHERE sheet_id = NEW.id))",
            ),
        ]
        constraints = [
            models.UniqueConstraint(name="sheet_version_once", fields=["decision_slug", "number", "version"]),
            models.CheckConstraint(
                name="sheet_from_before_until",
                condition=Q(in_force_until=None) | Q(in_force_from__lte=F("in_force_until")),
                violation_error_message=_("The sheet ends before it begins."),
            ),
            models.CheckConstraint(
                name="sheet_published_after_it_adds_up",
                condition=Q(published_at=None) | Q(validated_at__isnull=False),
                violation_error_message=_("The sheet must add up before it is published."),
            ),
            models.CheckConstraint(
                name="sheet_published_by_with_its_moment",
                condition=Q(published_by=None) | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="sheet_proposed_with_its_instrument",
                condition=Q(proposed_by=None, proposed_at=None)
                | (
                    Q(
                        proposed_by__isnull=False,
                        proposed_at__isnull=False,
                        instrument_signed_on__isnull=False,
                        attached_at__isnull=False,
                    )
                    & ~Q(instrument_number="")
                ),
                violation_error_message=_(
                    "Name what orders this version: its number, its day and its document."
                ),
            ),
            models.CheckConstraint(
                name="sheet_recalled_by_at_and_why",
                condition=Q(recalled_by=None, recalled_at=None, recall_reason="")
                | (
                    Q(recalled_by__isnull=False, recalled_at__isnull=False, published_at__isnull=False)
                    & ~Q(recall_reason="")
                ),
                violation_error_message=_("Give a reason."),
            ),
            attached_whole("sheet_attached_by_and_at"),
            ExclusionConstraint(
                name="sheet_one_in_force_per_set",
                expressions=[
                    ("product_set", RangeOperators.EQUAL),
                    (
                        Func(
                            "in_force_from",
                            "in_force_until",
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(published_at__isnull=False, recalled_at=None),
                violation_error_message=_("Another sheet of this product set is in force at the same time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.decision})"

    def get_absolute_url(self) -> str:
        return f"{reverse('api-sheet', args=[self.decision_slug, self.number])}?version={self.version}"

    def get_desk_url(self) -> str:
        return reverse("desk-sheet", args=[self.pk])

    @property
    def last_day(self) -> date | None:
        """Last day in force; None if no end is known."""
        return last_day(self.in_force_until)

    @property
    def state(self) -> SheetState:
        if self.recalled_at:
            return SheetState.RECALLED
        if self.published_at is None:
            return self._state_of_draft()
        if self.in_force_from > today():
            return SheetState.PLANNED
        ended = self.in_force_until and self.in_force_until <= today()
        return SheetState.ENDED if ended else SheetState.IN_FORCE

    def _state_of_draft(self) -> SheetState:
        if self.proposed_at:
            return SheetState.PROPOSED
        return SheetState.VALIDATED if self.validated_at else SheetState.DRAFT

    @property
    def name(self) -> str:
        """Printed name of its product set, in the reader's language."""
        return self.head["name"]["en" if get_language() == "en" else "vi"]

    @property
    def has_branches(self) -> bool:
        """Whether a dossier must choose one of its alternative cases (sheet 26)."""
        return bool(self.branch_sections)

    def branches(self) -> dict[int, str]:
        """Return {number: name} of the alternative cases, of which a dossier has one; empty for most sheets."""
        return {
            cast(int, node.case): node.label
            for node in self.criteria.all()
            if node.kind == CriterionKind.CASE
        }

    def rubric(self) -> Rubric:
        """Return the sheet for the arithmetic of stars."""
        if self.published_at:
            return published(self.pk, self.published_at).rubric
        return Rubric.from_document(self.document(), self.bands)

    def sha256(self) -> str:
        """Return the hash of the published sheet's canonical JSON, as named in results."""
        return published(self.pk, self.published_at).sha256

    def document(self) -> dict[str, Any]:
        """Return the sheet in the format of its file; use on rows from `for_detail()`."""
        return {
            "decision": self.decision,
            "in_force_from": self.in_force_from.isoformat(),
            "number": self.number,
            "key": self.key,
            **self.head,
            "samples": self.samples,
            "gates_footnote_printed": self.gates_footnote_printed,
            "total": self.total,
            "disqualifiers": self.disqualifiers,
            "branch_sections": self.branch_sections,
            "parts": self._nodes(),
        }

    def sealed_document(self) -> dict[str, Any]:
        """Return the document as sealed in results: with bands if the script does not know those of its decision."""
        bands = {} if self.decision in BANDS else {"bands": self.bands}
        return self.document() | bands

    def content(self) -> tuple[dict[str, Any], list[list[int]], list[dict[str, Any]], list[dict[str, Any]]]:
        """Return everything that is immutable in a version."""
        return self.document(), self.bands, self.errata, self.open_questions

    def _nodes(self) -> list[dict[str, Any]]:
        """Return the tree of criteria as nested dictionaries."""
        documents, top = {}, []
        for criterion in sorted(self.criteria.all(), key=lambda node: node.position):
            documents[criterion.pk] = criterion.document()
            if criterion.parent_id is None:
                top.append(documents[criterion.pk])
            else:
                documents[criterion.parent_id].setdefault(BRANCH_NAMES[criterion.kind], []).append(
                    documents[criterion.pk]
                )
        return top


class Published(NamedTuple):
    """Cached data of a published sheet."""

    rubric: Rubric
    sha256: str


@lru_cache(maxsize=128)
def published(pk: int, published_at: datetime) -> Published:
    """Return rubric and hash of a published sheet, cached because it does not change."""
    sheet = Sheet.objects.for_detail().get(pk=pk, published_at=published_at)
    return Published(
        rubric=Rubric.from_document(sheet.document(), sheet.bands),
        sha256=sha256_of(sheet.sealed_document()),
    )
