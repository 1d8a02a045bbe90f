"""What the search promises to whoever types a place: it is found under every name that it had."""

from datetime import date

import pytest

from ocop.models import Place, PlaceKind, PlaceLevel, Succession
from tests import factories as make
from tests.catalogue.searched import found, starred
from tests.once import made_once

pytestmark = pytest.mark.django_db

SPLIT = date(2020, 3, 1)
MERGED = date(2025, 7, 1)


def rows():
    """A commune of today that was one of Bắc Kạn, and before that another one; and a product from there."""
    thai_nguyen, bac_kan = (
        make.province(name="Thái Nguyên"),
        make.province(name="Bắc Kạn", valid_until=MERGED),
    )
    Succession.objects.create(old=bac_kan, new=thai_nguyen, on=MERGED)
    district = Place.objects.create(
        code="066",
        name="Na Rì",
        level=PlaceLevel.DISTRICT,
        kind=PlaceKind.DISTRICT,
        parent=bac_kan,
        province=bac_kan,
        valid_until=MERGED,
    )
    older = make.commune(province=bac_kan, name="Hảo Nghĩa", valid_until=SPLIT)
    old = make.commune(province=bac_kan, name="Trần Phú", valid_from=SPLIT, valid_until=MERGED)
    Place.objects.filter(pk__in=[older.pk, old.pk]).update(parent=district)
    new = make.commune(province=thai_nguyen, name="Côn Minh", valid_from=MERGED)
    Succession.objects.create(old=older, new=old, on=SPLIT)
    Succession.objects.create(old=old, new=new, on=MERGED)
    starred("Miến", producer=make.producer(name="HTX A", place=new))
    starred(
        "Mật",
        producer=make.producer(name="HTX B", place=make.commune(province=make.province(name="Hồ Chí Minh"))),
    )


places = made_once(rows)


@pytest.mark.parametrize(
    "text",
    [
        *["côn minh", "xã côn minh", "con minh thai nguyen"],
        *["trần phú", "xã Trần Phú", "tran phu bac kan"],
        "hảo nghĩa",
        *["na rì", "huyện Na Rì", "h. na ri"],
        *["bắc kạn", "tỉnh Bắc Kạn", "bac can"],
    ],
)
def test_a_place_is_found_under_its_old_and_new_names_with_and_without_its_kind(client, places, text):
    assert found(client, text) == ["Miến"]


@pytest.mark.parametrize("text", ["sài gòn", "tp hồ chí minh", "TP.HCM", "hcm"])
def test_a_place_is_found_under_the_names_that_people_use(client, places, text):
    assert found(client, text) == ["Mật"]


@pytest.mark.parametrize(
    "text", ["bac can", "Bắc Cạn", "tỉnh Bắc Cạn", "Bac Kan province", "bac kan commune", "huyen na ri"]
)
def test_whole_words_decide_what_is_meant_before_beginnings_do(client, places, text):
    starred("Bon sai cây cảnh Bắc", producer=make.producer(name="HTX Cánh Nam Huyền"))
    assert found(client, text) == ["Miến"]
