"""Deadlines of the law: working days, two rounds a year at each level, maximum time of a step.

Decision 26/2026/QĐ-TTg, articles 5 to 7. A deadline is the last day that is in time; where the law says
“before” a day, it is the day before.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import holidays
from django.apps import apps
from django.utils.formats import date_format
from django.utils.translation import gettext as _

DAY = timedelta(days=1)
# Holidays, days in lieu and working Saturdays are announced in the previous autumn. The package has them up
# to this year; for later years it computes legal and lunar holidays, until the administrator records the
# announcement.
ANNOUNCED_TO = 2026
# Article 7.2: working days from receipt for the commune to report and forward.
COMMUNE_WORKING_DAYS = 15
# Article 7.6: days for a re-assessment, from the commune's full request.
RENEWAL_DAYS = 45
# Article 8: days for a withdrawal, from the conclusion that it rests on.
WITHDRAWAL_DAYS = 15
# No law: default time for a producer to complete a dossier.
COMPLETION_WORKING_DAYS = 10
# No law: default time for a province to decide on a dossier handed back by the ministry.
HANDED_BACK_WORKING_DAYS = 20
# No law: maximum time for both.
A_YEAR = timedelta(days=366)
# No law: time for the producer's reply after the result.
REPLY_PERIOD = timedelta(days=15)


@dataclass(frozen=True)
class LegalRound:
    """A yearly round: proposals before one day, results before another; each is (month, day)."""

    proposals_before: tuple[int, int]
    result_before: tuple[int, int]
    article: str


PROVINCE = (
    LegalRound((4, 30), (6, 30), "Decision 26/2026/QĐ-TTg, article 7"),
    LegalRound((10, 30), (12, 30), "Decision 26/2026/QĐ-TTg, article 7"),
)
MINISTRY = (
    LegalRound((1, 30), (3, 30), "Decision 26/2026/QĐ-TTg, article 7"),
    LegalRound((7, 30), (9, 30), "Decision 26/2026/QĐ-TTg, article 7"),
)


@lru_cache(maxsize=64)
def public_holidays(year: int) -> holidays.HolidayBase:
    """Return the public holidays of Vietnam in a year, including days in lieu."""
    return holidays.country_holidays("VN", years=year)


def is_working_day(day: date, decided: Mapping[date, bool] | None = None) -> bool:
    """Whether offices work on the day: no weekend and no public holiday, or a working Saturday.

    `decided` maps announced days to this; it overrides the package.
    """
    known = (decided or {}).get(day)
    return public_holidays(day.year).is_working_day(day) if known is None else known


def working_days_after(day: date, count: int, decided: Mapping[date, bool] | None = None) -> date:
    """Return the last of `count` working days after `day`, which is not counted.

    `decided` holds announced days; by default those that the administrator recorded.
    """
    if decided is None:
        decided = apps.get_model("ratings", "CalendarDay").objects.decided()
    while count:
        day += DAY
        count -= is_working_day(day, decided)
    return day


def round_for(day: date, rounds: tuple[LegalRound, ...]) -> tuple[date, date]:
    """Return (proposals before, result before) of the first legal round open to a proposal of `day`."""
    dates = sorted(
        (date(year, *each.proposals_before), date(year, *each.result_before))
        for year in (day.year, day.year + 1)
        for each in rounds
    )
    return next(pair for pair in dates if day < pair[0])


def remark_on_window(recognition: Any, day: date) -> str:
    """Return a sentence that a re-assessment filed on `day` is after its window (article 7.6); else empty."""
    _opens, closes = recognition.renewal_window
    if day <= closes:
        return ""
    return _(
        "The window for the re-assessment ended on %(closes)s, 120 days before the last day of the term (article 7.6):"
        " this one is late. The star may lapse after %(last)s, before there is a result."
    ) % {
        "closes": date_format(closes, "SHORT_DATE_FORMAT"),
        "last": date_format(recognition.last_day_of_term, "SHORT_DATE_FORMAT"),
    }
