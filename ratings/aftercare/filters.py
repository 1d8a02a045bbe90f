"""Filters of the list of inspections and of the plan by risk."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ocop.values.vietnamese import fold
from ratings.aftercare.kinds import Answer, InspectionKind, InspectionState
from ratings.aftercare.models import Inspection
from ratings.decisions.models import Recognition


class Authority(django_filters.ChoiceFilter):
    """Whose plan: a province's, or the ministry's."""

    def __init__(self):
        choices = [("province", _("Of the province")), ("ministry", _("Of the ministry"))]
        super().__init__(label=_("Plan"), choices=choices, empty_label=_("All"))

    def filter(self, qs, value):
        return qs.filter(place__isnull=value == "ministry") if value else qs


class InspectionFilterSet(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Product or producer"), method="by_words")
    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=InspectionState.choices)
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=InspectionKind.choices)
    year = django_filters.NumberFilter(label=_("Year"), field_name="planned_for__year")
    plan = Authority()
    found = django_filters.BooleanFilter(label=_("With findings"), method="by_findings")

    class Meta:
        model = Inspection
        fields = ["q", "state", "kind", "year", "plan", "found"]

    def by_words(self, rows, name, value):
        """Search product and producer, ignoring accents."""
        words = fold(value)
        product = "recognition__product"
        return rows.filter(
            Q(**{f"{product}__name_key__contains": words})
            | Q(**{f"{product}__producer__name_key__contains": words})
        )

    def by_findings(self, rows, name, value):
        """Only those of which something no longer held, or the others."""
        with_findings = Inspection.objects.filter(items__answer=Answer.NO_LONGER).values("pk")
        return rows.filter(pk__in=with_findings) if value else rows.exclude(pk__in=with_findings)


class PlanFilterSet(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Product or producer"), method="by_words")
    planned = django_filters.BooleanFilter(
        label=_("On the plan"), field_name="planned_for", lookup_expr="isnull", exclude=True
    )

    class Meta:
        model = Recognition
        fields = ["q", "planned"]

    def by_words(self, rows, name, value):
        """Search product and producer, ignoring accents."""
        words = fold(value)
        return rows.filter(
            Q(product__name_key__contains=words) | Q(product__producer__name_key__contains=words)
        )
