"""Read the tables of a Word document, with the text above each."""

from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class InvalidDocumentError(Exception):
    """The document cannot be opened."""


def read_docx(document: bytes) -> list[tuple[list[list[str]], tuple[str, ...]]]:
    """Return (rows, lines above) of each table; the text of a merged cell is repeated in all cells that it covers.

    A table within a cell is read as text of that cell. Raise InvalidDocumentError if the XML is invalid or
    declares entities.
    """
    if b"<!DOCTYPE" in document[:2000] or b"<!ENTITY" in document:
        raise InvalidDocumentError
    # Documents with entity declarations were refused above.
    try:
        body = ElementTree.fromstring(document).find(f"{W}body")  # noqa: S314
    except ElementTree.ParseError as error:
        raise InvalidDocumentError from error
    if body is None:
        raise InvalidDocumentError
    found: list[tuple[list[list[str]], tuple[str, ...]]] = []
    above: list[str] = []
    for element in body:
        if element.tag == f"{W}tbl":
            found.append((_rows(element), tuple(above)))
            above = []
        elif text := _text(element).strip():
            above.append(text)
    return found


def _rows(table: ElementTree.Element) -> list[list[str]]:
    rows: list[list[str]] = []
    for line in table.iterfind(f"{W}tr"):
        cells: list[str] = [""] * _number(line, f"{W}trPr/{W}gridBefore", 0)
        for cell in line.iterfind(f"{W}tc"):
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            text = _text(cell)
            if merge is not None and merge.get(f"{W}val", "continue") == "continue":
                text = rows[-1][len(cells)] if rows and len(cells) < len(rows[-1]) else text
            cells += [text] * _number(cell, f"{W}tcPr/{W}gridSpan", 1)
        rows.append(cells)
    return rows


def _number(element: ElementTree.Element, path: str, default: int) -> int:
    """Return a small integer attribute of a child element."""
    found = element.find(path)
    value = found.get(f"{W}val", "") if found is not None else ""
    return min(int(value), 100) if value.isdecimal() else default


def _text(element: ElementTree.Element) -> str:
    """Return the text of a cell or paragraph, one line per paragraph, without deleted text."""
    lines = []
    for paragraph in element.iter(f"{W}p"):
        parts = []
        for node in paragraph.iter():
            if node.tag == f"{W}t":
                parts.append(node.text or "")
            elif node.tag in (f"{W}tab", f"{W}br"):
                parts.append(" ")
        lines.append("".join(parts))
    return "\n".join(lines)
