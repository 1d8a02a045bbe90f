"""Prices: in words on the product's page, in bands beside the catalogue, in every form of its list."""

import csv
import io

import pytest
from django.utils.translation import override

from ocop.values.dates import today
from products.prices import format_price
from tests import factories as make
from tests.catalogue.listed import names_on

pytestmark = pytest.mark.django_db

AND_MORE = "price=1000000-"


def priced(name, low=None, high=None):
    """A product with stars in force and a price."""
    product = make.product(name=name, price_from=low, price_to=high)
    make.recognition(product=product, signed_on=today())
    return product


@pytest.fixture
def gifts():
    return [
        priced("Bánh", 30_000, 90_000),
        priced("Chè", 80_000, 350_000),
        priced("Miến", 300_000),
        priced("Sâm", 1_000_000, 4_000_000),
        priced("Tượng"),
    ]


def names(client, query):
    return names_on(client.get(f"/en/products/?{query}"))


def bands(client, query=""):
    facets = client.get(f"/en/products/?{query}").context["filter"].facets
    return [
        (each["label"], each["count"])
        for facet in facets
        if facet["name"] == "price"
        for each in facet["options"]
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("price=0-100000", ["Bánh", "Chè"]),
        ("price=100000-300000", ["Chè"]),
        ("price=300000-500000", ["Chè", "Miến"]),
        ("price=500000-1000000", []),
        (AND_MORE, ["Sâm"]),
        ("price=none", ["Tượng"]),
        (f"price=0-100000&{AND_MORE}&price=none", ["Bánh", "Chè", "Sâm", "Tượng"]),
        ("price=7", ["Bánh", "Chè", "Miến", "Sâm", "Tượng"]),
    ],
)
def test_a_band_has_every_product_some_size_of_which_costs_that(client, gifts, asked, found):
    assert names(client, asked) == found


def test_each_band_says_how_many_products_are_behind_it(client, gifts):
    assert bands(client) == [
        ("Under 100,000 VND", 2),
        ("100,000 to under 300,000 VND", 1),
        ("300,000 to under 500,000 VND", 2),
        ("1,000,000 VND and more", 1),
        ("Not stated", 1),
    ]


def test_nobody_is_asked_about_prices_where_none_is_stated(client):
    priced("Tượng")
    assert bands(client) == []
    assert bands(client, "price=none") == [("Not stated", 1)]


def test_a_chosen_band_is_a_chip_that_can_be_taken_away(client, gifts):
    page = client.get("/en/products/?price=0-100000&stars=4")
    chip = next(chip for chip in page.context["filter"].chips if "VND" in chip["label"])
    assert chip == {"label": "Price: Under 100,000 VND", "url": "?stars=4"}


def test_the_file_and_the_data_are_narrowed_as_the_list_is(client, gifts):
    file = client.get("/en/products/download/?price=0-100000")
    rows = list(csv.DictReader(io.StringIO(b"".join(file.streaming_content).decode("utf-8-sig"))))
    assert [(row["name"], row["price_from"], row["price_to"]) for row in rows] == [
        ("Bánh", "30000", "90000"),
        ("Chè", "80000", "350000"),
    ]
    data = client.get("/api/v1/products/?price=0-100000").json()
    assert [row["name"] for row in data["results"]] == ["Bánh", "Chè"]


@pytest.mark.parametrize(
    ("low", "high", "english", "vietnamese"),
    [
        (100_000, 250_000, "100,000–250,000 VND", "100.000–250.000 đồng"),
        (2_000_000, 2_000_000, "2,000,000 VND", "2.000.000 đồng"),
        (100_000, None, "from 100,000 VND", "từ 100.000 đồng"),
        (None, 250_000, "up to 250,000 VND", "đến 250.000 đồng"),
        (None, None, "", ""),
    ],
)
@pytest.mark.usefixtures("todays_texts")
def test_a_price_is_written_in_the_language_of_the_page(low, high, english, vietnamese):
    product = make.product(price_from=low, price_to=high)
    for language, words in (("en", english), ("vi", vietnamese)):
        with override(language):
            assert format_price(product) == words


def test_the_product_page_says_the_price_where_one_is_stated(client, gifts):
    page = client.get(gifts[1].get_absolute_url()).content.decode()
    assert "<dt>Price</dt><dd>80,000–350,000 VND</dd>" in page
    assert "<dt>Price</dt>" not in client.get(gifts[4].get_absolute_url()).content.decode()
