"""Filters of lists of sheets."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from ratings.sheets.models import Sheet
from ratings.sheets.models.sheet import SheetQuerySet


class SheetFilterSet(django_filters.FilterSet):
    """Sheets by number and decision, optionally only those in force."""

    number = django_filters.NumberFilter(label=_("Number"))
    decision = django_filters.CharFilter(label=_("Decision"), lookup_expr="icontains")
    in_force = django_filters.BooleanFilter(
        label=_("Only those in force today"), method="by_force", widget=forms.CheckboxInput
    )

    class Meta:
        model = Sheet
        fields = ["number", "decision"]

    def by_force(self, rows: SheetQuerySet, name: str, value: bool | None) -> SheetQuerySet:
        """Sheets in force today, or all."""
        return rows.in_force() if value else rows
