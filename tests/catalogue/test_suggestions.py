"""While somebody types, the portal says what may be meant: eight links at most, the same for everybody."""

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ocop.models import Place, PlaceKind, PlaceLevel, Succession
from ocop.pages.public import IN_BROWSER
from ocop.values.dates import today
from tests import factories as make

pytestmark = pytest.mark.django_db

LAST_DAY = date(2025, 7, 1)
ONE = re.compile(r'role="option"[^>]*href="([^"]+)">\s*<span>(.*?)</a>', re.DOTALL)
KIND = re.compile(r'role="group" aria-label="([^"]+)"')


def answer(client, text, prefix="/en"):
    return client.get(f"{prefix}/products/suggestions/", {"q": text})


def plain(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def suggested(client, text, prefix="/en"):
    """{what is written: address} of the suggestions, in their order."""
    found = ONE.findall(answer(client, text, prefix).content.decode())
    return {plain(words): unescape(url) for url, words in found}


def starred(name, stars=4, **fields):
    product = make.product(name=name, **fields)
    make.recognition(product=product, stars=stars, signed_on=today())
    return product


@pytest.fixture
def tan_cuong():
    return make.commune(province=make.province(name="Thái Nguyên"), name="Tân Cương")


def test_products_producers_places_and_sets_come_under_their_names(client, tan_cuong):
    maker = make.producer(name="HTX Tân Hương", place=tan_cuong)
    tea = starred("Chè Đinh Tân Cương", producer=maker)
    page = answer(client, "tan").content.decode()
    assert KIND.findall(page) == ["Products", "Producers", "Places"]
    assert suggested(client, "tan") == {
        "Chè Đinh Tân Cương 4 stars · HTX Tân Hương": f"/en/products/{tea.pk}/che-dinh-tan-cuong/",
        "HTX Tân Hương Xã Tân Cương": f"/en/producers/{maker.pk}/htx-tan-huong/",
        "Xã Tân Cương Tỉnh Thái Nguyên": f"/en/products/?commune={tan_cuong.code}",
    }
    assert "<mark>Tân</mark> Hương" in page
    assert 'data-said="3 suggestions; arrow keys choose"' in page


@pytest.mark.parametrize("text", ["che dinh", "CHÈ ĐINH", "Chè Đi", "dinh ch", "ch"])
def test_accents_case_and_order_do_not_matter_and_the_last_word_may_be_begun(client, text):
    starred("Chè Đinh"), starred("Miến dong")
    names = [name for name in suggested(client, text) if "HTX" in name or "Hợp tác xã" in name]
    assert len(names) == 1 and names[0].startswith("Chè Đinh 4 stars")


@pytest.mark.parametrize("text", ["", "c", " c ", "%", "..", "\0\0", "zzzz"])
def test_too_little_or_nothing_found_is_an_empty_answer(client, text):
    starred("Chè Đinh")
    response = answer(client, text)
    assert (response.status_code, response.content) == (204, b"")


@pytest.mark.parametrize("text", ["%%", "__", "a" * 5000, "che' or 1=1", "che\\", "a_b c%d"])
def test_whatever_is_typed_is_words_and_nothing_else(client, text):
    starred("Chè Đinh")
    assert answer(client, text).status_code in (200, 204)


def test_stars_in_force_come_first_and_products_without_say_so(client):
    make.product(name="Mật ong")
    starred("Mật ong rừng", stars=3), starred("Mật ong bạc hà", stars=5)
    assert [re.sub(" · .*", "", name) for name in suggested(client, "mat ong")][:3] == [
        "Mật ong bạc hà 5 stars",
        "Mật ong rừng 3 stars",
        "Mật ong no stars in force",
    ]


def test_products_outside_the_public_catalogue_and_their_producers_are_never_suggested(client):
    maker = make.producer(name="Hợp tác xã Giấu Kín")
    make.product(name="Rượu Giấu Kín", producer=maker, in_catalogue=False)
    assert suggested(client, "giau kin") == {}


def test_a_former_province_leads_to_its_own_page_and_says_what_it_became(client):
    province = make.province(name="Thái Nguyên")
    old = make.province(name="Bắc Kạn", valid_until=LAST_DAY)
    Succession.objects.create(old=old, new=province, on=LAST_DAY)
    expected = {"Tỉnh Bắc Kạn now Tỉnh Thái Nguyên": f"/en/places/{old.code}/bac-kan/?day=2025-06-30"}
    assert suggested(client, "bac kan") == expected
    assert suggested(client, "tinh bac ka") == expected


def test_a_commune_that_was_split_names_all_its_parts(client):
    old = make.commune(name="Dương Thành", valid_until=LAST_DAY)
    parts = [make.commune(name=name, valid_from=LAST_DAY) for name in ("Kha Sơn", "Tân Khánh")]
    for part in parts:
        Succession.objects.create(old=old, new=part, on=LAST_DAY)
    make.product(place=parts[0])
    ((name, url),) = suggested(client, "duong thanh").items()
    assert name == "Xã Dương Thành now Xã Kha Sơn, Xã Tân Khánh"
    assert url == f"/en/places/{old.code}/duong-thanh/?day=2025-06-30"


def test_a_former_district_without_a_successor_is_found(client):
    Place.objects.create(
        code="173", name="Phú Bình", level=PlaceLevel.DISTRICT, kind=PlaceKind.DISTRICT, valid_until=LAST_DAY
    )
    assert suggested(client, "huyện phú bì") == {
        "Huyện Phú Bình former unit": "/en/places/173/phu-binh/?day=2025-06-30"
    }


def test_a_unit_that_kept_its_name_is_one_answer(client):
    province = make.province(name="Thái Nguyên")
    old = make.province(name="Thái Nguyên", valid_until=LAST_DAY)
    Succession.objects.create(old=old, new=province, on=LAST_DAY)
    assert suggested(client, "thai nguyen") == {"Tỉnh Thái Nguyên": f"/en/products/?province={province.code}"}


def test_communes_where_nobody_makes_anything_are_left_out(client):
    make.commune(name="Hoang Vắng")
    assert suggested(client, "hoang vang") == {}


def test_product_sets_are_found_in_both_languages(client):
    starred("Nõn tôm", product_set=4)
    for prefix, text in (("/en", "honey"), ("/en", "mật ong"), ("", "honey")):
        urls = suggested(client, text, prefix).values()
        assert [url for url in urls if "set=" in url] == [f"{prefix}/products/?set=4"]
    assert "set=" not in answer(client, "thủ công").content.decode()


def test_english_pages_show_the_name_that_holds_what_was_typed(client):
    starred("Chè Đinh", name_en="Dinh tea")
    assert '<span lang="vi"><mark>Chè</mark> Đinh</span>' in answer(client, "che").content.decode()
    assert "<mark>Din</mark>h tea" in answer(client, "din").content.decode()


@pytest.mark.usefixtures("todays_texts")
def test_vietnamese_answers_are_in_vietnamese(client):
    starred("Chè Đinh")
    page = answer(client, "che", prefix="").content.decode()
    assert KIND.findall(page)[0] == "Sản phẩm"
    assert "4 sao" in page and "stars" not in page


def test_at_most_eight_are_suggested_and_products_have_what_the_others_leave(client):
    for number in range(12):
        starred(f"Trà hoa {number}", producer=make.producer(name=f"HTX Trà {number}"))
    kinds = answer(client, "tra").context["kinds"]
    found = {kind.label: len(kind.suggestions) for kind in kinds}
    assert sum(found.values()) == 8
    assert (found["Producers"], found["Products"] >= 4) == (2, True)


def test_the_very_name_is_found_among_hundreds_that_begin_so(client):
    maker = make.producer(name="HTX Một")
    for number in range(250):
        make.product(name=f"Chè Đinh số {number}", producer=maker)
    very = make.product(name="Chè Đinh", producer=maker)
    assert f"/en/products/{very.pk}/che-dinh/" in suggested(client, "chè đinh").values()


@pytest.mark.parametrize("many", [1, 12])
def test_an_answer_costs_four_queries_whatever_it_finds(client, many):
    for number in range(many):
        place = make.commune(name=f"Tân {number}")
        starred(f"Tân {number}", producer=make.producer(name=f"Tân {number}", place=place))
        old = make.commune(name=f"Tân Cũ {number}", valid_until=LAST_DAY)
        Succession.objects.create(old=old, new=place, on=LAST_DAY)
    with CaptureQueriesContext(connection) as captured:
        assert answer(client, "tan").status_code == 200
    assert len([query for query in captured if "SAVEPOINT" not in query["sql"]]) == 4


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("text", ["che", "c"])
def test_any_cache_may_keep_an_answer_and_no_search_engine_lists_it(client, prefix, text):
    starred("Chè Đinh")
    response = answer(client, text, prefix)
    assert {"public", f"max-age={IN_BROWSER}"} <= set(response["Cache-Control"].split(", "))
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.cookies and "Cookie" not in response.get("Vary", "")
    if response.status_code == 200:
        again = client.get(response.wsgi_request.get_full_path(), headers={"If-None-Match": response["ETag"]})
        assert again.status_code == 304


@pytest.mark.parametrize("name", ["home", "product-list", "place-list", "collection-list"])
def test_every_search_box_for_products_offers_suggestions(client, name):
    html = client.get(reverse(name)).content.decode()
    assert html.count(f'data-suggest="{reverse("product-suggestions")}"') == 1
    assert "js/suggest" in html
