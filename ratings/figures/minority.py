"""How many producers are led by members of ethnic minorities: one figure, from which nobody can be told.

Ethnic origin is sensitive personal data (Decree 356/2025, article 4). So there is no list and no filter behind it; it is
told of the country and of provinces only, of the end of the last whole year whatever day is asked for, and rounded
down to a multiple of five, so that no difference between two figures, two places or two years is a person.
"""

from datetime import date

from django.db.models import Count, Q

from ocop.dates import today
from ocop.models import PlaceLevel
from ratings.figures.standing import FEWEST


def end_of_last_year() -> date:
    """The last day of the year that has ended."""
    return date(today().year - 1, 12, 31)


def is_told_of(register) -> bool:
    """Whether the figure is told of a register: not of smaller places, not of earlier days."""
    place = register.place
    return register.day >= end_of_last_year() and (place is None or place.level == PlaceLevel.PROVINCE)


def led_by_minorities(register) -> int | None:
    """Return the figure of the register's place; None for one that is not shown."""
    producers = Count("product__producer", distinct=True)
    led = Count("product__producer", distinct=True, filter=Q(product__producer__led_by_minority=True))
    counts = register.on(end_of_last_year()).recognitions().aggregate(all=producers, led=led)
    return rounded(counts["led"], of=counts["all"])


def rounded(led: int, *, of: int) -> int | None:
    """Return `led` of so many, rounded down to a multiple of five; None under five, and where nearly all are."""
    if led < FEWEST or of - led < FEWEST:
        return None
    return led - led % FEWEST
