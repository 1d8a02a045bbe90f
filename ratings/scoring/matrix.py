"""The marks of a council side by side: members × criteria, as far as the reader may see them."""

from __future__ import annotations

from dataclasses import dataclass, field

from ratings.councils.models import Seat
from ratings.dossiers.models import Dossier
from ratings.scoring.divergence import Divergence, Spread
from ratings.scoring.models import Assessment, GateFinding, Stage, choices_in, divergence_between
from ratings.sheets.models import Criterion, Sheet
from ratings.sheets.star import Gate, Tally, is_met

FIRST = 1


@dataclass(frozen=True)
class Column:
    """One who scores: the sheet shown and the one of the first round beside it, None where not to be seen."""

    seat: Seat
    sheet: Assessment | None
    tally: Tally | None
    before: Tally | None

    @property
    def total(self) -> int | None:
        """Points of the sheet shown."""
        return self.tally.total if self.tally else None

    @property
    def total_before(self) -> int | None:
        """Points in the first round."""
        return self.before.total if self.before else None


@dataclass(frozen=True)
class Cell:
    """What one member gave: points now and in the first round, None where there is nothing to see."""

    column: Column
    points: int | None
    before: int | None


@dataclass(frozen=True)
class Row:
    """A part or a criterion with what every member gave."""

    criterion: Criterion
    cells: list[Cell]
    spread: Spread | None
    diverges: bool
    at_gate: bool = False


@dataclass(frozen=True)
class Part:
    """A part of the sheet and its criteria."""

    row: Row
    criteria: list[Row]


@dataclass(frozen=True)
class Conclusion:
    """What the council concludes on a requirement that not every one of the `counted` sheets reaches."""

    criterion: Criterion
    gate: Gate
    counted: int
    finding: GateFinding | None

    @property
    def met(self) -> bool:
        """By the finding of the chair, else by more than half of the sheets."""
        return is_met(self.gate, self.counted, self.finding.met if self.finding else None)


@dataclass(frozen=True)
class Matrix:
    """All columns and rows that the reader may see; `round` is the one whose marks are compared.

    `conclusions` are empty while a sheet is awaited: until then nothing is concluded.
    """

    columns: list[Column]
    divergence: Divergence | None
    round: int
    parts: list[Part] = field(default_factory=list)
    conclusions: list[Conclusion] = field(default_factory=list)

    @property
    def shown(self) -> list[Column]:
        """Members whose marks are seen."""
        return [column for column in self.columns if column.tally]


def matrix_of(dossier: Dossier, user, *, only_notable: bool = False) -> Matrix:
    """Lay the members' sheets side by side; with `only_notable` the criteria that diverge or decide a requirement."""
    sheets = list(
        Assessment.objects.visible_to(user)
        .filter(dossier=dossier, stage=Stage.MEMBER, abstained_at=None)
        .locked()
        .for_detail()
    )
    rubric = dossier.sheet.rubric()
    tallies = {
        (sheet.by_id, sheet.round): (sheet, rubric.tally(choices_in(sheet.answers.all()), dossier.branch))
        for sheet in sheets
    }
    shown_round = max((sheet.round for sheet in sheets), default=FIRST)
    columns = [
        _column(seat, tallies, shown_round)
        for seat in Seat.objects.filter(council=dossier.council_id).scoring().for_list()
    ]
    compared = [column.tally for column in columns if column.tally]
    if not compared:
        return Matrix(columns, None, shown_round)
    found = divergence_between(dossier, compared)
    nodes = list(Sheet.objects.for_detail().get(pk=dossier.sheet_id).criteria.all())
    return Matrix(
        columns,
        found,
        shown_round,
        _parts(dossier, nodes, columns, found, only_notable),
        _conclusions(dossier, nodes, found, len(compared)),
    )


def _conclusions(dossier, nodes, found, counted):
    """The requirements on which there is something to conclude, in printed order."""
    if not found.unmet or dossier.awaited():
        return []
    criteria = {node.code: node for node in nodes}
    findings = {(each.criterion.code, each.star): each for each in dossier.findings.standing().for_list()}
    return [
        Conclusion(criteria[gate.code], gate, counted, findings.get((gate.code, gate.star)))
        for gate in found.unmet
    ]


def _column(seat, tallies, shown_round):
    sheet, tally = tallies.get((seat.user_id, shown_round), (None, None))
    _first, before = (
        tallies.get((seat.user_id, FIRST), (None, None)) if shown_round != FIRST else (None, None)
    )
    return Column(seat, sheet, tally, before)


def _parts(dossier, nodes, columns, found, only_notable):
    """Every part with its criteria, in printed order."""
    parts = {node.code: node for node in nodes if node.code in found.parts and node.parent_id is None}
    leaves = {leaf.code: leaf.part for leaf in dossier.sheet.rubric().leaves}
    rows: dict[str, list[Row]] = {code: [] for code in found.parts}
    for node in nodes:
        if node.options.all() and node.case in (None, dossier.branch):
            row = _criterion(node, columns, found)
            if not only_notable or row.diverges or row.at_gate:
                rows[leaves[node.code]].append(row)
    return [
        Part(_part(parts[code], columns, found), rows[code])
        for code in found.parts
        if rows[code] or not only_notable
    ]


def _criterion(node, columns, found):
    cells = [
        Cell(
            column,
            column.tally.points.get(node.code, 0) if column.tally else None,
            column.before.points.get(node.code, 0) if column.before else None,
        )
        for column in columns
    ]
    return Row(
        node,
        cells,
        found.criteria[node.code],
        node.code in found.diverging_criteria,
        node.code in found.gate_criteria,
    )


def _part(node, columns, found):
    cells = [
        Cell(
            column,
            column.tally.parts[node.code] if column.tally else None,
            column.before.parts[node.code] if column.before else None,
        )
        for column in columns
    ]
    return Row(node, cells, found.parts[node.code], node.code in found.diverging_parts)
