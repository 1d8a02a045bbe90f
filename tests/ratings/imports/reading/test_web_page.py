import pytest

from ratings.imports.reading.file import UnreadableFileError, read_file

HEAD = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"><title>Sổ</title>
<style><!-- .xl65 {mso-style-parent:style0; text-decoration:line-through;} .xl66 {color:red} --></style></head>"""


def read(body, encoding="utf-8"):
    return read_file(f"{HEAD}<body>{body}</body></html>".encode(encoding))


def only(body, encoding="utf-8"):
    (table,) = read(body, encoding)
    return table


def test_a_web_page_saved_as_a_workbook_is_read():
    table = only("""<h1>DANH SÁCH</h1>năm 2024
        <table><tr><td>TT<td>Tên   sản
        phẩm</tr><tbody><tr><td>1</td><td>Chè&nbsp;xanh<br>loại 1</td></tr></tbody></table>""")
    assert table.above == ("DANH SÁCH", "năm 2024")
    assert table.rows == [["TT", "Tên sản phẩm"], ["1", "Chè xanh\nloại 1"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_web_page_is_read_in_its_encoding(encoding):
    assert only("<table><tr><td>Đường phên</td></tr></table>", encoding).rows == [["Đường phên"]]


def test_cells_over_several_rows_and_columns_repeat_their_value():
    table = only("""<table><tr><td rowspan=2>TT<td colspan=2>Sản phẩm</tr><tr><td>Tên<td>Quy cách</tr>
        <tr><td>1<td>Chè<td>Gói</tr></table>""")
    assert table.rows == [["TT", "Sản phẩm", "Sản phẩm"], ["TT", "Tên", "Quy cách"], ["1", "Chè", "Gói"]]
    assert table.merged == [(0, 0, 1, 0), (0, 1, 0, 2)]


def test_hidden_and_struck_parts_are_told():
    table = only("""<table><col><col style='display: none'><tr><td>a<td>b</tr><tr style="display:none"><td>c<td>d</tr>
        <tr class="xl65 x"><td>e<td>f</tr><tr><td><s>4 sao</s> 3 sao<td>g</tr>
        <tr><td><span style="text-decoration: line-through">h</span><td></tr></table>""")
    assert (table.hidden_rows, table.hidden_columns, table.struck_rows) == ({1}, {1}, {2, 4})
    assert table.faults == {(3, 0): "struck"}


def test_a_table_within_a_cell_is_text_of_the_cell_and_a_table_of_its_own():
    outer, inner = read("<table><tr><td>a <table><tr><td>b</td></tr></table></td></tr></table>")
    assert (outer.rows, inner.rows) == ([["a b"]], [["b"]])


def test_a_page_without_a_table_is_answered_with_a_sentence():
    with pytest.raises(UnreadableFileError, match="^No table was found in this web page"):
        read("<p>Danh sách</p>")


@pytest.mark.parametrize("tag", ["div", "table><tr><td", "b"])
def test_deep_pages_are_read_or_answered_with_a_sentence(tag):
    try:
        read(f"<{tag}>" * 10_000 + "<table><tr><td>Chè</td></tr></table>")
    except UnreadableFileError as error:
        assert str(error).startswith(
            ("The tables of the document", "The file is damaged", "No table was found")
        )


def test_spans_without_end_are_read():
    table = only("<table>" + '<tr><td rowspan="65534" colspan="900">a</td></tr>' * 30 + "</table>")
    assert (len(table.rows), len(table.rows[0])) == (30, 27_000)
