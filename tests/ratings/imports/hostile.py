"""Files that were made to stop whoever reads them."""

import random

from tests.ratings.imports import files

SHEET = "xl/worksheets/sheet1.xml"
LIST = files.xlsx([["Tên sản phẩm", "Chủ thể"], *([f"Chè {n}", "HTX"] for n in range(30))])


def merged(*ranges):
    """Return a workbook of 31 rows and two columns with merged ranges."""
    cells = "".join(f'<mergeCell ref="{each}"/>' for each in ranges)
    return files.changed(
        LIST, SHEET, (b"</sheetData>", f"</sheetData><mergeCells>{cells}</mergeCells>".encode())
    )


def many_ranges():
    return merged(*(f"A2:B{row}" for row in range(31, 50_031)))


def noise(number):
    """Characters that do not compress, so that a file looks like any other."""
    return iter(random.Random(1).randbytes(number).hex())


def shared_strings_bomb():
    """A text of 3 MB that many cells show."""
    between = noise(30_000)
    text = "".join("A" * 50 + next(between) for _part in range(59_000))
    cells = '<c t="s"><v>0</v></c>' * 10_000
    row = f'<row r="40">{cells}</row></sheetData>'
    return files.changed(
        files.changed(LIST, SHEET, (b"</sheetData>", row.encode())),
        "xl/sharedStrings.xml",
        ("Tên sản phẩm".encode(), text.encode()),
    )


def many_paragraphs():
    between = noise(60_000)
    return files.docx("".join("<w:p/>" * 26 + next(between) for _part in range(30_000)))


def nested(opening, closing, depth=10_000):
    return files.docx(opening * depth + "<w:p><w:r><w:t>Chè</w:t></w:r></w:p>" + closing * depth)


def nested_tables():
    return nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>")


def nested_paragraphs():
    return nested("<w:p>", "</w:p>")


def many_rows(number=50_001):
    return files.docx(files.word_table(*([str(row)] for row in range(number))))


def hostile_regex():
    return (files.CASES / "10_hostile_regex.xlsx").read_bytes()


def far_cells():
    """Two rows whose cells reach to the last column, one of them far below: a sheet of 800 million cells."""
    first = b'<row r="1"><c r="XFD1" t="n"><v>1</v></c><c r="A1" t="n"><v>1</v></c></row>'
    last = b'<row r="49999"><c r="XFD49999" t="n"><v>1</v></c><c r="A49999" t="n"><v>1</v></c></row>'
    return files.changed(LIST, SHEET, (b"</sheetData>", first + last + b"</sheetData>"))


def zip_bomb():
    return files.package({"xl/workbook.xml": " " * 5_000_000})


def rows_of_text():
    return b"a;b;c\n" * 1_600_000


# Ten that take long to read or try to.
HEAVY = (
    *(shared_strings_bomb, many_paragraphs, many_rows, far_cells, many_ranges),
    *(nested_tables, nested_paragraphs, hostile_regex, zip_bomb, rows_of_text),
)
