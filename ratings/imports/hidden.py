"""Hidden sheets, hidden lines and lines that are struck through: left out unless a person wants them read."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ratings.imports.account import spans
from ratings.imports.layouts import is_enumeration
from ratings.imports.purposes import Title
from ratings.imports.sections import parse_title
from ratings.imports.unread import ask_part

if TYPE_CHECKING:
    from ratings.imports.table_reader import TableReader

# More parts of one kind share one question.
_MOST_QUESTIONS = 12


def is_sheet_read(reader: "TableReader") -> bool:
    """Whether a person wants a hidden sheet read; nobody is asked about one without lines of several cells."""
    told = [number for number, texts in enumerate(reader.texts) if len({*texts} - {""}) > 1]
    if not told:
        return False
    text = _("%(table)s is hidden. Is it read?")
    return ask_part(
        reader.questions,
        f"hidden sheet:{reader.sample(told)}",
        text % {"table": reader.name},
        reader.sample(told),
    )


def skipped_lines(reader: "TableReader") -> dict[int, str]:
    """Return the hidden and struck lines that are not read, with the reason; those that tell something are asked."""
    found: dict[int, str] = {}
    kinds: list[tuple[str, set[int], str, Callable[[str], str]]] = [
        (
            "struck",
            reader.table.struck_rows,
            _("It is struck through."),
            lambda rows: _("Struck through: %(rows)s. Are these lines read?") % {"rows": rows},
        ),
        (
            "hidden",
            reader.table.hidden_rows,
            _("It is hidden."),
            lambda rows: _("Hidden: %(rows)s. Are these lines read?") % {"rows": rows},
        ),
    ]
    for kind, numbers, reason, text in kinds:
        rows = [
            n
            for n in sorted(numbers)
            if n < len(reader.lines) and n not in found and not _is_frame(reader, n)
        ]
        runs: list[Iterable[int]] = [range(first, last + 1) for first, last in spans(rows)]
        for run in runs if len(runs) <= _MOST_QUESTIONS else [rows]:
            lines = list(run)
            named = ", ".join(_rows(reader.table.label, first, last) for first, last in spans(lines))
            about = f"{kind} lines:{reader.sample(lines)}"
            tells = any(_tells(reader, number) for number in lines)
            if not tells or not ask_part(reader.questions, about, text(named), reader.sample(lines)):
                found |= dict.fromkeys(lines, reason)
    return found


def _is_frame(reader: "TableReader", number: int) -> bool:
    """Whether a line is blank or a heading: it registers nothing, hidden or not."""
    line = reader.lines[number]
    return not any(reader.texts[number]) or reader.is_heading(number) or is_enumeration(line)


def _tells(reader: "TableReader", number: int) -> bool:
    distinct = {*reader.texts[number]} - {""}
    return len(distinct) > 1 or bool(
        parse_title(Title(" ".join(dict.fromkeys(filter(None, reader.texts[number])))))
    )


def _rows(label: str, first: int, last: int) -> str:
    return f"{label}{first + 1}" if first == last else f"{label}{first + 1}–{last + 1}"
