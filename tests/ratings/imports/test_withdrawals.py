"""A list of withdrawn products proposes withdrawals, which a second person has to confirm."""

from datetime import date

import pytest
from django.utils.translation import override

from ocop.models import Place, PlaceLevel
from ocop.places.gazetteer import Gazetteer
from ocop.values.dates import today
from products.models import Product
from ratings.decisions.models import (
    Decision,
    Recognition,
    RecognitionState,
    RecordedDecision,
    RecordedWithdrawal,
    WithdrawalGround,
)
from ratings.imports.register import ALL_REFUSED, import_register
from ratings.imports.withdrawals import ground_of
from tests import factories as make
from tests.ratings.imports import files

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vietnam")]
HEAD = ["TT", "Tên sản phẩm", "Chủ thể", "Xã", "Hạng sao", "Lý do thu hồi"]
TITLE = [
    ["DANH SÁCH SẢN PHẨM BỊ THU HỒI GIẤY CHỨNG NHẬN OCOP TỈNH THÁI NGUYÊN"],
    ["(Kèm theo Quyết định số 500/QĐ-UBND ngày 05/5/2026 của UBND tỉnh)"],
]
STOPPED = "Cơ sở đã ngừng sản xuất"


@pytest.fixture(scope="module")
def gazetteer(vietnam, django_db_blocker):
    with django_db_blocker.unblock():
        return Gazetteer()


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def thai_nguyen():
    return Place.objects.in_force().get(level=PlaceLevel.PROVINCE, name="Thái Nguyên")


@pytest.fixture
def tea():
    """A product of Tân Cương with four stars in force."""
    place = Place.objects.in_force().get(name="Tân Cương", province=thai_nguyen())
    producer = make.producer(name="HTX Khe Cốc", place=place)
    product = make.product(producer=producer, name="Trà Khe Cốc")
    make.recognition(product=product, stars=4, signed_on=date(2025, 8, 1))
    return product


@pytest.fixture
def run(gazetteer):
    officer = make.user(place=thai_nguyen())

    def run(rows, *, head=HEAD, title=TITLE, answer="withdraws", more=None, **options):
        data = files.xlsx([head, *rows], title=title)
        options = {
            "by": officer,
            "leave_out": ALL_REFUSED,
            "gazetteer": gazetteer,
            "file_name": "a.xlsx",
            "province": thai_nguyen(),
        } | options
        plan = import_register(data, **options)[0]
        answers = {each.key: answer for each in plan.questions if each.kind == "decision"} | (more or {})
        return import_register(data, **options, answers=answers)[0]

    return run


def row(name="Trà Khe Cốc", maker="HTX Khe Cốc", stars="4 sao", ground=STOPPED):
    return [1, name, maker, "Tân Cương", stars, ground]


def why(plan):
    (outcome,) = plan.outcomes
    assert outcome.status == "refused"
    return outcome.refusals[0].why or outcome.refusals[0].expected


def test_the_first_answer_for_such_a_list_is_that_it_withdraws(run, tea):
    (question, *_others) = run([row()], answer="").questions
    assert question.options[0].value == "withdraws"
    assert "500/QĐ-UBND" in question.detail
    assert not RecordedWithdrawal.objects.exists()


def test_a_row_proposes_the_withdrawal_of_the_star_in_force(run, tea):
    plan = run([row()])
    assert plan.summary == "1 row: 0 new, 1 changed, 0 same, 0 refused"
    (change,) = plan.outcomes[0].differences
    assert (change.label, change.after) == (
        "Proposed withdrawal, waits for a second person",
        "withdrawn by 500/QĐ-UBND of 05/05/2026: Production has stopped",
    )
    proposed = RecordedWithdrawal.objects.get()
    decision = RecordedDecision.objects.get(pk=proposed.decision_id)
    assert (decision.kind, decision.recorded_as, decision.signed_on) == (
        "withdraw",
        "proposed",
        date(2026, 5, 5),
    )
    assert (decision.place, proposed.ground, proposed.source) == (thai_nguyen(), "stopped", "a.xlsx, row 4")
    assert plan.outcomes[0].decision == decision.pk
    assert Recognition.objects.get().state_on() != RecognitionState.WITHDRAWN
    decision.confirm(
        by=make.user("provincial_leader", place=thai_nguyen()),
        seen_on=today(),
        seen_where="Hồ sơ 1",
        seen=decision.seen_sha256(),
    )
    assert Recognition.objects.get().state_on() == RecognitionState.WITHDRAWN
    plan = run([row()])
    assert (plan.summary, plan.outcomes[0].notes) == (
        "1 row: 0 new, 0 changed, 1 same, 0 refused",
        ["The register has this withdrawal already."],
    )


