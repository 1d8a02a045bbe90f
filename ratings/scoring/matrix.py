"""Score matrix of a council (members × criteria), limited to what the reader may see."""

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
class MatrixColumn:
    """A scorer: current sheet and sheet of the first round; None if hidden."""

    seat: Seat
    assessment: Assessment | None
    tally: Tally | None
    before: Tally | None

    @property
    def total(self) -> int | None:
        """Points of the current sheet."""
        return self.tally.total if self.tally else None

    @property
    def total_before(self) -> int | None:
        """Points of the first round."""
        return self.before.total if self.before else None


@dataclass(frozen=True)
class MatrixCell:
    """A member's points, current and first round; None if hidden."""

    column: MatrixColumn
    points: int | None
    before: int | None


@dataclass(frozen=True)
class MatrixRow:
    """A part or criterion with the points of all members."""

    criterion: Criterion
    cells: list[MatrixCell]
    spread: Spread | None
    diverges: bool
    at_gate: bool = False


@dataclass(frozen=True)
class MatrixPart:
    row: MatrixRow
    criteria: list[MatrixRow]


@dataclass(frozen=True)
class GateConclusion:
    """Conclusion on a requirement that some of the `counted` sheets do not meet."""

    criterion: Criterion
    gate: Gate
    counted: int
    finding: GateFinding | None

    @property
    def met(self) -> bool:
        """The chair's finding, else whether more than half of the sheets meet it."""
        return is_met(self.gate, self.counted, self.finding.met if self.finding else None)


@dataclass(frozen=True)
class Matrix:
    """Columns and rows visible to the reader; `scoring_round` is the one compared.

    `conclusions` is empty until all sheets are locked.
    """

    columns: list[MatrixColumn]
    divergence: Divergence | None
    scoring_round: int
    parts: list[MatrixPart] = field(default_factory=list)
    conclusions: list[GateConclusion] = field(default_factory=list)

    @property
    def shown(self) -> list[MatrixColumn]:
        """Members whose scores are visible."""
        return [column for column in self.columns if column.tally]


def matrix_of(dossier: Dossier, user, *, only_notable: bool = False) -> Matrix:
    """Build the matrix; `only_notable` keeps criteria with large spread and those that decide a requirement."""
    assessments = list(
        Assessment.objects.visible_to(user)
        .filter(dossier=dossier, stage=Stage.MEMBER, abstained_at=None)
        .locked()
        .for_detail()
    )
    rubric = dossier.sheet.rubric()
    tallies = {
        (assessment.by_id, assessment.round): (
            assessment,
            rubric.tally(choices_in(assessment.answers.all()), dossier.branch),
        )
        for assessment in assessments
    }
    scoring_round = max((assessment.round for assessment in assessments), default=FIRST)
    columns = [
        _column(seat, tallies, scoring_round)
        for seat in Seat.objects.filter(council=dossier.council_id).scoring().for_list()
    ]
    compared = [column.tally for column in columns if column.tally]
    if not compared:
        return Matrix(columns, None, scoring_round)
    found = divergence_between(dossier, compared)
    nodes = list(Sheet.objects.for_detail().get(pk=dossier.sheet_id).criteria.all())
    return Matrix(
        columns,
        found,
        scoring_round,
        _parts(dossier, nodes, columns, found, only_notable),
        _conclusions(dossier, nodes, found, len(compared)),
    )


def _conclusions(dossier, nodes, found, counted):
    """Return the requirements to conclude on, in printed order."""
    if not found.unmet or dossier.awaited():
        return []
    criteria = {node.code: node for node in nodes}
    findings = {(each.criterion.code, each.star): each for each in dossier.findings.standing().for_list()}
    return [
        GateConclusion(criteria[gate.code], gate, counted, findings.get((gate.code, gate.star)))
        for gate in found.unmet
    ]


def _column(seat, tallies, scoring_round):
    assessment, tally = tallies.get((seat.user_id, scoring_round), (None, None))
    _first, before = (
        tallies.get((seat.user_id, FIRST), (None, None)) if scoring_round != FIRST else (None, None)
    )
    return MatrixColumn(seat, assessment, tally, before)


def _parts(dossier, nodes, columns, found, only_notable):
    """Return the parts with their criteria, in printed order."""
    parts = {node.code: node for node in nodes if node.code in found.parts and node.parent_id is None}
    leaves = {leaf.code: leaf.part for leaf in dossier.sheet.rubric().leaves}
    rows: dict[str, list[MatrixRow]] = {code: [] for code in found.parts}
    for node in nodes:
        if node.options.all() and node.case in (None, dossier.branch):
            row = _criterion(node, columns, found)
            if not only_notable or row.diverges or row.at_gate:
                rows[leaves[node.code]].append(row)
    return [
        MatrixPart(_part(parts[code], columns, found), rows[code])
        for code in found.parts
        if rows[code] or not only_notable
    ]


def _criterion(node, columns, found):
    cells = [
        MatrixCell(
            column,
            column.tally.points.get(node.code, 0) if column.tally else None,
            column.before.points.get(node.code, 0) if column.before else None,
        )
        for column in columns
    ]
    return MatrixRow(
        node,
        cells,
        found.criteria[node.code],
        node.code in found.diverging_criteria,
        node.code in found.gate_criteria,
    )


def _part(node, columns, found):
    cells = [
        MatrixCell(
            column,
            column.tally.parts[node.code] if column.tally else None,
            column.before.parts[node.code] if column.before else None,
        )
        for column in columns
    ]
    return MatrixRow(node, cells, found.parts[node.code], node.code in found.diverging_parts)
