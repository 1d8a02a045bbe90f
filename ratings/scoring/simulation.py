"""Simulation of past results on another version of their sheet. Nothing is written.

Members' choices are carried over by the code of the criterion and the mapping of options
(ratings/sheets/differences.py: same label, or its replacement). Choices that cannot be carried over count
as 0 and are reported. An exclusion confirmed by the chair stays in effect.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ratings.scoring.models import Result
from ratings.scoring.models.result import arithmetic
from ratings.sheets.differences import Node, in_reader_language, nodes_by_place, paired
from ratings.sheets.models import Sheet
from ratings.sheets.star import Choices, Rubric

LOST = {
    "criterion_gone": gettext_lazy("criterion %(code)s is no longer asked"),
    "criterion_new": gettext_lazy("criterion %(code)s is new and counts 0"),
    "option_gone": gettext_lazy("criterion %(code)s: “%(label)s” is no longer an option and counts 0"),
}

ARITHMETIC = ("total", "stars_by_points", "stars_by_gates", "missing", "stars")


@dataclass(frozen=True)
class LostChoice:
    """A choice that cannot be carried over: key of LOST, criterion, position of the option."""

    kind: str
    code: str
    option: int | None = None


@dataclass(frozen=True)
class SimulatedResult:
    """A past result and its simulation; `lost` is text, `after` an unsaved result."""

    before: Result
    after: Result
    lost: tuple[str, ...]

    @property
    def changed(self) -> bool:
        """Whether the star differs."""
        return self.before.stars != self.after.stars


@dataclass(frozen=True)
class ChoiceMapping:
    """Mapping of choices between two versions: options by code, and new codes."""

    options: Mapping[str, Mapping[int, int]]
    new: tuple[str, ...]


def choice_mapping(old: Node, new: Node, branch: int | None) -> ChoiceMapping:
    """Return the mapping between two documents, for one case of sheets with cases."""
    before, after = _options(old, branch), _options(new, branch)
    both = {code: paired(before[code], after[code]) for code in before if code in after}
    return ChoiceMapping(both, tuple(code for code in after if code not in before))


def carry_over(way: ChoiceMapping, choices: Choices) -> tuple[dict[str, int | None], list[LostChoice]]:
    """Return the choices of one sheet on the other version, and those that were lost."""
    kept: dict[str, int | None] = {}
    lost: list[LostChoice] = []
    for code, choice in choices.items():
        if code not in way.options:
            lost.append(LostChoice("criterion_gone", code))
        elif choice is None:
            kept[code] = None
        elif choice in way.options[code]:
            kept[code] = way.options[code][choice]
        else:
            lost.append(LostChoice("option_gone", code, choice))
    return kept, lost + [LostChoice("criterion_new", code) for code in way.new]


def simulate(results: Iterable[Result], to: Sheet) -> list[SimulatedResult]:
    """Yield each result on the sheet `to`, in order; one query per level of the sheets' trees."""
    results = list(results)
    ids = {result.dossier.sheet_id for result in results} | {to.pk}
    sheets = Sheet.objects.for_detail().in_bulk(ids)
    documents = {pk: sheet.document() for pk, sheet in sheets.items()}
    rubric = Rubric.from_document(documents[to.pk], to.bands)
    ways: dict[tuple, ChoiceMapping] = {}
    found = []
    for result in results:
        content, old = result.content, documents[result.dossier.sheet_id]
        key = result.dossier.sheet_id, content["branch"]
        if key not in ways:
            ways[key] = choice_mapping(old, documents[to.pk], content["branch"])
        found.append(_simulated(result, content, ways[key], old, rubric))
    return found


def _simulated(
    result: Result, content: Mapping[str, Any], way: ChoiceMapping, old: Node, rubric: Rubric
) -> SimulatedResult:
    pairs = [carry_over(way, entry["choices"]) for entry in content["sheets"]]
    ended = bool(content["objections"])
    findings = {(each["code"], each["star"]): each["met"] for each in content["findings"]}
    choices = [kept for kept, _lost in pairs]
    again = arithmetic(rubric, choices, content["branch"], ended=ended, findings=findings)
    after = Result(
        dossier=result.dossier,
        sheets=result.sheets,
        ended_by=result.ended_by,
        sealed=result.sealed,
        **{name: again[name] for name in ARITHMETIC},
    )
    lost = dict.fromkeys(each for _kept, gone in pairs for each in gone)
    words = [_loss_as_text(each, old, content["branch"]) for each in lost]
    return SimulatedResult(before=result, after=after, lost=tuple(words))


def _options(document: Node, branch: int | None) -> dict[str, list[Mapping[str, Any]]]:
    """Return the options of each scored criterion of this branch, by code."""
    return {
        place[0]: entry["options"]
        for place, entry in nodes_by_place(document).items()
        if place and "options" in entry and place[1] in (None, branch)
    }


def _loss_as_text(lost: LostChoice, old: Node, branch: int | None) -> str:
    values = {"code": lost.code}
    if lost.option is not None:
        values["label"] = in_reader_language(_options(old, branch)[lost.code][lost.option])
    return LOST[lost.kind] % values


def count_changes(found: Iterable[SimulatedResult]) -> dict[str, int]:
    """Count how many stars stay, rise and fall."""
    counts = {"same": 0, "up": 0, "down": 0}
    for each in found:
        step = each.after.stars - each.before.stars
        counts["up" if step > 0 else "down" if step else "same"] += 1
    return counts


def counts_as_text(counts: Mapping[str, int]) -> str:
    """Return a summary as a sentence."""
    return _("%(same)d stay as they are, %(up)d would rise, %(down)d would fall") % counts
