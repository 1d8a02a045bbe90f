"""Decisions of a list: asked about once, signed by one authority, and recognising nothing without an answer."""

from datetime import date

import pytest
from django.utils.translation import override

from ocop.places.gazetteer import Gazetteer
from products.models import Product
from ratings.decisions.models import RecordedDecision, RecordedStar, StarClaim
from ratings.imports.register import ALL_REFUSED, import_register
from tests import factories as make
from tests.ratings.imports import files
from tests.ratings.imports.answering import import_recognised

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vietnam")]
HEAD = [
    "Tên sản phẩm",
    "Chủ thể",
    "Xã",
    "Huyện",
    "Tỉnh",
    "Hạng sao",
    "Số quyết định",
    "Ngày ký",
    "Cơ quan ban hành",
]
WHERE = ["Nông Hạ", "Chợ Mới", "Bắc Kạn"]
NOW = ["Tân Cương", "", "Thái Nguyên"]
DECISION = ["10/QĐ-UBND", "01/03/2024"]


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

    def run(rows, *, head=HEAD, title=(), do=import_register, **options):
        data = files.xlsx([head, *rows], title=title)
        options = {"by": officer, "leave_out": ALL_REFUSED, "gazetteer": gazetteer} | options
        return do(data, file_name="list.xlsx", **options)[0]

    return run


def answers(plan, value):
    return {question.key: value for question in plan.questions}


def unanswered(plan):
    return [question for question in plan.questions if not question.answer]


def statuses(plan):
    return [outcome.status for outcome in plan.outcomes]


def products(number):
    return [[f"Chè {n}", f"HTX {n}", *WHERE, "3 sao", *DECISION, ""] for n in range(number)]


def test_a_decision_of_a_column_is_asked_about_once_and_then_never_again(run):
    plan = run(products(3))
    (question,) = plan.questions
    assert question.text == (
        "Does 10/QĐ-UBND of 01/03/2024, signed by Tỉnh Bắc Kạn, recognise these 3 products?"
    )
    assert (question.rows, statuses(plan)) == (["2", "3", "4"], ["asked"] * 3)
    assert not Product.objects.exists()
    plan = run(products(3), answers=answers(plan, "recognises"))
    assert plan.summary == "3 rows: 3 new, 0 changed, 0 same, 0 refused"
    assert RecordedDecision.objects.get().recorded_stars.count() == 3
    plan = run(products(3))
    assert (plan.questions, statuses(plan)) == ([], ["same"] * 3)


def test_a_known_decision_is_asked_about_for_the_products_that_it_does_not_name(run):
    run(products(3), do=import_recognised)
    plan = run(products(4))
    (question,) = plan.questions
    assert "recognise this 1 product?" in question.text
    assert (question.rows, statuses(plan)) == (["5"], ["same", "same", "same", "asked"])


def test_a_remark_against_a_star_is_asked_about(run):
    rows = [[*row, remark] for row, remark in zip(products(2), ["Đã thu hồi", "Công nhận lại"], strict=True)]
    plan = run(rows, head=[*HEAD, "Ghi chú"], do=import_recognised)
    (question,) = unanswered(plan)
    assert question.text == "The remark “Đã thu hồi” speaks against the star beside it. Is the star taken?"
    assert (question.rows, statuses(plan)) == (["2"], ["asked", "new"])
    plan = run(rows, head=[*HEAD, "Ghi chú"], answers=answers(plan, "leave_out") | told(plan))
    assert "“Đã thu hồi”: its star is left out." in plan.outcomes[0].notes
    assert RecordedStar.objects.count() == 1


def told(plan):
    return {question.key: question.answer for question in plan.questions if question.answer}


def test_sections_of_another_purpose_are_asked_about_apart(run):
    good, failed = products(2)
    sections = [["A", "Sản phẩm được công nhận"], [1, *good], ["B", "Sản phẩm không đạt"], [2, *failed]]
    plan = run(sections, head=["TT", *HEAD])
    assert [question.rows for question in plan.questions] == [["3"], ["5"]]
    assert [question.options[0].value for question in plan.questions] == ["recognises", "nothing"]


