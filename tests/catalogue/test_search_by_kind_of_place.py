"""What the search promises to whoever types “xã” or “tỉnh” before a name: all that is made there."""

import pytest

from tests import factories as make
from tests.catalogue.searched import found, starred
from tests.once import made_once

pytestmark = pytest.mark.django_db


def rows():
    """Tea of two makers at a commune, of which one is a “hợp tác xã”; and something that only sounds like its province."""
    place = make.commune(name="Tân Cương", province=make.province(name="Thái Nguyên"))
    starred("Chè Đinh", producer=make.producer(name="HTX xã viên trẻ", place=place))
    starred("Chè Nõn", producer=make.producer(name="Hộ Bà Lan", place=place))
    starred("Mật hoa", producer=make.producer(name="Hộ Ông Hải", place=place), product_set=4)
    away = make.commune(name="Trung Sơn", province=make.province(name="Phú Thọ"))
    starred("Tinh bột Thái Nguyên", producer=make.producer(name="HTX Tân Cương", place=away))


tan_cuong = made_once(rows)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("xã Tân Cương", ["Chè Đinh", "Chè Nõn", "Mật hoa"]),
        ("Xã Tân Cương, tỉnh Thái Nguyên", ["Chè Đinh", "Chè Nõn", "Mật hoa"]),
        ("xa tan cuong", ["Chè Đinh", "Chè Nõn", "Mật hoa"]),
        ("chè xã Tân Cương", ["Chè Đinh", "Chè Nõn"]),
        ("xã Tân Cương chè nõn", ["Chè Nõn"]),
        ("tỉnh Thái Nguyên", ["Chè Đinh", "Chè Nõn", "Mật hoa", "Tinh bột Thái Nguyên"]),
        ("tinh bột", ["Tinh bột Thái Nguyên"]),
        ("tinh thai nguyen", ["Chè Đinh", "Chè Nõn", "Mật hoa", "Tinh bột Thái Nguyên"]),
    ],
)
def test_a_place_with_its_kind_finds_all_that_is_made_there(client, tan_cuong, text, names):
    assert sorted(found(client, text)) == sorted(names)
