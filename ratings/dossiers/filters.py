"""Filters of lists of dossiers and rounds."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ocop.models import Place
from ocop.values.vietnamese import fold
from ratings.dossiers.models import Dossier, Round
from ratings.dossiers.workflow import DossierKind, DossierState


class DossierFilterSet(django_filters.FilterSet):
    """Dossiers by words, state and, for users without a province, by province."""

    province = django_filters.ModelChoiceFilter(
        label=_("Province"),
        queryset=Place.objects.none(),
        empty_label=_("All"),
        field_name="product__producer__place__province",
    )
    q = django_filters.CharFilter(label=_("Product or producer"), method="by_words")
    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=DossierState.choices)
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=DossierKind.choices)
    overdue = django_filters.BooleanFilter(
        label=_("Overdue"), method="by_overdue", widget=forms.CheckboxInput()
    )

    class Meta:
        model = Dossier
        fields = ["q", "state", "kind", "overdue"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters.move_to_end("province")
        if self.request.user.works_at_desk and self.request.user.place_id is None:
            self.filters["province"].queryset = Place.objects.in_force().provinces().for_list()
        else:
            del self.filters["province"]

    def by_overdue(self, rows, name, value):
        """Only dossiers past their deadline."""
        return rows.overdue() if value else rows

    def by_words(self, rows, name, value):
        """Search product and producer, ignoring accents."""
        words = fold(value)
        return rows.filter(
            Q(product__name_key__contains=words) | Q(product__producer__name_key__contains=words)
        )


class RoundFilterSet(django_filters.FilterSet):
    name = django_filters.CharFilter(label=_("Name"), lookup_expr="icontains")

    class Meta:
        model = Round
        fields = ["name"]
