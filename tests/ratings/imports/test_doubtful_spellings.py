"""Cells as tired people write them: each is read right or refused, none is guessed."""

from datetime import date, datetime

import pytest
from django.utils.translation import override

from ratings.imports.authorities import read_authority
from ratings.imports.cells import CellParseError, parse_day
from ratings.imports.day_order import refuse_days_of_either_order
from ratings.imports.decision_cell import parse_decision
from ratings.imports.parsed_row import ParsedRow
from ratings.imports.purposes import Purpose, purpose_of_line
from ratings.imports.star_cell import parse_stars
from tests.ratings.imports import tables

MAY = date(2024, 5, 5)
REFUSED = "refused"


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def read(parse, written):
    try:
        return parse(written)
    except CellParseError:
        return REFUSED


DECISIONS = {
    "Q.Đ 12/QĐ-UBND ngày 5/5/2024": ("12/QĐ-UBND", MAY, ""),
    "QĐ số: 12 /QĐ - UBND, ngày: 05 / 05 / 2024": ("12/QĐ-UBND", MAY, ""),
    "12/QĐ-UBND, 05.05.24": ("12/QĐ-UBND", MAY, ""),
    "12/QĐ-UBND ngày 5 - 5 - 2024": ("12/QĐ-UBND", MAY, ""),
    "１２/QĐ-UBND ngày ５/５/2024": ("12/QĐ-UBND", MAY, ""),
    "12\u00a0/\u00a0QĐ-UBND": ("12/QĐ-UBND", None, ""),
    "12/QĐ-UBND ngày 5/5/2024 (công nhận lại)": ("12/QĐ-UBND", MAY, ""),
    "Công nhận lại theo QĐ số 12/QĐ-UBND ngày 5/5/2024": ("12/QĐ-UBND", MAY, ""),
    "12/QĐ-UBND (H. Võ Nhai) ngày 5/5/2024": ("12/QĐ-UBND", MAY, "UBND H. Võ Nhai"),
    "12/QĐ-UBND ngày 5/5/2024 của UBND H.Võ Nhai": ("12/QĐ-UBND", MAY, "UBND H.Võ Nhai"),
    "12/QĐ-UBND huyện Võ Nhai ngày 5/5/2024": ("12/QĐ-UBND", MAY, "UBND huyện Võ Nhai"),
    "12/QĐ-UBND gia hạn 5/QĐ-UBND ngày 5/5/2024": REFUSED,
    "Gia hạn theo QĐ 12/QĐ-UBND ngày 5/5/2024": REFUSED,
    "12/QĐ-UBND ngày 5/5/2024 kéo dài hiệu lực": REFUSED,
    "QĐ điều chỉnh, bổ sung số 12/QĐ-UBND ngày 5/5/2024": REFUSED,
    "Quyết định số 12/QĐ-UBND ngày 5/5/2024 về việc đính chính": REFUSED,
    "QĐ thu hồi 12/QĐ-UBND ngày 5/5/2024": REFUSED,
    "12/QĐ-UBND bãi bỏ": REFUSED,
    "12/QĐ-UBND ngày 31/02/2024": REFUSED,
    "12/QĐ-UBND ngày 5/13/2024": REFUSED,
    "12/QĐ-UBND 5/2025": REFUSED,
    "12/QĐ-UBND tháng 5/2025": REFUSED,
    "12/QĐ-UBND ngày 5 tháng 5": REFUSED,
    "12/QĐ-UBND ngày 05052024": REFUSED,
    "12/QĐ-UBND ngày 5/5/2O24": REFUSED,
    "12/QĐ-UBND ngày 5/5/2024 - 6/5/2024": REFUSED,
    "12/QĐ-UBND ngày 5/5/2024; hết hạn 2027": REFUSED,
    "12/QĐ-UBND ngày 5/5/2024 (hết hạn 5/5/2027)": REFUSED,
    "12/QĐ-UBND ngày 5/5/2024 hết hiệu lực": REFUSED,
    "12/QĐ-UBND và 13/QĐ-UBND ngày 5/5/2024": REFUSED,
    "12, 13/QĐ-UBND ngày 5/5/2024": REFUSED,
    "12 & 13/QĐ-UBND": REFUSED,
    "12/QĐ-UBND ngày 5/5/2024; 30/QĐ-UBND ngày 5/5/2025 công nhận lại": REFUSED,
    "Dự thảo 12/QĐ-UBND": REFUSED,
    "12/QĐ-UBND (chưa ký)": REFUSED,
    "khoảng 12/QĐ-UBND": REFUSED,
    "12/QĐ-UBND?": REFUSED,
    "đang trình": REFUSED,
    "l2/QĐ-UBND ngày 5/5/2024": REFUSED,
    "12,5/QĐ-UBND": REFUSED,
    "12/QĐ-UBND/2024": REFUSED,
    "QĐ-UBND 12": REFUSED,
    "Nghị quyết 12/NQ-HĐND ngày 5/5/2024": REFUSED,
    "Tờ trình 12/TTr-SNN ngày 5/5/2024": REFUSED,
}
DAYS = {
    "5.5.24": MAY,
    "05-05-2024": MAY,
    "2024-05-05": MAY,
    "ngày 5 tháng 5 năm 2024": MAY,
    "5/5/2024 00:00:00": MAY,
    45417: MAY,
    "45417": MAY,
    datetime(2024, 5, 5, 13): MAY,
    "29/02/2024": date(2024, 2, 29),
    **dict.fromkeys(
        [
            *("31/02/2024", "29/02/2023", "00/05/2024", "05/13/2024", "5/2025", "5/5", "V/2024", "05/V/2024"),
            *("May 5, 2024", "5-May-24", "20240505", "05052024", "2024", "hết hạn 2024", "quý II/2024"),
            *("05/05/2024 và 06/05/2024", "từ 05/05/2024 đến 05/05/2027", "05/05/2024?", "~5/5/2024"),
            *("khoảng 5/5/2024", "trước 5/5/2024", "05/05/2024 (dự kiến)", "5/5/20224"),
            *(2024, 45000.5, 0, -1, True),
        ],
        REFUSED,
    ),
}
STARS = {
    **dict.fromkeys(["3 sao năm 2021", "3 (2021)", "III", "hạng ba", "★★★☆☆", "03", "3,0", 3.0], 3),
    **dict.fromkeys(["4 sao (công nhận lại lần 2)", "4 sao tiềm năng 5 sao", "bốn  sao", "⭐⭐⭐⭐"], 4),
    **dict.fromkeys(
        ["tiềm năng 5 sao", "không đạt 3 sao", "3 sao (chưa công bố)", "4 sao (đề nghị)", 0], None
    ),
    **dict.fromkeys(
        [
            *("3 sao (gia hạn)", "4 sao (hết hạn 2024)", "3 sao hết hạn", "đã thu hồi", "thu hồi 4 sao"),
            *("4 sao bị hạ xuống 3 sao", "3 -> 4 sao", "3*-4*", "3/5", "3.5 sao", "3 rưỡi", "dưới 3 sao"),
            *("3 sao trở lên", "gần 4 sao", "3 sao?", "4 sao (lần 1: 3 sao)", "62 điểm", "2021", "VI"),
            *(-3, 3.5, 6, 30, True),
        ],
        REFUSED,
    ),
}


