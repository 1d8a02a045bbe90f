from datetime import date, datetime

import pytest
from django.utils.translation import override

from ratings.imports import addresses, cells


@pytest.mark.parametrize(
    "written",
    [
        "30/06/2021", "30/6/2021", "30.6.2021", "30-06-2021", "ngày 30/6/2021", "30/6/21", "2021-06-30", 44377.0, "44377",
        date(2021, 6, 30), datetime(2021, 6, 30, 7), "ngày 30 tháng 6 năm 2021", "Ngày 30 tháng 06, năm 2021",
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_form(written):
    assert cells.parse_day(written) == date(2021, 6, 30)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        *(
            (written, "a day such as 20/02/2023")
            for written in ["02/12", "ngày 02/12", "tháng 6/2021", "2021", "hôm qua"]
        ),
        *((written, f"There is no day {written}.") for written in ["30/02/2021", "06/30/2021", "00/01/2021"]),
        (
            "20/02/2023 - 20/02/2026",
            "The cell names several days, 20/02/2023, 20/02/2026: write the one that counts.",
        ),
    ],
)
def test_a_day_that_is_none_is_refused(written, told):
    with override("en"), pytest.raises(cells.CellParseError) as refused:
        cells.parse_day(written)
    assert str(refused.value) == told


def test_a_day_that_could_be_read_as_americans_write_it_is_read_as_written_here():
    assert cells.parse_day("05/06/2021") == date(2021, 6, 5)


def test_a_year_is_found_where_a_remark_tells_it():
    assert cells.parse_year("đợt 2 năm 2020") == 2020
    assert cells.parse_year(2022.0) == 2022
    with override("en"), pytest.raises(cells.CellParseError, match="several years, 2021, 2024"):
        cells.parse_year("2021, 2024")
    assert cells.find_year("Công nhận năm 2022") == 2022
    assert cells.find_year("thành lập năm 2015") is None


def test_a_tax_number_gets_back_the_zero_that_excel_dropped():
    assert cells.parse_tax_number(101234567.0) == "0101234567"
    assert cells.parse_tax_number("0101234567-001") == "0101234567-001"
    with pytest.raises(cells.CellParseError):
        cells.parse_tax_number("12345")


def test_text_is_one_line_in_composed_letters():
    assert cells.cell_text("  Bă\u0301c\u00a0 Ka\u0323n\n ") == "Bắc Kạn"
    assert cells.cell_text(12.0) == "12"
    assert cells.cell_text("n/a") == ""


@pytest.mark.parametrize(
    ("written", "name", "parts"),
    [
        ("HTX MTQ (thị trấn Trại Cau)", "HTX MTQ", {"commune": "thị trấn Trại Cau"}),
        (
            "HTX MTQ, xã Khe Mo, huyện Đồng Hỷ",
            "HTX MTQ",
            {"commune": "xã Khe Mo", "district": "huyện Đồng Hỷ"},
        ),
        ("Du lịch cộng đồng (Ba Be Green)", "Du lịch cộng đồng (Ba Be Green)", {}),
        ("Hợp tác xã 20/10", "Hợp tác xã 20/10", {}),
    ],
)
def test_an_address_behind_a_producer_is_taken_off(written, name, parts):
    assert addresses.split_producer(written) == (name, parts)


def test_an_address_in_one_cell_is_taken_apart():
    assert addresses.parse_address("Xóm Hồng Thái, Tân Cương, TP Thái Nguyên, tỉnh Thái Nguyên") == {
        "village": "Xóm Hồng Thái",
        "commune": "Tân Cương",
        "district": "TP Thái Nguyên",
        "province": "tỉnh Thái Nguyên",
    }


@pytest.mark.parametrize(
    ("part", "level"),
    [
        ("xã Tân Cương", "commune"),
        ("X.Đức Vân", "commune"),
        ("TT. Trại Cau", "commune"),
        ("Phường 1", "commune"),
        ("TP.Thái Nguyên", "district"),
        ("tinh Bac Kan", "province"),
        ("Xạ Hương", None),
        ("Xanh Tea", None),
        ("Tĩnh Gia", None),
        ("Quần Chu", None),
    ],
)
def test_a_part_of_an_address_names_its_level_in_words(part, level):
    assert addresses.level_of(part) == level


def test_nothing_of_an_address_is_lost():
    assert addresses.parse_address("Số 5, tổ 2 - xã Tân Cương; xã Phúc Xuân, tỉnh Thái Nguyên, Việt Nam") == {
        "village": "Số 5, tổ 2, xã Phúc Xuân",
        "commune": "xã Tân Cương",
        "province": "tỉnh Thái Nguyên",
    }
