"""Notes below the rows of a list: footnotes of marked rows, and decisions that may be those of all rows."""

import re
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from ratings.imports.cells import cell_text
from ratings.imports.decision_cell import find_decision
from ratings.imports.list_row import ListRow
from ratings.imports.purposes import Title
from ratings.imports.questions import Option, QuestionKind, Questions, question_key


def carry_footnotes(rows: Sequence[ListRow], footnotes: Mapping[str, Title], questions: Questions) -> None:
    """Take the marks of footnotes out of the cells of rows, and ask whether their decisions are those of the rows."""
    for mark, note in footnotes.items():
        ends = re.compile(rf"(?<![*]){re.escape(mark)}\s*$")
        text = _("Is the decision of the footnote that of the rows which carry %(mark)s?") % {"mark": mark}
        for row in rows:
            if _without_mark(row, ends):
                row.notes.append(_("Footnote %(cell)s: “%(text)s”.") % {"cell": note.cell, "text": note.text})
                _ask(row, note, text, questions)


def ask_about_notes(rows: Sequence[ListRow], notes: Iterable[Title], questions: Questions) -> None:
    """Ask whether the decision that a note below the rows names is that of the rows with a star and no decision."""
    text = _("Is the decision of the note below the rows that of the rows which name none?")
    for note in notes:
        for row in rows:
            if row.text("stars") and not row.said.get("decision"):
                _ask(row, note, text, questions)


def _without_mark(row: ListRow, ends: re.Pattern[str]) -> bool:
    """Take a mark out of the cells that it ends; return whether there are any."""
    marked = [
        name
        for name, value in row.values.items()
        if name != "stars" and isinstance(value, str) and ends.search(value)
    ]
    for name in marked:
        row.values[name] = ends.sub("", row.values[name]).strip()
    return bool(marked)


def _ask(row: ListRow, note: Title, text: str, questions: Questions) -> None:
    found = find_decision(note.text)
    if not found or cell_text(row.values.get("decision")):
        return
    options = [
        Option("yes", _("Yes, that decision recognises them")),
        Option("no", _("No, it is a remark")),
    ]
    about = f"footnote:{note.text}"
    answer = questions.ask(
        QuestionKind.DECISION, about, text, options, row=row.place_in_file, detail=note.text
    )
    if answer == "yes":
        row.values["decision"] = f"{found.number} ({cell_text(found.signed_on)})"
        row.addresses = {**row.addresses, "decision": note.cell}
    elif not answer:
        row.asked.append(question_key(QuestionKind.DECISION, about))
