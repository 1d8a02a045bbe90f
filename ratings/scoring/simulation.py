"""What past results would be on another version of their sheet. Nothing is written.

The members' choices are carried over by the code of the criterion and by what became of the option
(ratings/sheets/differences.py: the same label, or what stands in its place). What cannot be carried over counts
0 and is said. An exclusion that the chair confirmed stands whatever the sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ratings.scoring.models import Result
from ratings.scoring.models.result import arithmetic
from ratings.sheets.differences import Node, nodes_by_place, paired, said_in_language
from ratings.sheets.models import Sheet
from ratings.sheets.star import Choices, Rubric

LOST = {
    "criterion_gone": gettext_lazy("criterion %(code)s is no longer asked"),
    "criterion_new": gettext_lazy("criterion %(code)s is new and counts 0"),
    "option_gone": gettext_lazy("criterion %(code)s: “%(label)s” is no longer an option and counts 0"),
}

ARITHMETIC = ("total", "stars_by_points", "stars_by_gates", "missing", "stars")


@dataclass(frozen=True)
class Lost:
    """What could not be carried over: a key of LOST, the criterion, and the position of the option."""

    kind: str
    code: str
    option: int | None = None


@dataclass(frozen=True)
class Simulated:
    """A past result beside what it would be; `lost` in words, `after` is a result that is not saved."""

    before: Result
    after: Result
    lost: tuple[str, ...]

    @property
    def changed(self) -> bool:
        """Whether the star would be another one."""
        return self.before.stars != self.after.stars


@dataclass(frozen=True)
class Way:
    """How choices go from one version to another: by code, which option became which; and codes that are new."""

    options: Mapping[str, Mapping[int, int]]
    new: tuple[str, ...]


def way_between(old: Node, new: Node, branch: int | None) -> Way:
    """The way from one document to another, for a case of the sheet where it has cases."""
    before, after = _options(old, branch), _options(new, branch)
    both = {code: paired(before[code], after[code]) for code in before if code in after}
    return Way(both, tuple(code for code in after if code not in before))


def carried(way: Way, choices: Choices) -> tuple[dict[str, int | None], list[Lost]]:
    """The choices of one sheet on the other version, and what could not be carried over."""
    kept: dict[str, int | None] = {}
    lost: list[Lost] = []
    for code, choice in choices.items():
        if code not in way.options:
            lost.append(Lost("criterion_gone", code))
        elif choice is None:
            kept[code] = None
        elif choice in way.options[code]:
            kept[code] = way.options[code][choice]
        else:
            lost.append(Lost("option_gone", code, choice))
    return kept, lost + [Lost("criterion_new", code) for code in way.new]


def simulate(results: Iterable[Result], to: Sheet) -> list[Simulated]:
    """Each result on the sheet `to`, in the order given; one query for each level of the sheets' trees."""
    results = list(results)
    ids = {result.dossier.sheet_id for result in results} | {to.pk}
    sheets = Sheet.objects.for_detail().in_bulk(ids)
    documents = {pk: sheet.document() for pk, sheet in sheets.items()}
    rubric = Rubric.from_document(documents[to.pk], to.bands)
    ways: dict[tuple, Way] = {}
    found = []
    for result in results:
        content, old = result.content, documents[result.dossier.sheet_id]
        key = result.dossier.sheet_id, content["branch"]
        if key not in ways:
            ways[key] = way_between(old, documents[to.pk], content["branch"])
        found.append(_simulated(result, content, ways[key], old, rubric))
    return found


def _simulated(result: Result, content: Mapping[str, Any], way: Way, old: Node, rubric: Rubric) -> Simulated:
    pairs = [carried(way, entry["choices"]) for entry in content["sheets"]]
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
    words = [_in_words(each, old, content["branch"]) for each in lost]
    return Simulated(before=result, after=after, lost=tuple(words))


def _options(document: Node, branch: int | None) -> dict[str, list[Mapping[str, Any]]]:
    """The options of each criterion that is scored in this branch, by code."""
    return {
        place[0]: entry["options"]
        for place, entry in nodes_by_place(document).items()
        if place and "options" in entry and place[1] in (None, branch)
    }


def _in_words(lost: Lost, old: Node, branch: int | None) -> str:
    values = {"code": lost.code}
    if lost.option is not None:
        values["label"] = said_in_language(_options(old, branch)[lost.code][lost.option])
    return LOST[lost.kind] % values


def summary(found: Iterable[Simulated]) -> dict[str, int]:
    """How many stars would stay, rise and fall."""
    counts = {"same": 0, "up": 0, "down": 0}
    for each in found:
        step = each.after.stars - each.before.stars
        counts["up" if step > 0 else "down" if step else "same"] += 1
    return counts


def in_words(counts: Mapping[str, int]) -> str:
    """A summary as a sentence."""
    return _("%(same)d stay as they are, %(up)d would rise, %(down)d would fall") % counts
