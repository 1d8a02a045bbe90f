from datetime import date, datetime, time
from io import BytesIO

import pytest
import xlsxwriter

from ratings.imports.reading.file import UnreadableFileError, read_file
from ratings.imports.reading.table import OWN_COMMENTS
from tests.ratings.imports import files

SHEET = "xl/worksheets/sheet1.xml"
HEAD = ["Tên sản phẩm", "Chủ thể"]


def workbook(write):
    """Return a workbook that a function has written."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        write(book)
    return file.getvalue()


def only(data):
    (table,) = read_file(data)
    return table


def test_values_are_text_numbers_and_days():
    def write(book):
        sheet = book.add_worksheet()
        day, clock = (book.add_format({"num_format": each}) for each in ("dd/mm/yyyy", "hh:mm"))
        sheet.write_row(0, 0, ["Chè", 4, 91.14, True, ""])
        sheet.write_datetime(1, 0, datetime(2024, 12, 20), day)
        sheet.write_datetime(1, 1, datetime(2024, 12, 20, 7, 30), day)
        sheet.write_datetime(1, 2, time(7, 30), clock)
        sheet.write_string(2, 0, "0912000111")

    assert only(workbook(write)).rows == [
        ["Chè", 4, 91.14, "TRUE"],
        [date(2024, 12, 20), "20/12/2024 07:30", "07:30", None],
        ["0912000111", None, None, None],
    ]


def test_rows_begin_at_the_corner_of_the_sheet():
    table = only(files.xlsx([[], ["", "", "Chè"]]))
    assert table.rows == [[None, None, None], [None, None, "Chè"]]


def test_a_merged_cell_repeats_its_value_and_its_range_is_told():
    data = files.xlsx(
        [HEAD, ["", "HTX A"], ["Chè", ""]], merged=[(1, 1, 2, 1, "HTX A"), (3, 0, 3, 1, "Xã Tân Cương")]
    )
    table = only(data)
    assert table.rows == [HEAD, [None, "HTX A"], ["Chè", "HTX A"], ["Xã Tân Cương", "Xã Tân Cương"]]
    assert table.merged == [(1, 1, 2, 1), (3, 0, 3, 1)]


def test_a_merged_range_ends_where_the_sheet_ends():
    data = files.changed(
        files.xlsx([HEAD, ["Chè", "HTX"], ["Gạo", ""]]),
        SHEET,
        (b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="B2:XFD90"/></mergeCells>'),
    )
    assert only(data).rows == [HEAD, ["Chè", "HTX"], ["Gạo", "HTX"]]
    assert only(data).merged == [(1, 1, 2, 1)]


def test_hidden_sheets_rows_and_columns_are_told():
    def write(book):
        shown, hidden, buried = (book.add_worksheet(name) for name in ("Một", "Hai", "Ba"))
        for sheet in (shown, hidden, buried):
            sheet.write_row(0, 0, HEAD)
        shown.write_row(3, 0, ["Chè", "HTX"])
        shown.set_row(3, None, None, {"hidden": True})
        shown.set_column(1, 1, None, None, {"hidden": True})
        hidden.hide()
        buried.very_hidden()
        book.add_worksheet("Trống")

    tables = read_file(workbook(write))
    assert [(table.label, table.is_hidden) for table in tables] == [
        ("Một!", False),
        ("Hai!", True),
        ("Ba!", True),
    ]
    assert (tables[0].hidden_rows, tables[0].hidden_columns) == ({3}, {1})
    assert (tables[1].hidden_rows, tables[1].hidden_columns) == (set(), set())


def test_struck_rows_are_told_and_struck_cells_of_other_rows_are_faults():
    def write(book):
        sheet = book.add_worksheet()
        struck = book.add_format({"font_strikeout": True})
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, ["Chè", "HTX"], struck)
        sheet.write(2, 0, "Gạo", struck)
        sheet.write(2, 1, "HTX")
        sheet.write_rich_string(3, 0, struck, "4 sao ", "3 sao")
        sheet.write(3, 1, "HTX")
        sheet.write(4, 0, "Chè", struck)
        sheet.write_blank(4, 1, None, book.add_format({"bold": True}))

    table = only(workbook(write))
    assert table.struck_rows == {1, 4}
    assert table.faults == {(2, 0): "struck", (3, 0): "struck"}


def test_formulas_without_a_value_and_errors_are_faults():
    def write(book):
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEAD)
        sheet.write_formula(1, 0, '=CONCAT("a")', None, "a")
        sheet.write_formula(1, 1, '=CONCAT("")', None, "b")
        sheet.write_formula(2, 0, "=1/0", None, "#DIV/0!")
        sheet.write_formula(2, 3, "=A9", None, 7)

    data = files.changed(workbook(write), SHEET, (b"<v>7</v>", b"<v/>"), (b"<v>b</v>", b"<v></v>"))
    table = only(data)
    assert table.rows == [[*HEAD, None, None], ["a", None, None, None], [None, None, None, None]]
    assert table.faults == {(2, 0): "error:#DIV/0!", (2, 3): "formula"}


def test_rows_and_columns_without_any_height_or_width_are_hidden():
    def write(book):
        sheet = book.add_worksheet()
        for row in range(3):
            sheet.write_row(row, 0, HEAD)
        sheet.set_row(1, 30)
        sheet.set_column(1, 1, 20)

    flat = (b'ht="30"', b'ht="0"'), (b'width="20.7109375"', b'width="0"')
    table = only(files.changed(workbook(write), SHEET, *flat))
    assert (table.hidden_rows, table.hidden_columns) == ({1}, {1})


def test_hidden_and_struck_rows_of_a_list_that_an_office_sent():
    shown, old = read_file((files.CASES / "04_trang_an_dong_an_gach.xlsx").read_bytes())
    assert (len(shown.rows), shown.hidden_rows, shown.struck_rows, shown.hidden_columns) == (
        7,
        {2, 4},
        {6},
        {5},
    )
    assert (old.label, old.is_hidden, old.rows[1][1]) == ("cũ!", True, "Sản phẩm đã xóa")


ODS = """<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:calcext="c">
<office:automatic-styles>
<style:style style:name="cut" style:family="table-cell"><style:text-properties
 style:text-line-through-style="solid"/></style:style>
