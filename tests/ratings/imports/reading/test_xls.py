from datetime import date

import pytest

from ratings.imports.reading.file import UnreadableFileError, read_file
from tests.ratings.imports import files

EXCEL_97 = files.CASES / "excel_97.xls"


def test_a_workbook_of_excel_97_tells_values_and_marks():
    shown, hidden = read_file(EXCEL_97.read_bytes())
    assert (shown.label, shown.is_hidden, hidden.label, hidden.is_hidden) == ("Một!", False, "Hai!", True)
    assert shown.rows == [
        ["Tên sản phẩm", "Chủ thể", "Hạng sao", "Ngày ký"],
        ["Trà nõn tôm Hương Sơn", "HTX Hương Sơn", 4, date(2024, 12, 20)],
        ["Chè", "HTX", "3 sao", None],
        ["Gạo", "HTX", "3 sao", None],
        ["Bún", "HTX", "4 sao 3 sao", None],
        ["Mật", "TRUE", None, None],
        ["Xã Tân Cương"] * 4,
        ["Ẩn", "HTX", None, None],
    ]
    assert (shown.hidden_rows, shown.struck_rows, shown.hidden_columns) == ({7}, {2}, {3})
    assert shown.merged == [(6, 0, 6, 3)]
    assert shown.faults == {(3, 2): "struck", (4, 2): "struck", (5, 2): "error:#REF!"}


@pytest.mark.parametrize("kept", [600, 2_000, 5_000])
def test_a_torn_workbook_is_answered_with_a_sentence(kept):
    with pytest.raises(UnreadableFileError, match="^(The file is damaged|This is an old Word file)"):
        read_file(EXCEL_97.read_bytes()[:kept])
