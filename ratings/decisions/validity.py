"""Terms of recognitions, by date of issue."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import DateField, Func

from ocop.values.last_day import end_after

# Decision 26/2026/QĐ-TTg, article 12.3: maximum time past the expiry date.
LONGEST_EXTENSION = timedelta(days=180)
# Article 7.6: the re-assessment is filed 180 to 120 days before the expiry date, which is the last day.
RENEWAL_OPENS = timedelta(days=180)
RENEWAL_CLOSES = timedelta(days=120)


@dataclass(frozen=True)
class Term:
    """Term of recognitions issued from a day on."""

    issued_from: date
    months: int
    article: str


TERMS = (
    Term(date(2019, 8, 21), 36, "Decision 1048/QĐ-TTg"),
    Term(date(2023, 2, 24), 36, "Decision 148/QĐ-TTg"),
    Term(date(2026, 5, 22), 36, "Decision 26/2026/QĐ-TTg, article 4"),
)


def term_on(day: date) -> Term:
    """Return the term of a recognition issued on `day`; the first known term for earlier days."""
    return max(
        (term for term in TERMS if term.issued_from <= day), key=lambda t: t.issued_from, default=TERMS[0]
    )


def add_months(day: date, months: int) -> date:
    """Return the same day of a later month, or its last day, as PostgreSQL adds an interval."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def end_of_term(day: date, months: int) -> date:
    """Return the first day after a term of so many months from `day`.

    The first day is not counted, so the term ends with the same day of its last month (Civil Code
    91/2015/QH13, articles 147 and 148).
    """
    return end_after(add_months(day, months))


def sql_end_of_term(day: str, months: str) -> Func:
    """SQL counterpart of `end_of_term`: the first day after the term.

    A plain Func, because it is part of a constraint in a migration. Its options are in alphabetical order,
    as migrations write them and compare them.
    """
    return Func(
        day,
        months,
        arg_joiner=" + make_interval(months => ",
        output_field=DateField(),
        template="((%(expressions)s))::date + 1)",
    )
