"""Rows of a score sheet as pages show them: options, stored and submitted answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from ocop.models import User
from ratings.dossiers.models import Evidence
from ratings.scoring.models import Answer
from ratings.scoring.sheet_form import MET, NONE, SubmittedAnswer, value_of
from ratings.sheets.models import Criterion, Option, SheetInterpretation
from ratings.sheets.open_questions import Question
from ratings.sheets.star import Gate


@dataclass(frozen=True)
class SupportingMaterial:
    """Material shown beside a criterion; it has no effect on points.

    `papers` are the kinds of evidence that usually prove it, `evidence` the pieces of the dossier that cite
    it.
    """

    papers: list[str]
    evidence: list[Evidence]
    claim: Answer | None
    finding: str


@dataclass(frozen=True)
class LastSave:
    """Who stored an answer, and when."""

    who: str
    at: datetime


@dataclass(frozen=True)
class CriterionRow:
    """A row of the sheet: a heading (no options), or a criterion with options.

    `given` is the stored answer, `asked` a refused submission, which stays on the page until it can be
    saved. `save` describes a concurrent change that the page had not shown when `asked` was chosen.
    """

    criterion: Criterion
    options: list[Option]
    applies: bool
    given: Answer | None = None
    refusal: str = ""
    asked: SubmittedAnswer | None = None
    beside: SupportingMaterial | None = None
    save: LastSave | None = None
    interpretations: Sequence[SheetInterpretation] = ()
    questions: Sequence[Question] = ()

    @property
    def field(self):
        """Name of its radios in the form."""
        return f"c{self.criterion.pk}"

    @property
    def note_field(self):
        """Name of its note in the form."""
        return f"n{self.criterion.pk}"

    @property
    def version_field(self):
        """Name of its version in the form."""
        return f"v{self.criterion.pk}"

    @property
    def counts_field(self):
        """Name of the choice between stored and submitted answer."""
        return f"k{self.criterion.pk}"

    @property
    def version(self):
        """Version of the stored answer; empty if there is none."""
        return self.given.version if self.given else ""

    @property
    def overtaken(self):
        """Whether an answer was stored that the page did not show when the refused one was chosen."""
        return self.asked is not None and self.asked.shown != self.version

    @property
    def shown(self):
        """Version sent with the next save; none before the user has chosen between the two answers."""
        return MET if self.overtaken else self.version

    @property
    def answered(self):
        """Whether an answer is stored."""
        return self.given is not None

    @property
    def chosen(self):
        """The stored option."""
        return self.given.option if self.given else None

    @property
    def points(self):
        """Points of the stored answer; 0 for none."""
        return self.given.points if self.given else 0

    @property
    def note(self):
        """The submitted and refused note, else the stored one."""
        if self.asked:
            return self.asked.note
        return self.given.note if self.given else ""

    @property
    def state(self):
        """“refused”, “idle” (does not apply), “done” or “open”."""
        if self.refusal:
            return "refused"
        if not self.applies:
            return "idle"
        return "done" if self.answered else "open"

    @property
    def none_chosen(self):
        """Whether “none of these reached” is stored."""
        return self.answered and self.chosen is None

    @property
    def marked(self):
        """Value of the checked radio: the submitted answer, else the stored one."""
        if self.asked:
            return self.asked.value
        return value_of(self.chosen) if self.answered else ""

    @property
    def rows(self):
        """Data for ui/option.html: the options, preceded by “none of these” if no option gives 0 points."""
        none = [
            {
                "value": NONE,
                "id": f"{self.field}-none",
                "gate": None,
                "label": _("None of these is reached"),
                "points": 0,
                "key": 0,
                "chosen": self.marked == NONE,
            }
        ]
        options = [
            {
                "value": option.pk,
                "id": f"{self.field}-{option.pk}",
                "label": option.label,
                "points": option.points,
                "gate": option.gate,
                "key": number,
                "chosen": self.marked == str(option.pk),
            }
            for number, option in enumerate(self.options, 1)
        ]
        return (none if self.criterion.offers_none else []) + options


@dataclass(frozen=True)
class SheetPart:
    """A part of the sheet (A, B, C) with its rows in printed order."""

    criterion: Criterion
    blocks: list[CriterionRow]
    points: int

    @property
    def scored(self):
        """Rows on which an option is chosen."""
        return [block for block in self.blocks if block.options]


@dataclass(frozen=True)
class MissingGate:
    """An unmet requirement: criterion, star, minimum points."""

    criterion: Criterion
    gate: Gate


def saves_of(answers) -> dict[int, LastSave]:
    """Return who last stored each answer, by key of the criterion; two queries."""
    event: Any = apps.get_model("ratings.AnswerEvent")
    last = (
        event.objects.filter(pgh_obj__in=answers)
        .select_related("pgh_context")
        .order_by("pgh_obj_id", "-pgh_id")
        .distinct("pgh_obj_id")
    )
    keys = {each: (each.pgh_context.metadata if each.pgh_context else {}).get("user") for each in last}
    people = User.objects.in_bulk({key for key in keys.values() if key})
    return {
        each.criterion_id: LastSave(str(people.get(key, "")), each.pgh_created_at)
        for each, key in keys.items()
    }
