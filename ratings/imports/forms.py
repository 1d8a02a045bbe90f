"""Forms of the import."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ratings.imports.readers import LARGEST


class ImportForm(forms.Form):
    """Upload of a list."""

    file = forms.FileField(
        label=_("List"),
        max_length=150,
        help_text=_("Excel (.xlsx), Word (.docx) or CSV, at most 10 MB. Nothing is written yet."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.docx,.csv,.txt"}),
        error_messages={"empty": _("The file is empty.")},
    )

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 10 MB. Split the list."))
        return file


class ImportConfirmForm(forms.Form):
    """Confirmation of an import; leaving out refused rows is a separate choice."""

    accept_good_rows = forms.BooleanField(required=False)

    def __init__(self, *args: Any, refused: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if refused:
            self.fields["accept_good_rows"].label = ngettext_lazy(
                "Leave %(number)d refused row out and import the others",
                "Leave %(number)d refused rows out and import the others",
                "number",
            ) % {"number": refused}
        else:
            del self.fields["accept_good_rows"]
