"""Kinds of filters of the catalogue: each is one condition on an entry, for the list and for the counts."""

from collections.abc import Callable, Sequence
from functools import reduce
from operator import or_

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from catalogue.models import Standing
from ocop.filters import ManyField, ManyFilter, OneFilter, PlacesField
from products.models import Certification
from products.prices import UNSTATED

MAX_VALUES = 20
MAX_LENGTH = 9  # of a value: the key of a channel, the code of a group
Counted = Sequence[tuple[object, object, int]]  # (value, label, count)


class ConditionFilter(ManyFilter):
    """Entries that meet one condition, made from the chosen values; the counts use the same condition.

    `labels` and `lang` are those of the values in the panel, where the choices do not say them.
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
    """Recognitions in force unless the reader asks for others."""

    def clean(self, value):
        """What was asked, or what is in force."""
        return super().clean(value) or [Standing.IN_FORCE.value]


class StandingFilter(ConditionFilter):
    """Entries by how they stand."""

    field_class = StandingField


class ManyPlacesFilter(ConditionFilter):
    """Entries by places: provinces unless told."""

    field_class = PlacesField

    def options(self, counted: Counted, chosen: list) -> Counted:
        """The counted places, and the chosen ones where nothing is counted."""
        codes = {code for code, _label, _count in counted}
        return [*counted, *((place.code, place.name, 0) for place in chosen if place.code not in codes)]


class OrderFilter(OneFilter):
    """The order of the list; it leaves all entries."""

    def filter(self, entries, value):
        return entries


class Leader(TextChoices):
    """Who represents the producer; sheet item 3.2. Ethnic origin and disability are sensitive and never asked here."""

    WOMEN = "women", _("A woman")


class KnownField(ManyField):
    """Values that rows of the register have; others are ignored. One query if a value is given."""

    def __init__(self, *args, known, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = known

    def clean(self, value):
        """The known values in the order of the address, at most twenty."""
        values = [each for each in dict.fromkeys(value or ()) if len(each) <= MAX_LENGTH and "\0" not in each]
        if not values:
            return []
        known = {str(key) for (key,) in self.known(values[:MAX_VALUES])}
        return [each for each in values if each in known]


class KnownFilter(CountedFilter):
    """Entries with any of the chosen values, of those that `known` finds."""

    field_class = KnownField


def any_of(conditions):
    """The condition that one of these holds."""
    return reduce(or_, conditions)


def holds_certificate(schemes):
    """The condition that the product or its producer holds a certificate of one of the schemes, valid today."""
    papers = Certification.objects.valid_on().filter(scheme__in=schemes)
    return Q(pk__in=papers.values("product")) | Q(producer__in=papers.filter(product=None).values("producer"))


LED_BY = {Leader.WOMEN: Q(led_by_woman=True)}
