"""Forms of the import."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.html import escape
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from ratings.imports.corrections import cell_key
from ratings.imports.headings import PLACES
from ratings.imports.questions import QuestionKind
from ratings.imports.reading.table import LARGEST, LONGEST_CELL
from ratings.imports.unread import FIELD_LABELS

_PLACES = {*PLACES, *(f"former_{level}" for level in PLACES)}
# Rows that a question names; the others are counted.
FIRST_ROWS = 12


class ImportForm(forms.Form):
    """Upload of a list."""

    file = forms.FileField(
        label=_("List"),
        max_length=150,
        help_text=_(
            "Excel, OpenDocument (.ods), Word (.docx), CSV, or PDF that is not a scan; at most 10 MB. Nothing is written yet."
        ),
        widget=forms.FileInput(
            attrs={"accept": ".xlsx,.xlsm,.xls,.ods,.docx,.csv,.tsv,.txt,.htm,.html,.pdf"}
        ),
        error_messages={"empty": _("The file is empty.")},
    )

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 10 MB. Split the list."))
        return file


class PreviewForm(forms.Form):
    """A form filled from a preview: `reading` says from which one."""

    # Several such forms stand on the page of a list, so that the field has no id.
    reading = forms.IntegerField(required=False, widget=forms.HiddenInput(attrs={"id": False}))

    def __init__(self, *args: Any, reading: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reading"].initial = reading

    def was_shown_again(self, reading: int) -> None:
        """Carry the number of the reading that the person is sent to look at."""
        data = cast(QueryDict, self.data).copy()
        data["reading"] = str(reading)
        self.data = data


class ImportConfirmForm(PreviewForm):
    """Confirmation of an import; leaving out rows that are refused or wait for an answer is a separate choice."""

    accept_good_rows = forms.BooleanField(required=False)

    def __init__(self, *args: Any, not_written: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not_written:
            self.fields["accept_good_rows"].label = ngettext_lazy(
                "Leave out %(number)d row that is refused or waits for an answer, and import the others",
                "Leave out %(number)d rows that are refused or wait for an answer, and import the others",
                "number",
            ) % {"number": not_written}
        else:
            del self.fields["accept_good_rows"]


class UndoForm(forms.Form):
    """The reason of an undo."""

    reason = forms.CharField(
        label=_("Why it is taken back"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "One sentence is enough, such as “Wrong file, the corrected list follows”. It is kept with the history of each "
            "row."
        ),
    )


class AnswersForm(PreviewForm):
    """What a list leaves open: questions with their options, and refused cells. All of it may stay open."""

    def __init__(
        self, *args: Any, questions: Iterable[dict[str, Any]], rows: Iterable[dict[str, Any]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows = list(rows)
        for question in questions:
            kind = _ColumnField if question.get("column") else _QuestionField
            self.fields[question["key"]] = kind(question)
        for row in self.rows:
            for key, refusal in _refused_cells(row).items():
                self.fields[key] = _CellField(row, refusal)

    def columns(self) -> list[forms.BoundField]:
        """Return the columns that are asked about."""
        return [field for field in self.visible_fields() if isinstance(field.field, _ColumnField)]

    def questions(self) -> list[forms.BoundField]:
        """Return the other questions."""
        return [field for field in self.visible_fields() if isinstance(field.field, _QuestionField)]

    def by_row(self) -> Iterator[tuple[dict[str, Any], list[forms.BoundField]]]:
        """Yield each refused row with its cells."""
        for row in self.rows:
            yield row, [self[key] for key in _refused_cells(row)]

    def answers(self) -> dict[str, str]:
        """Return the chosen value of each question that was answered."""
        asked = (*self.columns(), *self.questions())
        return {field.name: value for field in asked if (value := self.cleaned_data.get(field.name))}

    def corrections(self) -> dict[str, dict[str, str]]:
        """Return the changed cells by row."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for name in self.changed_data:
            # A cell that the page did not show is not one that was emptied.
            if isinstance(self.fields[name], _CellField) and name in self.data:
                row, _separator, key = name.partition("|")
                found[row][key] = self.cleaned_data[name]
        return dict(found)


class _QuestionField(forms.ChoiceField):
    """A question; its detail and the rows that wait for it stand below the text."""

    widget = forms.RadioSelect

    def __init__(self, question: dict[str, Any]) -> None:
        super().__init__(
            label=question["text"],
            choices=question["options"],
            initial=question["answer"],
            required=False,
        )
        self.detail, self.rows = question["detail"], question["rows"]
        self.is_from_before = question.get("is_from_before", False)
        self.first_rows = ", ".join(self.rows[:FIRST_ROWS]) + (" …" if len(self.rows) > FIRST_ROWS else "")


class _ColumnField(forms.ChoiceField):
    """A column to match with a field. What its values speak for is chosen beforehand, and counts once it is saved."""

    def __init__(self, question: dict[str, Any]) -> None:
        self.column = question["column"]
        super().__init__(
            label=self._label(),
            choices=[("", gettext("Not matched yet")), *question["options"]],
            initial=question["answer"] or self.column["proposed"],
            required=False,
        )
        self.is_proposed = not question["answer"] and bool(self.column["proposed"])

    def _label(self) -> str:
        if not self.column["heading"]:
            return gettext("Column %(place)s, without a heading") % self.column
        return gettext("Column %(place)s, “%(heading)s”") % self.column


class _CellField(forms.CharField):
    """A refused cell with its value; what was expected stands as hint, or the rule that forbids it.

    Texts that could stand there instead are offered while somebody types. A place is asked about once for all rows.
    """

    needed = _("leave as it is, or correct it")

    def __init__(self, row: dict[str, Any], refusal: list[Any]) -> None:
        cell, value, expected, why, name, *more = refusal
        self.nearest: list[str]
        heading, self.nearest = more or ("", [])
        super().__init__(
            label=f"{heading or FIELD_LABELS.get(name, '')} ({cell})".strip(),
            help_text=escape(why or gettext("Expected: %(expected)s") % {"expected": expected}),
            initial=value,
            required=False,
            max_length=LONGEST_CELL,
        )
        self.is_asked = name in _PLACES and any(
            key.startswith(QuestionKind.PLACE) for key in row.get("asked", [])
        )
        if self.nearest:
            self.list_id = f"nearest-{row['row']}-{cell}-{name}"
            self.widget.attrs["list"] = self.list_id


def _refused_cells(row: dict[str, Any]) -> dict[str, list[str]]:
    """Return the refusals of a row by the name of their field in the form; the last one of a cell counts."""
    return {f"{row['row']}|{cell_key(refusal[0], refusal[4])}": refusal for refusal in row["refusals"]}
