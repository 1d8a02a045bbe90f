"""Faceted filters of public lists: the values of each filter, with how many rows have them.

A count beside a value is the number of rows the list would show with that value and all other filters as they are; so a
filter does not narrow its own counts.
"""

from copy import copy
from functools import cache, cached_property
from typing import TYPE_CHECKING

import django_filters
from django import forms
from django.db.models import Count
from django.http import QueryDict

from ocop.models import Place, PlaceLevel
from ocop.pages.forms import choices_of

MOST_PLACES = 20  # in one filter
IN_SIGHT = 6  # values of a facet; the rest is reached by scrolling

if TYPE_CHECKING:
    AnyChoices = forms.ChoiceField
else:
    AnyChoices = object


class SharedChoicesMixin(AnyChoices):
    """A choice field whose copies share the choices: a form is made for each request, and nobody changes them."""

    def __deepcopy__(self, memo):
        return forms.Field.__deepcopy__(self, memo)


class ManyField(SharedChoicesMixin, forms.MultipleChoiceField):
    """Several distinct values; values that are no choices are ignored."""

    def clean(self, value):
        """The known values in the order of the address."""
        known = {str(key) for key, _label in choices_of(self)} if value else ()
        return [each for each in dict.fromkeys(value or ()) if each in known]


class OneField(SharedChoicesMixin, forms.ChoiceField):
    """One value; a value that is no choice counts as empty."""

    def clean(self, value):
        return value if value and value in {str(key) for key, _label in choices_of(self)} else ""


class PlacesField(SharedChoicesMixin, forms.MultipleChoiceField):
    """Codes of places of one level in force; other codes are ignored."""

    def __init__(self, *args, level=PlaceLevel.PROVINCE, **kwargs):
        super().__init__(*args, **kwargs)
        self.level = level

    def clean(self, value):
        """Places; one query if a code is given."""
        codes = [code for code in value or () if code.isalnum()][:MOST_PLACES]
        places = Place.objects.in_force().filter(level=self.level, code__in=codes)
        return list(places.for_list()) if codes else []


class SharedFilterMixin(django_filters.Filter):
    """A filter that is cheap to copy: a filter set copies all its filters for each request."""

    def __deepcopy__(self, memo):
        again = copy(self)
        if again.method is not None:
            again.method = again.method  # bound to the original before
        return again


class ManyFilter(SharedFilterMixin, django_filters.MultipleChoiceFilter):
    """Rows with any of the chosen values."""

    field_class: type[forms.MultipleChoiceField] = ManyField

    lang = ""  # of the labels, if not the language of the page

    def filter(self, rows, value):
        return rows.filter(**{f"{self.field_name}__in": value}) if value else rows

    def options(self, counted, chosen):
        """(value, label, count) of the values to offer; `counted` maps values to counts."""
        return [(key, label, counted.get(key, 0)) for key, label in self.extra["choices"]]


class PlacesFilter(ManyFilter):
    """Rows in any of the chosen places, which are provinces."""

    field_class = PlacesField

    def options(self, counted, chosen):
        """Provinces with rows in them and chosen ones, in Vietnamese order. One query."""
        places = Place.objects.provinces().filter(pk__in={*counted, *(place.pk for place in chosen)})
        return [(place.code, place.name, counted.get(place.pk, 0)) for place in places.for_list()]


class OneFilter(SharedFilterMixin, django_filters.ChoiceFilter):
    field_class = OneField


@cache
def _form_class(filters):
    return django_filters.FilterSet.get_form_class(filters(QueryDict()))


class FacetedFilterSet(django_filters.FilterSet):
    """A filter set with facets: the values of each filter named in `faceted`, in that order, with counts.

    Unknown parameters and values are ignored.
    """

    faceted: tuple[str, ...] = ()
    # Filters without a facet; the panel of facets sends them as hidden fields.
    beside: tuple[str, ...] = ("q", "sort")
    # Values of a filter if the address does not set it; they get no chip.
    defaults: dict[str, list[str]] = {}

    def __init__(self, data=None, queryset=None, **kwargs):
        super().__init__(QueryDict() if data is None else data, queryset, **kwargs)

    def get_form_class(self):
        """Built once: nothing in it depends on the request."""
        filters: type = type(self)
        return _form_class(filters)

    def chosen(self, name):
        self.form.is_valid()
        return self.form.cleaned_data.get(name) or []

    @property
    def asked(self):
        self.form.is_valid()
        return self.form.cleaned_data.get("q", "")

    @cached_property
    def facets(self):
        """The facets that have values."""
        facets = [self.facet(name) for name in self.faceted]
        return [facet for facet in facets if facet["options"]]

    def facet(self, name):
        """The values of a filter with their counts; chosen values stay even where their count is 0.

        In a list too long to be seen whole they stand first.
        """
        each, values = self.filters[name], self.chosen(name)
        chosen = {value.code if isinstance(value, Place) else str(value) for value in values}
        options = [
            {"value": str(value), "label": label, "count": count, "chosen": str(value) in chosen}
            for value, label, count in each.options(self.counted(name), values)
            if count or str(value) in chosen
        ]
        if len(options) > IN_SIGHT:
            options.sort(key=lambda option: not option["chosen"])
        return {"name": name, "legend": each.label, "options": options, "lang": each.lang}

    def counted(self, name):
        """What options() of the filter takes: the number of rows by value, under all other filters. One query."""
        self.form.is_valid()
        rows = self.queryset
        for other, value in self.form.cleaned_data.items():
            if other != name:
                rows = self.filters[other].filter(rows, value)
        counts = rows.order_by().values_list(self.filters[name].field_name)
        return dict(counts.annotate(n=Count("pk", distinct=True)))

    @cached_property
    def chips(self):
        """The values in the address, each with the URL without it."""
        asked = [(name, value, value) for name in ("q",) if (value := self.form.cleaned_data.get(name))]
        named = [name for name in self.filters if name != "q" and name in self.data]
        asked += [
            (facet["name"], option["value"], f"{facet['legend']}: {option['label']}")
            for facet in (self.facets if named else ())
            if self.data.getlist(facet["name"]) != self.defaults.get(facet["name"])
            for option in facet["options"]
            if option["value"] in self.data.getlist(facet["name"])
        ]
        return [{"label": label, "url": self.without(name, value)} for name, value, label in asked]

    def without(self, name, value):
        """The URL of the list without one value, from its first page."""
        return self.with_values(
            name, [each for each in self.data.getlist(name) if name != "q" and each != value]
        )

    def with_values(self, name, values):
        """The URL of the list with these values of a filter, from its first page."""
        changed = self.data.copy()
        changed.setlist(name, values)
        changed.pop("page", None)
        return f"?{changed.urlencode()}"

    def kept(self, *, but=()):
        """(name, value) of the filters in the address, as hidden fields for a form that changes another filter."""
        return [
            (name, value)
            for name in self.filters
            if name not in but
            for value in self.data.getlist(name)
            if value
        ]

    @property
    def kept_beside_words(self):
        return self.kept(but=("q",))

    @property
    def kept_beside_facets(self):
        self.form.is_valid()
        asked = self.form.cleaned_data
        return [(name, asked[name]) for name in self.beside if asked.get(name)]
