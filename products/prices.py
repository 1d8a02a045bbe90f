"""Prices: bands for the catalogue's filter, and formatting.

A product with sizes from 80.000 to 350.000 đồng is in each band that the range touches.
"""

from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from ocop.values.money import in_dong

UNSTATED = "none"


class Band(NamedTuple):
    """Prices from `low` to below `high`, in đồng; None: no limit."""

    low: int
    high: int | None

    @property
    def key(self):
        """The value in the address."""
        return f"{self.low}-{self.high or ''}"

    @property
    def label(self):
        if self.high is None:
            return _("%(amount)s VND and more") % {"amount": in_dong(self.low)}
        if self.low == 0:
            return _("Under %(amount)s VND") % {"amount": in_dong(self.high)}
        return _("%(low)s to under %(high)s VND") % {"low": in_dong(self.low), "high": in_dong(self.high)}

    @property
    def condition(self):
        """On rows with price_from and price_to; if one is missing, the other counts for both."""
        within = Q(price_to__gte=self.low) | Q(price_to=None, price_from__gte=self.low)
        if self.high is None:
            return within
        return within & (Q(price_from__lt=self.high) | Q(price_from=None, price_to__lt=self.high))

    @property
    def sql(self):
        """The same for the counts: the key or NULL."""
        within = f"coalesce(price_to, price_from) >= {self.low}"
        if self.high is not None:
            within += f" AND coalesce(price_from, price_to) < {self.high}"
        return f"CASE WHEN {within} THEN '{self.key}' END"


BANDS = [
    Band(0, 100_000),
    Band(100_000, 300_000),
    Band(300_000, 500_000),
    Band(500_000, 1_000_000),
    Band(1_000_000, None),
]
# An array of the keys of a row with price_from and price_to, and NULLs.
BANDS_SQL = (
    f"ARRAY[{', '.join(band.sql for band in BANDS)},"
    f" CASE WHEN coalesce(price_from, price_to) IS NULL THEN '{UNSTATED}' END]"
)


def price_bands():
    """Choices of the filter, in the language of the page."""
    return [*((band.key, band.label) for band in BANDS), (UNSTATED, _("Not stated"))]


def in_bands(keys):
    """A condition on rows with price_from and price_to: in any of these bands, or without a price if that is chosen."""
    unstated = [Q(price_from=None, price_to=None)] if UNSTATED in keys else []
    return reduce(or_, [band.condition for band in BANDS if band.key in keys] + unstated)


def format_price(product):
    """“100.000–250.000 đồng”, or “from 100.000 đồng” if one end is missing; empty without a price."""
    low, high = product.price_from, product.price_to
    if low is None and high is None:
        return ""
    if high is None:
        return _("from %(amount)s VND") % {"amount": in_dong(low)}
    if low is None:
        return _("up to %(amount)s VND") % {"amount": in_dong(high)}
    amount = in_dong(low) if low == high else f"{in_dong(low)}–{in_dong(high)}"
    return _("%(amount)s VND") % {"amount": amount}
