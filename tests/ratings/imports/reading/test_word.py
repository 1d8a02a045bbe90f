import zipfile
from io import BytesIO

from ratings.imports.reading.file import read_file
from tests.ratings.imports import files

HEAD = ["Tên sản phẩm", "Chủ thể"]


def read(*body):
    return read_file(files.docx("".join(body)))


def only(*body):
    (table,) = read(*body)
    return table


def row(*cells, properties=""):
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def cell(text, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{files.word_text(text)}</w:tc>"


def test_a_table_that_goes_on_is_a_table_of_its_own():
    first, second = read_file((files.CASES / "06_bang_tiep_theo.docx").read_bytes())
    assert (first.label, len(first.above), [row[1] for row in first.rows]) == (
        "table 1 ",
        1,
        ["Tên sản phẩm", "Trà Một", "Trà Hai"],
    )
    assert (second.label, second.above, [row[1] for row in second.rows]) == (
        "table 2 ",
        (),
        ["Trà Ba", "Trà Bốn"],
    )


def test_the_text_above_a_table_is_told_line_by_line():
    table = only(
        files.word_text("PHỤ LỤC"),
        files.word_text("<w:p/>"),
        files.word_text("năm 2024"),
        files.word_table(HEAD),
    )
    assert table.above == ("PHỤ LỤC", "năm 2024")


def test_merged_cells_repeat_their_value():
    table = only(
        "<w:tbl>",
        row(cell("TT"), cell("Sản phẩm", '<w:gridSpan w:val="2"/>'), cell("Chủ thể")),
        row(cell("1"), cell("Chè"), cell("Gói"), cell("HTX", '<w:vMerge w:val="restart"/>')),
        row(cell("2"), cell("Gạo"), cell("Túi"), cell("", "<w:vMerge/>")),
        row(cell("Túi"), cell("HTX B"), properties='<w:gridBefore w:val="2"/>'),
        "</w:tbl>",
    )
    assert table.rows == [
        ["TT", "Sản phẩm", "Sản phẩm", "Chủ thể"],
        ["1", "Chè", "Gói", "HTX"],
        ["2", "Gạo", "Túi", "HTX"],
        [None, None, "Túi", "HTX B"],
    ]
    assert table.merged == [(0, 1, 0, 2), (1, 3, 2, 3)]


def test_content_controls_and_insertions_around_rows_cells_and_text_change_nothing():
    def controlled(content):
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    text = controlled(
        '<w:ins><w:r><w:t xml:space="preserve">Chè </w:t></w:r></w:ins><w:r><w:t>xanh</w:t></w:r>'
    )
    table = only(
        controlled(
            f"<w:tbl>{controlled(row(cell('Tên sản phẩm'), controlled(cell('Chủ thể'))))}"
            f"{row(cell(controlled(f'<w:p>{text}</w:p>')), cell('HTX'))}</w:tbl>"
        )
    )
    assert table.rows == [HEAD, ["Chè xanh", "HTX"]]


def test_a_table_within_a_cell_is_text_of_the_cell_and_a_table_of_its_own():
    outer, inner = read(
        files.word_table(HEAD, ["<w:p/>" + files.word_table(["Chè", "HTX A"]) + "<w:p/>", "HTX"])
    )
    assert outer.rows == [HEAD, ["Chè\nHTX A", "HTX"]]
    assert inner.rows == [["Chè", "HTX A"]]
    assert (outer.label, inner.label) == ("table 1 ", "table 2 ")


def test_deleted_and_moved_text_is_left_out_and_a_deleted_row_is_struck_through():
    table = only(
        "<w:tbl>",
        row(
            cell(
                "<w:p><w:del><w:r><w:delText>Bún</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>Phở</w:t></w:r>"
                "</w:moveFrom><w:r><w:t>Chè</w:t><w:tab/><w:t>xanh</w:t></w:r></w:p>"
            )
        ),
        row(cell("<w:p><w:del><w:r><w:delText>Gạo</w:delText></w:r></w:del></w:p>"), properties="<w:del/>"),
        row(cell("Bún"), properties="<w:del/>"),
        "</w:tbl>",
    )
    assert (table.rows, table.struck_rows) == ([["Chè xanh"], ["Gạo"], ["Bún"]], {1, 2})


def test_what_is_still_to_be_chosen_in_a_content_control_is_no_text():
    def control(properties, text):
        return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{files.word_text(text)}</w:sdtContent></w:sdt>"

    shown = '<w:showingPlcHdr w:val="false"/>'
    table = only(
        files.word_table(
            [control("<w:showingPlcHdr/>", "3 sao"), control(shown, "4 sao"), control("", "5 sao")]
        )
    )
    assert table.rows == [[None, "4 sao", "5 sao"]]


def test_text_below_the_last_table_and_tables_of_headers_and_footers_are_told():
    body = files.word_table(HEAD) + files.word_text("Chè rời đạt 4 sao.")
    foot = files.word_table(["Chè chân trang", "4 sao"])
    document = files.docx(body)
    with zipfile.ZipFile(file := BytesIO(document), "a") as package:
        package.writestr("word/footer1.xml", f'<w:ftr xmlns:w="w">{foot}</w:ftr>')
    first, second = read_file(file.getvalue())
    assert (first.below, second.rows) == (("Chè rời đạt 4 sao.",), [["Chè chân trang", "4 sao"]])


def test_a_drawing_with_two_forms_is_read_once():
    table = only(
        files.word_table(
            [
                "<w:p><w:r><mc:AlternateContent><mc:Choice><w:p><w:r><w:t>Chè</w:t></w:r></w:p></mc:Choice>"
                "<mc:Fallback><w:p><w:r><w:t>Chè</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:r></w:p>"
            ]
        )
    )
    assert table.rows == [["Chè"]]


def test_struck_and_hidden_text_is_told():
    struck, hidden = files.word_text("Chè", "<w:strike/>"), files.word_text("Gạo", "<w:vanish/>")
    plain = files.word_text("Bún", '<w:strike w:val="false"/>')
    table = only(files.word_table([struck, struck], [hidden, ""], [plain, struck], [hidden, plain]))
    assert (table.struck_rows, table.hidden_rows) == ({0}, {1})
    assert table.faults == {(2, 1): "struck", (3, 0): "hidden"}
