"""Filters with counts: what narrows a public list, and how many rows are behind each value.

A count beside a value is the number of rows the list would show with that value and all other filters
as they are; so the filters of one subject do not narrow their own counts.
"""

from copy import copy
from functools import cache, cached_property

import django_filters
from django import forms
from django.db.models import Count
from django.http import QueryDict

from ocop.models import Place, PlaceLevel

MOST_PLACES = 20  # that one list may be narrowed by
IN_SIGHT = 6  # of the values of a subject in the panel; the rest is reached by scrolling


class SharedChoices:
    """A field of choices whose copies share them: a form is made for each request, and nobody changes the choices."""

    def __deepcopy__(self, memo):
        return forms.Field.__deepcopy__(self, memo)


class ManyField(SharedChoices, forms.MultipleChoiceField):
    """Several values of one subject, each once; what is not among the choices is ignored."""

    def clean(self, value):
        """The known values in the order of the address."""
        known = {str(key) for key, _label in self.choices} if value else ()
        return [each for each in dict.fromkeys(value or ()) if each in known]


class OneField(SharedChoices, forms.ChoiceField):
    """One value; what is not among the choices is as if nothing had been chosen."""

    def clean(self, value):
        """The value or an empty one."""
        return value if value and value in {str(key) for key, _label in self.choices} else ""


class PlacesField(SharedChoices, forms.MultipleChoiceField):
    """Codes of places of one level in force; what is no code of one is ignored."""

    def __init__(self, *args, level=PlaceLevel.PROVINCE, **kwargs):
        super().__init__(*args, **kwargs)
        self.level = level

    def clean(self, value):
        """The places, by one query if there is anything to ask."""
        codes = [code for code in value or () if code.isalnum()][:MOST_PLACES]
        places = Place.objects.in_force().filter(level=self.level, code__in=codes)
        return list(places.for_list()) if codes else []


class SharedFilterMixin:
    """A filter that is cheap to copy: a filter set copies all of its filters for each request."""

    def __deepcopy__(self, memo):
        again = copy(self)
        if again.method is not None:
            again.method = again.method  # which the original had bound to itself
        return again


class ManyFilter(SharedFilterMixin, django_filters.MultipleChoiceFilter):
    """Rows with any of the chosen values."""

    field_class: type[forms.MultipleChoiceField] = ManyField

    def filter(self, rows, value):
        """One IN over the chosen values."""
        return rows.filter(**{f"{self.field_name}__in": value}) if value else rows


class PlacesFilter(ManyFilter):
    """Rows in any of the chosen places: provinces unless told."""

    field_class = PlacesField


class OneFilter(SharedFilterMixin, django_filters.ChoiceFilter):
    """Rows by one value."""

    field_class = OneField


@cache
def _form_class(filters):
    """The form class of a class of filter sets."""
    return django_filters.FilterSet.get_form_class(filters(QueryDict()))


class FacetedFilterSet(django_filters.FilterSet):
    """A filter set that counts. Subclasses list their subjects in `subjects`, each a method that gives a facet.

    Unknown parameters and unknown values are ignored.
    """

    subjects: tuple[str, ...] = ()
    # Filters that no facet chooses: the panel of facets sends them along.
    beside: tuple[str, ...] = ("q", "sort")
    # What a filter stands at if nothing is asked; no chip says so.
    defaults: dict[str, list[str]] = {}

    def __init__(self, data=None, queryset=None, **kwargs):
        super().__init__(QueryDict() if data is None else data, queryset, **kwargs)

    def get_form_class(self):
        """The form of the filters, made once: nothing in it depends on who asks."""
        return _form_class(type(self))

    def behind(self, name):
        """The rows that all filters but `name` leave, in no order."""
        self.form.is_valid()
        rows = self.queryset
        for other, value in self.form.cleaned_data.items():
            if other != name:
                rows = self.filters[other].filter(rows, value)
        return rows.order_by()

    def chosen(self, name):
        """The cleaned values of a filter."""
        self.form.is_valid()
        return self.form.cleaned_data.get(name) or []

    @property
    def asked(self):
        """The search words as typed."""
        self.form.is_valid()
        return self.form.cleaned_data.get("q", "")

    @cached_property
    def facets(self):
        """The subjects with their values and counts; one without values is left out."""
        facets = [getattr(self, subject)() for subject in self.subjects]
        return [facet for facet in facets if facet["options"]]

    def facet(self, name, counted):
        """One subject from (value, label, count); chosen values stay even where nothing is behind them.

        In a list too long to be seen whole they stand first.
        """
        chosen = {value.code if isinstance(value, Place) else str(value) for value in self.chosen(name)}
        options = [
            {"value": str(value), "label": label, "count": count, "chosen": str(value) in chosen}
            for value, label, count in counted
            if count or str(value) in chosen
        ]
        if len(options) > IN_SIGHT:
            options.sort(key=lambda option: not option["chosen"])
        return {"name": name, "legend": self.filters[name].label, "options": options, "lang": ""}

    def counts(self, name, path):
        """How many of the rows behind a filter have each value of `path`."""
        return dict(self.behind(name).values_list(path).annotate(n=Count("pk", distinct=True)))

    def place_facet(self, name, places):
        """Places with the rows in them, in Vietnamese order."""
        counts = self.counts(name, self.filters[name].field_name)
        rows = places.filter(pk__in={*counts, *(place.pk for place in self.chosen(name))}).for_list()
        return self.facet(name, [(place.code, place.name, counts.get(place.pk, 0)) for place in rows])

    @cached_property
    def chips(self):
        """What the address asks for, each with the address without it."""
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
        """The address of the list without one value, from its first page."""
        return self.with_values(
            name, [each for each in self.data.getlist(name) if name != "q" and each != value]
        )

    def with_values(self, name, values):
        """The address of the list with these values of a filter, from its first page."""
        changed = self.data.copy()
        changed.setlist(name, values)
        changed.pop("page", None)
        return f"?{changed.urlencode()}"

    def kept(self, *, but=()):
        """(name, value) of the filters in the address, for a form that changes something else."""
        return [
            (name, value)
            for name in self.filters
            if name not in but
            for value in self.data.getlist(name)
            if value
        ]

    @property
    def kept_beside_words(self):
        """What the search form sends along."""
        return self.kept(but=("q",))

    @property
    def kept_beside_facets(self):
        """What the panel of facets sends along."""
        self.form.is_valid()
        asked = self.form.cleaned_data
        return [(name, asked[name]) for name in self.beside if asked.get(name)]
