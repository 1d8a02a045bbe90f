"""Read an uploaded list by a child process; say what is wrong with one that cannot be read."""

import logging

from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.files import children
from ratings.imports.reading.answer import decode
from ratings.imports.reading.table import (
    LARGEST,
    LONGEST_CELL,
    MOST_CELLS,
    MOST_ROWS,
    ReadingError,
    SourceTable,
    cell_address,
)

LOG = logging.getLogger(__name__)

CHILD = "ratings.imports.reading.child"
SENTENCES = {
    "empty": gettext_lazy("The file is empty."),
    "large": gettext_lazy("The file is larger than 10 MB. Split the list."),
    "size": gettext_lazy(
        "The list has more than %(rows)d rows, or more than %(cells)d cells. Delete what is empty beside and below "
        "the list, or split it."
    ),
    "reach": gettext_lazy(
        "A sheet reaches to cell %(cell)s. Delete what lies below and to the right of the list, or split it."
    ),
    "long-cell": gettext_lazy(
        "Cell %(cell)s holds %(length)d characters; a list holds at most %(most)d in a cell. Shorten it."
    ),
    "unpacks": gettext_lazy("The file unpacks to far more than a list needs. Save the list alone."),
    "heavy": gettext_lazy(
        "Reading the file takes more time or memory than a list needs. Copy the list into a new workbook, values only, "
        "and upload that."
    ),
    "busy": gettext_lazy("Other files are being read at the moment. Try again in a minute."),
    "damaged": gettext_lazy("The file is damaged and cannot be opened."),
    "nested": gettext_lazy(
        "The tables of the document lie too deep within each other. Copy the list out of them."
    ),
    "password": gettext_lazy("The file is protected by a password. Save it without one."),
    "old-office": gettext_lazy(
        "This is an old Word file (.doc), or not a list at all. Save the list as .docx or .xlsx."
    ),
    "scan": gettext_lazy(
        "Page %(page)d of the PDF is a picture of paper (a scan), which is not read. Ask the sender for the Excel or "
        "Word file that it was printed from."
    ),
    "pdf": gettext_lazy(
        "No table with lines between its cells was found in the PDF. Ask the sender for the Excel or Word file that it "
        "was printed from."
    ),
    "web-page": gettext_lazy("No table was found in this web page or XML file. Save the list as .xlsx."),
    "format": gettext_lazy(
        "Only Excel (.xlsx, .xls), OpenDocument (.ods), Word (.docx), CSV and PDF files can be read."
    ),
    "one-column": gettext_lazy("No table was found in the file: its lines have one column only."),
    "no-table": gettext_lazy(
        "No table was found in the document. Write the list as a table, or send it as .xlsx."
    ),
    "quotes": gettext_lazy(
        "A cell of the file begins with a quotation mark that never ends. Save the list as .xlsx."
    ),
}


class UnreadableFileError(Exception):
    """The file is not a readable list; the message says why and what to do."""


class BusyReaderError(UnreadableFileError):
    """So many other files are being read that this one has to wait; nothing is known about it."""


def read_file(data: bytes, *, patience: float | None = None) -> list[SourceTable]:
    """Return the tables of a file, after waiting at most `patience` seconds (children.PATIENCE) while others are read.

    Raise UnreadableFileError with a message for the user, BusyReaderError if the wait was in vain.
    """
    try:
        tables = decode(_answer(data, children.PATIENCE if patience is None else patience))
    except children.BusyError as error:
        raise BusyReaderError(SENTENCES["busy"]) from error
    except ReadingError as error:
        # In the language of whoever reads it, which may be another one than now.
        raise UnreadableFileError(lazy(_sentence, str)(error)) from error
    if len(tables) > 1:
        for number, table in enumerate(tables, 1):
            table.label = table.label or _table_label(number)
    return tables


def _answer(data: bytes, patience: float) -> bytes:
    if not data.strip():
        raise ReadingError("empty")
    if len(data) > LARGEST:
        raise ReadingError("large")
    try:
        return children.ask(CHILD, content=data, patience=patience)
    except children.ChildError as error:
        ended = error.__cause__
        LOG.warning(
            "A list could not be read: %s %s",
            ended,
            getattr(ended, "stderr", b"")[-1000:].decode(errors="replace"),
        )
        raise ReadingError("heavy") from error


def _sentence(error: ReadingError) -> str:
    told = {"rows": MOST_ROWS, "cells": MOST_CELLS, "most": LONGEST_CELL} | error.parameters
    if error.code == "long-cell":
        label = str(told["label"]) or (_table_label(int(told["table"])) if told["table"] else "")
        told["cell"] = cell_address(label, int(told["row"]), int(told["column"]))
    return str(SENTENCES[error.code]) % told


def _table_label(number: int) -> str:
    return _("table %(number)d ") % {"number": number}
