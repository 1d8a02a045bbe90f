"""What was looked for is marked where it was found."""

from datetime import date

import pytest
from django.utils.html import conditional_escape

from catalogue.words import highlight, search_words
from ocop.models import Place, PlaceKind, PlaceLevel, Succession
from ocop.values.dates import today
from tests import factories as make

MERGED = date(2025, 7, 1)


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
    assert conditional_escape(highlight(text, search_words(asked))) == shown


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
def test_card_names_the_district_of_a_former_commune_and_the_number_that_was_asked_for(client):
    province = make.province(name="Bắc Kạn", valid_until=MERGED)
    district = Place.objects.create(
        code="064",
        name="Chợ Đồn",
        level=PlaceLevel.DISTRICT,
        kind=PlaceKind.DISTRICT,
        parent=province,
        province=province,
        valid_until=MERGED,
    )
    old = make.commune(name="Phương Viên", province=province, valid_until=MERGED)
    Place.objects.filter(pk=old.pk).update(parent=district)
    place = make.commune(name="Yên Thịnh")
    Succession.objects.create(old=old, new=place, on=MERGED)
    product = make.product(name="Măng khô", producer=make.producer(name="HTX A", place=place), product_set=2)
    code = make.recognition(product=product, signed_on=today()).code
    page = client.get("/products/?q=huyện chợ đồn").content.decode()
    assert "Phương Viên, <mark>Chợ</mark> <mark>Đồn</mark>, Bắc Kạn" in page
    page = client.get("/products/", {"q": code.lower()}).content.decode()
    assert f"Mã số <mark>{code.lower()}</mark>" in page and page.count("<mark>") == 1


@pytest.mark.django_db
def test_an_empty_list_says_what_there_is_without_one_thing(client):
    make.recognition(product=make.product(name="Chè Đinh"), stars=4, signed_on=today())
    page = client.get("/en/products/?q=che&stars=5").content.decode()
    assert 'href="?q=che"' in page and "Without “Stars: 5 stars”: 1 product" in page
    assert "Without “che”" not in page
    assert "leave one thing out" not in client.get("/en/products/?q=che").content.decode()
