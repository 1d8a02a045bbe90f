"""Days counted from today, asked for while a test runs: a run may cross midnight in Asia/Ho_Chi_Minh."""

from datetime import date, timedelta
from typing import Any

from ocop.values.dates import today


def in_days(days: int) -> date:
    """The day in so many days from today."""
    return today() + timedelta(days=days)


def tomorrow() -> date:
    return in_days(1)


def yesterday() -> date:
    return in_days(-1)


def this_year() -> int:
    return today().year


def next_year() -> int:
    return this_year() + 1


def as_of_today(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of a parametrised case, with the days that it names by a function."""
    return {name: value() if callable(value) else value for name, value in fields.items()}
