"""Rows of one queryset as a column of another."""

from datetime import date

import pytest
from django.db.models import OuterRef

from ocop.database.json_rows import Rows
from products.models import Certification, Listing, Product
from tests import factories as make

pytestmark = pytest.mark.django_db


def with_papers():
    papers = Certification.objects.filter(product=OuterRef("pk")).order_by("-expires_on")
    return Product.objects.annotate(papers=Rows(papers, "scheme", "number", "expires_on"))


def test_rows_come_in_their_order_with_values_as_the_model_reads_them(django_assert_num_queries):
    product = make.product()
    for number, year in (("A", 2028), ("B", 2029)):
        make.certification(product=product, number=number, expires_on=date(year, 5, 1))
    with django_assert_num_queries(1):
        papers = with_papers().get(pk=product.pk).papers
        assert [(paper.number, paper.expires_on) for paper in papers] == [
            ("B", date(2029, 5, 1)),
            ("A", date(2028, 5, 1)),
        ]
        assert str(papers[0]) == "HACCP B"


def test_no_row_is_an_empty_list():
    assert with_papers().get(pk=make.product().pk).papers == []


def test_fields_of_rows_behind_a_key_come_with_the_row(django_assert_num_queries):
    listing = make.listing(outlet="Quầy 7")
    shown = Listing.objects.filter(product=OuterRef("pk"))
    products = Product.objects.annotate(shown=Rows(shown, "outlet", "channel__name"))
    with django_assert_num_queries(1):
        (found,) = products.get(pk=listing.product_id).shown
        assert (found.outlet, found.channel.name) == ("Quầy 7", listing.channel.name)


def test_a_field_that_was_not_asked_for_is_read_when_it_is_wanted(django_assert_num_queries):
    paper = make.certification(product=make.product(), issuer="Quacert")
    pk = Certification.objects.filter(product=OuterRef("pk"))
    (found,) = Product.objects.annotate(papers=Rows(pk, "id", "scheme")).get(pk=paper.product_id).papers
    with django_assert_num_queries(1):
        assert found.issuer == "Quacert"
