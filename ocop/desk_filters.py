"""Filters of the officers' lists: words without accents, places of one's own, an order that is total."""

import django_filters
from django import forms
from django.db.models import F, Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ocop.filters import OneFilter
from ocop.models import Place
from ocop.vietnamese import fold


class WordsFilter(django_filters.CharFilter):
    """Rows in which every word stands, each in any of `paths` (folded columns), whatever its accents and case."""

    def __init__(self, *paths, **kwargs):
        super().__init__(label=_("Search"), **kwargs)
        self.paths = paths

    def filter(self, rows, value):
        """One condition per word."""
        for word in fold(value or "").split():
            found = Q()
            for path in self.paths:
                found |= Q(**{f"{path}__contains": word})
            rows = rows.filter(found)
        return rows


class PickFilter(OneFilter):
    """Rows by one value of a list, or all."""

    def __init__(self, *, choices, **kwargs):
        super().__init__(choices=[("", _("All")), *choices], **kwargs)


class SortFilter(OneFilter):
    """The order that the head of the table asks for: `columns` maps the value of sort to a column.

    Empty values stand last either way; rows that are alike stand by their key.
    """

    def __init__(self, **columns):
        self.columns = columns
        keys = [sign + key for key in columns for sign in ("", "-")]
        super().__init__(choices=[(key, key) for key in keys], widget=forms.HiddenInput)

    def filter(self, rows, value):
        """Order the rows, or leave them in their own order."""
        if not value:
            return rows
        column = F(self.columns[value.removeprefix("-")])
        order = column.desc(nulls_last=True) if value.startswith("-") else column.asc(nulls_last=True)
        return rows.order_by(order, "pk")


class DeskFilterSet(django_filters.FilterSet):
    """A filter set on rows that belong to places: an officer chooses among communes, the ministry among provinces.

    Unknown parameters and values are ignored. Subclasses say in `place_path` where the place stands
    and in `q` how words are looked for.
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
        """(name, value) of what the filter form sends along without showing it."""
        sort = self.data.get("sort")
        return [("sort", sort)] if sort else []
