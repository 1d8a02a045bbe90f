"""What a council judges: the kind of the dossier, the star in force, what has changed, and the former marks beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ratings.dossiers.models import Dossier
from ratings.scoring.models import Result
from ratings.scoring.result_page import Line, Part, lines_of_result, parts_of_result

if TYPE_CHECKING:
    from ratings.decisions.models import Recognition


@dataclass(frozen=True)
class Former:
    """The dossier behind the star in force, as its council marked it: averages, nobody's own marks."""

    result: Result
    parts: list[Part]
    lines: list[Line]


@dataclass(frozen=True)
class Judged:
    """What a dossier is about, for the people who score it."""

    dossier: Dossier
    star: Recognition | None
    former: Former | None

    @property
    def is_national(self) -> bool:
        """Whether the ministry's council judges what a province forwarded."""
        return self.dossier.is_national


def judged(dossier: Dossier, *, whole: bool = True) -> Judged:
    """Return what the dossier is about; the former marks only where the `whole` is asked for."""
    star = dossier.builds_on
    result = Result.objects.filter(dossier__recognition=star).for_list().first() if star and whole else None
    former = Former(result, parts_of_result(result), lines_of_result(result)) if result else None
    return Judged(dossier, star, former)
