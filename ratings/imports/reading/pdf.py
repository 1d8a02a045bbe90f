"""Read the ruled tables of PDF files that have a text layer."""

import io

import pdfplumber
from pdfplumber.page import Page
from pdfplumber.table import Table
from pdfplumber.utils.exceptions import PdfminerException

from ratings.imports.reading.table import ReadingError, SourceTable, Value, check_size, fill_merged

# Points: lines of a table closer than this are one.
TOLERANCE = 2
# A line of text longer than this part of the page goes on in the next one.
FULL_LINE = 0.65
# How pdfminer writes a letter of a font that does not tell its letters.
NO_LETTER = "(cid:"


def read_pdf(data: bytes) -> list[SourceTable]:
    """Return the tables page by page; raise ReadingError for scans and for pages of which no table is ruled."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            tables: list[SourceTable] = []
            above: list[str] = []
            for number, page in enumerate(document.pages, 1):
                if not page.chars and (page.images or page.curves):
                    raise ReadingError("scan", page=number)
                found, above = _tables(page, above)
                tables += found
                check_size(sum(len(table.rows) for table in tables), 1)
                page.close()
    except (ReadingError, MemoryError):
        raise
    except PdfminerException as error:
        is_locked = "Password" in repr(error)
        raise ReadingError("password" if is_locked else "damaged") from error
    except Exception as error:
        # pdfminer stumbles over damaged files in many ways.
        raise ReadingError("damaged") from error
    if not tables:
        raise ReadingError("pdf")
    tables[-1].below = tuple(above)
    return tables


def _tables(page: Page, above: list[str]) -> tuple[list[SourceTable], list[str]]:
    """Return the tables of a page, and the text below the last one; `above` is that of the page before."""
    ruled = [table for table in page.find_tables() if len(table.columns) > 1]
    tables, top = [], page.bbox[1]
    for table in sorted(ruled, key=lambda each: each.bbox[1]):
        above = above + _lines(page, top, table.bbox[1])
        tables.append(_table(table, tuple(above)))
        above, top = [], table.bbox[3]
    return tables, above + _lines(page, top, page.bbox[3])


def _lines(page: Page, top: float, bottom: float) -> list[str]:
    if bottom - top < 1:
        return []
    lines = page.crop((page.bbox[0], top, page.bbox[2], bottom), strict=False).extract_text_lines()
    paragraphs: list[str] = []
    goes_on = False
    for line in lines:
        text = line["text"].strip()
        if goes_on and paragraphs and not text.startswith("("):
            paragraphs[-1] += f" {text}"
        elif text:
            paragraphs.append(text)
        # A line as wide as the paper's text was broken where the paper ends, not where its sentence does.
        goes_on = line["x1"] - line["x0"] > FULL_LINE * (page.bbox[2] - page.bbox[0])
    return paragraphs


def _table(table: Table, above: tuple[str, ...]) -> SourceTable:
    rows: list[list[Value]] = [[(text or "").strip() or None for text in row] for row in table.extract()]
    lefts, tops = sorted({cell[0] for cell in table.cells}), sorted({cell[1] for cell in table.cells})
    merged = []
    for left, top, right, bottom in table.cells:
        first, last = lefts.index(left), sum(each < right - TOLERANCE for each in lefts) - 1
        upper, lower = tops.index(top), sum(each < bottom - TOLERANCE for each in tops) - 1
        if last > first or lower > upper:
            merged.append((upper, first, lower, last))
    source = SourceTable(above=above, rows=rows, merged=fill_merged(rows, merged))
    source.faults = {
        (row, column): "letters"
        for row, cells in enumerate(rows)
        for column, value in enumerate(cells)
        if isinstance(value, str) and NO_LETTER in value
    }
    return source
