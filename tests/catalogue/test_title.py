"""The public title of a product with stars is the name that was decided; another name of the register stands beside it."""

import json
import re

import pytest
from django.urls import reverse

from catalogue.models import CatalogueEntry
from catalogue.open_data import sources
from catalogue.open_data.rows import ProductRows
from ocop.values.dates import today
from products.models import Product
from ratings.decisions.models import Recognition
from tests import factories as make
from tests.ratings.dossiers.test_subject import without_triggers

pytestmark = pytest.mark.django_db
DECIDED, NOW = "Chè Đinh", "Trà hoàng gia"


@pytest.fixture
def product():
    product = make.product(name=DECIDED)
    make.recognition(product=product, stars=4, signed_on=today())
    Product.objects.filter(pk=product.pk).update(name=NOW)
    return Product.objects.get(pk=product.pk)


def page(client, product):
    return client.get(product.get_absolute_url()).content.decode()


def test_the_page_is_titled_as_decided_and_says_what_it_is_now_called(client, product):
    text = page(client, product)
    assert re.search(r"<h1>(.*?)</h1>", text)[1].endswith(DECIDED) or f">{DECIDED}<" in text
    assert re.search(r"<title>\s*(.*?) · ", text)[1] == DECIDED
    assert f"Now called: {NOW}" in re.sub(r"<[^>]+>", "", text)


def test_search_engines_read_the_decided_name(client, product):
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', page(client, product))[1])
    assert (data["name"], data["alternateName"]) == (DECIDED, NOW)


def test_lists_and_open_data_have_the_decided_name(client, product):
    cards = client.get(reverse("product-list")).content.decode()
    assert f">{DECIDED}<" in cards
    assert f">{NOW}<" not in cards
    row = next(ProductRows.read(sources.products()))
    assert (row["name"], row["now_called"]) == (DECIDED, NOW)


def test_it_is_found_by_either_name(client, product):
    for words in ("dinh", "hoang gia"):
        found = client.get(reverse("product-list"), {"q": words}).content.decode()
        assert DECIDED in re.sub(r"</?mark>", "", found)


def test_the_answer_about_a_code_names_both(client, product):
    text = client.get(Recognition.objects.get().get_absolute_url()).content.decode()
    assert f"Now called: {NOW}" in re.sub(r"<[^>]+>", "", text)


def test_once_no_star_is_in_force_the_register_names_it(client, product):
    began = today().replace(year=2020, day=1)
    sql = "UPDATE ratings_recognition SET issued_on = %s, expires_on = %s"
    without_triggers(sql, began, today())
    CatalogueEntry.objects.refresh([product.pk])
    text = page(client, product)
    assert re.search(r"<title>\s*(.*?) · ", text)[1] == NOW
    assert "Now called" not in text


def test_a_product_that_kept_its_name_is_called_nothing_else(client):
    product = make.product(name=DECIDED)
    make.recognition(product=product, signed_on=today())
    assert "Now called" not in page(client, product)
    assert next(ProductRows.read(sources.products()))["now_called"] == ""
