"""Lists of recorded decisions: a list proposes, a second person confirms, and nothing recorded is changed."""

from datetime import date

import pytest

from ratings.decisions.models import Recognition, RecordedDecision, RecordedStar
from ratings.imports.register import preview
from tests import factories as make
from tests.ratings.imports.formats.test_lists import listed, refusals, written
from tests.ratings.imports.test_undo import undo

pytestmark = pytest.mark.django_db
HEAD = ["Số quyết định", "Ngày ký", "Chức vụ người ký", "Tên sản phẩm", "Chủ thể", "Hạng sao", "Hết hạn"]
SIGNED = date(2024, 5, 6)
ROW = ["55/QĐ-UBND", SIGNED, "Phó Chủ tịch", "Chè xanh", "HTX Chè An", 4, ""]


@pytest.fixture
def product(officer):
    commune = make.commune(province=officer.place, name="An")
    return make.product(producer=make.producer(place=commune, name="Hợp tác xã Chè An"), name="Chè xanh")


def test_a_list_proposes_a_decision_with_its_stars_and_recognises_nothing(desk, officer, product):
    job = listed(desk, HEAD, [*ROW[:6], date(2027, 5, 6)])
    assert (job.remarks["register"], job.counts["new"]) == ("recorded-decisions", 1)
    written(desk, job)
    decision, star = RecordedDecision.objects.get(), RecordedStar.objects.get()
    assert (decision.number, decision.signed_on, decision.place) == ("55/QĐ-UBND", SIGNED, officer.place)
    assert (decision.recorded_as, decision.signatory, decision.prepared_by) == (
        "proposed",
        "Phó Chủ tịch",
        officer,
    )
    assert (star.product, star.stars, star.printed_last_day) == (product, 4, date(2027, 5, 6))
    assert (star.proposed_by, star.is_waiting, Recognition.objects.count()) == (officer, True, 0)
    assert "second person" in decision.why_not_confirm(by=officer)
    undo(desk, job)
    assert (RecordedDecision.objects.count(), RecordedStar.objects.count()) == (0, 0)


def test_two_products_of_one_decision_share_it_and_two_decisions_name_one_product(desk, product):
    make.product(producer=product.producer, name="Chè nhài")
    later = ["9/QĐ-UBND", date(2025, 1, 2), *ROW[2:]]
    job = written(desk, listed(desk, HEAD, ROW, [*ROW[:3], "Chè nhài", *ROW[4:]], later))
    assert job.counts["new"] == 3
    assert sorted(RecordedStar.objects.values_list("decision__number", "product__name")) == [
        ("55/QĐ-UBND", "Chè nhài"),
        ("55/QĐ-UBND", "Chè xanh"),
        ("9/QĐ-UBND", "Chè xanh"),
    ]


def test_a_recorded_star_is_never_changed_by_a_list(desk, product):
    star = make.recorded_star(product=product, stars=4)
    decision = star.decision
    row = [decision.number, decision.signed_on, "", "Chè xanh", "HTX Chè An", 3, ""]
    job = listed(desk, HEAD, row)
    assert refusals(job)[0][0][1].startswith("The star waits for a second person")
    assert listed(desk, HEAD, [*row[:5], 4, ""]).counts["same"] == 1


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({5: 5}, "Five stars are recognised by the ministry only"),
        ({5: "Không đạt"}, "3, 4 or 5: a decision recognises no fewer"),
        ({1: date(2016, 1, 1)}, "Before 07/05/2018 there was no OCOP programme"),
        ({3: "Chè đỏ"}, "a product of this producer in the register"),
        ({3: ""}, "a product of the register: a list proposes no decision without one"),
        ({1: ""}, "the day on which the decision was signed, as beside its number"),
        ({6: date(2023, 1, 1)}, "The printed last day must come after the day of signing."),
    ],
)
def test_what_a_decision_could_not_give_is_refused(changed, why, desk, product):
    job = listed(desk, HEAD, [changed.get(at, value) for at, value in enumerate(ROW)])
    assert refusals(job)[0][0][1].startswith(why)


def test_a_list_of_registered_products_recognises_nothing(desk, product):
    job = listed(desk, ["DANH SÁCH SẢN PHẨM ĐĂNG KÝ ĐÁNH GIÁ", *[""] * 6], HEAD, ROW)
    assert "recognises nothing" in refusals(job)[0][0][1]


def test_the_list_of_the_desk_as_a_file_imports_back_without_a_change(desk, officer, product):
    star = make.recorded_star(product=product, stars=4)
    make.recorded_star(product=make.product(producer=product.producer), decision=star.decision)
    RecordedDecision.objects.propose(
        number="77/QĐ-UBND", signed_on=SIGNED, place=officer.place, by=officer, signatory="Chủ tịch"
    )
    file = b"".join(desk.get("/en/desk/recorded-decisions/list.xlsx").streaming_content)
    plan = preview(file, file_name="list.xlsx", province=officer.place)
    assert [outcome.refusals for outcome in plan.outcomes if outcome.status != "same"] == []
    assert (plan.register, plan.counts["same"], plan.questions) == ("recorded-decisions", 3, [])


def test_an_officer_exports_confirmed_stars_as_well_as_waiting_ones(desk, product):
    make.recognition(product=product, signed_on=SIGNED)
    make.recorded_star(product=product)
    file = b"".join(desk.get("/en/desk/import/registers/recorded-decisions.xlsx").streaming_content)
    plan = preview(file, file_name="list.xlsx", province=product.producer.place.province)
    assert plan.counts["same"] == RecordedStar.objects.count()
