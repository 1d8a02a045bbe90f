"""Collections show only products in force, and officers keep those of their own province."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ocop.models import Place
from ocop.values.dates import today
from products.models import Collection
from products.seed.collections import load_collections
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make.officer_of(make.product())


def starred(name, stars=4, **fields):
    product = make.product(name=name, **fields)
    make.recognition(product=product, stars=stars, signed_on=today())
    return product


def shown(client, collection):
    """Names of the products on the public page."""
    page = client.get(collection.get_absolute_url())
    assert page.status_code == 200
    return [product.name for product in page.context["products"]]


def test_a_collection_by_rule_shows_what_the_list_of_the_catalogue_shows(client):
    starred("Chè Tân Cương"), starred("Miến dong", stars=3)
    assert shown(client, make.collection(rule="stars=4")) == ["Chè Tân Cương"]
    assert shown(client, make.collection(rule="sort=stars")) == ["Chè Tân Cương", "Miến dong"]


def test_a_collection_by_rule_shows_products_in_force_only_whatever_the_rule_says(client):
    starred("Trà")
    make.recognition(product=make.product(name="Rượu"), signed_on=today().replace(year=today().year - 6))
    assert shown(client, make.collection(rule="state=lapsed")) == ["Trà"]
    make.collection(title="Năm sao", rule="stars=5&state=lapsed")
    assert "Năm sao" not in listed(client)


def test_picked_products_stand_in_their_order_while_they_are_in_force(client):
    first, second, lapsed = starred("Trà"), starred("Bún"), make.product(name="Rượu")
    make.recognition(product=lapsed, signed_on=today().replace(year=today().year - 6))
    collection = make.collection(rule="")
    collection.pick([first, lapsed, second])
    assert shown(client, collection) == ["Trà", "Bún"]


def test_readers_see_published_collections_only_and_in_their_language(client):
    hidden = make.collection(title="Quà Tết", published=False)
    make.collection(title="Năm sao", title_en="Five stars")
    starred("Chè Tân Cương")
    assert client.get(hidden.get_absolute_url()).status_code == 404
    page = client.get("/en/collections/").content.decode()
    assert ("Five stars" in page, "Quà Tết" in page) == (True, False)
    assert "Năm sao" in client.get("/").content.decode()


def test_an_officer_begins_a_collection_by_lines_or_by_an_address(client, officer):
    client.force_login(officer)
    place = make.commune(province=officer.place)
    first, second = starred("Trà", place=place), starred("Bún", place=place)
    lines = f"{first.get_absolute_url()}\n{second.code or second.get_absolute_url()}"
    address = reverse("desk-collection-create")
    client.post(address, {"title": "Quà Tết", "picked": lines, "position": 5, "published": "on"})
    collection = Collection.objects.get()
    assert [pick.product for pick in collection.picks.all()] == [first, second]
    assert collection.place == officer.place
    client.post(
        address,
        {"title": "Bốn sao", "rule": "https://ocop.example/products/?stars=4&state=in_force", "position": 5},
    )
    assert Collection.objects.get(title="Bốn sao").rule == "stars=4&state=in_force"


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"rule": "colour=red"}, "The catalogue is not narrowed by “colour”."),
        ({"rule": "led=minority&stars=4,9"}, "The catalogue does not know “led=minority; stars=4,9”."),
        ({"rule": "stars=4&set=99&sort=luck"}, "The catalogue does not know “set=99; sort=luck”."),
        (
            {"rule": "state=in_force&state=lapsed"},
            "A collection shows products with stars in force only. Paste the list without “Lapsed”.",
        ),
        ({"picked": "không có"}, "This line names no product of the public catalogue: không có"),
        ({}, "Give either a list of the catalogue or products, not both."),
        ({"rule": "stars=4", "picked": "/products/{pk}/"}, "Give either a list of the catalogue or products"),
    ],
)
def test_what_names_no_list_and_no_product_is_refused_with_a_sentence(client, officer, asked, why):
    client.force_login(officer)
    product = starred("Trà", place=make.commune(province=officer.place))
    asked = {name: value.format(pk=product.pk) for name, value in asked.items()}
    page = client.post(reverse("desk-collection-create"), {"title": "Quà", "position": 5} | asked)
    assert why in page.content.decode()
    assert not Collection.objects.exists()


def test_products_of_another_province_cannot_be_picked(client, officer):
    client.force_login(officer)
    other = starred("Trà", place=make.commune(province=Place.objects.exclude(pk=officer.place_id).first()))
    page = client.post(
        reverse("desk-collection-create"),
        {"title": "Quà", "position": 5, "picked": other.get_absolute_url()},
    )
    assert "names no product" in page.content.decode()


def test_collections_of_the_country_are_read_and_not_changed(client, officer):
    client.force_login(officer)
    national = make.collection(title="Năm sao")
    assert client.get(national.get_desk_url()).status_code == 200
    assert client.get(reverse("desk-collection-edit", args=[national.pk])).status_code == 404


def test_loading_the_collections_of_the_country_again_changes_nothing():
    assert (load_collections(), load_collections()) == (10, 0)
    assert Collection.objects.public().count() == 10


def listed(client, name="collection-list"):
    """Titles of the collections on a page."""
    page = client.get(reverse(name))
    return [collection.title for collection in page.context.get("object_list") or page.context["collections"]]


@pytest.mark.parametrize("name", ["collection-list", "home"])
def test_readers_see_no_collection_in_which_there_is_nothing_today(client, name):
    lapsed = make.product(name="Rượu")
    make.recognition(product=lapsed, signed_on=today().replace(year=today().year - 6))
    make.collection(title="Lapsed", rule="").pick([lapsed])
    make.collection(title="Five", rule="stars=5")
    make.collection(title="Tea", rule="set=11&sort=newest")
    make.collection(title="Picked", rule="").pick([starred("Trà")])
    assert listed(client, name) == ["Picked", "Tea"]


def test_no_collection_has_anything_while_there_is_no_product(client):
    load_collections()
    assert client.get(reverse("collection-list")).context["object_list"] == []


def test_gifts_by_price_come_once_a_product_that_makes_a_gift_has_a_price(client):
    load_collections()
    starred("Trà", price_from=80_000, price_to=150_000)
    starred("Ở nhà dân", product_set=26, price_from=600_000)
    gifts = [title for title in listed(client) if title.startswith("Quà")]
    assert gifts == ["Quà dưới 100.000 đồng", "Quà từ 100.000 đến dưới 300.000 đồng"]


def test_many_collections_cost_as_many_queries_as_one(client):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("collection-list"))
        return len(captured)

    starred("Trà")
    make.collection(rule="stars=4")
    one = queries()
    for rule in ("set=11", "sort=newest", "price=none", ""):
        make.collection(rule=rule)
    assert queries() == one
