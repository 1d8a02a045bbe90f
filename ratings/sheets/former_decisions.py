"""Decisions with criteria for OCOP stars, with their dates and sources.

Only sheets of Decision 26/2026 are in the portal. Stars under older decisions are never recomputed: they
stand with their own decision (Decision 26/2026/QĐ-TTg, article 12). Start dates are inclusive, end dates
exclusive.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OFFICIAL_26 = "https://vanban.chinhphu.vn/?classid=1&docid=218267&orggroupid=3&pageid=27160"


@dataclass(frozen=True)
class FormerDecision:
    """A decision: `begins` is the first day in force, `ends` the first day no longer in force.

    `criteria` is true if stars were given by its sheets; `certain` is false if the end date is inferred
    from the next decision or from the end of its period.
    """

    number: str
    signed_on: date
    begins: date
    ends: date | None
    about: str | Promise
    source: str | Promise
    url: str = ""
    criteria: bool = False
    certain: bool = True

    def holds(self, day: date) -> bool:
        """Whether it was in force on a day."""
        return self.begins <= day and (self.ends is None or day < self.ends)


INSTRUMENTS = (
    FormerDecision(
        "490/QĐ-TTg",
        date(2018, 5, 7),
        date(2018, 5, 7),
        date(2021, 1, 1),
        _("The first national OCOP programme, 2018–2020."),
        "proatc.vn",
        "https://proatc.vn/van-ban-quy-dinh-ve-ocop/",
        certain=False,
    ),
    FormerDecision(
        "1048/QĐ-TTg",
        date(2019, 8, 21),
        date(2019, 8, 21),
        date(2023, 2, 24),
        _(
            "Criteria A 35, B 25, C 40; three levels: district, province, centre. Amended by 781/QĐ-TTg of 08/06/2020."
        ),
        "proatc.vn",
        "https://proatc.vn/van-ban-quy-dinh-ve-ocop/",
        criteria=True,
        certain=False,
    ),
    FormerDecision(
        "919/QĐ-TTg",
        date(2022, 8, 1),
        date(2022, 8, 1),
        date(2026, 1, 1),
        _("The programme of 2021–2025."),
        "dulieuphapluat.vn (919/QĐ-TTg)",
        certain=False,
    ),
    FormerDecision(
        "148/QĐ-TTg",
        date(2023, 2, 24),
        date(2023, 2, 24),
        date(2026, 7, 21),
        _(
            "Criteria A 40, B 25, C 35; 26 sets; the district gave 3 stars, the province 4, the ministry 5; 36 months."
        ),
        _("Decision 26/2026/QĐ-TTg, article 11"),
        "https://checkvn.vn/?p=14542",
        criteria=True,
    ),
    FormerDecision(
        "1489/QĐ-TTg",
        date(2025, 7, 6),
        date(2025, 7, 6),
        date(2026, 7, 21),
        _(
            "Appendix II of 148 anew: no district; the commune assesses four contents, the province gives 3 and 4 stars."
        ),
        _("Decision 26/2026/QĐ-TTg, article 11"),
        "https://baomoi.net.vn/infographic-trinh-tu-danh-gia-phan-hang-san-pham-ocop-c52720491.epi",
    ),
    FormerDecision(
        "26/2026/QĐ-TTg",
        date(2026, 5, 22),
        date(2026, 5, 22),
        None,
        _("New criteria, procedure, withdrawal and inspection; forms 01 to 03; 26 sheets."),
        "vanban.chinhphu.vn",
        OFFICIAL_26,
        criteria=True,
    ),
)


def criteria_on(day: date) -> tuple[FormerDecision, ...]:
    """Return the decisions whose criteria may apply to a star signed on `day`, newest first.

    From 22/05/2026 to 20/07/2026 there are two: dossiers filed earlier were finished under the old rules.
    """
    return tuple(each for each in reversed(INSTRUMENTS) if each.criteria and each.holds(day))


def count_by_decision(days: Iterable[tuple[date, int]]) -> dict[str, int]:
    """Return, for each decision, how many stars may rest on it; `days` holds (day of the decision, number)."""
    found = {each.number: 0 for each in INSTRUMENTS if each.criteria}
    for day, count in days:
        for each in criteria_on(day):
            found[each.number] += count
    return found
