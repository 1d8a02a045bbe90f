"""Who a row means: the same name is the same, an alike one is asked about, nobody is merged in silence."""

import pytest

from ocop.places.gazetteer import Gazetteer
from producers.models import Producer
from products.models import Product
from ratings.imports.register import import_register
from tests import factories as make
from tests.ratings.imports import files

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vietnam")]

HEAD = ["Tên sản phẩm", "Chủ thể", "Xã", "Tỉnh", "Hạng sao", "Mã số thuế"]


@pytest.fixture(scope="module", autouse=True)
def gazetteer(vietnam, django_db_blocker):
    """All places, loaded once per module."""
    global GAZETTEER
    with django_db_blocker.unblock():
        GAZETTEER = Gazetteer()


def row(name, maker, commune="Tân Cương", number=""):
    return [name, maker, commune, "Thái Nguyên", "", number]


def run(*rows, head=None, answers=None):
    plan, _written = import_register(
        files.xlsx([head or HEAD, *rows]),
        file_name="list.xlsx",
        by=make.user(place=make.province()),
        gazetteer=GAZETTEER,
        answers=answers,
    )
    return plan


def registered(*rows):
    plan = run(*rows)
    assert plan.counts["new"] == len(rows), plan.questions
    return plan


def values(question):
    return [option.value for option in question.options]


def answered(plan, choose):
    """Answers to all questions of a plan; `choose` takes a question's options."""
    return {question.key: choose(question.options).value for question in plan.questions}


def first(options):
    return options[0]


def new(options):
    return options[-1]


TONES = [
    row("Mứt dừa", "HTX Quả Ngọt"),
    row("Mứt dứa", "HTX Quả Ngọt"),
    row("Kẹo lạc", "HTX Quả Ngọt"),
    row("Dầu lạc", "HTX Quả Ngọt"),
    row("Đậu lạc", "HTX Quả Ngọt"),
    row("Chè móc câu", "Hộ kinh doanh Nguyễn Văn Hùng"),
    row("Chè nõn", "Hộ kinh doanh Nguyễn Văn Hưng"),
    row("Chè tôm", "Hộ kinh doanh Nguyễn Văn Hứng"),
    row("Rượu mận", "HTX Rượu"),
    row("Rượu mần", "HTX Rượu"),
]


def test_names_that_differ_by_a_tone_are_never_merged():
    plan = run(*TONES)
    assert plan.counts == {"new": 8, "changed": 0, "same": 0, "refused": 0, "asked": 2}
    assert [(question.text, question.rows) for question in plan.questions] == [
        ("Which producer is “Hộ kinh doanh Nguyễn Văn Hưng”?", ["8"]),
        ("Which producer is “Hộ kinh doanh Nguyễn Văn Hứng”?", ["9"]),
    ]
    plan = run(*TONES, answers=answered(plan, new))
    assert plan.summary == "10 rows: 10 new, 0 changed, 0 same, 0 refused"
    assert sorted(Product.objects.values_list("name", flat=True)) == sorted(each[0] for each in TONES)
    assert Producer.objects.count() == 5
    assert run(*TONES).summary == "10 rows: 0 new, 0 changed, 10 same, 0 refused"


def test_two_makers_of_one_list_may_be_said_to_be_one():
    plan = run(*TONES[5:8])
    plan = run(*TONES[5:8], answers=answered(plan, first))
    assert plan.summary == "3 rows: 3 new, 0 changed, 0 same, 0 refused"
    assert Producer.objects.get().name == "Hộ kinh doanh Nguyễn Văn Hùng"


def test_a_question_shows_both_sides_with_place_number_and_products():
    registered(row("Chè đinh", "HTX An Bình", number="0101234567"))
    (question,) = run(row("Chè nõn", "HTX nông nghiệp An Bình")).questions
    assert (question.text, question.detail) == (
        "Which producer is “HTX nông nghiệp An Bình”?",
        "“HTX nông nghiệp An Bình”, Xã Tân Cương, products: Chè nõn, row 2 of this list",
    )
    assert [option.label for option in question.options] == [
        "“HTX An Bình”, Xã Tân Cương, tax number 0101234567, products: Chè đinh, registered",
        "Another producer: it is registered as new",
    ]