<style:style style:name="away" style:family="table"><style:table-properties table:display="false"/></style:style>
</office:automatic-styles>
<office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>"""
NAMESPACES = (
    ('xmlns:office="o"', 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'),
    ('xmlns:table="t"', 'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'),
    ('xmlns:text="x"', 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'),
    ('xmlns:style="s"', 'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'),
)


def ods(*sheets):
    content = ODS.format("".join(sheets))
    for short, long in NAMESPACES:
        content = content.replace(short, long)
    return files.package(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content,
            "styles.xml": "<styles/>",
            "META-INF/manifest.xml": "<manifest/>",
        }
    )


def ods_sheet(rows, *, name="Một", style="", columns=""):
    return f'<table:table table:name="{name}" table:style-name="{style}">{columns}{rows}</table:table>'


def ods_cell(text, more=""):
    return f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p></table:table-cell>'


def ods_row(*cells, more=""):
    written = (cell if cell.startswith("<") else ods_cell(cell) for cell in cells)
    return f"<table:table-row {more}>{''.join(written)}</table:table-row>"


def test_an_ods_workbook_tells_the_same():
    rows = [
        ods_row(*HEAD),
        ods_row("Chè", "HTX", more='table:visibility="collapse"'),
        ods_row(ods_cell("Gạo", 'table:style-name="cut"'), ods_cell("HTX", 'table:style-name="cut"')),
        ods_row(ods_cell("Xã", 'table:number-columns-spanned="2"'), "<table:covered-table-cell/>"),
        ods_row(
            '<table:table-cell table:formula="of:=[.A9]"/>', ods_cell("#REF!", 'calcext:value-type="error"')
        ),
        ods_row("<table:table-cell/>", more='table:number-rows-repeated="1048000"'),
    ]
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    shown, hidden = read_file(
        ods(ods_sheet("".join(rows), columns=columns), ods_sheet(ods_row(*HEAD), name="Hai", style="away"))
    )
    assert shown.rows == [HEAD, ["Chè", "HTX"], ["Gạo", "HTX"], ["Xã", "Xã"], [None, None]]
    assert (shown.hidden_rows, shown.struck_rows, shown.hidden_columns) == ({1}, {2}, {1})
    assert shown.merged == [(3, 0, 3, 1)]
    assert shown.faults == {(4, 0): "formula", (4, 1): "error:#REF!"}
    assert (hidden.label, hidden.is_hidden) == ("Hai!", True)


@pytest.mark.parametrize("place", ["XFD1048576", "A1048576", "XFD50"])
def test_a_sheet_that_reaches_too_far_is_refused_with_the_cell(place):
    data = files.changed(
        files.xlsx([HEAD, ["Chè", "HTX"]]),
        SHEET,
        (b'<row r="2"', f'<row r="{place.lstrip("XFDA")}"'.encode()),
        (b'r="B2"', f'r="{place}"'.encode()),
    )
    if place == "XFD50":
        assert len(only(data).rows[0]) == 16_384
    else:
        with pytest.raises(UnreadableFileError, match=f"^A sheet reaches to cell {place}"):
            read_file(data)


@pytest.mark.parametrize(
    ("cell", "row"),
    [
        ('table:number-columns-repeated="16384"', 'table:number-rows-repeated="1048576"'),
        ('table:number-columns-repeated="999999999"', 'table:number-rows-repeated="49999"'),
        ("", 'table:number-rows-repeated="1048576"'),
    ],
)
def test_cells_that_are_repeated_without_end_are_refused(cell, row):
    with pytest.raises(UnreadableFileError, match="^A sheet reaches to cell"):
        read_file(ods(ods_sheet(ods_row(ods_cell("Chè", cell), more=row))))


def test_a_number_is_what_its_format_shows():
    def write(book):
        sheet = book.add_worksheet()
        for row, code in enumerate(['"tiềm năng "0" sao"', '0" sao"', '0"/QĐ-UBND"', ";;;"]):
            sheet.write(row, 0, 5, book.add_format({"num_format": code}))

    table = only(workbook(write))
    assert [row[0] for row in table.rows] == ["tiềm năng 5 sao", 5, "5/QĐ-UBND", None]
    assert table.faults == {(3, 0): "hidden"}


def test_comments_of_an_office_are_read_and_those_of_the_portal_are_not():
    def write(book):
        sheet = book.add_worksheet()
        for row, author in enumerate(["Chị Hà", OWN_COMMENTS]):
            sheet.write(row, 0, "4 sao")
            sheet.write_comment(row, 0, "Đã thu hồi 2025", {"author": author})

    table = only(workbook(write))
    assert table.comments == {(0, 0): "Đã thu hồi 2025"}
