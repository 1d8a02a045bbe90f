"""Questions about what is not read of a file: hidden, struck through, without headings, or of an unknown column."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ratings.imports.headings import NO_FIELD, heading_key
from ratings.imports.questions import ColumnAsked, Option, QuestionKind, Questions

LEAVE_OUT, READ = "leave_out", "read"
# What stands before the number of a line that somebody chose as the heading.
LINE = "line "
# Characters of the sample that a question shows, and of an example or a line.
_LONGEST_SAMPLE, _LONGEST_EXAMPLE = 400, 120
EXAMPLES = 3

FIELD_LABELS: dict[str, str | Promise] = {
    "name": gettext_lazy("Name of the product"),
    "name_en": gettext_lazy("Name in English"),
    "producer": gettext_lazy("Producer"),
    "stars": gettext_lazy("Stars"),
    "decision": gettext_lazy("Number of the decision"),
    "decided_on": gettext_lazy("Day of the decision"),
    "expires_on": gettext_lazy("Last valid day"),
    "year": gettext_lazy("Year of recognition"),
    "authority": gettext_lazy("Authority that signed"),
    "old_stars": gettext_lazy("Earlier stars (noted only)"),
    "expected_stars": gettext_lazy("Expected stars (noted only)"),
    "commune": gettext_lazy("Commune"),
    "district": gettext_lazy("Former district"),
    "province": gettext_lazy("Province"),
    "former_commune": gettext_lazy("Former commune"),
    "former_province": gettext_lazy("Former province"),
    "address": gettext_lazy("Address"),
    "village": gettext_lazy("House, street, village"),
    "legal_form": gettext_lazy("Legal form"),
    "tax_number": gettext_lazy("Tax number"),
    "representative": gettext_lazy("Legal representative"),
    "phone": gettext_lazy("Telephone"),
    "product_set": gettext_lazy("Product set"),
    "variants": gettext_lazy("Variants and pack sizes"),
    "code": gettext_lazy("Product code"),
    "gtin": gettext_lazy("GTIN"),
    "certifications": gettext_lazy("Certifications"),
    "ground": gettext_lazy("Ground of a withdrawal"),
    "remark": gettext_lazy("Remark"),
    "serial": gettext_lazy("Serial number"),
}


def ask_part(questions: Questions, about: str, text: str, lines: Sequence[str], *, row: str = "") -> bool:
    """Ask whether a part is read; nothing is written before the answer. Return whether it is."""
    options = [Option(LEAVE_OUT, _("Leave it out")), Option(READ, _("Read it"))]
    answer = questions.ask(
        QuestionKind.UNREAD, about, text, options, row=row, detail=sample(lines), holds_all=True
    )
    return answer == READ


def ask_heading(questions: Questions, table: str, about: str, lines: Mapping[int, str]) -> int | str:
    """Ask which line of a table holds its headings; nothing is written before the answer.

    Return its number, READ for a table without headings, or LEAVE_OUT.
    """
    options = [
        Option(f"{LINE}{number}", _("Line %(line)d: %(words)s") % {"line": number + 1, "words": _cut(words)})
        for number, words in lines.items()
    ]
    options.append(Option(READ, _("None of these lines: the table has no headings. Read it")))
    options.append(Option(LEAVE_OUT, _("Do not read the table")))
    text = _(
        "%(table)s has lines that look like products, but no headings that are known. Which line names the columns?"
    )
    answer = questions.ask(
        QuestionKind.UNREAD,
        about,
        text % {"table": table},
        options,
        detail=_("You are then asked what its columns are."),
        holds_all=True,
    )
    return int(answer.removeprefix(LINE)) if answer.startswith(LINE) else answer or LEAVE_OUT


def ask_column(
    questions: Questions,
    heading: str,
    place: str,
    about: str,
    texts: Sequence[str],
    labels: Mapping[str, str | Promise],
    *,
    holds_all: bool,
    before: str = "",
) -> str:
    """Ask which field a column is. Return the field, NO_FIELD, or an empty string without an answer.

    `labels` are the fields to choose from. `about` is the key of the heading (`heading_key`), so that an answer can be
    remembered for other lists; `before` what was answered for another list.
    """
    options = [Option(name, str(label)) for name, label in labels.items()]
    options.append(Option(NO_FIELD, _("None: it is not imported")))
    text = (
        _("Which field is the column “%(heading)s” (%(place)s)?")
        if heading
        else _("Which field is the column %(place)s, which has no heading?")
    )
    return questions.ask(
        QuestionKind.COLUMN,
        about,
        " ".join(filter(None, [text % {"heading": heading, "place": place}, _as_before(before)])),
        options,
        detail=sample(texts),
        holds_all=holds_all,
        heading=heading if about and about == heading_key(heading) else "",
        column=ColumnAsked(place, heading, [_cut(text) for text in texts[:EXAMPLES]], _as_before(before)),
    )


def _as_before(field: str) -> str:
    label = FIELD_LABELS.get(field) or (_("None: it is not imported") if field else "")
    return _("For another list the answer was: %(field)s.") % {"field": label} if label else ""


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_EXAMPLE else text[: _LONGEST_EXAMPLE - 1] + "…"


def sample(lines: Sequence[str]) -> str:
    """Return the first lines, for a question."""
    found = " · ".join(dict.fromkeys(lines[:20]))
    return found if len(found) <= _LONGEST_SAMPLE else found[: _LONGEST_SAMPLE - 1] + "…"
