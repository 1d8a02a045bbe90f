import pytest

from ratings.imports.reading.file import read_file
from tests.ratings.imports import files

ROWS = [["Tên sản phẩm", "Chủ thể"], ["Chè, gạo; mật ong", "HTX A"]]


def only(data):
    (table,) = read_file(data)
    return table


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_files_are_read_with_any_delimiter_and_mark(delimiter, encoding):
    assert only(files.csv(ROWS, delimiter=delimiter, encoding=encoding)).rows == ROWS


def test_commas_of_addresses_are_no_delimiters():
    rows = [
        ["Tên sản phẩm", "Địa chỉ"],
        *([f"Chè {n}", "xóm Nhị, xã Văn Lăng, huyện Đồng Hỷ"] for n in range(50)),
    ]
    assert only("\n".join(";".join(row) for row in rows).encode()).rows == rows


def test_quotes_before_formulas_are_those_of_our_export():
    assert only(b"a;b\n'=1+1;'x\n'+84;-\n").rows == [["a", "b"], ["=1+1", "'x"], ["+84", "-"]]


def test_rows_shorter_than_the_heading_are_faults():
    table = only("Danh sách\nTT;Tên;Chủ thể\n1;Chè\n2;Gạo;HTX\n\n3;Bún;\n".encode())
    assert table.rows == [
        ["Danh sách", None, None],
        ["TT", "Tên", "Chủ thể"],
        ["1", "Chè", None],
        ["2", "Gạo", "HTX"],
        [None, None, None],
        ["3", "Bún", None],
    ]
    assert table.faults == {(2, 2): "short"}


def test_a_cell_may_hold_several_lines():
    assert only(b'a;b\r\n"1\r\n2";3\r\n').rows == [["a", "b"], ["1\n2", "3"]]


def test_a_first_line_may_tell_the_delimiter():
    assert only("sep=,\nTên;sản phẩm,Chủ thể\n".encode()).rows == [["Tên;sản phẩm", "Chủ thể"]]
