"""Forms on how a province reads the open questions of a sheet."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.dates import today
from ocop.last_day import LastDayField, end_after
from ratings.sheets.models import SheetReading


class SheetReadingForm(forms.Form):
    """A question of the sheet and how the province reads it from a day on."""

    question = forms.ChoiceField(label=_("Question"))
    text = forms.CharField(
        label=_("How the province reads it"),
        max_length=SheetReading.text.field.max_length,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Shown to assessors and producers at the criterion. It changes no points and no star."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=SheetReading.reason.field.max_length,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example the letter or the minutes that it rests on, with number and day."),
    )
    day = forms.DateField(label=_("In force from"), initial=today)

    def __init__(self, *args, questions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["question"].choices = [
            (each.key, " · ".join(filter(None, [", ".join(each.codes), str(each.title)])))
            for each in questions
        ]


class SheetReadingEndForm(forms.Form):
    """The last day on which a reading holds."""

    day = LastDayField(
        label=_("In force until the end of"),
        initial=lambda: end_after(today()),
        help_text=_("The last day on which it holds."),
    )
