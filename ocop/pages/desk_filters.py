"""Filters of the officers' lists: folded words, places of the own scope, and total orders."""

import django_filters
from django import forms
from django.db.models import F, Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ocop.models import Place
from ocop.pages.filters import OneFilter
from ocop.values.vietnamese import fold


class WordsFilter(django_filters.CharFilter):
    """Rows that contain every word in any of `paths` (folded columns), whatever accents and case."""

    def __init__(self, *paths, **kwargs):
        super().__init__(label=_("Search"), **kwargs)
        self.paths = paths

    def filter(self, rows, value):
        for word in fold(value or "").split():
            found = Q()
            for path in self.paths:
                found |= Q(**{f"{path}__contains": word})
            rows = rows.filter(found)
        return rows


class PickFilter(OneFilter):
    def __init__(self, *, choices, **kwargs):
        super().__init__(choices=[("", _("All")), *choices], **kwargs)


class SortFilter(OneFilter):
    """The order that a click on a column head asks for: `columns` maps values of sort to columns.

    NULLs come last in both directions; equal rows are ordered by key.
    """

    def __init__(self, **columns):
        self.columns = columns
        keys = [sign + key for key in columns for sign in ("", "-")]
        super().__init__(choices=[(key, key) for key in keys], widget=forms.HiddenInput)

    def filter(self, rows, value):
        """Order the rows, or leave the order as it is."""
        if not value:
            return rows
        column = F(self.columns[value.removeprefix("-")])
        order = column.desc(nulls_last=True) if value.startswith("-") else column.asc(nulls_last=True)
        return rows.order_by(order, "pk")


class DeskFilterSet(django_filters.FilterSet):
    """A filter set on rows that belong to places: officers choose among communes, the ministry among provinces.

    Unknown parameters and values are ignored. Subclasses set `place_path`, and `q` for the search.
    """

    place_path = "place"

    province = django_filters.ModelChoiceFilter(
        label=_("Province"), queryset=Place.objects.none(), empty_label=_("All")
    )
    commune = django_filters.ModelChoiceFilter(
        label=_("Commune"), queryset=Place.objects.none(), empty_label=_("All")
    )

    def __init__(self, data=None, queryset=None, **kwargs):
        super().__init__(QueryDict() if data is None else data, queryset, **kwargs)
        self.filters.move_to_end("q", last=False)
        own = self.request.user.place
        for name in ("province", "commune"):
            self.filters[name].field_name = self.place_path
        if own is None:
            del self.filters["commune"]
            self.filters["province"].field_name += "__province"
            self.filters["province"].queryset = Place.objects.in_force().provinces().for_list()
        else:
            del self.filters["province"]
            self.filters["commune"].queryset = (
                Place.objects.in_force().communes().filter(Q(province=own) | Q(pk=own.pk)).for_list()
            )

    @property
    def kept(self):
        sort = self.data.get("sort")
        return [("sort", sort)] if sort else []