@pytest.mark.parametrize("written", DECISIONS)
def test_a_decision_is_read_or_refused(written):
    assert read(parse_decision, written) == DECISIONS[written]


@pytest.mark.parametrize("written", DAYS)
def test_a_day_is_read_or_refused(written):
    assert read(parse_day, written) == DAYS[written]


@pytest.mark.parametrize("written", STARS)
def test_stars_are_read_or_refused(written):
    assert read(parse_stars, written) == STARS[written]


def test_a_doubt_beside_a_decision_or_a_day_is_quoted():
    with pytest.raises(CellParseError, match="The cell says “chưa ký” beside the decision"):
        parse_decision("12/QĐ-UBND (chưa ký)")
    with pytest.raises(CellParseError, match="The cell says “dự kiến” beside the day"):
        parse_day("05/05/2024 (dự kiến)")
    with pytest.raises(CellParseError, match="replaces, changes, extends or withdraws another .“Gia hạn”"):
        parse_decision("Gia hạn theo QĐ 12/QĐ-UBND")


@pytest.mark.parametrize(
    ("written", "name", "above"),
    [
        ("UBND H. Võ Nhai", "Võ Nhai", ""),
        ("H.Võ Nhai", "Võ Nhai", ""),
        ("UBND huyện Chợ Mới, An Giang", "Chợ Mới", "An Giang"),
        ("UBND huyện Chợ Mới, tỉnh Bắc Kạn", "Chợ Mới", "tỉnh Bắc Kạn"),
        ("UBND huyện Võ Nhai, UBND tỉnh Thái Nguyên", "UBND huyện Võ Nhai, UBND tỉnh Thái Nguyên", ""),
    ],
)
def test_an_authority_is_read_with_the_unit_above(written, name, above):
    said = read_authority(written)
    assert (said.name, said.above) == (name, above)


@pytest.mark.parametrize(
    ("words", "purpose"),
    [
        ("DANH SÁCH SẢN PHẨM ĐƯỢC GIA HẠN GIẤY CHỨNG NHẬN OCOP", Purpose.EXTENSION),
        ("Danh sách sản phẩm kéo dài thời gian hiệu lực", Purpose.EXTENSION),
        ("Danh sách bổ sung sản phẩm được công nhận OCOP", Purpose.RECOGNITION),
        ("DANH SÁCH SẢN PHẨM HẾT HẠN CHƯA ĐÁNH GIÁ LẠI", Purpose.ENDED),
    ],
)
def test_a_title_of_another_act_is_no_recognition(words, purpose):
    assert purpose_of_line(words) == purpose


def test_a_column_that_once_writes_the_month_first_is_refused_where_both_orders_are_days():
    head = ["Tên sản phẩm", "Chủ thể", "Tỉnh", "Hạng sao", "Số quyết định", "Ngày ký"]
    days = ["05/06/2024", "05/13/2024", "05/05/2024", "25/06/2024", datetime(2024, 5, 6)]
    rows = [[f"Chè {n}", "HTX A", "Tỉnh Thử", "3 sao", "12/QĐ-UBND", day] for n, day in enumerate(days)]
    parsed = [ParsedRow(row) for row in tables.listing(head, *rows).rows]
    refuse_days_of_either_order(parsed)
    assert [[refusal.why for refusal in each.refusals] for each in parsed] == [
        ["Row 3 writes the month first, 05/13/2024: write the days of this column as dd/mm/yyyy."],
        *[[]] * 4,
    ]
