"""A result as its readers look at it: the producer by criteria and reasons, the office by how members differ."""

import json
from dataclasses import dataclass
from fractions import Fraction

from ratings.scoring import analysis
from ratings.scoring.models import Answer, Assessment, Result
from ratings.sheets.models import Criterion, CriterionKind, Sheet

# So many criteria on which members differ are named, and so many results tell what is usual.
WIDEST = 8
EARLIER = 100


@dataclass(frozen=True)
class Part:
    """A part of the sheet with the average of its points, exactly."""

    criterion: Criterion
    mean: Fraction

    @property
    def points(self):
        """The average for showing, to two places and never rounded up."""
        return floor_to_cents(self.mean)


@dataclass(frozen=True)
class Line:
    """A criterion with the average of its points, the stars that it kept away, and what members wrote, by nobody."""

    criterion: Criterion
    mean: Fraction
    missed: list[int]
    notes: list[str]

    @property
    def points(self):
        """The average for showing, to two places and never rounded up."""
        return floor_to_cents(self.mean)


def floor_to_cents(mean):
    """Return a fraction to two places, rounded down: a band that is not reached is not shown as reached."""
    return int(mean * 100) / 100


def parts_of_result(result):
    """Return the parts of the sheet with the averages of the sealed sheets; none where nobody scored."""
    nodes = _sheet_of(result).criteria.all()
    parts = [node for node in nodes if node.kind == CriterionKind.PART]
    return averages(parts, [each["parts"] for each in result.content["sheets"]])


def averages(parts, sheets):
    """Return the parts with the averages of sealed sheets, each its points by the code of the part; none of no sheet."""
    return [Part(part, mean([each.get(part.code, 0) for each in sheets])) for part in parts if sheets]


def lines_of_result(result):
    """Return the criteria that were scored, in printed order, with averages, missed requirements and notes."""
    content = result.content
    sheets, missed = content["sheets"], _by_code((gate["code"], gate["star"]) for gate in result.missing)
    notes = _notes(result.dossier)
    lines = []
    for node in _sheet_of(result).criteria.all():
        if not node.options.all() or node.case not in (None, content["branch"]) or not sheets:
            continue
        points = [each["points"].get(node.code, 0) for each in sheets]
        lines.append(Line(node, mean(points), missed.get(node.code, []), notes.get(node.code, [])))
    return lines


def mean(points):
    """The average of some whole points, exactly; 0 of none."""
    return Fraction(sum(points), len(points)) if points else Fraction(0)


def _sheet_of(result):
    return Sheet.objects.for_detail().get(pk=result.dossier.sheet_id)


def _notes(dossier):
    """What members wrote to each criterion, in the order of the alphabet: the order names nobody either."""
    counted = Assessment.objects.counting(dossier)
    written = Answer.objects.filter(assessment__in=counted).exclude(note="")
    return {
        code: sorted(set(notes))
        for code, notes in _by_code(written.values_list("criterion__code", "note")).items()
    }


def _by_code(pairs):
    found = {}
    for code, value in pairs:
        found.setdefault(code, []).append(value)
    return found


@dataclass(frozen=True)
class MemberLine:
    """A member's sheet in one line: its total, how far from the median, and how far it usually is (or None)."""

    name: str
    total: int
    distance: Fraction
    usual: analysis.Usual | None


@dataclass(frozen=True)
class Analysis:
    """What the sheets of a result show beside the plain mean: nothing of it decides the star."""

    median: Fraction
    spread: int
    members: list[MemberLine]
    widest: list[tuple[Criterion, analysis.Marked]]


def analysis_of(result):
    """Return the Analysis of a result with at least two sheets, or None.

    A member's usual distance comes from the latest results of councils of the same authority; the seals know members by
    their names.
    """
    sheets = result.content["sheets"]
    if len(sheets) < 2:
        return None
    totals = _totals(sheets)
    far, habit = analysis.distances(totals), analysis.usual(map(_totals, _earlier(result)))
    nodes = {node.code: node for node in _sheet_of(result).criteria.all() if node.options.all()}
    widest = analysis.widest([each["points"] for each in sheets])
    return Analysis(
        analysis.median(list(totals.values())),
        analysis.spread(list(totals.values())),
        [MemberLine(name, total, far[name], habit.get(name)) for name, total in totals.items()],
        [(nodes[marked.code], marked) for marked in widest[:WIDEST]],
    )


def _totals(sheets):
    """Totals under the members' names; a second member of one name is told apart by a number."""
    totals = {}
    for sheet in sheets:
        name = sheet["by"]
        while name in totals:
            name += " (2)"
        totals[name] = sheet["total"]
    return totals


def _earlier(result):
    """The sealed sheets of the latest results of the same authority, this one among them."""
    council = result.dossier.council
    latest = Result.objects.filter(dossier__council__place=council.place).order_by("-pk")
    return [json.loads(sealed)["sheets"] for sealed in latest.values_list("sealed", flat=True)[:EARLIER]]
