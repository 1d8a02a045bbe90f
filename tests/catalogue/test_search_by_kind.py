"""What the search promises to whoever types a kind: the name of the set or of its group, as whole words."""

import pytest

from tests import factories as make
from tests.catalogue.searched import found, starred
from tests.once import made_once

pytestmark = pytest.mark.django_db


def rows():
    """Products whose names, makers and places do not say what they are."""
    maker = make.producer(name="HTX Đồng Tâm", place=make.commune(name="Suối Giàng"))
    names = {11: "Tuyết Sơn", 4: "Hoa Nhãn", 9: "Cát Hải", 6: "Gio Bắc Hà", 13: "Cầu Đất", 14: "Làng Vân"}
    names |= {21: "Giỏ Lục Bình", 26: "Nhà sàn bản Áng"}
    for number, name in names.items():
        starred(name, producer=maker, product_set=number)


kinds = made_once(rows)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("chè", "Tuyết Sơn"),
        ("che", "Tuyết Sơn"),
        ("mật ong", "Hoa Nhãn"),
        ("mat ong", "Hoa Nhãn"),
        ("nước mắm", "Cát Hải"),
        ("cà phê", "Cầu Đất"),
        ("rượu trắng", "Làng Vân"),
        ("du lịch", "Nhà sàn bản Áng"),
        ("du lich cong dong", "Nhà sàn bản Áng"),
        ("thủ công mỹ nghệ", "Giỏ Lục Bình"),
        ("gia vị", "Cát Hải"),
    ],
)
def test_a_kind_finds_products_that_do_not_bear_its_name(client, kinds, text, name):
    assert name in found(client, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [("tea", "Tuyết Sơn"), ("honey", "Hoa Nhãn"), ("coffee", "Cầu Đất"), ("tourism", "Nhà sàn bản Áng")],
)
@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_kind_is_found_by_its_english_name(client, kinds, text, name, language):
    assert name in found(client, text, language)


@pytest.mark.parametrize("text", ["chè", "che"])
def test_tea_does_not_find_everything_that_is_processed(client, kinds, text):
    """“Chế biến” begins as “chè” does once accents are gone; the sets of processed food are no tea."""
    assert found(client, text) == ["Tuyết Sơn"]


@pytest.mark.parametrize("text", ["mật ong suối giàng", "suoi giang mat ong", "mật ong đồng tâm"])
def test_a_kind_may_stand_beside_a_place_or_a_maker(client, kinds, text):
    starred("Hoa Cà Phê", product_set=4)
    assert found(client, text) == ["Hoa Nhãn"]


def test_a_product_that_bears_the_name_stands_before_one_of_the_kind(client, kinds):
    starred("Mật ong bạc hà", product_set=4)
    assert found(client, "mật ong")[:2] == ["Mật ong bạc hà", "Hoa Nhãn"]
