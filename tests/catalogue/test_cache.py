"""What was worked out once is shown until something changes, and never after."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.cache import CatalogueCache
from ocop.values.dates import today
from products.models import Product
from tests import factories as make

pytestmark = pytest.mark.django_db


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        page = client.get(address)
    return len([each for each in captured if "SAVEPOINT" not in each["sql"]]), page.content.decode()


def test_list_that_somebody_has_seen_asks_only_for_the_version_and_its_keys(client):
    make.recognition(product=make.product(name="Chè Đinh"), signed_on=today())
    first, page = queries(client, "/en/products/")
    again, same = queries(client, "/en/products/")
    assert (first, again) == (5, 2)
    assert "Chè Đinh" in page and "Chè Đinh" in same


def test_change_is_shown_at_once_in_card_and_counts(client):
    product = make.product(name_en="Dinh tea", product_set=11)
    make.recognition(product=product, signed_on=today())
    client.get("/en/products/?sector=I")
    Product.objects.filter(pk=product.pk).update(name_en="Lotus tea", product_set=12)
    _count, page = queries(client, "/en/products/?sector=I")
    assert "Lotus tea" in page and "Dinh tea" not in page
    assert 'name="set" value="12"' in page and 'name="set" value="11"' not in page


def test_each_language_has_its_own_cards(client):
    product = make.product(name="Chè Đinh", name_en="Dinh tea")
    make.recognition(product=product, signed_on=today())
    assert "Dinh tea" in client.get("/en/products/").content.decode()
    assert "Dinh tea" not in client.get("/products/").content.decode()


def test_what_was_made_for_a_version_is_not_taken_for_another():
    made = []
    make.product()
    assert CatalogueCache().get_or_set("thing", 1, compute=lambda: made.append(1) or "a") == "a"
    assert CatalogueCache().get_or_set("thing", 1, compute=lambda: "never") == "a"
    assert CatalogueCache().get_or_set("thing", 2, compute=lambda: "b") == "b"
    make.product()
    assert CatalogueCache().get_or_set("thing", 1, compute=lambda: "c") == "c"


def test_only_missing_ones_of_many_are_made():
    make.product()
    cache = CatalogueCache()
    assert cache.get_or_set_many("thing", [1, 2], compute=lambda keys: {key: -key for key in keys}) == {
        1: -1,
        2: -2,
    }
    asked = []
    found = cache.get_or_set_many("thing", [2, 3], compute=lambda keys: asked.extend(keys) or {3: -3})
    assert (found, asked) == ({2: -2, 3: -3}, [3])


def test_what_one_reader_put_into_the_address_is_in_nobody_elses_panel(client):
    make.recognition(product=make.product(name="Chè Đinh"), signed_on=today())
    panels = [client.get(f"/en/products/?sort={sort}").context["panel"] for sort in ("name", 'x">', "")]
    assert ['name="sort"' in panel for panel in panels] == [True, False, False]
