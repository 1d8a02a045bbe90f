"""What an import does with several evaluations or products in a row, and with parts that nobody decided about."""

from datetime import date
from pathlib import Path

import pytest

from ocop.models import Place, PlaceLevel
from ocop.places.gazetteer import Gazetteer
from ocop.refusal import RefusedError
from producers.models import Producer
from products.models import Product
from ratings.decisions.models import RecordedStar
from ratings.imports.desk import start_import, store_upload
from ratings.imports.questions import QuestionKind
from ratings.imports.register import ALL_REFUSED, import_register
from tests import factories as make
from tests.background import work_off
from tests.ratings.imports import files
from tests.ratings.imports.answering import import_recognised

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vietnam")]

LISTS = Path(__file__).parent / "lists"
HEAD = ["Tên sản phẩm", "Chủ thể", "Xã", "Tỉnh", "Hạng sao"]


@pytest.fixture(scope="module", autouse=True)
def gazetteer(vietnam, django_db_blocker):
    """All places, loaded once per module."""
    global GAZETTEER
    with django_db_blocker.unblock():
        GAZETTEER = Gazetteer()


def thai_nguyen():
    return Place.objects.in_force().get(level=PlaceLevel.PROVINCE, name="Thái Nguyên")


def run(data, do=import_register, **options):
    province = thai_nguyen()
    return do(
        data,
        file_name="list.xlsx",
        province=province,
        by=make.user(place=province),
        leave_out=ALL_REFUSED,
        gazetteer=GAZETTEER,
        **options,
    )


def answered(plan, **values):
    return {question.key: values[question.kind] for question in plan.questions if question.kind in values}


def test_each_evaluation_of_a_row_is_a_star_and_the_row_counts_once():
    data = (LISTS / "two-evaluations.xlsx").read_bytes()
    plan, written = run(data, do=import_recognised)
    assert (plan.summary, written) == ("2 rows: 1 new, 0 changed, 0 same, 1 refused", True)
    assert [(refusal.cell, refusal.why[:2]) for refusal in plan.outcomes[1].refusals][0] == ("F6", "F6")
    stars = RecordedStar.objects.order_by("decision__signed_on")
    assert list(stars.values_list("stars", "decision__number", "decision__signed_on")) == [
        (3, "12/QĐ-UBND", date(2021, 5, 10)),
        (4, "34/QĐ-UBND", date(2024, 6, 1)),
    ]
    assert run(data, do=import_recognised)[0].counts["same"] == 1


def test_nothing_is_written_before_hidden_parts_are_decided_about():
    data = (LISTS / "hidden-and-struck.xlsx").read_bytes()
    plan, written = run(data)
    assert (written, len(plan.open_questions), Product.objects.exists()) == (False, 5, False)
    plan, written = run(data, answers=answered(plan, unread="leave_out"))
    assert (written, Product.objects.count(), plan.open_questions) == (True, 3, [])


def test_the_desk_says_why_it_writes_nothing():
    officer = make.user(place=thai_nguyen())
    kept = store_upload((LISTS / "hidden-and-struck.xlsx").read_bytes(), file_name="list.xlsx", by=officer)
    work_off()
    kept.refresh_from_db()
    with pytest.raises(RefusedError, match="^Nothing of the list is written before"):
        start_import(kept, by=officer, accept_good_rows=True)
    assert {"place": "Sheet1!A3:H3", "fate": "left_out"}.items() <= next(
        part for part in kept.remarks["account"] if part["place"] == "Sheet1!A3:H3"
    ).items()


def test_a_cell_with_several_products_waits_for_the_answer():
    data = files.xlsx([HEAD, ["Bún gạo, phở trắng", "HTX A", "Tân Cương", "Thái Nguyên", "3 sao"]])
    plan, _written = run(data)
    assert (plan.counts["asked"], Producer.objects.exists()) == (1, False)
    assert [question.kind for question in plan.questions] == [QuestionKind.PRODUCT]
    several, _written = run(data, answers=answered(plan, product="several"))
    assert [outcome.name for outcome in several.outcomes] == ["Bún gạo", "phở trắng"]
    assert (Product.objects.count(), Producer.objects.count()) == (2, 1)


def test_a_cell_with_a_comma_can_name_one_product():
    data = files.xlsx([HEAD, ["Bún gạo, phở trắng", "HTX A", "Tân Cương", "Thái Nguyên", "3 sao"]])
    run(data, answers=answered(run(data)[0], product="one"))
    assert Product.objects.get().name == "Bún gạo, phở trắng"
    assert run(data)[0].summary == "1 row: 0 new, 0 changed, 1 same, 0 refused"


@pytest.mark.parametrize(
    ("name", "products"),
    [
        ("Rượu mơ và rượu mận", ["Rượu mơ", "rượu mận"]),
        ("Chè Shan tuyết/Chè đen", ["Chè Shan tuyết", "Chè đen"]),
        ("Gạo nếp vải + gạo tẻ", ["Gạo nếp vải", "gạo tẻ"]),
        ("Lạp sườn & thịt hun khói", ["Lạp sườn", "thịt hun khói"]),
        ("Thịt lợn, gà, vịt hun khói", ["Thịt lợn", "gà", "vịt hun khói"]),
    ],
)
def test_words_and_signs_can_join_several_names(name, products):
    plan, _written = run(files.xlsx([HEAD, [name, "HTX A", "Tân Cương", "Thái Nguyên", "3 sao"]]))
    (question,) = plan.questions
    assert question.options[1].label == f"{len(products)} products: {' · '.join(products)}"


@pytest.mark.parametrize(
    "name",
    [
        "Bánh gai đậu xanh và dừa",
        "Muối & ớt",
        "Trà (gừng và mật ong)",
        "Chè xanh, hộp 200 g",
        "Bộ quà Tết, mứt, chè",
        "Nhóm sản phẩm (dao, thìa)",
        "Chè Khe Cốc",
        "Miến, dạng sợi",
    ],
)
def test_sizes_sets_and_brackets_are_no_second_product(name):
    plan, _written = run(files.xlsx([HEAD, [name, "HTX A", "Tân Cương", "Thái Nguyên", "3 sao"]]))
    assert plan.questions == []
