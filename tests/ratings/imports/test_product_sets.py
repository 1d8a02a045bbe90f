"""The product set of a row: read, asked about or refused with the nearest."""

import pytest

from products.models import ProductSet
from ratings.imports.cells import CellParseError
from ratings.imports.product_sets import ALSO_CALLED, ProductSets
from ratings.imports.questions import QuestionKind, Questions, question_key

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vietnam")]


def parse(written, answers=None):
    """Return the number of the set and the questions."""
    questions, asked = Questions(answers or {}), []
    number = ProductSets(ProductSet.objects.all(), questions).parse(written, "2", asked)
    return number, [[option.value for option in each.options] for each in questions.asked], asked


@pytest.mark.parametrize(
    ("written", "number"),
    [
        (11.0, 11),
        ("011", 11),
        ("Bộ 11", 11),
        ("Bộ sản phẩm số 11: Chè tươi, chè chế biến", 11),
        ("chè tươi,chè chế biến", 11),
        ("Chè khô", 11),
        ("Du lịch cộng đồng", 26),
        ("Nhóm: Cà phê, ca cao", 13),
        ("Tinh dầu và thảo dược khác", 20),
        ("Nước khoáng thiên nhiên, nước uống tinh khiết đóng chai", 16),
        ("", None),
    ],
)
def test_a_number_a_name_and_a_usual_name_are_read(written, number):
    assert parse(written) == (number, [], [])


@pytest.mark.parametrize(
    ("written", "offered"),
    [
        ("Trà", ["11", "12"]),
        ("Rau củ quả", ["1", "7"]),
        ("Mật ong", ["4", "8"]),
        ("Thảo dược", ["18", "19", "20"]),
        ("Gia vị", ["9", "10"]),
        ("Đồ uống có cồn", ["14", "15"]),
    ],
)
def test_a_name_of_several_sets_is_asked_about(written, offered):
    number, options, asked = parse(written)
    assert (number, options, len(asked)) == (None, [offered], 1)
    assert parse(written, {asked[0]: offered[1]})[0] == int(offered[1])


def test_one_question_serves_all_spellings_of_a_name():
    _number, _options, asked = parse("TRÀ")
    assert asked == [question_key(QuestionKind.PRODUCT, "set|tra")]


@pytest.mark.parametrize("written", ["3 sản phẩm", "27", "0", "11 Rượu trắng", "Đồ gỗ"])
def test_what_is_no_set_is_refused(written):
    with pytest.raises(CellParseError, match="the number of a product set, 1 to 26, or its name"):
        parse(written)


def test_a_refusal_offers_the_nearest():
    with pytest.raises(CellParseError, match="nearest: 14 White spirits"):
        parse("Rượu trắngg")


def test_usual_names_mean_sets_that_exist():
    assert {number for numbers in ALSO_CALLED.values() for number in numbers} <= set(range(1, 27))
