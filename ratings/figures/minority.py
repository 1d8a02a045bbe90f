"""Number of producers led by members of ethnic minorities, published so that nobody can be identified.

Ethnic origin is sensitive personal data (Decree 356/2025, article 4). Therefore no list and no filter
stands behind the figure. It is published for the country and for provinces only, always for the end of the
last whole year, and rounded down to a multiple of five. So no difference between two figures, places or
years shows a single person.
"""

from datetime import date

from django.db.models import Count, Q

from ocop.models import PlaceLevel
from ocop.values.dates import today
from ratings.figures.standing import FEWEST


def end_of_last_year() -> date:
    """Return the last day of the last whole year."""
    return date(today().year - 1, 12, 31)


def is_published_for(register) -> bool:
    """Whether the figure may be published for this register: not for smaller places, not for earlier days."""
    place = register.place
    return register.day >= end_of_last_year() and (place is None or place.level == PlaceLevel.PROVINCE)


def led_by_minorities(register) -> int | None:
    """Return the rounded figure of the register's place; None if it is suppressed."""
    producers = Count("product__producer", distinct=True)
    led = Count("product__producer", distinct=True, filter=Q(product__producer__led_by_minority=True))
    counts = register.on(end_of_last_year()).recognitions().aggregate(all=producers, led=led)
    return round_down_to_five(counts["led"], of=counts["all"])


def round_down_to_five(led: int, *, of: int) -> int | None:
    """Return `led` rounded down to a multiple of five; None below five or if nearly all producers are counted."""
    if led < FEWEST or of - led < FEWEST:
        return None
    return led - led % FEWEST
