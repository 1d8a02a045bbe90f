"""How lists of the evaluation are narrowed."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ocop.filters import ManyField
from ocop.models import Place
from ocop.vietnamese import fold
from ratings.changes import ChangeKind
from ratings.models import Decision, DecisionKind, Dossier, DossierKind, DossierState, Round, Sheet


class DayInput(forms.DateInput):
    """The browser's own calendar; it reads and sends days as ISO 8601 writes them."""

    input_type = "date"

    def format_value(self, value):
        """The day as it stands in the address."""
        return value.isoformat() if hasattr(value, "isoformat") else value


class DossierFilterSet(django_filters.FilterSet):
    """Dossiers by words, state and, for whoever belongs to no province, the province."""

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
        """Only those whose last day has passed."""
        return rows.overdue() if value else rows

    def by_words(self, rows, name, value):
        """Match the words against product and producer, ignoring accents."""
        words = fold(value)
        return rows.filter(
            Q(product__name_key__contains=words) | Q(product__producer__name_key__contains=words)
        )


class DecisionFilterSet(django_filters.FilterSet):
    """Decisions by number and kind."""

    number = django_filters.CharFilter(label=_("Number"), lookup_expr="icontains")
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=DecisionKind.choices)

    class Meta:
        model = Decision
        fields = ["number", "kind"]


class RoundFilterSet(django_filters.FilterSet):
    """Rounds by name."""

    name = django_filters.CharFilter(label=_("Name"), lookup_expr="icontains")

    class Meta:
        model = Round
        fields = ["name"]


class SheetFilterSet(django_filters.FilterSet):
    """Versions of sheets by number and decision, or only those in force."""

    number = django_filters.NumberFilter(label=_("Number"))
    decision = django_filters.CharFilter(label=_("Decision"), lookup_expr="icontains")
    in_force = django_filters.BooleanFilter(
        label=_("Only those in force today"), method="by_force", widget=forms.CheckboxInput
    )

    class Meta:
        model = Sheet
        fields = ["number", "decision"]

    def by_force(self, rows, name, value):
        """Those in force today, or all."""
        return rows.in_force() if value else rows


class ChangeForm(forms.Form):
    """What narrows the change log."""

    since = forms.DateField(
        label=_("Since"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=DayInput,
        help_text=_("This day included."),
    )
    until = forms.DateField(
        label=_("Before"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=DayInput,
        help_text=_("This day not included."),
    )
    kind = ManyField(label=_("Kind"), required=False, choices=ChangeKind.choices)
    province = forms.CharField(
        label=_("Province"), required=False, max_length=10, help_text=_("Its statistics code, such as 19.")
    )

    def clean_province(self):
        """A list, as the kinds are."""
        return [self.cleaned_data["province"]] if self.cleaned_data["province"] else []

    @property
    def asked(self):
        """What narrows; values that cannot be read narrow nothing."""
        self.is_valid()
        return self.cleaned_data


class ChangePanel(ChangeForm):
    """The same beside the page: every kind in sight, and provinces by their names."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        provinces = Place.objects.provinces().in_force().for_list()
        named = [("", _("Whole country")), *((place.code, place.name) for place in provinces)]
        self.fields["kind"].widget = forms.CheckboxSelectMultiple(choices=ChangeKind.choices)
        self.fields["province"].widget = forms.Select(choices=named)
        self.fields["province"].help_text = ""
