"""Cells and titles that name decisions: each number is read whole, or the cell is refused."""

import random
import unicodedata
from datetime import date

import pytest
from django.utils.translation import override

from ratings.decisions.number import number_key, tidy_number
from ratings.imports.cells import CellParseError
from ratings.imports.decision_cell import find_decision, parse_decision

DAY = date(2023, 2, 20)


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("written", "number", "on"),
    [
        ("124/QĐ-UBND (20/02/2023)", "124/QĐ-UBND", DAY),
        ("124/QĐ-UBND ngày 20/02/2023", "124/QĐ-UBND", DAY),
        ("124/QĐ-UBND - ngày 20/02/2023", "124/QĐ-UBND", DAY),
        ("124/QĐ-UBND-ngay 20/2/2023", "124/QĐ-UBND", DAY),
        ("Ngày 20/02/2023, số 124/QĐ-UBND", "124/QĐ-UBND", DAY),
        ("2023-02-20 124/QĐ-UBND", "124/QĐ-UBND", DAY),
        ("QĐ số 124 / QĐ - UBND", "124/QĐ-UBND", None),
        ("QĐ 124/QĐ-UBND", "124/QĐ-UBND", None),
        ("QĐ-124/QĐ-UBND", "124/QĐ-UBND", None),
        ("Đợt 2 năm 2023: 124/QĐ-UBND", "124/QĐ-UBND", None),
        ("124/QĐ-UBND ngày 20/02/2023 về việc công nhận sản phẩm OCOP đợt 1 năm 2023", "124/QĐ-UBND", DAY),
        ("124/QĐ-UBND; 124/QD-UBND ngày 20/02/2023", "124/QĐ-UBND", DAY),
        ("Số 858/QÐ-UBND", "858/QĐ-UBND", None),
        ("858/QD-UBND", "858/QĐ-UBND", None),
        ("858/QĐ.UBND", "858/QĐ-UBND", None),
        ("858/QĐUBND", "858/QĐ-UBND", None),
        ("858\\QĐ-UBND", "858/QĐ-UBND", None),
        ("1.234/QĐ-UBND", "1234/QĐ-UBND", None),
        ("1,234/QĐ-UBND", "1234/QĐ-UBND", None),
        ("12 345/QĐ-UBND", "12345/QĐ-UBND", None),
        ("124a/QĐ-UBND", "124A/QĐ-UBND", None),
        ("01-2024/QĐ-UBND ngày 5/1/2024", "01-2024/QĐ-UBND", date(2024, 1, 5)),
        ("DEMO-12/QĐ-UBND", "DEMO-12/QĐ-UBND", None),
        ("DEMO-19-01/QĐ-UBND", "DEMO-19-01/QĐ-UBND", None),
        ("124/2023/QĐ-UBND", "124/2023/QĐ-UBND", None),
        ("2890/QĐ-BNN-VPĐP, ngày 30/06/2021", "2890/QĐ-BNN-VPĐP", date(2021, 6, 30)),
        ("917/QĐ-CT.UBND", "917/QĐ-CT.UBND", None),
        *((f"1234/QĐ{dash}UBND ngày 20/02/2023", "1234/QĐ-UBND", DAY) for dash in "-‐‑‒–—―−"),
    ],
)
def test_a_decision_is_read_whole_with_its_day(written, number, on):
    for form in ("NFC", "NFD"):
        assert parse_decision(unicodedata.normalize(form, written))[:2] == (number, on)


@pytest.mark.parametrize(
    "written",
    [
        "đã công nhận", "124", "QĐ số 124", "20/02/2023", "124 ngày 20/2/2023", "1.2/QĐ-UBND", "1.23.456/QĐ-UBND",
        "124, 125/QĐ-UBND", "124/QĐ-UBND, 125", "124-125/QĐ-UBND", "STT 5 - 124/QĐ-UBND", "12/12/2023/QĐ-UBND",
        "124/QĐ-UBND-2023", "124/QĐ-UBND ngày 02/12", "124/QĐ-UBND " + "ngày " * 200,
    ],
)  # fmt: skip
def test_what_is_not_read_whole_is_refused(written):
    with pytest.raises(CellParseError, match="a number such as 124/QĐ-UBND, with its day"):
        parse_decision(written)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            "124/QĐ-UBND (20/02/2023); 305/QĐ-UBND (12/3/2024)",
            "The cell names several decisions, 124/QĐ-UBND, 305/QĐ-UBND: write each in a row of its own",
        ),
        ("124/QĐ-UBND và 125/QĐ-UBND", "The cell names several decisions, 124/QĐ-UBND, 125/QĐ-UBND"),
        (
            "QĐ 124/QĐ-UBND thay thế QĐ 11/QĐ-UBND ngày 1/1/2019",
            "The cell speaks of a decision that replaces, changes, extends or withdraws another (“thay thế”)",
        ),
        ("thay cho QĐ 11/QĐ-UBND", "The cell speaks of a decision that replaces"),
        ("124/QĐ-UBND thu hồi giấy chứng nhận", "The cell speaks of a decision that replaces"),
        ("124/QĐ-UBND 20/02/2023 21/03/2024", "The cell names several days, 20/02/2023, 21/03/2024"),
        ("124/QĐ-UBND (31/02/2023)", "There is no day 31/02/2023."),
    ],
)
def test_a_cell_that_says_two_things_is_refused_with_what_it_says(written, told):
    with pytest.raises(CellParseError) as refused:
        parse_decision(written)
    assert str(refused.value).startswith(told)


