"""Rows of a list that say different things about a star or a decision: refused together, or asked about once."""

import pytest
from django.utils.translation import override

from ocop.places.gazetteer import Gazetteer
from products.models import Product
from ratings.decisions.models import RecordedDecision, StarClaim
from ratings.imports.register import ALL_REFUSED, import_register
from tests import factories as make
from tests.ratings.imports import files
from tests.ratings.imports.answering import import_recognised

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vietnam")]
HEAD = ["Tên sản phẩm", "Chủ thể", "Xã", "Tỉnh", "Hạng sao", "Năm", "Số quyết định", "Ngày ký"]
WHERE = ["Tân Cương", "Thái Nguyên"]


@pytest.fixture(scope="module")
def gazetteer(vietnam, django_db_blocker):
    with django_db_blocker.unblock():
        return Gazetteer()


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def run(gazetteer):
    officer = make.user(place=make.province())

    def run(rows, *, do=import_recognised, **options):
        data = files.xlsx([HEAD, *([name, maker, *WHERE, *rest] for name, maker, *rest in rows)])
        options = {"by": officer, "leave_out": ALL_REFUSED, "gazetteer": gazetteer} | options
        return do(data, file_name="list.xlsx", **options)[0]

    return run


def statuses(plan):
    return [outcome.status for outcome in plan.outcomes]


def claim(stars, year="", *, name="Chè", maker="HTX A"):
    return [name, maker, f"{stars} sao", year, "", ""]


def decided(stars, number, day, *, name="Chè", maker="HTX A"):
    return [name, maker, f"{stars} sao", "", number, day]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (claim(4), claim(3)),
        (claim(4), claim(3, 2022)),
        (claim(4, 2022), claim(3, 2022)),
        (claim(4, 2024), decided(3, "10/QĐ-UBND", "01/03/2024")),
    ],
)
def test_claims_that_contradict_each_other_are_refused_together(run, first, second):
    plan = run([first, claim(3, name="Gạo"), second])
    assert statuses(plan) == ["refused", "new", "refused"]
    told = [outcome.refusals[0].why for outcome in (plan.outcomes[0], plan.outcomes[2])]
    assert ("row 4: 3★" in told[0], "row 2: 4★" in told[1]) == (True, True)
    assert Product.objects.get().name == "Gạo"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (claim(3, 2021), claim(4, 2024)),
        (claim(3), claim(3, 2021)),
        (claim(3), decided(4, "10/QĐ-UBND", "01/03/2024")),
    ],
)
def test_stars_of_different_years_do_not_contradict_each_other(run, first, second):
    assert "refused" not in statuses(run([first, second]))


def test_a_product_under_another_spelling_of_its_producer_is_the_same(run):
    rows = [claim(4, maker="HTX Hà Nhi"), claim(3, maker="Hợp tác xã Hà Nhi")]
    plan = run(rows, do=import_register)
    same = {question.key: question.options[0].value for question in plan.questions}
    plan = run(rows, do=import_register, answers=same)
    assert statuses(plan) == ["refused", "refused"]


TWO_DAYS = [
    decided(3, "500/QĐ-UBND", "05/05/2025", name="Chè"),
    decided(3, "500/QĐ-UBND", "05/05/2025", name="Gạo"),
    decided(3, "500/QĐ-UBND", "06/05/2025", name="Mật ong"),
]


def test_a_number_with_two_days_is_asked_about_once(run):
    plan = run(TWO_DAYS)
    (question,) = plan.questions
    assert question.text == (
        "500/QĐ-UBND, signed by Tỉnh Thái Nguyên, stands in this list with several days:"
        " 05/05/2025 (2), 06/05/2025 (1) rows. Which day is right?"
    )
    assert (question.rows, statuses(plan)) == (["2", "3", "4"], ["asked"] * 3)
    plan = run(TWO_DAYS, answers={question.key: "2025-05-05"})
    assert statuses(plan) == ["new"] * 3
    assert plan.outcomes[2].notes == [
        "500/QĐ-UBND is of 05/05/2025, as was answered; the row says 06/05/2025."
    ]
    assert RecordedDecision.objects.get().recorded_stars.count() == 3


def test_a_day_that_the_register_has_is_not_asked_about(run):
    run(TWO_DAYS[:1])
    plan = run(TWO_DAYS[1:])
    assert statuses(plan) == ["new", "refused"]
    assert {question.text[:9] for question in plan.questions} == {"Does 500/"}
    assert plan.outcomes[1].refusals[0].expected.startswith("05/05/2025, the day of 500/QĐ-UBND")


def test_the_same_number_in_two_years_is_two_decisions(run):
    rows = [decided(3, "5/QĐ-UBND", "05/05/2024"), decided(3, "5/QĐ-UBND", "06/05/2025", name="Gạo")]
    assert statuses(run(rows)) == ["new", "new"]
    assert RecordedDecision.objects.count() == 2


HIGHER, LOWER = decided(4, "10/QĐ-UBND", "01/03/2025"), decided(3, "20/QĐ-UBND", "01/03/2026")


@pytest.mark.parametrize("rows", [[HIGHER, LOWER], [LOWER, HIGHER]])
def test_fewer_stars_are_marked_whatever_the_order_of_the_rows(run, rows):
    plan = run(rows)
    marked = {row[2]: outcome.lowers for row, outcome in zip(rows, plan.outcomes, strict=True)}
    assert marked == {"4 sao": False, "3 sao": True}


def test_fewer_stars_than_in_the_register_are_marked(run):
    run([HIGHER])
    assert run([LOWER]).outcomes[0].lowers


def test_only_the_star_before_counts(run):
    between, last = decided(3, "15/QĐ-UBND", "01/06/2025"), decided(3, "20/QĐ-UBND", "01/03/2026")
    plan = run([last, HIGHER, between])
    assert [outcome.lowers for outcome in plan.outcomes] == [False, False, True]


def test_a_year_before_counts_for_claims(run):
    plan = run([claim(3, 2026), claim(4, 2024)])
    assert [outcome.lowers for outcome in plan.outcomes] == [True, False]
    assert StarClaim.objects.count() == 2
