"""The child process that reads a list: `python -m ratings.imports.reading.child <FILE`.

It does not set up Django. Formats are told by content, not by name.
"""

import sys

from ocop.files.child_bounds import bound
from ratings.imports.reading.answer import encode_error, encode_tables
from ratings.imports.reading.letters import decide_letters
from ratings.imports.reading.package import open_package
from ratings.imports.reading.table import LONGEST_CELL, MOST_CELLS, MOST_ROWS, ReadingError, SourceTable
from ratings.imports.reading.text import read_text
from ratings.imports.reading.word import DOCUMENT, read_word
from ratings.imports.reading.workbook import read_workbook
from ratings.imports.reading.xlsx_marks import WORKBOOK

SECONDS = 20
MEMORY = 300 << 20

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
ODS = b"application/vnd.oasis.opendocument.spreadsheet"


def answer(data: bytes) -> bytes:
    """Return the answer of the child."""
    try:
        tables = read(data)
        decide_letters(tables)
        check(tables)
        return encode_tables(tables)
    except ReadingError as error:
        return encode_error(error)
    except MemoryError:
        return encode_error(ReadingError("heavy"))


def read(data: bytes) -> list[SourceTable]:
    """Return the tables of a file as they are written; raise ReadingError.

    What only rare formats need is imported for them: it takes longer to import than most lists take to read.
    """
    if data.startswith(b"PK"):
        return _read_package(data)
    if data.startswith(OLE):
        if ENCRYPTED in data:
            raise ReadingError("password")
        from ratings.imports.reading.xls import read_xls  # noqa: PLC0415

        return read_xls(data)
    if data.startswith(b"%PDF"):
        from ratings.imports.reading.pdf import read_pdf  # noqa: PLC0415

        return read_pdf(data)
    if data.startswith(b"MIME-Version:"):
        # Pages and pictures in one file, as Excel saves them too.
        raise ReadingError("web-page")
    if _begins_with_a_tag(data[:200]):
        from ratings.imports.reading.web_page import read_web_page  # noqa: PLC0415

        return read_web_page(data)
    return read_text(data)


def _begins_with_a_tag(head: bytes) -> bool:
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return head.decode(encoding, "replace").lstrip().startswith("<")


def _read_package(data: bytes) -> list[SourceTable]:
    with open_package(data) as package:
        names = set(package.namelist())
        if DOCUMENT in names:
            return read_word(package)
        if WORKBOOK in names or (
            "mimetype" in names and "content.xml" in names and ODS in package.read("mimetype")
        ):
            return read_workbook(data, package)
    raise ReadingError("format")


def check(tables: list[SourceTable]) -> None:
    """Raise ReadingError if the tables have too many rows or cells, or too long a cell."""
    if sum(len(table.rows) for table in tables) > MOST_ROWS:
        raise ReadingError("size")
    if sum(len(table.rows) * len(table.rows[0]) for table in tables if table.rows) > MOST_CELLS:
        raise ReadingError("size")
    several = len(tables) > 1
    for number, table in enumerate(tables, 1):
        for row, cells in enumerate(table.rows):
            for column, value in enumerate(cells):
                if value.__class__ is str and len(value) > LONGEST_CELL:
                    raise ReadingError(
                        "long-cell",
                        label=table.label,
                        table=number if several else 0,
                        row=row,
                        column=column,
                        length=len(value),
                    )


if __name__ == "__main__":
    bound(SECONDS, MEMORY)
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))
