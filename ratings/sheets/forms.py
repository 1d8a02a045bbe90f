"""Forms for versions of score sheets, and for interpretations of open questions."""

import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ocop.files.documents import check_document
from ocop.pages.forms import choice_field, name_rows, row_field
from ocop.values.dates import today
from ocop.values.last_day import LastDayField, end_after
from ratings.sheets.files import SheetError, SheetFile
from ratings.sheets.models import Sheet, SheetInterpretation
from ratings.sheets.models.sheet import SheetQuerySet
from ratings.sheets.open_questions import Question
from ratings.sheets.versions import draft_file

# A sheet file is about 40 kB.
LARGEST = 2 * 1024 * 1024


class SheetDraftForm(forms.Form):
    """File of a new version; the cleaned value is a SheetFile."""

    file = forms.FileField(
        label=_("Sheet as a file"),
        help_text=_(
            "JSON in the shape in which the portal gives its sheets as data. Nothing is published yet."
        ),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )

    def clean_file(self) -> SheetFile:
        """Parse the sheet, or report what is wrong and where."""
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST:
            raise ValidationError(_("The file is larger than 2 MB; this is no score sheet."))
        try:
            return draft_file(json.loads(upload.read().decode("utf-8")))
        except SheetError as error:
            raise ValidationError(_("This is no score sheet: %(fault)s.") % {"fault": error}) from error
        except (ValueError, RecursionError) as error:
            raise ValidationError(_("The file is not JSON.")) from error


class SheetProposeForm(forms.Form):
    """First day of a version, and the document that orders it."""

    day = forms.DateField(
        label=_("In force from"),
        help_text=_(
            "Tomorrow or later. The version before ends on this day; dossiers opened until then keep it."
        ),
    )
    number = forms.CharField(
        label=_("Ordered by"),
        max_length=60,
        help_text=_("Number of the decision, or of the letter that corrects a misprint."),
    )
    signed_on = forms.DateField(label=_("Signed on"))
    file = forms.FileField(
        label=_("Signed document"),
        help_text=_("PDF, up to 20 MB."),
        validators=[check_document],
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )


class SheetReleaseForm(forms.Form):
    """Confirmation by a second administrator who has compared the version with the document that orders it."""

    compared = forms.BooleanField(label=_("I have compared the changes with the signed document."))


class SheetRecallForm(forms.Form):
    """Reason for recalling a version."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class SheetChoiceForm(forms.Form):
    """Another sheet to compare with; versions of the same set first."""

    to = forms.ModelChoiceField(label=_("Compare with"), queryset=Sheet.objects.none(), empty_label=None)

    def __init__(self, *args: Any, sheets: SheetQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row_field(self, "to").queryset = sheets
        name_rows(self, "to", version_label)


def version_label(sheet: Sheet) -> str:
    """Return the label of a version in a list of all sheets."""
    values = {
        "number": sheet.number,
        "name": sheet.name,
        "decision": sheet.decision,
        "version": sheet.version,
    }
    return _("%(number)d: %(name)s (Decision %(decision)s, version %(version)d)") % values


class SheetInterpretationForm(forms.Form):
    """An open question, and the province's interpretation from a day on."""

    question = forms.ChoiceField(label=_("Question"))
    text = forms.CharField(
        label=_("How the province reads it"),
        max_length=SheetInterpretation.text.field.max_length,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Shown to assessors and producers at the criterion. It changes no points and no star."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=SheetInterpretation.reason.field.max_length,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example the letter or the minutes that it rests on, with number and day."),
    )
    day = forms.DateField(label=_("In force from"), initial=today)

    def __init__(self, *args: Any, questions: Iterable[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice_field(self, "question").choices = [
            (each.key, " · ".join(filter(None, [", ".join(each.codes), str(each.title)])))
            for each in questions
        ]


class SheetInterpretationEndForm(forms.Form):
    """Last day of an interpretation."""

    day = LastDayField(
        label=_("In force until the end of"),
        initial=lambda: end_after(today()),
        help_text=_("The last day on which it holds."),
    )