def test_a_decision_that_recognises_nothing_leaves_products_without_stars(run):
    plan = run(products(2), answers=answers(run(products(2)), "nothing"))
    assert statuses(plan) == ["new", "new"]
    assert plan.outcomes[0].notes == ["10/QĐ-UBND recognises nothing: no stars are taken."]
    assert not (RecordedStar.objects.exists() or StarClaim.objects.exists())


WITHDRAWN_HEAD = ["TT", "Tên sản phẩm", "Chủ thể", "Xã", "Tỉnh", "Hạng sao"]
WITHDRAWN = [
    [1, "Trà Khe Cốc", "HTX Khe Cốc", "Tân Cương", "Thái Nguyên", "4 sao"],
    [2, "Trà La Bằng", "HTX La Bằng", "Tân Cương", "Thái Nguyên", "3 sao"],
]
OF_WITHDRAWN = "DANH SÁCH SẢN PHẨM BỊ THU HỒI GIẤY CHỨNG NHẬN OCOP TỈNH THÁI NGUYÊN"
ATTACHED = "(Kèm theo Quyết định số 500/QĐ-UBND ngày 05/5/2025 của UBND tỉnh)"


@pytest.mark.parametrize("answer", ["", "nothing", "withdraws"])
def test_a_list_of_withdrawn_products_gives_no_star(run, answer):
    title = [[OF_WITHDRAWN], [ATTACHED]]
    plan = run(WITHDRAWN, head=WITHDRAWN_HEAD, title=title, do=import_recognised)
    (question,) = plan.questions
    assert question.text.startswith("Does 500/QĐ-UBND of 05/05/2025, signed by Tỉnh Thái Nguyên, recognise")
    assert (ATTACHED in question.detail, question.options[-1].value) == (True, "recognises")
    if answer:
        plan = run(WITHDRAWN, head=WITHDRAWN_HEAD, title=title, answers=answers(plan, answer))
    assert statuses(plan) == [{"": "asked", "nothing": "new", "withdraws": "refused"}[answer]] * 2
    if answer == "withdraws":
        assert plan.outcomes[0].refusals[0].why.startswith("The register has no such product")
    assert not (RecordedStar.objects.exists() or StarClaim.objects.exists())


def test_a_list_of_withdrawn_products_without_their_decision_is_refused(run):
    plan = run(WITHDRAWN, head=WITHDRAWN_HEAD, title=[[OF_WITHDRAWN]])
    assert statuses(plan) == ["refused", "refused"]
    assert "write the number and the day of the decision that withdraws" in plan.outcomes[0].refusals[0].why


def test_a_list_of_registration_without_a_decision_gives_no_claim(run):
    title = "DANH SÁCH SẢN PHẨM ĐĂNG KÝ THAM GIA ĐÁNH GIÁ OCOP NĂM 2025"
    plan = run(WITHDRAWN, head=WITHDRAWN_HEAD, title=[[title]])
    assert statuses(plan) == ["new", "new"]
    assert "it recognises nothing, its stars are left out" in plan.outcomes[0].notes[0]
    assert not StarClaim.objects.exists()


def test_one_decision_of_a_district_is_one_whatever_its_rows_name(run):
    rows = [
        ["Chè 1", "HTX 1", *WHERE, "3 sao", *DECISION, "UBND huyện Chợ Mới"],
        ["Chè 2", "HTX 2", *WHERE, "3 sao", *DECISION, "Chợ Mới"],
        ["Chè 3", "HTX 3", "Yên Cư", "Chợ Mới", "Bắc Kạn", "3 sao", *DECISION, ""],
    ]
    plan = run(rows, do=import_recognised)
    assert (unanswered(plan), statuses(plan)) == ([], ["new"] * 3)
    assert RecordedDecision.objects.get().place.full_name == "Huyện Chợ Mới"


