"""What was looked for is marked where it was found."""

import pytest
from django.utils.html import conditional_escape

from ocop.calendar import today
from products.search import marked, words_of
from tests import factories as make


@pytest.mark.parametrize(
    ("asked", "text", "shown"),
    [
        ("mien dong", "Miến dong Bình Lư", "<mark>Miến</mark> <mark>dong</mark> Bình Lư"),
        ("CHÈ", "Chè Đinh, chè nõn", "<mark>Chè</mark> Đinh, <mark>chè</mark> nõn"),
        ("dinh", "Chè Đinh", "Chè <mark>Đinh</mark>"),
        ("tra", "Trà Đinh vào đĩa trắng", "<mark>Trà</mark> Đinh vào đĩa <mark>trắ</mark>ng"),
        ("ong", "Mật ong không đường", "Mật <mark>ong</mark> không đường"),
        (
            "b",
            "<b>Bún</b> & miến",
            "&lt;<mark>b</mark>&gt;<mark>B</mark>ún&lt;/<mark>b</mark>&gt; &amp; miến",
        ),
        ("", "Chè <Đinh>", "Chè &lt;Đinh&gt;"),
        (".*", "Chè", "Chè"),
    ],
)
def test_words_are_marked_without_regard_to_accents_and_safely(asked, text, shown):
    assert conditional_escape(marked(text, words_of(asked))) == shown


@pytest.mark.django_db
def test_the_list_marks_what_was_looked_for_in_product_producer_and_place(client):
    place = make.commune(name="Tân Cương")
    producer = make.producer(name="Hợp tác xã Tân Hương", place=place)
    make.recognition(product=make.product(name="Chè Tân Xanh", producer=producer), signed_on=today())
    page = client.get("/products/?q=tan").content.decode()
    assert page.count("<mark>Tân</mark>") == 3
    assert "<mark>" not in client.get("/products/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "why"),
    [("trad", "<mark>trad</mark>itional"), ("phu binh", "<mark>Phú</mark> <mark>Bình</mark>")],
)
def test_card_says_why_it_was_found_where_its_lines_do_not(client, asked, why):
    maker = make.producer(name="HTX A", former_place=make.commune(name="Phú Bình"))
    make.recognition(product=make.product(name="Vicumax", producer=maker, product_set=18), signed_on=today())
    page = client.get("/en/products/", {"q": asked}).content.decode()
    assert why in page
    assert why not in client.get("/en/products/?q=vicumax").content.decode()


@pytest.mark.django_db
def test_an_empty_list_says_what_there_is_without_one_thing(client):
    make.recognition(product=make.product(name="Chè Đinh"), stars=4, signed_on=today())
    page = client.get("/en/products/?q=che&stars=5").content.decode()
    assert 'href="?q=che"' in page and "Without “Stars: 5 stars”: 1 product" in page
    assert "Without “che”" not in page
    assert "leave one thing out" not in client.get("/en/products/?q=che").content.decode()
