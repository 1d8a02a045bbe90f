"""Kinds of filters of the catalogue: each is one condition on an entry, for the list and for the counts."""

from collections.abc import Callable, Sequence
from functools import reduce
from operator import or_

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from catalogue.models import Standing
from ocop.pages.filters import ManyField, ManyFilter, OneFilter, PlacesField
from products.models import Certification
from products.prices import UNSTATED

MAX_VALUES = 20
MAX_LENGTH = 9  # of a value: the key of a channel, the code of a group
Counted = Sequence[tuple[object, object, int]]  # (value, label, count)


class ConditionFilter(ManyFilter):
    """Entries that meet one condition, made from the chosen values; the counts use the same condition.

    `labels` makes the label of a value where the choices have none; `lang` is the language of the labels.
    """

    def __init__(self, *args, condition: Callable[[list], Q], labels=None, lang="", **kwargs):
        super().__init__(*args, **kwargs)
        self.condition, self.labels, self.lang = condition, labels, lang

    def filter(self, entries, value):
        return entries.filter(self.condition(value)) if value else entries

    def options(self, counted: Counted, chosen: list) -> Counted:
        counts = {value: count for value, _label, count in counted}
        return [(key, label, counts.get(str(key), 0)) for key, label in self.values()]

    def values(self):
        """(value, label) of each choice."""
        choices = self.extra["choices"]
        choices = choices() if callable(choices) else choices
        return [(key, self.labels(key)) for key, _label in choices] if self.labels else choices


class PriceFilter(ConditionFilter):
    """Entries by bands of prices, which are offered only where some price is stated."""

    def options(self, counted: Counted, chosen: list) -> Counted:
        stated = {band for band, _label, _count in counted} - {UNSTATED}
        return super().options(counted, chosen) if stated or chosen else []


class CountedFilter(ConditionFilter):
    """A condition on values whose labels come with the counts."""

    def options(self, counted: Counted, chosen: list) -> Counted:
        return counted


class StandingField(ManyField):
    """In force, unless the address names other values."""

    def clean(self, value):
        return super().clean(value) or [Standing.IN_FORCE.value]


class StandingFilter(ConditionFilter):
    field_class = StandingField


class ManyPlacesFilter(ConditionFilter):
    field_class = PlacesField

    def options(self, counted: Counted, chosen: list) -> Counted:
        """The counted places, and the chosen ones that have no count."""
        codes = {code for code, _label, _count in counted}
        return [*counted, *((place.code, place.name, 0) for place in chosen if place.code not in codes)]


class OrderFilter(OneFilter):
    """The order of the list; it does not filter."""

    def filter(self, entries, value):
        return entries


class Leader(TextChoices):
    """Who represents the producer (sheet item 3.2). Ethnic origin and disability are sensitive data and no filter."""

    WOMEN = "women", _("A woman")


class KnownField(ManyField):
    """Values that exist in the register; others are ignored. One query if a value is given."""

    def __init__(self, *args, known, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = known

    def clean(self, value):
        """The known values in the order of the address, at most MAX_VALUES."""
        values = [each for each in dict.fromkeys(value or ()) if len(each) <= MAX_LENGTH and "\0" not in each]
        if not values:
            return []
        known = {str(key) for (key,) in self.known(values[:MAX_VALUES])}
        return [each for each in values if each in known]


class KnownFilter(CountedFilter):
    """Entries with any of the chosen values; `known` takes values and returns a queryset of those that exist."""

    field_class = KnownField


def any_of(conditions):
    """The disjunction of some conditions."""
    return reduce(or_, conditions)


def holds_certificate(schemes):
    """The condition that the product or its producer holds a certificate of one of the schemes, valid today."""
    papers = Certification.objects.valid_on().filter(scheme__in=schemes)
    return Q(pk__in=papers.values("product")) | Q(producer__in=papers.filter(product=None).values("producer"))


LED_BY = {Leader.WOMEN: Q(led_by_woman=True)}
