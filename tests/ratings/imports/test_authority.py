"""Parse the authority of a decision: a province is not a city of the same name, and communes recognise nothing."""

from datetime import date

import pytest

from ocop.places.gazetteer import Gazetteer
from ratings.decisions.models import RecordedDecision
from ratings.imports.authorities import read_authority
from ratings.imports.register import ALL_REFUSED
from tests import factories as make
from tests.ratings.imports.answering import import_recognised
from tests.ratings.imports.files import csv

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vietnam")]
HEAD = [
    "Tên sản phẩm",
    "Chủ thể",
    "Xã",
    "Huyện",
    "Tỉnh",
    "Hạng sao",
    "Số quyết định",
    "Ngày quyết định",
    "Cơ quan ban hành",
]
CHO_MOI = ["Chè", "HTX A", "Nông Hạ", "Chợ Mới", "Bắc Kạn"]
BAC_KAN = ["Chè", "HTX B", "Huyền Tụng", "Thành phố Bắc Kạn", "Bắc Kạn"]


@pytest.fixture(scope="module")
def gazetteer(vietnam, django_db_blocker):
    with django_db_blocker.unblock():
        return Gazetteer()


def run(gazetteer, authority, *, where=CHO_MOI, stars="3 sao", number="10/QĐ-UBND", day=date(2024, 3, 1)):
    data = csv([HEAD, [*where, stars, number, f"{day:%d/%m/%Y}", authority]])
    options = {
        "file_name": "a.csv",
        "by": make.user(),
        "leave_out": ALL_REFUSED,
        "gazetteer": gazetteer,
    }
    return import_recognised(data, **options)[0].outcomes[0]


@pytest.mark.parametrize(
    ("written", "unit", "where", "stars"),
    [
        ("UBND tỉnh Bắc Kạn", "Tỉnh Bắc Kạn", CHO_MOI, "4 sao"),
        ("Ủy ban nhân dân tỉnh Bắc Kạn", "Tỉnh Bắc Kạn", BAC_KAN, "4 sao"),
        ("UBND TP. Bắc Kạn", "Thành phố Bắc Kạn", BAC_KAN, "3 sao"),
        ("UBND thành phố Bắc Kạn, tỉnh Bắc Kạn", "Thành phố Bắc Kạn", BAC_KAN, "3 sao"),
        ("UBND huyện Chợ Mới tỉnh Bắc Kạn", "Huyện Chợ Mới", CHO_MOI, "3 sao"),
        ("UBND tỉnh", "Tỉnh Bắc Kạn", CHO_MOI, "4 sao"),
        ("", "Tỉnh Bắc Kạn", CHO_MOI, "4 sao"),
    ],
)
def test_the_kind_tells_the_unit_and_the_preview_names_it(gazetteer, written, unit, where, stars):
    outcome = run(gazetteer, written, where=where, stars=stars)
    assert outcome.refusals == []
    assert RecordedDecision.objects.get().place.full_name == unit
    assert outcome.differences[-1].after.endswith(f"signed by: {unit}")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Bắc Kạn", "one of these, with its kind: Tỉnh Bắc Kạn, Thành phố Bắc Kạn"),
        ("UBND phường Huyền Tụng", "A commune recognises no product"),
        ("UBND phường Bắc Kạn", "A commune recognises no product"),
        ("UBND tỉnh Cao Bằng", "the province of the producer, Tỉnh Thái Nguyên, or one of its districts"),
        ("UBND tỉnh Lam Sơn", "a province or district of this name that existed on 01/03/2024"),
        ("UBND thành phố Bắc Kạn", "recognised products of its own communes"),
        ("Bộ NN&PTNT", "is no number of the ministry for OCOP"),
    ],
)
def test_what_is_no_authority_of_the_product_is_refused_and_not_guessed(gazetteer, written, told):
    outcome = run(gazetteer, written)
    assert told in " ".join(refusal.expected + refusal.why for refusal in outcome.refusals)
    assert not RecordedDecision.objects.exists()


def test_a_province_of_before_signs_nothing_after_its_end(gazetteer):
    assert run(gazetteer, "UBND tỉnh Bắc Kạn", day=date(2025, 8, 1)).refusals
    assert not RecordedDecision.objects.exists()


def test_a_number_of_the_prime_minister_is_none_of_the_ministry(gazetteer):
    outcome = run(gazetteer, "Bộ NN&PTNT", number="1804/QĐ - T.Tg", stars="5 sao")
    assert outcome.refusals[0].why.startswith("A decision of the Prime Minister")


def test_an_authority_is_read_as_it_is_written():
    assert read_authority("Huyện Tĩnh Gia").name == read_authority("UBND huyện Tĩnh Gia").name == "Tĩnh Gia"
    assert read_authority("Tĩnh Gia")[:3] == (frozenset(), "Tĩnh Gia", False)
    assert read_authority("Bộ Nông nghiệp và Môi trường").is_ministry


def test_a_decision_before_the_merger_for_a_producer_without_a_commune_is_the_former_provinces(gazetteer):
    outcome = run(gazetteer, "", where=["Chè", "HTX A", "", "", "Thái Nguyên"])
    assert (outcome.refusals, outcome.differences[1].after.split("; ")[1]) == (
        [],
        "signed by: Tỉnh Thái Nguyên",
    )
    assert RecordedDecision.objects.get().place.valid_until == date(2025, 7, 1)
