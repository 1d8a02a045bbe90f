"""How lists of decisions are narrowed."""

import django_filters
from django.utils.translation import gettext_lazy as _

from ratings.decisions.models import Decision, DecisionKind


class DecisionFilterSet(django_filters.FilterSet):
    """Decisions by number and kind."""

    number = django_filters.CharFilter(label=_("Number"), lookup_expr="icontains")
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=DecisionKind.choices)

    class Meta:
        model = Decision
        fields = ["number", "kind"]
