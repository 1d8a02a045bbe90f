"""The lines of a score sheet as pages show them: options, what is stored and what was asked."""

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
from ratings.sheets.models import Criterion, Option, SheetReading
from ratings.sheets.open_questions import Question
from ratings.sheets.star import Gate


@dataclass(frozen=True)
class SupportingMaterial:
    """What there is to look at beside a criterion; it counts for nothing by itself.

    `papers` are the kinds of evidence that usually prove it, `evidence` the pieces of the dossier that cite it.
    """

    papers: list[str]
    evidence: list[Evidence]
    claim: Answer | None
    finding: str


@dataclass(frozen=True)
class Save:
    """Who stored an answer, and when."""

    who: str
    at: datetime


@dataclass(frozen=True)
class CriterionRow:
    """One line of the sheet: a heading (no options) or a criterion on which an option is chosen.

    `given` is what is stored, `asked` what was sent and refused; it stays on the page until it can be saved.
    `save` is the one that stored what the page had not shown when `asked` was chosen.
    """

    criterion: Criterion
    options: list[Option]
    applies: bool
    given: Answer | None = None
    refusal: str = ""
    asked: SubmittedAnswer | None = None
    beside: SupportingMaterial | None = None
    save: Save | None = None
    readings: Sequence[SheetReading] = ()
    questions: Sequence[Question] = ()

    @property
    def field(self):
        """The name of its radios in the form."""
        return f"c{self.criterion.pk}"

    @property
    def note_field(self):
        """The name of its note in the form."""
        return f"n{self.criterion.pk}"

    @property
    def version_field(self):
        """The name of the version in the form."""
        return f"v{self.criterion.pk}"

    @property
    def counts_field(self):
        """The name of the choice between what is stored and what was asked."""
        return f"k{self.criterion.pk}"

    @property
    def version(self):
        """The version that is stored; empty where nothing is."""
        return self.given.version if self.given else ""

    @property
    def overtaken(self):
        """Whether something was stored that the page did not show when the refused answer was chosen."""
        return self.asked is not None and self.asked.shown != self.version

    @property
    def shown(self):
        """The version that the next save rests on: none until it was said which of the two counts."""
        return MET if self.overtaken else self.version

    @property
    def answered(self):
        """Whether an answer is stored."""
        return self.given is not None

    @property
    def chosen(self):
        """The option that is stored."""
        return self.given.option if self.given else None

    @property
    def points(self):
        """Points of what is stored; 0 where nothing is reached."""
        return self.given.points if self.given else 0

    @property
    def note(self):
        """The note to show: what was typed and refused, else what is stored."""
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
        """The value of the radio that is shown as chosen: what was asked, else what is stored."""
        if self.asked:
            return self.asked.value
        return value_of(self.chosen) if self.answered else ""

    @property
    def rows(self):
        """What ui/option.html shows: the options, before them “none of these” where no option gives 0 points."""
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
class Part:
    """A part of the sheet (A, B, C) with its lines in printed order."""

    criterion: Criterion
    blocks: list[CriterionRow]
    points: int

    @property
    def scored(self):
        """Its lines on which an option is chosen."""
        return [block for block in self.blocks if block.options]


@dataclass(frozen=True)
class MissingGate:
    """A requirement that is not met: the criterion, the star that requires it, the least points."""

    criterion: Criterion
    gate: Gate


def saves_of(answers) -> dict[int, Save]:
    """Who stored each of the answers last, by the key of the criterion; two queries."""
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
        each.criterion_id: Save(str(people.get(key, "")), each.pgh_created_at) for each, key in keys.items()
    }
