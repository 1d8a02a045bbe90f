"""Subject of scoring: kind of dossier, star in force, changes, and averages of the former result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ratings.dossiers.models import Dossier
from ratings.scoring.models import Result
from ratings.scoring.result_page import CriterionAverage, PartAverage, lines_of_result, parts_of_result

if TYPE_CHECKING:
    from ratings.decisions.models import Recognition


@dataclass(frozen=True)
class FormerResult:
    """Former result behind the star in force, as averages without single members' scores."""

    result: Result
    parts: list[PartAverage]
    lines: list[CriterionAverage]


@dataclass(frozen=True)
class ScoringSubject:
    """Subject of a dossier as shown to scorers."""

    dossier: Dossier
    star: Recognition | None
    former: FormerResult | None

    @property
    def is_national(self) -> bool:
        """Whether the ministry's council scores a forwarded dossier."""
        return self.dossier.is_national


def scoring_subject(dossier: Dossier, *, whole: bool = True) -> ScoringSubject:
    """Return the subject; the former averages only if `whole`."""
    star = dossier.builds_on
    result = Result.objects.filter(dossier__recognition=star).for_list().first() if star and whole else None
    former = FormerResult(result, parts_of_result(result), lines_of_result(result)) if result else None
    return ScoringSubject(dossier, star, former)
