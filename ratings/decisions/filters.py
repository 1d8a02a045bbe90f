"""Filters of lists of decisions."""

import django_filters
from django.utils.translation import gettext_lazy as _

from ratings.decisions.models import Decision, DecisionKind


class DecisionFilterSet(django_filters.FilterSet):
    number = django_filters.CharFilter(label=_("Number"), lookup_expr="icontains")
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=DecisionKind.choices)

    class Meta:
        model = Decision
        fields = ["number", "kind"]
