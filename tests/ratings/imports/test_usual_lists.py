"""Ways in which district and provincial offices usually draw their lists."""

import pytest

from ocop.places.gazetteer import Gazetteer, Resolution
from ratings.imports.place_spelling import spelled_otherwise
from ratings.imports.questions import Questions
from ratings.imports.star_names import ask_about_star_names
from tests import factories as make
from tests.ratings.imports.tables import listing, told

HEAD = ["TT", "Tên sản phẩm", "Chủ thể", "Xã", "Hạng sao"]
TEA = [1, "Chè Khe Cốc", "HTX Khe Cốc", "Tân Cương", "4 sao"]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (None, ["Số QĐ", "Ngày"]),
        (None, ["Quyết định", "Ngày, tháng, năm"]),
        (["Quyết định công nhận", "Quyết định công nhận"], ["Số", "Ngày"]),
        (["Kết quả năm 2024", "Kết quả năm 2024"], ["QĐ", "Ngày"]),
    ],
)
def test_a_day_beside_a_decision_is_its_day(above, below):
    lines = [HEAD + above, [*HEAD, *below]] if above else [[*HEAD, *below]]
    found = listing(*lines, [*TEA, "2117/QĐ-UBND", "20/12/2024"])
    assert told(found, "decision", "decided_on") == [("2117/QĐ-UBND", "20/12/2024")]
    assert found.questions == []


def test_each_evaluation_has_its_star_number_and_day():
    parts = ["Hạng", "QĐ", "Ngày"]
    groups = [each for each in ("Lần đầu", "Đánh giá lại", "Nâng hạng") for _part in parts]
    stars = ["3", "1/QĐ-UBND", "10/01/2019", "3", "2/QĐ-UBND", "10/01/2022", "4", "3/QĐ-UBND", "10/06/2024"]
    found = listing([*HEAD[:4], *groups], [*HEAD[:4], *parts * 3], [*TEA[:4], *stars])
    (row,) = found.rows
    told_by = [
        (each.text("stars"), each.text("decision"), each.text("decided_on"))
        for each in (*row.evaluations, row)
    ]
    assert told_by == [
        ("3", "1/QĐ-UBND", "10/01/2019"), ("3", "2/QĐ-UBND", "10/01/2022"), ("4", "3/QĐ-UBND", "10/06/2024"),
    ]  # fmt: skip


def test_tables_side_by_side_have_each_the_title_above_it():
    found = listing(
        ["DANH SÁCH SẢN PHẨM 3 SAO", "", "", "", "DANH SÁCH SẢN PHẨM 4 SAO", "", ""],
        ["TT", "Tên sản phẩm", "Chủ thể", "", "TT", "Tên sản phẩm", "Chủ thể"],
        [1, "Chè", "HTX A", "", 1, "Gạo", "HTX B"],
    )
    assert told(found, "name", "stars") == [("Chè", "3 sao"), ("Gạo", "4 sao")]
    assert found.questions == []


def test_a_cross_in_the_column_of_stars_is_no_star():
    found = listing(HEAD, [*TEA[:4], "x"])
    assert found.rows[0].problems == [("stars", "An “x” does not say how many stars: write 3, 4 or 5.")]


def test_a_section_names_a_district_as_it_was():
    found = listing(HEAD, ["I", "Thị xã Phổ Yên cũ"], TEA)
    assert told(found, "district") == [("Thị xã Phổ Yên",)]


def test_a_comment_at_a_cell_counts_as_a_remark():
    found = listing([*HEAD, "Ghi chú"], [*TEA, "Hộp 500 g"], comments={(1, 4): "Đã thu hồi 2025"})
    (row,) = found.rows
    assert row.text("remark") == "Hộp 500 g ; Đã thu hồi 2025"
    assert row.notes == ["Comment at E2: “Đã thu hồi 2025”."]


def test_a_decision_in_a_note_below_the_rows_is_asked_about():
    note = "Ghi chú: các sản phẩm trên được công nhận tại Quyết định số 2117/QĐ-UBND ngày 20/12/2024"
    found = listing(HEAD, TEA, [note])
    (question,) = found.questions
    assert (question.rows, question.detail) == (["2"], note)
    answered = listing(HEAD, TEA, [note], answers={question.key: "yes"})
    assert told(answered, "decision") == [("2117/QĐ-UBND (20/12/2024)",)]


def test_the_name_of_a_sheet_tells_the_year():
    assert told(listing(HEAD, TEA, label="2022!", name="2022"), "name", "year") == [("Chè Khe Cốc", 2022)]


def test_headings_may_be_english():
    found = listing(
        ["No.", "Product name", "Producer", "Commune", "Star rating", "Decision No.", "Date of decision"],
        [*TEA, "2117/QĐ-UBND", "20/12/2024"],
    )
    assert told(found, "name", "stars", "decided_on") == [("Chè Khe Cốc", "4 sao", "20/12/2024")]


def test_a_star_in_a_producers_name_is_asked_about():
    found = listing(HEAD, [1, "Chè", "HTX 5 Sao", "Tân Cương", "3 sao"], TEA)
    questions = Questions({})
    ask_about_star_names(found.rows, questions)
    (question,) = questions.asked
    assert (question.rows, [bool(row.asked) for row in found.rows]) == (["2"], [True, False])
    ask_about_star_names(found.rows, Questions({question.key: "star"}))
    assert found.rows[0].problems == [("producer", "Write the name without the star.")]


@pytest.mark.django_db
def test_a_commune_that_is_written_otherwise_is_named():
    commune = make.commune(province=make.province(name="Tỉnh Thử"), name="Đại Từ")
    gazetteer, found = Gazetteer(), Resolution(commune)
    written = ["Xã Đại Tư", "Phường Đại Từ", "xã Đại Từ", "X. ĐẠI TỪ", "Đại Từ"]
    notes = [spelled_otherwise(each, found, gazetteer) for each in written]
    assert notes == [f"“{each}” is read as Xã Đại Từ." for each in written[:2]] + [""] * 3
