"""The clocks of the law: working days, the two yearly rounds of each level, and how long a step may take.

Law: Decision 26/2026/QĐ-TTg, articles 5 to 7. A deadline is the last day that is still in time; where the
law says “before” a day, that is the day before it.
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
# Holidays, days in lieu and worked Saturdays are announced in the autumn before. The package has those up to this year;
# of later ones it knows what the law and the moon say, until the administrator records what is announced.
ANNOUNCED_TO = 2026
# Article 7.2: the commune assesses and forwards within so many working days from receipt.
COMMUNE_WORKING_DAYS = 15
# Article 7.6: a re-assessment ends within so many days from the full request of the commune.
RENEWAL_DAYS = 45
# Article 8: a recognition is withdrawn within so many days from the conclusion on which the withdrawal rests.
WITHDRAWAL_DAYS = 15
# No law: what an office gives a producer for completing papers unless it says otherwise.
COMPLETION_WORKING_DAYS = 10
# Nor for this: what the ministry gives a province for deciding on what it hands back.
HANDED_BACK_WORKING_DAYS = 20
# Nor for this: the longest that an office may give for either.
A_YEAR = timedelta(days=366)
# Nor for this: so long after the result its producer may reply to it.
REPLY_PERIOD = timedelta(days=15)


@dataclass(frozen=True)
class LegalRound:
    """A round that comes every year: proposals come before one day, results before another; (month, day)."""

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
    """The public holidays of Vietnam in a year, with the days given in lieu."""
    return holidays.country_holidays("VN", years=year)


def is_working_day(day: date, decided: Mapping[date, bool] | None = None) -> bool:
    """Whether offices work: no weekend and no public holiday, or a Saturday worked for a bridge day.

    `decided` says so of days that were announced; they overrule the package.
    """
    known = (decided or {}).get(day)
    return public_holidays(day.year).is_working_day(day) if known is None else known


def working_days_after(day: date, count: int, decided: Mapping[date, bool] | None = None) -> date:
    """Return the last of `count` working days after `day`, which itself does not count.

    `decided` are announced days; without it, those that the administrator recorded.
    """
    if decided is None:
        decided = apps.get_model("ratings", "CalendarDay").objects.decided()
    while count:
        day += DAY
        count -= is_working_day(day, decided)
    return day


def round_for(day: date, rounds: tuple[LegalRound, ...]) -> tuple[date, date]:
    """Return (proposals before, result before) of the first legal round that a proposal of `day` still reaches."""
    dates = sorted(
        (date(year, *each.proposals_before), date(year, *each.result_before))
        for year in (day.year, day.year + 1)
        for each in rounds
    )
    return next(pair for pair in dates if day < pair[0])


def remark_on_window(recognition: Any, day: date) -> str:
    """That a re-assessment filed on `day` comes after its window (article 7.6), in a sentence; empty if it does not."""
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