def test_a_list_that_is_imported_twice_proposes_once(run, tea):
    run([row()])
    plan = run([row()])
    assert (plan.counts["same"], RecordedWithdrawal.objects.count()) == (1, 1)


def test_what_has_no_star_to_withdraw_is_refused_with_the_reason(run, tea):
    make.product(producer=tea.producer, name="Trà túi lọc")
    lapsed = make.product(producer=tea.producer, name="Trà nhài")
    make.recognition(product=lapsed, signed_on=date(2021, 3, 1))
    later = make.product(producer=tea.producer, name="Trà sen")
    make.recognition(product=later, signed_on=date(2026, 7, 1))
    named = {
        "Bánh gai": "The register has no such product of this producer: nothing is withdrawn.",
        "Trà túi lọc": "It has no star in the register: nothing is withdrawn.",
        "Trà nhài": "It has no star in force: the last one ended on 01/03/2024.",
        "Trà sen": "The star in force began on 01/07/2026, after this decision: it does not withdraw it.",
    }
    before = Product.objects.count()
    for name, reason in named.items():
        plan = run([row(name=name, stars="")])
        more = {each.key: "new" for each in plan.questions if each.kind == "product"}
        assert why(run([row(name=name, stars="")], more=more)) == reason
    assert (Product.objects.count(), RecordedWithdrawal.objects.exists()) == (before, False)


def test_other_stars_than_those_in_force_are_refused(run, tea):
    assert why(run([row(stars="3 sao")])) == "4, the stars in force"


def test_a_product_that_stands_twice_is_refused_the_second_time(run, tea):
    plan = run([row(), row()])
    assert [outcome.status for outcome in plan.outcomes] == ["changed", "refused"]
    assert plan.outcomes[1].refusals[0].why == "Row 4 names the same product."


def test_a_ground_that_the_list_does_not_say_is_asked_about(run, tea):
    rows = [row(ground="Không đăng ký đánh giá lại")]
    plan = run(rows)
    (question,) = [each for each in plan.questions if not each.answer]
    assert question.text == (
        "On which ground does 500/QĐ-UBND withdraw? (Decision 26/2026/QĐ-TTg, article 8)"
    )
    assert question.detail == "“Không đăng ký đánh giá lại”"
    run(rows, more={question.key: "other"})
    assert RecordedWithdrawal.objects.get().ground == "other"


def test_the_decision_of_a_column_that_recognised_withdraws_nothing(run, tea):
    head = ["Tên sản phẩm", "Chủ thể", "Xã", "Quyết định công nhận", "Ngày ký", "Lý do"]
    given = tea.recognitions.get().decision
    rows = [["Trà Khe Cốc", "HTX Khe Cốc", "Tân Cương", given.number, given.signed_on, STOPPED]]
    plan = run(rows, head=head)
    assert Decision.objects.get(pk=RecordedWithdrawal.objects.get().decision_id).number == "500/QĐ-UBND"
    assert f"{given.number} recognised the product" in " ".join(plan.outcomes[0].notes)
    RecordedWithdrawal.objects.all().delete()
    plan = run(rows, head=head, title=TITLE[:1])
    assert "write the number and the day of the decision that withdraws" in why(plan)


def test_a_decision_of_recognition_withdraws_nothing(run, tea):
    given = tea.recognitions.get().decision
    title = [TITLE[0], [f"(Kèm theo Quyết định số {given.number} ngày {given.signed_on:%d/%m/%Y})"]]
    assert "is known as another kind of decision: Recognition" in why(run([row()], title=title))


def test_five_stars_are_not_withdrawn_by_a_province(run, tea):
    product = make.product(producer=tea.producer, name="Trà đặc biệt")
    make.recognition(product=product, stars=5, signed_on=date(2025, 3, 1))
    assert why(run([row(name="Trà đặc biệt", stars="5 sao")])).startswith(
        "Five stars are withdrawn by the Minister"
    )


@pytest.mark.parametrize(
    ("words", "ground"),
    [
        ("Ngừng sản xuất", WithdrawalGround.STOPPED),
        ("HTX đã giải thể", WithdrawalGround.STOPPED),
        ("Không còn đáp ứng tiêu chí", WithdrawalGround.CRITERIA),
        ("Vi phạm quy định về an toàn thực phẩm", WithdrawalGround.BREACH),
        ("Sử dụng sai logo OCOP", WithdrawalGround.MARK),
        ("Hồ sơ không trung thực", WithdrawalGround.UNTRUE),
        ("Vi phạm quy định về sử dụng nhãn hiệu OCOP", ""),
        ("Hết hạn", ""),
        ("Không đăng ký đánh giá lại", ""),
        ("", ""),
    ],
)
def test_words_say_a_ground_or_it_is_asked_about(words, ground):
    assert ground_of(words) == ground
