"""Filters of the list of inspections and of the plan by risk."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ocop.values.vietnamese import fold
from ratings.aftercare.kinds import Answer, InspectionKind, InspectionState
from ratings.aftercare.models import Inspection
from ratings.decisions.models import Recognition

# Of these something no longer held.
WITH_FINDINGS = Inspection.objects.filter(items__answer=Answer.NO_LONGER).values("pk")


class Authority(django_filters.ChoiceFilter):
    """Whose plan: a province's, or the ministry's."""

    def __init__(self):
        choices = [("province", _("Of the province")), ("ministry", _("Of the ministry"))]
        super().__init__(label=_("Plan"), choices=choices, empty_label=_("All"))

    def filter(self, qs, value):
        return qs.filter(place__isnull=value == "ministry") if value else qs


class YesOrNo(django_filters.ChoiceFilter):
    """A question that a reader may leave open."""

    def __init__(self, label, condition):
        super().__init__(label=label, choices=[("yes", _("Yes")), ("no", _("No"))], empty_label=_("All"))
        self.condition = condition

    def filter(self, qs, value):
        return {"yes": qs.filter, "no": qs.exclude}.get(value, qs.filter)(self.condition if value else Q())


class InspectionFilterSet(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Product or producer"), method="by_words")
    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=InspectionState.choices)
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=InspectionKind.choices)
    year = django_filters.NumberFilter(label=_("Year"), field_name="planned_for__year")
    plan = Authority()
    found = YesOrNo(_("With findings"), Q(pk__in=WITH_FINDINGS))

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


class PlanFilterSet(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Product or producer"), method="by_words")
    planned = YesOrNo(_("On the plan"), Q(planned_for__isnull=False))

    class Meta:
        model = Recognition
        fields = ["q", "planned"]

    def by_words(self, rows, name, value):
        """Search product and producer, ignoring accents."""
        words = fold(value)
        return rows.filter(
            Q(product__name_key__contains=words) | Q(product__producer__name_key__contains=words)
        )
