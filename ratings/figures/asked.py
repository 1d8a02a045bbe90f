"""Forms for the query string of the figures pages: day, place and product filters."""

from functools import cached_property
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ocop.models import Place, PlaceLevel
from ocop.values.dates import format_day, today
from producers.models import LegalForm, Producer
from products.models import ProductSet
from ratings.decisions.recording import PROGRAMME_FROM
from ratings.figures.counts import Counts
from ratings.figures.standing import ANSWERS, CountedState, RecordedAnswer, Register
from ratings.scoring.models.result import format_stars

BAD_DAY = _("“%(day)s” is no day of the calendar. Write it as in 30/06/2025. These are the figures of today.")
FUTURE_DAY = _("That day has not come yet. These are the figures of today.")
BEFORE_THE_PROGRAMME = _("The programme began on 07/05/2018. These are the figures of today.")
NO_SUCH_PLACE = _("No place had this code on that day. These are the figures of the whole country.")


class DayForm(forms.Form):
    """Day and place of the figures; both are optional."""

    day = forms.DateField(
        label=_("As of"),
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        localize=False,
    )
    place = forms.CharField(required=False, max_length=10)
    # Day whose administrative borders are used, if it differs from `day`.
    borders = forms.DateField(required=False, input_formats=["%Y-%m-%d"], localize=False)

    def clean_day(self):
        """Return the day, by default today; a future day is an error."""
        day = self.cleaned_data["day"] or today()
        if day > today():
            raise ValidationError(FUTURE_DAY)
        if day < PROGRAMME_FROM:
            raise ValidationError(BEFORE_THE_PROGRAMME)
        return day

    def clean(self):
        """Look up the place that had the code on the day, or within the borders asked for."""
        day = self.cleaned_data.get("day") or today()
        code = self.cleaned_data.get("place") or ""
        places = (
            Place.objects.in_force(self.cleaned_data.get("borders") or day)
            .filter(code=code)
            .select_related("province")
        )
        self.cleaned_data["place"] = places.first() if code.isalnum() else None
        if code and not self.cleaned_data["place"]:
            self.add_error("place", NO_SUCH_PLACE)

    @property
    def error_messages(self):
        found = [str(each) for each in self.errors.get("place", ())]
        if "day" in self.errors:
            asked = str(self.data.get("day", ""))[:20]
            known = {str(each) for each in (FUTURE_DAY, BEFORE_THE_PROGRAMME)}
            said = self.errors["day"][0]
            found.insert(0, said if said in known else BAD_DAY % {"day": asked})
        return found

    @property
    def register(self):
        """The register on the day (default: today), of the place or of the whole country."""
        self.is_valid()
        day, place, borders = (self.cleaned_data.get(name) for name in ("day", "place", "borders"))
        return Register(day or today(), place, borders if place else None)


class ProductsForm(DayForm):
    """Filters of the list behind a figure. Unknown values are ignored."""

    state = forms.ChoiceField(choices=CountedState.choices, required=False)
    stars = forms.ChoiceField(choices=[(n, n) for n in (5, 4, 3)], required=False)
    set = forms.ChoiceField(choices=[("none", ""), *((n, n) for n in range(1, 27))], required=False)
    form = forms.ChoiceField(choices=LegalForm.choices, required=False)
    woman = forms.ChoiceField(choices=RecordedAnswer.choices, required=False)
    lost = forms.ChoiceField(choices=PlaceLevel.choices, required=False)

    def chosen(self, name):
        """Return the value of a filter; an empty string if it is missing or unknown."""
        return self.cleaned_data.get(name) or ""

    @property
    def recognitions(self):
        """Matching recognitions, one per product."""
        register = self.register
        rows = register.recognitions(CountedState(self.chosen("state") or CountedState.IN_FORCE))
        conditions: dict[str, object] = {}
        if stars := self.chosen("stars"):
            conditions["stars"] = int(stars)
        if number := self.chosen("set"):
            conditions["product__product_set"] = None if number == "none" else int(number)
        if form := self.chosen("form"):
            conditions["product__producer__legal_form"] = form
        if answer := self.chosen("woman"):
            conditions["product__producer__led_by_woman"] = ANSWERS[RecordedAnswer(answer)]
        if level := self.chosen("lost"):
            geography = register.geography
            conditions["lay_in__in"] = [key for key in geography.keys if geography.unit(key, level) is None]
        return rows.filter(**conditions)

    @property
    def filters_as_text(self):
        """The filters as text, without day and place."""
        self.is_valid()
        found: list[str | Promise] = [CountedState(self.chosen("state") or CountedState.IN_FORCE).label]
        if stars := self.chosen("stars"):
            found.append(format_stars(int(stars)))
        if number := self.chosen("set"):
            found.append(_("Set not known") if number == "none" else str(ProductSet.objects.get(pk=number)))
        if form := self.chosen("form"):
            found.append(LegalForm(form).label)
        if answer := self.chosen("woman"):
            label = _("Led by women")
            found.append(f"{label}: {RecordedAnswer(answer).label}")
        if self.chosen("lost"):
            found.append(_("Cannot be told for that day"))
        if self.register.borders != self.register.day:
            found.append(_("within the borders of %(day)s") % {"day": format_day(self.register.borders)})
        return found

    @cached_property
    def is_hidden(self):
        """Whether the list filters by the representative's data without being one of the tables' own lists.

        The tables link to no other combination. A narrower list could be compared with the totals and
        reveal small counts that the tables suppress.
        """
        register = self.register
        asked = {name for name in self.fields.keys() - DayForm.base_fields.keys() if self.chosen(name)}
        if "woman" not in asked:
            return False
        if len(asked) > 1:
            return True
        return Counts(register).people("woman")[RecordedAnswer(self.chosen("woman"))] is None

    @property
    def products(self):
        """One recognition per matching product, sorted by product name."""
        self.is_valid()
        return self.recognitions.for_list().order_by("product__name_order", "pk")

    @property
    def producers(self):
        """Producers of the matching products, sorted by name."""
        self.is_valid()
        makers = self.recognitions.values("product__producer")
        return Producer.objects.filter(pk__in=makers).order_by("name_order", "pk")


def figures_url(name, register, **asked):
    """Return the URL of a page about `register`, with the non-empty values of `asked` as query parameters."""
    parameters = {"day": register.day.isoformat()}
    if register.place:
        parameters["place"] = register.place.code
        if register.borders != register.day:
            parameters["borders"] = register.borders.isoformat()
    parameters |= {key: value for key, value in asked.items() if value not in ("", None)}
    return f"{reverse(name)}?{urlencode(parameters)}"
