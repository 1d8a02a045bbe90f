"""Check constraints on typed years and days: not before 1990, not in the future.

The upper end follows the database's clock in Asia/Ho_Chi_Minh; a stored row stays valid.
"""

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import CheckConstraint, DateField, Func, IntegerField, Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

FIRST_YEAR = 1990
FIRST_DAY = date(FIRST_YEAR, 1, 1)
UNTIL_TODAY = _("Write a day from 01/01/1990 to today.")


def plausible_year(name: str, field: str = "year") -> CheckConstraint:
    """A check constraint: the year is from 1990 on and not in the future."""
    this_year = Func(
        template="EXTRACT(YEAR FROM now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::integer",
        output_field=IntegerField(),
    )
    return CheckConstraint(
        name=name,
        condition=Q(**{f"{field}__gte": FIRST_YEAR, f"{field}__lte": this_year}),
        violation_error_message=_("Write a year from 1990 to this year."),
    )


def plausible_day(
    name: str,
    field: str,
    *,
    years_ahead: int = 0,
    message: "str | _StrPromise" = UNTIL_TODAY,
) -> CheckConstraint:
    """A check constraint:

    A day, if given, is from 01/01/1990 on and at most `years_ahead` years in the future; `message` says so for plans.
    """
    latest = Func(
        template=f"((now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date + interval '{years_ahead} years')::date",
        output_field=DateField(),
    )
    return CheckConstraint(
        name=name,
        condition=Q(**{field: None}) | Q(**{f"{field}__gte": FIRST_DAY, f"{field}__lte": latest}),
        violation_error_message=message,
    )
