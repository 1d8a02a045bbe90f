"""Lists as offices sent them, whole: what the preview makes of each once the questions have their likeliest answers."""

from datetime import date
from pathlib import Path

import pytest
from django.utils.translation import override

from ocop.models import Place, PlaceLevel
from ocop.places.gazetteer import Gazetteer
from ratings.imports.decision_questions import RECOGNISES
from ratings.imports.matching import NEW
from ratings.imports.reading.file import UnreadableFileError
from ratings.imports.register import preview
from tests.once import made_once
from tests.ratings.imports import files

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vietnam")]

LISTS = Path(__file__).parent / "lists"
HEAD = ["TT", "Tên sản phẩm", "Chủ thể", "Xã", "Hạng sao", "Quyết định công nhận"]
gazetteer = made_once(Gazetteer)


@pytest.fixture
def look(gazetteer):
    """The plan of a list of the province of Thái Nguyên, or of any, with an answer to each question that has one of these."""

    def preview_of(data, *answers, anywhere=False):
        province = Place.objects.in_force().get(level=PlaceLevel.PROVINCE, name="Thái Nguyên")
        options = {
            "file_name": "list", "province": None if anywhere else province, "gazetteer": gazetteer, "answers": {},
        }  # fmt: skip
        with override("en"):
            plan = preview(data, **options)
            while given := {
                question.key: answer
                for question in plan.questions
                for answer in answers
                if not question.answer and answer in [option.value for option in question.options]
            }:
                options["answers"] |= given
                plan = preview(data, **options)
        return plan

    return preview_of


def sent(name, folder=LISTS):
    return (folder / name).read_bytes()


def statuses(plan):
    return [(outcome.row, str(outcome.status)) for outcome in plan.outcomes]


def stars(plan):
    """Name, stars, number and day of all stars of the rows that would be registered."""
    return [
        (item.values["name"], star.stars, star.number, star.signed_on)
        for _outcome, item in plan.rows
        for star in item.stars
    ]


def reasons(plan):
    return {
        (refusal.cell, (refusal.why or refusal.expected).split(":")[0].split(" (")[0])
        for outcome in plan.outcomes
        for refusal in outcome.refusals
    }


def test_a_list_of_withdrawn_products_recognises_nothing(look):
    plan = look(sent("withdrawn.xlsx"))
    (question,) = plan.questions
    assert (statuses(plan), question.rows) == ([("4", "asked"), ("5", "asked")], ["4", "5"])
    assert question.text.startswith("Does 500/QĐ-UBND of 05/05/2025, signed by Tỉnh Thái Nguyên, recognise")
    assert question.detail.startswith("The list says “Products whose recognition is withdrawn”")
    assert question.options[-1].value == RECOGNISES


def test_names_that_differ_by_a_tone_are_products_and_makers_of_their_own(look):
    names = ["Mứt dừa", "Mứt dứa", "Kẹo lạc", "Dầu lạc", "Đậu lạc"]
    makers = ["Hùng", "Hưng", "Hứng"]
    rows = [[n, name, "HTX Quả Ngọt"] for n, name in enumerate(names, 1)]
    rows += [[6 + n, f"Chè {n + 1}", f"Hộ kinh doanh Nguyễn Văn {maker}"] for n, maker in enumerate(makers)]
    data = files.xlsx([HEAD, *([*row, "Tân Cương", "3 sao", "2117/QĐ-UBND (20/12/2024)"] for row in rows)])
    assert {row for row, status in statuses(look(data, RECOGNISES)) if status == "asked"} == {"8", "9"}
    plan = look(data, RECOGNISES, NEW)
    assert [item.values["name"] for _outcome, item in plan.rows] == [*names, "Chè 1", "Chè 2", "Chè 3"]
    assert len(plan.makers) == 4


def test_the_new_star_counts_beside_the_old_one(look):
    plan = look(sent("old-and-new-star.xlsx"), RECOGNISES)
    assert stars(plan) == [("Trà Khe Cốc", 4, "2117/QĐ-UBND", date(2024, 12, 20))]
    assert plan.outcomes[0].notes == ["“Hạng sao (cũ)” says “3 sao”: noted only."]


def test_hidden_and_struck_lines_wait_for_a_tick(look):
    data = sent("hidden-and-struck.xlsx")
    plan = look(data)
    assert [question.text for question in plan.open_questions] == [
        "Struck through: Sheet1!7. Are these lines read?",
        "Hidden: Sheet1!3. Are these lines read?",
        "Hidden: Sheet1!5. Are these lines read?",
        "The column Sheet1!F, “Hạng sao”, is hidden. Is it read?",
        "cũ is hidden. Is it read?",
    ]
    assert [row for row, _status in statuses(plan)] == ["Sheet1!2", "Sheet1!4", "Sheet1!6"]
    assert len(look(data, "read", RECOGNISES).outcomes) == 7


def test_a_column_in_an_older_encoding_comes_out_right(look):
    plan = look(sent("05_tcvn3_mot_cot.xlsx", files.CASES), RECOGNISES)
    assert [name for name, *_star in stars(plan)] == [
        "Trà nõn tôm Hương Sơn", "Miến dong Bình Minh", "Mật ong hoa bạc hà Khe Cốc", "Lạp sườn Na Rì",
    ]  # fmt: skip


def test_a_word_table_that_goes_on_is_read_to_its_end(look):
    plan = look(sent("table-goes-on.docx"), RECOGNISES)
    assert [(name, number) for name, number, *_decision in stars(plan)] == [
        ("Trà Một", 4), ("Trà Hai", 3), ("Trà Ba", 3), ("Trà Bốn", 3),
    ]  # fmt: skip


