from datetime import date, datetime

import pytest

from ratings.imports import addresses, cells


@pytest.mark.parametrize(
    ("written", "stars"),
    [
        ("3 sao", 3), ("03 sao", 3), ("***", 3), ("(***)", 3), ("* * *", 3), ("★★★★", 4), ("OCOP 4*", 4), ("0COP 3 sao", 3),
        ("Hạng 4 sao", 4), ("hạng 5 sao", 5), ("4 sao cấp tỉnh", 4), ("OCOP 5 sao cấp quốc gia", 5), (4.0, 4), (3, 3),
        ("Đạt 3 sao", 3), ("ba sao", 3), ("Năm sao", 5), ("3\u00a0 sao ", 3), ("Ba\u0323c", None), ("", None), (None, None),
        ("0", None), (0.0, None), ("-", None), ("tiềm năng 5 sao", None), ("Chưa xếp hạng", None), ("không đạt", None),
    ],
)  # fmt: skip
def test_stars_are_read_as_officers_write_them(written, stars):
    if written == "Ba\u0323c":
        with pytest.raises(cells.CellParseError):
            cells.parse_stars(written)
    else:
        assert cells.parse_stars(written) == stars


@pytest.mark.parametrize("written", ["6 sao", "91,14", 44377.0, "******", "3-4 sao", "sao", "3,5", "xanh"])
def test_stars_that_nobody_can_be_sure_of_are_refused(written):
    with pytest.raises(cells.CellParseError):
        cells.parse_stars(written)


@pytest.mark.parametrize(
    "written",
    [
        "30/06/2021", "30/6/2021", "30.6.2021", "30-06-2021", "ngày 30/6/2021", "30/6/21", "2021-06-30", 44377.0, "44377",
        date(2021, 6, 30), datetime(2021, 6, 30, 7), "ngày 30 tháng 6 năm 2021", "Ngày 30 tháng 06, năm 2021",
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_form(written):
    assert cells.parse_day(written) == date(2021, 6, 30)


@pytest.mark.parametrize("written", ["30/02/2021", "02/12", "tháng 6/2021", "2021", "hôm qua"])
def test_a_day_that_is_none_is_refused(written):
    with pytest.raises(cells.CellParseError):
        cells.parse_day(written)


@pytest.mark.parametrize(
    ("written", "number", "on"),
    [
        ("124/QĐ-UBND (20/02/2023)", "124/QĐ-UBND", date(2023, 2, 20)),
        ("124/QĐ-UBND ngày 20/02/2023", "124/QĐ-UBND", date(2023, 2, 20)),
        ("QĐ số 124 / QĐ - UBND", "124/QĐ-UBND", None),
        ("2890/QĐ-BNN-VPĐP, ngày 30/06/2021", "2890/QĐ-BNN-VPĐP", date(2021, 6, 30)),
        ("DEMO-12/QĐ-UBND", "DEMO-12/QĐ-UBND", None),
        ("12/2023/QĐ-UBND", "12/2023/QĐ-UBND", None),
    ],
)
def test_a_decision_is_read_with_its_day(written, number, on):
    assert cells.parse_decision(written) == (number, on)


@pytest.mark.parametrize("written", ["đã công nhận", "124", "20/02/2023", "124/QĐ-UBND (31/02/2023)"])
def test_a_decision_that_is_none_is_refused(written):
    with pytest.raises(cells.CellParseError):
        cells.parse_decision(written)


def test_a_title_gives_the_decision_it_was_attached_to():
    title = "(Kèm theo Quyết định số 124/QĐ-UBND ngày 20/2/2023 của UBND tỉnh Cao Bằng)"
    assert cells.find_decision(title) == ("124/QĐ-UBND", date(2023, 2, 20))
    assert cells.find_decision("DANH SÁCH SẢN PHẨM OCOP NĂM 2023") is None


def test_a_year_is_found_where_a_remark_tells_it():
    assert cells.parse_year("đợt 2 năm 2020") == 2020
    assert cells.parse_year(2022.0) == 2022
    assert cells.find_year("Công nhận năm 2022") == 2022
    assert cells.find_year("thành lập năm 2015") is None


def test_a_tax_number_gets_back_the_zero_that_excel_dropped():
    assert cells.parse_tax_number(101234567.0) == "0101234567"
    assert cells.parse_tax_number("0101234567-001") == "0101234567-001"
    with pytest.raises(cells.CellParseError):
        cells.parse_tax_number("12345")


def test_a_product_set_is_read_by_number_or_name():
    sets = {"che tuoi, che che bien": 11}
    assert cells.parse_product_set("11", sets) == 11
    assert cells.parse_product_set("Bộ 11", sets) == 11
    assert cells.parse_product_set("Chè tươi, chè chế biến", sets) == 11
    with pytest.raises(cells.CellParseError):
        cells.parse_product_set("27", sets)


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
