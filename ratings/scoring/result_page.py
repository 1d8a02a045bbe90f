"""Results as pages show them: criteria and reasons for the producer, members' differences for the office."""

import json
from dataclasses import dataclass
from fractions import Fraction

from ratings.scoring import analysis
from ratings.scoring.models import Answer, Assessment, Result
from ratings.sheets.models import Criterion, CriterionKind, Sheet

# Number of criteria listed as differing, and number of past results for the usual distance.
WIDEST = 8
EARLIER = 100


@dataclass(frozen=True)
class PartAverage:
    """A part of the sheet with its exact average."""

    criterion: Criterion
    mean: Fraction

    @property
    def points(self):
        """Average for display: two decimals, rounded down."""
        return floor_to_cents(self.mean)


@dataclass(frozen=True)
class CriterionAverage:
    """A criterion with its average, the stars it prevents, and members' notes without names."""

    criterion: Criterion
    mean: Fraction
    missed: list[int]
    notes: list[str]

    @property
    def points(self):
        """Average for display: two decimals, rounded down."""
        return floor_to_cents(self.mean)


def floor_to_cents(mean):
    """Round a fraction down to two decimals, so that no band appears reached that is not."""
    return int(mean * 100) / 100


def parts_of_result(result):
    """Return parts with averages of the sealed sheets; empty if nobody scored."""
    nodes = _sheet_of(result).criteria.all()
    parts = [node for node in nodes if node.kind == CriterionKind.PART]
    return averages(parts, [each["parts"] for each in result.content["sheets"]])


def averages(parts, sheets):
    """Return parts with averages of sealed sheets (points by code of the part); empty for no sheets."""
    return [PartAverage(part, mean([each.get(part.code, 0) for each in sheets])) for part in parts if sheets]


def lines_of_result(result):
    """Return scored criteria in printed order, with averages, missed requirements and notes."""
    content = result.content
    sheets, missed = content["sheets"], _by_code((gate["code"], gate["star"]) for gate in result.missing)
    notes = _notes(result.dossier)
    lines = []
    for node in _sheet_of(result).criteria.all():
        if not node.options.all() or node.case not in (None, content["branch"]) or not sheets:
            continue
        points = [each["points"].get(node.code, 0) for each in sheets]
        lines.append(
            CriterionAverage(node, mean(points), missed.get(node.code, []), notes.get(node.code, []))
        )
    return lines


def mean(points):
    """Return the exact mean of whole points; 0 for none."""
    return Fraction(sum(points), len(points)) if points else Fraction(0)


def _sheet_of(result):
    return Sheet.objects.for_detail().get(pk=result.dossier.sheet_id)


def _notes(dossier):
    """Return members' notes by criterion, sorted alphabetically, so that the order reveals no author."""
    counted = Assessment.objects.counting(dossier)
    written = Answer.objects.filter(assessment__in=counted).exclude(note="")
    return {
        code: sorted(set(notes))
        for code, notes in _by_code(written.values_list("criterion__code", "note")).items()
    }


def _by_code(pairs):
    found: dict[str, list] = {}
    for code, value in pairs:
        found.setdefault(code, []).append(value)
    return found


@dataclass(frozen=True)
class MemberLine:
    """A member's sheet: total, distance from the median, and usual distance (or None)."""

    name: str
    total: int
    distance: Fraction
    usual: analysis.UsualDistance | None


@dataclass(frozen=True)
class Analysis:
    """Statistics of the sheets of a result. Display only; never used to compute a star."""

    median: Fraction
    spread: int
    members: list[MemberLine]
    widest: list[tuple[Criterion, analysis.CriterionSpread]]


def analysis_of(result):
    """Return the analysis of a result with at least two sheets, or None.

    A member's usual distance is computed from the latest results of councils of the same authority. Seals
    identify members by name.
    """
    sheets = result.content["sheets"]
    if len(sheets) < 2:
        return None
    totals = _totals(sheets)
    far, habit = analysis.distances(totals), analysis.usual_distances(map(_totals, _earlier(result)))
    nodes = {node.code: node for node in _sheet_of(result).criteria.all() if node.options.all()}
    widest = analysis.largest_spreads([each["points"] for each in sheets])
    return Analysis(
        analysis.median(list(totals.values())),
        analysis.spread(list(totals.values())),
        [MemberLine(name, total, far[name], habit.get(name)) for name, total in totals.items()],
        [(nodes[marked.code], marked) for marked in widest[:WIDEST]],
    )


def _totals(sheets):
    """Return totals by member's name; a second member of the same name gets a number."""
    totals = {}
    for sheet in sheets:
        name = sheet["by"]
        while name in totals:
            name += " (2)"
        totals[name] = sheet["total"]
    return totals


def _earlier(result):
    """Return the sealed sheets of the latest results of the same authority, including this one."""
    council = result.dossier.council
    latest = Result.objects.filter(dossier__council__place=council.place).order_by("-pk")
    return [json.loads(sealed)["sheets"] for sealed in latest.values_list("sealed", flat=True)[:EARLIER]]