@pytest.mark.parametrize(
    "maker",
    ["HTX nông nghiệp An Bình", "HTX An Bính", "HTX An Binh", "Công ty TNHH An Bình", "HTX chè An Bình"],
)
def test_an_alike_name_is_asked_about_once_for_all_its_rows(maker):
    registered(row("Chè đinh", "HTX An Bình"))
    rows = [row("Chè nõn", maker), row("Gạo", maker)]
    plan = run(*rows)
    (question,) = plan.questions
    assert (plan.counts["asked"], question.rows, Producer.objects.count()) == (2, ["2", "3"], 1)
    same = run(*rows, answers=answered(plan, first))
    assert (same.counts["new"], Producer.objects.count(), Product.objects.count()) == (2, 1, 3)


def test_an_alike_name_that_is_another_producer_becomes_one():
    registered(row("Chè đinh", "HTX An Bình"))
    rows = [row("Chè nõn", "HTX nông nghiệp An Bình"), row("Gạo", "HTX nông nghiệp An Bình")]
    plan = run(*rows, answers=answered(run(*rows), new))
    assert plan.summary == "2 rows: 2 new, 0 changed, 0 same, 0 refused"
    assert sorted(Producer.objects.values_list("name", flat=True)) == [
        "HTX An Bình",
        "HTX nông nghiệp An Bình",
    ]


def test_an_abbreviation_written_out_is_the_same_producer_in_the_same_commune_only():
    registered(row("Chè đinh", "HTX An Bình"))
    assert run(row("Chè nõn", "Hợp tác xã An Bình")).counts["new"] == 1
    assert Producer.objects.count() == 1
    assert run(row("Gạo", "Hợp tác xã An Bình", "")).counts["asked"] == 1


def test_one_name_in_two_communes_is_asked_about_unless_it_is_a_persons():
    registered(row("Chè đinh", "HTX Tân Hương"), row("Chè", "Hộ kinh doanh Nguyễn Văn Hùng"))
    assert run(row("Chè đinh", "HTX Tân Hương", "Đại Phúc")).counts["asked"] == 1
    assert run(row("Chè", "Hộ kinh doanh Nguyễn Văn Hùng", "Đại Phúc")).counts["new"] == 1


def test_makers_with_two_tax_numbers_are_two():
    registered(row("Chè đinh", "HTX An Bình", number="0101234567"))
    assert run(row("Chè nõn", "HTX nông nghiệp An Bình", number="0101234574")).counts["new"] == 1


def test_one_name_in_one_commune_with_two_tax_numbers_is_asked_about():
    registered(row("Chè đinh", "HTX An Bình", number="0101234567"))
    rows = [row("Chè nõn", "Hợp tác xã An Bình", number="0101234574")]
    plan = run(*rows)
    assert [(question.text, question.rows) for question in plan.questions] == [
        ("Which producer is “Hợp tác xã An Bình”?", ["2"])
    ]
    assert run(*rows, answers=answered(plan, new)).counts["new"] == 1
    assert Producer.objects.count() == 2


def test_a_remark_in_brackets_makes_no_other_producer_unasked():
    registered(row("Chè đinh", "HTX An Bình"))
    assert run(row("Chè nõn", "HTX An Bình (cơ sở hai)")).counts["asked"] == 1


@pytest.mark.parametrize(
    "maker",
    [
        "0",
        "...",
        "Không có",
        "(chưa rõ)",
        "3 hộ",
        "Các hộ dân trong xóm",
        "Hộ dân",
        "05 cơ sở sản xuất",
        "đang cập nhật",
    ],
)
def test_what_stands_in_place_of_a_producer_is_refused(maker):
    (outcome,) = run(row("Chè nõn", maker)).outcomes
    assert [(refusal.cell, refusal.why) for refusal in outcome.refusals] == [
        ("B2", f"“{maker}” is no name: write it as on the certificate.")
    ]


