"""Lists created in memory, as officers could send them."""

import io
import zipfile
from pathlib import Path

import xlsxwriter

EXAMPLES = Path(__file__).parents[3] / "ratings" / "examples"
LISTS = EXAMPLES / "officer_lists"
# Lists as offices send them, each for a kind of trouble.
CASES = Path(__file__).parent / "reading" / "lists"
HEADINGS = ["TT", "Tên sản phẩm", "Chủ thể", "Xã", "Huyện", "Tỉnh", "Hạng sao", "Số quyết định", "Ngày ký"]


def xlsx(rows, *, merged=(), title=(), hidden=()):
    """Return a workbook with one sheet; `merged` holds (first row, column, last row, column, value), `hidden` rows from 0."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for number, row in enumerate([*title, *rows]):
        for column, value in enumerate(row):
            if hasattr(value, "year"):
                sheet.write_datetime(number, column, value, day)
            else:
                sheet.write(number, column, value)
    for place in merged:
        sheet.merge_range(*place)
    for number in hidden:
        sheet.set_row(number, options={"hidden": True})
    book.close()
    return file.getvalue()


def csv(rows, *, delimiter=";", encoding="utf-8-sig"):
    lines = [
        delimiter.join(f'"{cell}"' if delimiter in str(cell) else str(cell) for cell in row) for row in rows
    ]
    return "\r\n".join(lines).encode(encoding)


def package(entries):
    """Return a ZIP package of {name: content}."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return file.getvalue()


def changed(data, part, *changes):
    """Return a package with (old, new) replaced in one of its parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    for old, new in changes:
        assert old in entries[part]
        entries[part] = entries[part].replace(old, new)
    return package(entries)


def docx(body):
    """Return a Word document of the XML of its body."""
    namespaces = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    )
    return package({"word/document.xml": f"<w:document {namespaces}><w:body>{body}</w:body></w:document>"})


def word_table(*rows):
    """Return the XML of a Word table; a cell is text or the XML of its content."""
    lines = ("".join(f"<w:tc>{word_text(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{line}</w:tr>" for line in lines) + "</w:tbl>"


def word_text(text, properties=""):
    """Return the XML of a paragraph with a text; XML stays as it is."""
    if text.startswith("<"):
        return text
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p>"