def test_rows_that_do_not_agree_who_signed_are_asked_about_once(run):
    rows = [
        ["Chè 1", "HTX 1", *WHERE, "3 sao", *DECISION, ""],
        ["Chè 2", "HTX 2", *NOW, "3 sao", *DECISION, ""],
    ]
    plan = run(rows, do=import_recognised)
    (question,) = unanswered(plan)
    assert question.text == "10/QĐ-UBND of 01/03/2024: who signed it? The rows of the list do not agree."
    assert [option.label for option in question.options] == [
        "Tỉnh Bắc Kạn (1)",
        "Tỉnh Thái Nguyên (1)",
        "Each as its row says: several decisions of one number",
    ]
    each = run(rows, do=import_recognised, answers={question.key: "each"})
    assert statuses(each) == ["new", "new"]
    assert sorted(RecordedDecision.objects.values_list("place__name", flat=True)) == [
        "Bắc Kạn",
        "Thái Nguyên",
    ]


def test_a_title_names_the_district_that_signed(run):
    title = [["(Kèm theo Quyết định số 10/QĐ-UBND ngày 01/03/2024 của UBND huyện Chợ Mới)"]]
    run([row[:6] for row in products(2)], head=HEAD[:6], title=title, do=import_recognised)
    assert RecordedDecision.objects.get().place.full_name == "Huyện Chợ Mới"


def test_each_row_of_a_column_of_decisions_is_read_whole_or_refused(run):
    written = {
        "124/QĐ-UBND (20/02/2023); 305/QĐ-UBND (12/3/2024)": None,
        "QĐ 124/QĐ-UBND thay thế QĐ 11/QĐ-UBND ngày 1/1/2019": None,
        "1234/QĐ–UBND ngày 5/5/2023": "1234/QĐ-UBND",
        "1.234/QĐ-UBND ngày 5/5/2023": "1234/QĐ-UBND",
        "01-2024/QĐ-UBND ngày 5/1/2024": "01-2024/QĐ-UBND",
        "2117/QÐ-UBND ngày 20/12/2024": "2117/QĐ-UBND",
    }
    head = ["Tên sản phẩm", "Chủ thể", "Xã", "Tỉnh", "Hạng sao", "Quyết định công nhận"]
    rows = [
        [f"Sản phẩm {n}", f"HTX {n}", "Tân Cương", "Thái Nguyên", "4 sao", cell]
        for n, cell in enumerate(written)
    ]
    plan = run(rows, head=head, do=import_recognised)
    assert statuses(plan) == ["new" if number else "refused" for number in written.values()]
    stars = RecordedStar.objects.order_by("product__name").values_list("decision__number", flat=True)
    assert list(stars) == [number for number in written.values() if number]
    assert RecordedDecision.objects.count() == 3


def test_fewer_stars_than_before_are_marked(run):
    before = ["Chè", "HTX A", *NOW, "4 sao", "10/QĐ-UBND", "01/03/2025", ""]
    after = [*before[:5], "3 sao", "20/QĐ-UBND", "01/03/2026", ""]
    run([before], do=import_recognised)
    (outcome,) = run([after], do=import_recognised).outcomes
    assert outcome.lowers
    assert outcome.notes[-1].startswith("Fewer stars than before: 4★ by 10/QĐ-UBND of 01/03/2025")
    (outcome,) = run([[*after[:5], "4 sao", "30/QĐ-UBND", "01/06/2026", ""]], do=import_recognised).outcomes
    assert not outcome.lowers


def test_one_number_with_two_days_for_one_product_is_refused_in_both_rows(run):
    rows = [["Chè", "HTX A", *NOW, "4 sao", "10/QĐ-UBND", day, ""] for day in ("01/03/2024", "02/03/2024")]
    plan = run(rows, do=import_recognised)
    assert statuses(plan) == ["refused", "refused"]
    assert "row 3: 10/QĐ-UBND, 02/03/2024" in plan.outcomes[0].refusals[0].why
    assert not Product.objects.exists()


def test_a_day_of_a_list_is_kept_as_written_here(run):
    run([["Chè", "HTX A", *NOW, "4 sao", "10/QĐ-UBND", "05/06/2024", ""]], do=import_recognised)
    assert RecordedDecision.objects.get().signed_on == date(2024, 6, 5)