@pytest.mark.parametrize("product", ["05 sản phẩm chè", "(3 sản phẩm)", "Các sản phẩm từ chè", "1982"])
def test_what_stands_in_place_of_a_product_is_refused(product):
    (outcome,) = run(row(product, "HTX An Bình")).outcomes
    assert [refusal.cell for refusal in outcome.refusals] == ["A2"]


@pytest.mark.parametrize(
    "maker", ["HTX A và HTX B", "HTX A; Công ty TNHH B", "Hộ kinh doanh A, Hộ kinh doanh B"]
)
def test_two_producers_in_a_cell_are_refused(maker):
    (outcome,) = run(row("Chè nõn", maker)).outcomes
    assert [(refusal.cell, refusal.why[:32]) for refusal in outcome.refusals] == [
        ("B2", "The cell names several producers")
    ]


@pytest.mark.parametrize("name", ["Chè nõn (đã thu hồi)", "Chè nõn hết hạn", "Chè nõn - nâng hạng"])
def test_what_became_of_a_star_is_no_part_of_a_name(name):
    (outcome,) = run(row(name, "HTX An Bình")).outcomes
    assert [refusal.cell for refusal in outcome.refusals] == ["A2"]


def test_a_product_and_its_producer_in_each_others_cell_are_refused():
    (outcome,) = run(row("HTX An Bình", "Chè nõn")).outcomes
    assert [refusal.cell for refusal in outcome.refusals] == ["A2"]


@pytest.mark.parametrize(
    "maker",
    ["Hộ dân tộc Dao Bản Mới", "HTX Các Dân Tộc", "Công ty 30-4", "HTX 20/10", "HTX Dịch vụ và Thương mại"],
)
def test_names_with_such_words_in_them_are_names(maker):
    assert run(row("Chè nõn", maker)).counts["new"] == 1


def test_an_address_with_its_label_is_none_of_the_producers_name():
    (outcome,) = run(row("Chè nõn", "HTX An Bình. Địa chỉ: Xóm 5, xã Tân Cương", "")).outcomes
    assert (outcome.maker, outcome.differences[0].after) == ("HTX An Bình", "Xã Tân Cương")
    assert Producer.objects.get().address_line == "Xóm 5"


def test_a_letter_of_another_script_is_refused():
    (outcome,) = run(row("Mật оng", "HTX An Bình")).outcomes
    assert [refusal.cell for refusal in outcome.refusals] == ["A2"]


def test_a_tax_number_says_which_of_the_alike_it_is():
    registered(row("Chè đinh", "HTX An Bình", number="0101234567"))
    assert run(row("Chè nõn", "HTX nông nghiệp An Bình", number="0101234567")).counts["new"] == 1
    assert Producer.objects.count() == 1


def test_a_product_of_an_alike_name_is_asked_about():
    registered(row("Mứt dừa", "HTX Quả Ngọt"))
    plan = run(row("Mứt dứa", "HTX Quả Ngọt"))
    (question,) = plan.questions
    assert question.text == "Which product of “HTX Quả Ngọt” is “Mứt dứa”?"
    assert [option.label for option in question.options] == [
        "“Mứt dừa”, registered",
        "Another product: it is registered as new",
    ]
    assert run(row("Mứt dứa", "HTX Quả Ngọt"), answers=answered(plan, first)).counts["same"] == 1
    assert run(row("Mứt dứa", "HTX Quả Ngọt"), answers=answered(plan, new)).counts["new"] == 1
    assert Product.objects.count() == 2


def test_a_product_written_without_accents_is_asked_about_within_one_list():
    plan = run(row("Chè đinh", "HTX Quả Ngọt"), row("Che dinh", "HTX Quả Ngọt"))
    assert (plan.counts["new"], plan.counts["asked"]) == (1, 1)


def test_a_list_that_names_both_products_is_not_asked_about_them():
    registered(row("Mứt dừa", "HTX Quả Ngọt"))
    plan = run(row("Mứt dứa", "HTX Quả Ngọt"), row("Mứt dừa", "HTX Quả Ngọt"))
    assert (plan.counts["new"], plan.counts["same"], plan.questions) == (1, 1, [])
