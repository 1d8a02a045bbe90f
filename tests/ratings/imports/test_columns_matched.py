"""The columns of a list that nobody knows: shown with their values, proposed where these speak clearly, matched by a person."""

import re

import pytest

from products.models import ProductSet
from ratings.imports.models import ColumnMatch, RegisterImport
from ratings.imports.questions import QuestionKind, question_key
from tests.ratings.imports import files
from tests.ratings.imports.test_pages import upload

pytestmark = pytest.mark.django_db
TITLE = ["Danh sách sản phẩm OCOP năm 2025"]
HEAD = ["TT", "Món hàng", "Nơi làm ra", "Bà con ở", "Được mấy sao", "Giấy số", "Ngày giấy", "Liên lạc"]
ROWS = [
    [1, "Chè nõn", "HTX Bình Minh", "Xã Tân Cương", "4 sao", "512/QĐ-UBND", "20/11/2025", "0912345601"],
    [2, "Mật ong", "HTX Nắng Mai", "Xã La Bằng", "3 sao", "512/QĐ-UBND", "20/11/2025", "0912345602"],
]


def uploaded(desk, *rows):
    upload(desk, files.xlsx([*rows]))
    return RegisterImport.objects.first()


def proposed(desk, heading, *values):
    """What is proposed for one unknown column of a list of products."""
    rows = [[f"Chè {number}", "HTX A", value] for number, value in enumerate(values)]
    job = uploaded(desk, ["Tên sản phẩm", "Chủ thể", heading], *rows)
    return [each["column"]["proposed"] for each in job.questions if each["column"]]


def answered(desk, job, answers):
    desk.post(f"/en/desk/import/{job.pk}/answers/", answers)
    job.refresh_from_db()


def with_heading(desk):
    """A list of unknown headings, of which somebody has said in which line they stand."""
    job = uploaded(desk, TITLE, *([HEAD, *ROWS]))
    answered(desk, job, {job.questions[0]["key"]: "line 1"})
    return job


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (["Xã Tân Cương", "phường Tích Lương"], "commune"),
        (["Xóm 5, xã Tân Cương", "Xóm Hồng Thái, xã La Bằng"], "address"),
        (["0912 345 601", "0208 3800 103"], "phone"),
        (["4 sao", "★★★"], "stars"),
        (["512/QĐ-UBND", "513/QĐ-UBND ngày 20/11/2025"], "decision"),
        (["Xã Tân Cương", "0912 345 601"], ""),
        (["3", "4"], ""),
        (["20/11/2025", "21/11/2025"], ""),
        (["tốt", "khá"], ""),
    ],
)
def test_values_that_speak_clearly_propose_a_field(desk, values, field):
    assert proposed(desk, "Cột lạ", *values) == [field]


def test_names_of_product_sets_propose_their_column(desk):
    names = list(ProductSet.objects.values_list("name_vi", flat=True)[:2])
    assert proposed(desk, "Cột lạ", *names) == ["product_set"]


@pytest.mark.parametrize("heading", ["Phấn đấu", "Trước khi đánh giá lại"])
def test_stars_that_are_expected_or_old_by_their_heading_are_not_proposed(desk, heading):
    assert proposed(desk, f"{heading} thế nào", "4 sao", "3 sao") == [""]


def test_what_two_columns_may_be_is_proposed_for_neither(desk):
    row = ["Chè", "HTX A", "0912 345 601", "0912 345 602"]
    job = uploaded(desk, ["Tên sản phẩm", "Chủ thể", "Số một", "Số hai"], row)
    assert [each["column"]["proposed"] for each in job.questions] == ["", ""]


def test_a_field_that_has_its_column_is_not_proposed_for_another(desk):
    row = ["Chè", "HTX A", "0912 345 601", "0912 345 602"]
    job = uploaded(desk, ["Tên sản phẩm", "Chủ thể", "Điện thoại", "Số hai"], row)
    assert [each["column"]["proposed"] for each in job.questions] == [""]


def test_the_first_lines_of_a_list_of_unknown_headings_stand_on_its_page_to_choose_the_heading(desk):
    job = uploaded(desk, TITLE, HEAD, *ROWS)
    (question,) = job.questions
    assert [label for _value, label in question["options"]] == [
        "Line 2: " + " | ".join(HEAD),
        "Line 3: 1 | Chè nõn | HTX Bình Minh | Xã Tân Cương | 4 sao | 512/QĐ-UBND | 20/11/2025 | 0912345601",
        "None of these lines: the table has no headings. Read it",
        "Do not read the table",
    ]
    assert desk.post(f"/en/desk/import/{job.pk}/write/").status_code == 409


def test_the_columns_below_a_chosen_heading_are_proposed_and_shown_with_three_examples(desk):
    job = with_heading(desk)
    asked = {each["column"]["heading"]: each["column"] for each in job.questions if each["column"]}
    assert {heading: column["proposed"] for heading, column in asked.items()} == {
        "Món hàng": "",
        "Nơi làm ra": "producer",
        "Bà con ở": "commune",
        "Được mấy sao": "stars",
        "Giấy số": "decision",
        "Ngày giấy": "decided_on",
        "Liên lạc": "phone",
    }
    assert (asked["Bà con ở"]["place"], asked["Bà con ở"]["examples"]) == (
        "D",
        ["Xã Tân Cương", "Xã La Bằng"],
    )
    page = " ".join(desk.get(f"/en/desk/import/{job.pk}/").content.decode().split())
    assert "Column D, “Bà con ở”" in page
    assert re.findall(r'<option value="(\w+)" selected>', page) == [
        "producer", "commune", "stars", "decision", "decided_on", "phone",
    ]  # fmt: skip
    assert page.count("Proposed from its values; it counts once you save.") == 6


def test_what_is_proposed_counts_only_once_it_is_saved_and_is_then_remembered(desk):
    job = with_heading(desk)
    assert (job.counts["new"], ColumnMatch.objects.count()) == (0, 0)
    proposals = {each["key"]: each["column"]["proposed"] for each in job.questions if each["column"]}
    answered(desk, job, proposals | {question_key(QuestionKind.COLUMN, "mon hang"): "name"})
    assert ColumnMatch.objects.get(heading="Bà con ở").field == "commune"
    assert [row["name"] for row in job.rows] == ["Chè nõn", "Mật ong"]
    second = uploaded(desk, TITLE, HEAD, [1, "Miến", "HTX Gió", "Xã Côn Minh", "3 sao", "", "", "0912345603"])
    assert [row["name"] for row in second.rows] == ["Miến"]
    assert "ba con o" in second.remarks["matched"]
