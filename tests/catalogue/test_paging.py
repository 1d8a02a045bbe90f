"""Numbered pages of a list that is long: none is lost, none is shown twice, and far ones are not counted up to."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from catalogue import paging
from catalogue.filters import CatalogueFilterSet
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def long_list(monkeypatch):
    """Forty products; of pages of three the key of every fourth is kept."""
    monkeypatch.setattr(paging, "STEP", 4)
    maker = make.producer()
    for number in range(40):
        product = make.product(name=f"Chè {number % 7}", producer=maker)
        make.recognition(product=product, stars=3 + number % 3)


@pytest.mark.parametrize("address", ["", "sort=stars", "sort=newest", "q=che", "stars=3&stars=4"])
def test_pages_one_after_another_are_the_whole_list(long_list, address):
    products = CatalogueFilterSet(QueryDict(address)).products
    pages = products.pages(3)
    shown = [key for number in pages.page_range for key in pages.page(number)]
    assert shown == products.keys()


def test_far_page_is_found_by_its_key_and_the_keys_are_read_once(long_list):
    list(CatalogueFilterSet(QueryDict("")).products.pages(3).page(13))
    with CaptureQueriesContext(connection) as captured:
        page = list(CatalogueFilterSet(QueryDict("")).products.pages(3).page(14))
    asked = [query["sql"] for query in captured]
    assert (len(page), len(asked)) == (1, 2)
    assert "OFFSET 3" in asked[1] and ">=" in asked[1]


def test_page_that_is_not_there_shows_the_last(long_list, client):
    assert client.get("/en/products/?page=99").context["page_obj"].number == 2