def test_sections_give_the_commune_and_totals_are_no_products(look):
    plan = look(sent("sections-and-totals.xlsx"))
    assert [(outcome.row, outcome.name, item.claims[0].stars) for outcome, item in plan.rows] == [
        ("3", "Trà nõn tôm Hương Sơn", 4), ("4", "Miến dong Bình Minh", 3), ("7", "Chè Đại Phúc", 3),
    ]  # fmt: skip
    assert [outcome.differences[0].after for outcome in plan.outcomes] == [
        "Xã Tân Cương", "Xã Tân Cương", "Xã Đại Phúc",
    ]  # fmt: skip


def test_numbers_of_decisions_are_read_whole_or_refused(look):
    written = [
        "124/QĐ-UBND (20/02/2023); 305/QĐ-UBND (12/3/2024)",
        "QĐ 124/QĐ-UBND thay thế QĐ 11/QĐ-UBND ngày 1/1/2019",
        "1234/QĐ–UBND ngày 5/5/2023",
        "1.234/QĐ-UBND ngày 5/5/2023",
        "01-2024/QĐ-UBND ngày 5/1/2024",
        "2117/QÐ-UBND ngày 20/12/2024",
    ]
    rows = [
        [n, f"Chè {n}", f"HTX Quyết {n}", "Tân Cương", "4 sao", text] for n, text in enumerate(written, 1)
    ]
    plan = look(files.xlsx([HEAD, *rows]), RECOGNISES)
    assert reasons(plan) == {
        ("F2", "The cell names several decisions, 124/QĐ-UBND, 305/QĐ-UBND"),
        ("F3", "The cell speaks of a decision that replaces, changes, extends or withdraws another"),
    }
    assert [(number, day) for _name, _stars, number, day in stars(plan)] == [
        ("1234/QĐ-UBND", date(2023, 5, 5)), ("1234/QĐ-UBND", date(2023, 5, 5)),
        ("01-2024/QĐ-UBND", date(2024, 1, 5)), ("2117/QĐ-UBND", date(2024, 12, 20)),
    ]  # fmt: skip


def test_a_telephone_in_a_name_moves_to_its_field_and_an_identity_number_is_refused(look):
    makers = ["HTX Trà Sen – ĐT 0912 000 111", "HKD Lê Thử, CCCD 019000000003"]
    plan = look(files.xlsx([HEAD, *([1, "Trà", maker, "Tân Cương", "3 sao", ""] for maker in makers)]))
    assert [(item.maker.values["name"], item.maker.values["phone"]) for _outcome, item in plan.rows] == [
        ("HTX Trà Sen", "0912 000 111")
    ]
    assert [cell for cell, _why in reasons(plan)] == ["C3"]


def test_a_workbook_that_is_made_to_stop_the_reader_is_refused_with_a_sentence(look):
    with pytest.raises(UnreadableFileError, match="^The file is damaged and cannot be opened.$"):
        look(sent("10_hostile_regex.xlsx", files.CASES))


def test_each_mistake_in_a_list_refuses_its_row_at_its_cell(look):
    plan = look(sent("planted.xlsx"), RECOGNISES)
    assert {status for _row, status in statuses(plan)} == {"refused"}
    assert reasons(plan) == {
        ("G3", "Rows of this list contradict each other. row 14"),
        ("I4", "There is no day 31/02/2025."),
        ("D5", "the name of a commune there, of today or before July 2025"),
        ("F6", "the number of a product set, 1 to 26, or its name"),
        ("G7", "0 to 5, “3 sao”, “***” or “OCOP 4*”"),
        ("K8", "a tax number"),
        ("L9", "a GTIN of 8, 12, 13 or 14 digits with the right check digit"),
        ("B10", "the name of the product"),
        ("C11", "the name of the producer, at most 250 characters"),
        ("E12", "a place in Tỉnh Thái Nguyên"),
        ("J13", "a day after the signing of the decision, and at most ten years after it"),
        ("G14", "Rows of this list contradict each other. row 3"),
        ("I15", "a day of signing that has come, not before 07/05/2018, when the programme began"),
        ("M16", "a telephone number such as 0912 345 678"),
    }


def test_two_evaluations_of_a_row_are_two_stars(look):
    plan = look(sent("two-evaluations.xlsx"), RECOGNISES)
    assert stars(plan) == [
        ("Chè búp thử", 3, "12/QĐ-UBND", date(2021, 5, 10)),
        ("Chè búp thử", 4, "34/QĐ-UBND", date(2024, 6, 1)),
    ]
    assert reasons(plan) == {
        ("F6", "F6 holds a formula without a result. Open the file in Excel and save it, or write the value.")
    }


def test_cities_and_wards_of_2026_are_found_by_the_names_of_today(look):
    rows = [
        ["Phường Yên Phong", "Bắc Ninh"], ["Phường Tiên Du", "Thành phố Bắc Ninh"],
        ["Xã Ba Chẽ", "Thành phố Quảng Ninh"], ["Phường Long Thành", "TP Đồng Nai"],
        ["Phường Trị An", "TP. Đồng Nai"],
    ]  # fmt: skip
    head = ["Tên sản phẩm", "Chủ thể", "Xã, phường", "Tỉnh"]
    plan = look(
        files.csv([head, *([f"Bánh {n}", f"HTX Thử M{n}", *row] for n, row in enumerate(rows))]),
        anywhere=True,
    )
    assert [outcome.differences[0].after for outcome in plan.outcomes] == [
        commune for commune, _province in rows
    ]
