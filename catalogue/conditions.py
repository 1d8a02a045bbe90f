"""Filters of the catalogue: each is one condition on an entry, which narrows the list and counts alike."""

from functools import reduce
from operator import or_

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from catalogue.models import Standing
from ocop.filters import ManyField, ManyFilter, PlacesField
from products.models import Certification

MAX_VALUES = 20
MAX_LENGTH = 9  # of a value: the key of a channel, the code of a group


class ConditionFilter(ManyFilter):
    """Entries of which one condition holds, made from the chosen values; counts are made from the same."""

    def __init__(self, *args, condition, **kwargs):
        super().__init__(*args, **kwargs)
        self.condition = condition

    def filter(self, entries, value):
        """The entries of which it holds; all if nothing is chosen."""
        return entries.filter(self.condition(value)) if value else entries


# What is said of products that a list leaves out, by how they stand.
OUTSIDE = {
    (Standing.LAPSED, Standing.WITHDRAWN): ngettext_lazy(
        "%(n)s lapsed or withdrawn", "%(n)s lapsed or withdrawn", "n"
    ),
    (Standing.LAPSED,): ngettext_lazy("%(n)s lapsed", "%(n)s lapsed", "n"),
    (Standing.WITHDRAWN,): ngettext_lazy("%(n)s withdrawn", "%(n)s withdrawn", "n"),
    (Standing.UNCONFIRMED,): ngettext_lazy(
        "%(n)s without a confirmed recognition", "%(n)s without a confirmed recognition", "n"
    ),
}


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


class Leader(TextChoices):
    """Who represents the producer; sheet item 3.2. Ethnic origin and disability are sensitive and never asked here."""

    WOMEN = "women", _("A woman")


class KnownField(ManyField):
    """Values that rows of the register have; the others are ignored. Asks only if there is something to ask."""

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


class KnownFilter(ConditionFilter):
    """Entries with any of the chosen values, of those that `known` finds."""

    field_class = KnownField


def any_of(conditions):
    """The condition that one of these holds."""
    return reduce(or_, conditions)


def holding(schemes):
    """Whether the product holds, or its producer holds, a certificate of a scheme that is valid today."""
    papers = Certification.objects.valid_on().filter(scheme__in=schemes)
    return Q(pk__in=papers.values("product")) | Q(producer__in=papers.filter(product=None).values("producer"))


LED = {Leader.WOMEN: Q(led_by_woman=True)}
