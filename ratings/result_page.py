"""A result as its producer reads it: parts, criteria and reasons, and nobody's name."""

from dataclasses import dataclass
from fractions import Fraction

from ratings.models import Answer, Criterion, CriterionKind, Sheet, Stage


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
    sheets = result.content["sheets"]
    nodes = _sheet_of(result).criteria.all()
    parts = [node for node in nodes if node.kind == CriterionKind.PART]
    return [
        Part(part, mean([each["parts"].get(part.code, 0) for each in sheets])) for part in parts if sheets
    ]


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
    written = Answer.objects.filter(
        assessment__dossier=dossier,
        assessment__stage=Stage.MEMBER,
        assessment__locked_at__isnull=False,
    ).exclude(note="")
    return {
        code: sorted(set(notes))
        for code, notes in _by_code(written.values_list("criterion__code", "note")).items()
    }


def _by_code(pairs):
    found = {}
    for code, value in pairs:
        found.setdefault(code, []).append(value)
    return found