@pytest.mark.parametrize(
    ("written", "authority"),
    [
        ("124/QĐ-UBND ngày 20/02/2023 của UBND huyện Chợ Mới", "UBND huyện Chợ Mới"),
        ("124/QĐ-UBND huyện Chợ Mới ngày 20/02/2023", "UBND huyện Chợ Mới"),
        ("Quyết định của UBND huyện Chợ Mới số 124/QĐ-UBND", "UBND huyện Chợ Mới"),
        ("124/QĐ-UBND của Chủ tịch UBND tỉnh Bắc Kạn về việc công nhận", "UBND tỉnh Bắc Kạn"),
        ("2890/QĐ-BNN-VPĐP của Bộ Nông nghiệp và PTNT", "Bộ Nông nghiệp và PTNT"),
        ("124/QĐ-UBND", ""),
    ],
)
def test_a_cell_may_say_who_signed(written, authority):
    assert parse_decision(written).authority == authority


def test_no_number_is_cut_however_it_is_written():
    """Each of 300 cells made of numbers, spellings and days is read whole or refused."""
    pick = random.Random(20_230_220)
    read = 0
    for _cell in range(300):
        plain = pick.choice(
            [str(pick.randint(1, 99_999)), f"{pick.randint(1, 99)}-2024", f"DEMO-19-{pick.randint(1, 99)}"]
        )
        end = pick.choice(["QĐ-UBND", "QĐ-BNN-VPĐP", "QĐ-BNNMT", "QĐ-CT.UBND"])
        number, suffix = plain, end
        if plain.isdecimal() and len(plain) > 3:
            number = pick.choice(["", ".", ",", " ", "\u00a0", "'"]).join([plain[:-3], plain[-3:]])
        suffix = suffix.replace("-", pick.choice(["-", "–", "—", "‑", "−", " - ", " -"]))
        suffix = suffix.replace("Đ", pick.choice(["Đ", "Ð", "đ"]), 1) if "VPĐP" not in suffix else suffix
        before = pick.choice(
            ["", "Số ", "QĐ ", "QĐ số: ", "Quyết định số ", "Theo QĐ ", "3. ", "12; ", "Điều 1 QĐ "]
        )
        day = pick.choice(
            ["", " ngày 20/02/2023", " (20/2/2023)", ", 20-02-2023", " ngày 20 tháng 02 năm 2023"]
        )
        more = pick.choice(
            ["", "", "", " của UBND tỉnh Thử", ", 77", " và 77/QĐ-UBND", " thay thế QĐ 77/QĐ-UBND"]
        )
        written = unicodedata.normalize(pick.choice(["NFC", "NFD"]), f"{before}{number}/{suffix}{day}{more}")
        try:
            decision = parse_decision(written)
        except CellParseError:
            continue
        assert decision.number == f"{plain}/{end}".upper(), written
        assert decision.signed_on == (DAY if day else None), written
        read += 1
    assert read > 100


@pytest.mark.parametrize(
    ("title", "decision"),
    [
        (
            "(Kèm theo Quyết định số 124/QĐ-UBND ngày 20/2/2023 của UBND tỉnh Cao Bằng)",
            ("124/QĐ-UBND", DAY, "UBND tỉnh Cao Bằng"),
        ),
        (
            "(Ban hành kèm theo Quyết định số 1.234/QĐ–UBND ngày 20 tháng 02 năm 2023 của Chủ tịch UBND huyện Chợ Mới)",
            ("1234/QĐ-UBND", DAY, "UBND huyện Chợ Mới"),
        ),
        (
            "(Kèm theo Quyết định số 124/QĐ-UBND ngày 20/2/2023, thay thế Quyết định số 11/QĐ-UBND ngày 1/1/2019)",
            ("124/QĐ-UBND", DAY, ""),
        ),
        (
            "Căn cứ Quyết định số 148/QĐ-TTg ngày 24/02/2023; kèm theo Quyết định số 124/QĐ-UBND ngày 20/2/2023",
            ("124/QĐ-UBND", DAY, ""),
        ),
    ],
)
def test_a_title_gives_the_decision_it_was_attached_to(title, decision):
    assert find_decision(title) == decision


@pytest.mark.parametrize(
    "title",
    [
        "DANH SÁCH SẢN PHẨM OCOP NĂM 2023",
        "Căn cứ Quyết định số 5/QĐ-UBND ngày 1/1/2023 của UBND tỉnh",
        "Theo Quyết định số 919/QĐ-TTg ngày 01/8/2022",
        "Theo QĐ 12/QĐ-UBND ngày 1/2/2023 và QĐ 13/QĐ-UBND ngày 1/3/2023",
        "(Kèm theo Quyết định số 124/QĐ-UBND ngày 31/02/2023)",
        "(Kèm theo Quyết định số      /QĐ-UBND ngày    /    /2023)",
    ],
)
def test_a_title_without_one_decision_of_its_own_gives_none(title):
    assert find_decision(title) is None


def test_one_number_has_one_key_and_two_numbers_have_two():
    same = ["1234/QĐ-UBND", "1.234/QĐ–UBND", "Số 1234 / QD-UBND", "01234/QÐ-UBND", "QĐ số 1 234/QĐ.UBND"]
    assert {number_key(number) for number in same} == {"1234/qdubnd"}
    other = [
        "DEMO-19-01/QĐ-UBND",
        "DEMO-190-1/QĐ-UBND",
        "1-2024/QĐ-UBND",
        "12024/QĐ-UBND",
        "124/2023/QĐ-UBND",
    ]
    assert len({number_key(number) for number in other}) == len(other)
    assert {tidy_number(number) for number in same if number[0] != "0"} == {"1234/QĐ-UBND"}
