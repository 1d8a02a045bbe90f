"""What the search promises to whoever slips, or types what is nowhere."""

import pytest

from tests import factories as make
from tests.catalogue.searched import found, starred
from tests.once import made_once

pytestmark = pytest.mark.django_db


def rows():
    lu = make.commune(province=make.province(name="Lai Châu"), name="Bình Lư")
    starred("Miến dong", producer=make.producer(name="HTX Hoa Ban", place=lu), product_set=6)
    starred("Chè Shan tuyết", producer=make.producer(name="HTX Suối Giàng"))
    starred("Chè Đinh", producer=make.producer(name="HTX Hảo Đạt", place=make.commune(name="Tân Cương")))
    starred("Mật ong bạc hà", producer=make.producer(name="HTX Mèo Vạc"), product_set=4)
    starred("Cà phê chè", producer=make.producer(name="HTX Chiềng Ban"), product_set=13)


shelf = made_once(rows)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("mien dong", "Miến dong"),
        ("miền đông", "Miến dong"),
        ("mien donng", "Miến dong"),
        ("mein dong", "Miến dong"),
        ("chè shan tuyêt", "Chè Shan tuyết"),
        ("che san tuyet", "Chè Shan tuyết"),
        ("shan tuyet che", "Chè Shan tuyết"),
        ("chè shan tuyếtt", "Chè Shan tuyết"),
        ("cuogn", "Chè Đinh"),
        ("tan cuogn", "Chè Đinh"),
        ("che dihn", "Chè Đinh"),
        ("chè tân cươn", "Chè Đinh"),
        ("mat ogn", "Mật ong bạc hà"),
        ("mật ong bặc hà", "Mật ong bạc hà"),
        ("mat ong bac haa", "Mật ong bạc hà"),
        ("matong", "Mật ong bạc hà"),
        ("caphe", "Cà phê chè"),
        ("meo vacc", "Mật ong bạc hà"),
        ("binh luu", "Miến dong"),
    ],
)
def test_a_slip_does_not_hide_what_was_meant(client, shelf, text, name):
    assert name in found(client, text)[:1]


@pytest.mark.parametrize("text", ["xe máy", "điện thoại", "zzzz", "chè quảng ninh", "1234567890123"])
def test_what_is_not_there_is_not_found_by_likeness(client, shelf, text):
    assert found(client, text) == []


@pytest.mark.parametrize(
    "text", ["....", "----", "- - -", "'", "& | !", "\\", "()", "_", "%", "x" * 3000, "1" * 3000]
)
def test_signs_that_mean_nothing_find_nothing(client, shelf, text):
    assert found(client, text) == []
