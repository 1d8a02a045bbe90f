"""The tables of a Word document, with the text above each."""

from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class InvalidDocumentError(Exception):
    """The document cannot be opened."""


def tables(document: bytes) -> list[tuple[list[list[str]], tuple[str, ...]]]:
    """Return (rows, lines above) of each table; merged cells hold their text in every cell they cover.

    A table within a cell is text of that cell. Raise InvalidDocumentError where the XML is none, or declares entities.
    """
    if b"<!DOCTYPE" in document[:2000] or b"<!ENTITY" in document:
        raise InvalidDocumentError
    # A document that declares entities was refused above.
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


def _rows(table):
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


def _number(element, path, default):
    """A small number that Word keeps in an attribute."""
    found = element.find(path)
    value = found.get(f"{W}val", "") if found is not None else ""
    return min(int(value), 100) if value.isdecimal() else default


def _text(element):
    """The text of a cell or paragraph: paragraphs become lines; deleted text is left out."""
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
