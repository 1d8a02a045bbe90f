import unicodedata

import pytest

from ocop.values.vietnamese import clean
from ratings.imports.account import Fate
from ratings.imports.listing import read_source_list
from ratings.imports.reading.file import UnreadableFileError, read_file
from tests.ratings.imports import files


def rows_of(data):
    return read_source_list(read_file(data)).rows


def values(data, *names):
    return [tuple(clean(str(row.get(name))) for name in names) for row in rows_of(data)]


def example(name):
    return (files.LISTS / name).read_bytes()


def test_the_appendix_gives_each_row_its_merged_producer():
    found = read_source_list(read_file(example("A_phu_luc_gop_o.xlsx")))
    assert len(found.rows) == 41
    assert [row.place_in_file for row in found.rows][:3] == ["7", "8", "9"]
    bitter = next(row for row in found.rows if row.get("name") == "Trà mướp đắng rừng")
    assert (bitter.get("producer"), bitter.get("district"), bitter.cell("stars")) == (
        "Hợp tác xã Nông nghiệp Thanh niên Như Cố",
        "H. Chợ Mới",
        "F25",
    )
    assert {row.said["province"] for row in found.rows} == {"BẮC KẠN"}


def test_the_word_table_gives_each_row_its_merged_producer_and_the_title_above_it():
    found = rows_of(example("B_bang_word.docx"))
    assert len(found) == 8
    assert found[1].get("producer") == "HTX măng lục trúc MTQ (thị trấn Trại Cau)"
    assert found[1].said == {"district": "HUYỆN ĐỒNG HỶ", "year": 2023, "stars": 3}
    assert found[1].cell("producer") == "C3"


def test_the_same_list_in_utf8_and_tcvn3_comes_out_equal_but_for_case():
    names = ("name", "producer", "commune", "district", "stars")
    utf8, tcvn = values(example("D_nfc_nfd_lan_lon.csv"), *names), values(example("E_tcvn3.csv"), *names)
    assert len(utf8) == 11
    assert [[text.lower() for text in row] for row in utf8] == [
        [text.lower() for text in row] for row in tcvn
    ]


def test_the_example_register_is_read_whole():
    found = rows_of((files.EXAMPLES / "products.csv").read_bytes())
    assert len(found) == 238
    assert found[0].get("key") == "R4914db5b"
    assert found[0].cell("stars") == "L2"


def test_columns_may_stand_in_any_order():
    rows = [
        ["Hạng", "Huyện", "Cơ sở sản xuất", "STT", "Tên sản phẩm (OCOP)"],
        ["3 sao", "Chợ Mới", "HTX A", 1, "Chè"],
    ]
    row = rows_of(files.xlsx(rows))[0]
    assert row.values == {
        "stars": "3 sao",
        "district": "Chợ Mới",
        "producer": "HTX A",
        "serial": 1,
        "name": "Chè",
    }
    assert row.cell("producer") == "C2"


def test_a_list_that_begins_in_the_middle_of_a_sheet_keeps_its_addresses():
    rows = [[], ["", "", "Tên sản phẩm", "Chủ thể"], ["", "", "(1)", "(2)"], ["", "", "Chè", "HTX A"]]
    row = rows_of(files.xlsx(rows))[0]
    assert (row.cell("name"), row.cell("producer")) == ("C4", "D4")


def test_a_group_line_tells_the_district_of_the_rows_below_it():
    rows = [
        ["TT", "Sản phẩm", "Chủ thể", "Xã"],
        ["I. HUYỆN CHỢ MỚI"],
        [1, "Chè", "HTX A", "Yên Cư"],
        ["II. Thành phố Bắc Kạn", "", "", ""],
        [2, "Gạo", "HTX B", ""],
        ["", "Tổng cộng: 02 sản phẩm", "", ""],
    ]
    found = read_source_list(read_file(files.xlsx(rows)))
    assert [row.said["district"] for row in found.rows] == ["HUYỆN CHỢ MỚI", "Thành phố Bắc Kạn"]
    assert [part.place for part in found.account if part.fate in (Fate.SECTION, Fate.TOTAL)] == [
        "A2:D2",
        "A4:D4",
        "A6:D6",
    ]


def test_headings_that_return_on_each_page_are_no_rows():
    head = ["TT", "Tên sản phẩm", "Chủ thể"]
    assert len(rows_of(files.xlsx([head, [1, "Chè", "A"], head, [2, "Gạo", "B"]]))) == 2


def test_decomposed_headings_are_known():
    data = files.csv(
        [[unicodedata.normalize("NFD", text) for text in ("Tên sản phẩm", "Chủ thể")], ["Chè", "HTX A"]]
    )
    assert values(data, "name", "producer") == [("Chè", "HTX A")]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["a", "b"], [1, 2]], "No list was found."),
        ([["Tên sản phẩm", "Chủ thể"]], "The list has headings but no rows."),
    ],
)
def test_a_file_without_a_list_is_answered_with_a_sentence(rows, said):
    with pytest.raises(UnreadableFileError) as answer:
        rows_of(files.xlsx(rows))
    assert str(answer.value).startswith(said)
