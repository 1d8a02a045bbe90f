"""Criteria of an official sheet as a tree, and options with points and requirements."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ocop.database.triggers import ANY_WRITE, refuse_if
from ratings.sheets.models.sheet import CriterionKind, Sheet
from ratings.sheets.star import GATES
from ratings.sheets.stops import zero_stops


class CriterionQuerySet(models.QuerySet):
    """Nodes of sheets."""

    def scored(self, branch: int | None = None) -> Self:
        """Nodes with options, in printed order; on sheets with cases those of `branch`."""
        return (
            self.filter(Q(case=None) | Q(case=branch), options__isnull=False).distinct().order_by("position")
        )


class Criterion(models.Model):
    """A node of a sheet. It has options, children whose points it sums, or alternative cases."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, verbose_name=_("sheet"), related_name="criteria")
    parent = models.ForeignKey(
        "self", models.CASCADE, verbose_name=_("part of"), null=True, blank=True, related_name="children"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=CriterionKind)
    # A case has the code of its section.
    code = models.CharField(_("code"), max_length=10)
    case = models.PositiveSmallIntegerField(_("case"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("order"))
    max = models.PositiveSmallIntegerField(_("most points"))
    label_vi = models.CharField(_("label in Vietnamese"), max_length=300)
    label_en = models.CharField(_("label in English"), max_length=300)
    depends_on = models.ForeignKey(
        "self",
        models.CASCADE,
        verbose_name=_("applies only with"),
        null=True,
        blank=True,
        related_name="dependents",
    )
    # {"kind": …, "text": {"vi": …, "en": …}}; the criterion referred to is `depends_on`.
    condition = models.JSONField(_("condition"), null=True, blank=True)
    disqualifier = models.JSONField(_("ground on which the product is out"), null=True, blank=True)
    notes = models.JSONField(_("notes"), default=list, blank=True)

    objects = CriterionQuerySet.as_manager()

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["sheet", "position"]
        triggers = [
            refuse_if(
                "criterion_of_published_sheet",
                ANY_WRITE,
                "EXISTS (SELECT 1 FROM ratings_sheet WHERE published_at IS NOT NULL"
                " AND id IN (OLD.sheet_id, NEW.sheet_id))",
                holds="ratings_sheet WHERE id IN (OLD.sheet_id, NEW.sheet_id)",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                name="criterion_code_once", fields=["sheet", "code", "case"], nulls_distinct=False
            ),
            models.UniqueConstraint(name="criterion_position_once", fields=["sheet", "position"]),
            models.CheckConstraint(name="criterion_kind_known", condition=Q(kind__in=CriterionKind.values)),
            models.CheckConstraint(
                name="criterion_case_only_on_cases",
                condition=Q(kind=CriterionKind.CASE, case__isnull=False)
                | (~Q(kind=CriterionKind.CASE) & Q(case__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"

    @property
    def label(self) -> str:
        """The label in the reader's language."""
        return self.label_en if get_language() == "en" else self.label_vi

    @property
    def offers_none(self) -> bool:
        """Whether “none of these reached” must be offered because no option gives 0 points."""
        return all(option.points for option in self.options.all())

    @property
    def stops(self) -> list[dict]:
        """Notes that stop scoring, of the node and of its heading."""
        notes = [*self.notes, *(self.parent.notes if self.parent else [])]
        return [note for note in notes if note["kind"] == "stop"]

    @property
    def zero_stops(self) -> bool:
        """Whether 0 points stop the assessment by the printed sheet (ratings.sheets.stops)."""
        return zero_stops(self.sheet, self.code)

    @property
    def zero_is_asked(self) -> bool:
        """Whether a scorer who gives 0 points must declare if the product is unsafe."""
        return bool(self.stops) and not self.zero_stops

    def document(self) -> dict[str, Any]:
        """Return the node without children, in the format of the file; options must be prefetched."""
        head = {"case": self.case} if self.kind == CriterionKind.CASE else {"code": self.code}
        document: dict[str, object] = {**head, "name": {"vi": self.label_vi, "en": self.label_en}}
        if self.kind != CriterionKind.CASE:
            document["max"] = self.max
        if self.condition:
            document["condition"] = self.condition
        if self.disqualifier:
            document["disqualifier"] = self.disqualifier
        if self.notes:
            document["notes"] = self.notes
        if options := [option.document() for option in self.options.all()]:
            document["options"] = options
        return document


class Option(models.Model):
    """A level of a criterion. `gate` is the star for which the criterion must reach at least these points."""

    criterion = models.ForeignKey(
        Criterion, models.CASCADE, verbose_name=_("criterion"), related_name="options"
    )
    position = models.PositiveSmallIntegerField(_("order"))
    points = models.PositiveSmallIntegerField(_("points"))
    gate = models.PositiveSmallIntegerField(_("star gate"), null=True, blank=True)
    label_vi = models.CharField(_("label in Vietnamese"), max_length=600)
    label_en = models.CharField(_("label in English"), max_length=600)

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")
        ordering = ["criterion", "position"]
        triggers = [
            refuse_if(
                "option_of_published_sheet",
                ANY_WRITE,
                "EXISTS (SELECT 1 FROM ratings_criterion c JOIN ratings_sheet s ON s.id = c.sheet_id"
                " WHERE s.published_at IS NOT NULL AND c.id IN (OLD.criterion_id, NEW.criterion_id))",
                holds="ratings_sheet WHERE id IN (SELECT sheet_id FROM ratings_criterion"
                " WHERE id IN (OLD.criterion_id, NEW.criterion_id))",
            )
        ]
        constraints = [
            models.UniqueConstraint(name="option_position_once", fields=["criterion", "position"]),
            models.CheckConstraint(name="option_gate_known", condition=Q(gate=None) | Q(gate__in=GATES)),
        ]

    def __str__(self) -> str:
        return f"{self.points}: {self.label}"

    @property
    def label(self) -> str:
        """The label in the reader's language."""
        return self.label_en if get_language() == "en" else self.label_vi

    def document(self) -> dict[str, int | str | None]:
        """Return the option in the format of the file."""
        return {"points": self.points, "gate": self.gate, "vi": self.label_vi, "en": self.label_en}
