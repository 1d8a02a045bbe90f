import re
from datetime import date, timedelta

import pytest
from django.utils.translation import override

from ocop.models import Place, PlaceKind, Succession
from ocop.values.dates import today
from tests import factories as make

pytestmark = pytest.mark.django_db

REFORM = date(2025, 7, 1)


def address_of(place):
    """The English address of a place's page."""
    with override("en"):
        return place.get_absolute_url()


def former(level, *, parent=None, province=None, **fields):
    """A unit that ended on 1 July 2025."""
    place = Place.objects.create(
        level=level, kind=PlaceKind(level), parent=parent, province=province, valid_until=REFORM, **fields
    )
    if province is None:
        Place.objects.filter(pk=place.pk).update(province=place)
    return place


@pytest.fixture
def units():
    """Thái Nguyên of today with a commune, and the former Bắc Kạn with a district and a commune in it."""
    now = make.province(code="19", name="Thái Nguyên", valid_from=REFORM)
    commune = make.commune(province=now, code="01234", name="Chợ Mới", valid_from=REFORM)
    old = former("province", code="06", name="Bắc Kạn")
    district = former("district", code="065", name="Chợ Mới", parent=old, province=old)
    within = former("commune", code="01234", name="Như Cố", parent=district, province=old)
    Succession.objects.create(old=old, new=now, on=REFORM)
    Succession.objects.create(old=within, new=commune, on=REFORM)
    return {"now": now, "commune": commune, "old": old, "district": district, "within": within}


def figures(client, place):
    """The figures of a place's page: in force, registered, producers."""
    return [figure["value"] for figure in client.get(address_of(place)).context["figures"]]


def test_list_divides_provinces_by_whether_they_have_products(client, units):
    make.recognition(product=make.product(place=units["commune"]))
    make.product(place=units["now"])
    empty = make.province(name="Trống")
    page = client.get("/en/places/").context
    assert [(place.name, place.registered, place.in_force) for place in page["with_products"]] == [
        ("Thái Nguyên", 2, 1)
    ]
    assert page["without_products"] == [empty]


def test_page_counts_what_is_made_in_the_place(client, units):
    make.recognition(product=make.product(name="Chè Đinh", place=units["commune"]))
    make.product(place=units["commune"], in_catalogue=False)
    make.product(place=units["now"])
    make.recognition(product=make.product())
    assert figures(client, units["now"]) == [1, 2, 2]
    assert figures(client, units["commune"]) == [1, 1, 1]
    page = client.get(address_of(units["now"])).context
    assert [product.name for product in page["products"]] == ["Chè Đinh"]
    assert [(place.name, place.registered) for place in page["communes"]] == [("Chợ Mới", 1)]
    assert [place.name for place in page["former"]] == ["Bắc Kạn"]
    assert page["all_url"] == "/en/products/?province=19"


def test_page_says_how_many_more_there_are_than_a_year_ago(client, units):
    for signed_on in (today() - timedelta(days=700), today() - timedelta(days=600), today()):
        make.recognition(product=make.product(place=units["commune"]), signed_on=signed_on)
    html = client.get(address_of(units["now"])).content.decode()
    assert "+1 since a year ago, then 2" in html
    assert "until 30/06/2025" in html


def test_former_unit_says_until_when_it_existed_and_what_it_became(client, units):
    maker = make.producer(place=units["commune"], former_place=units["within"])
    make.recognition(product=make.product(producer=maker))
    response = client.get(address_of(units["old"]))
    assert "This unit existed until 30/06/2025." in response.content.decode()
    assert list(response.context["successors"]) == [units["now"]]
    assert [place.name for place in response.context["former"]] == ["Chợ Mới"]
    for place in (units["old"], units["district"], units["within"]):
        assert figures(client, place) == [1, 1, 1]


def test_reused_code_means_the_unit_of_the_day_that_was_asked(client, units):
    assert address_of(units["commune"]) == "/en/places/01234/cho-moi/"
    assert address_of(units["within"]) == "/en/places/01234/nhu-co/?day=2025-06-30"
    assert client.get("/en/places/01234/cho-moi/").context["place"] == units["commune"]
    assert client.get(address_of(units["within"])).context["place"] == units["within"]


def test_address_without_a_day_leads_to_the_unit_in_force_or_the_last_one(client, units):
    assert client.get("/en/places/01234/nhu-co/")["Location"] == "/en/places/01234/cho-moi/"
    assert client.get("/en/places/06/x/")["Location"] == "/en/places/06/bac-kan/?day=2025-06-30"
    assert client.get("/en/places/06/bac-kan/").context["place"] == units["old"]


@pytest.mark.parametrize("query", ["?day=nonsense", "?day=", "?day=9999-99-99"])
def test_bad_day_is_today(client, units, query):
    assert client.get(f"/en/places/01234/cho-moi/{query}").context["place"] == units["commune"]


def test_unknown_code_is_not_found(client):
    assert client.get("/en/places/99999/x/").status_code == 404


def test_page_costs_the_same_with_one_product_and_with_many(client, units, django_assert_num_queries):
    address = address_of(units["now"])
    for _number in range(3):
        make.recognition(product=make.product(place=units["commune"]))
        with django_assert_num_queries(11):
            client.get(address)


def test_long_lists_are_folded_and_complete(client, units):
    for number in range(13):
        make.product(producer=make.producer(name=f"HTX {number}", place=units["commune"]))
    html = client.get(address_of(units["now"])).content.decode()
    assert "Show all 13 producers" in html
    assert len(re.findall(r'href="/en/producers/\d+/', html)) == 13
    assert 'href="/en/producers/?province=19"' in html
    assert "communes</summary>" not in html


def test_products_count_once_whatever_recognitions_they_had(client, units):
    product = make.product(place=units["commune"])
    for signed_on in (today() - timedelta(days=800), today() - timedelta(days=30), today()):
        make.recognition(product=product, signed_on=signed_on)
    make.product(producer=product.producer)
    assert figures(client, units["now"]) == [1, 2, 1]
    assert "+0 since a year ago, then 1" in client.get(address_of(units["now"])).content.decode()


def test_one_is_not_counted_as_many(client, units):
    make.recognition(product=make.product(place=units["commune"]))
    labels = [figure["label"] for figure in client.get(address_of(units["commune"])).context["figures"]]
    assert labels == ["product with stars in force", "product in the register", "producer"]


def test_place_where_nothing_is_made_says_so_and_where_to_look(client, units):
    words = "Nothing is registered here yet"
    html = client.get(address_of(units["now"])).content.decode()
    assert (words in html, 'href="/en/places/">Places with products' in html) == (True, True)
    assert words not in client.get(address_of(units["old"])).content.decode()
    make.product(place=units["commune"])
    assert words not in client.get(address_of(units["now"])).content.decode()
