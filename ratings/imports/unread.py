"""Questions about what is not read of a file: hidden, struck through, without headings, or of an unknown column."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ratings.imports.headings import NO_FIELD, heading_key
from ratings.imports.questions import Option, QuestionKind, Questions

LEAVE_OUT, READ = "leave_out", "read"
# Characters of the sample that a question shows.
_LONGEST_SAMPLE = 400

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
    )


def _as_before(field: str) -> str:
    label = FIELD_LABELS.get(field) or (_("None: it is not imported") if field else "")
    return _("For another list the answer was: %(field)s.") % {"field": label} if label else ""


def sample(lines: Sequence[str]) -> str:
    """Return the first lines, for a question."""
    found = " · ".join(dict.fromkeys(lines[:20]))
    return found if len(found) <= _LONGEST_SAMPLE else found[: _LONGEST_SAMPLE - 1] + "…"
