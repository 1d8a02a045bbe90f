"""What changed last, as the page of a product tells it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django.utils.translation import override

from catalogue.last_change import TOLD, last_change_of
from tests import factories as make

pytestmark = pytest.mark.django_db
AGO = timedelta(days=10)


def told(product):
    return [str(word) for word in last_change_of(product).what]


def page(client, product):
    with override("en"):
        return client.get(product.get_absolute_url()).content.decode()


def long_ago():
    """Let all that has happened so far have happened days ago."""
    with connection.cursor() as cursor:
        for model in TOLD:
            table = model.events.rel.related_model._meta.db_table
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(f"UPDATE {table} SET pgh_created_at = pgh_created_at - %s", [AGO])
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@pytest.fixture
def product():
    product = make.product(name="Chè", story="Hái tay")
    make.photo(product=product)
    long_ago()
    return product


def change(row, **fields):
    """Save fields of a row."""
    type(row).objects.filter(pk=row.pk).update(**fields)


def test_page_says_when_and_what_in_words(client, product):
    html = page(client, product)
    day = timezone.localdate() - AGO
    assert f"Last change on {day:%d/%m/%Y}: entered in the register, photo added" in html
    change(product, name="Chè Đinh", season="Xuân")
    product.refresh_from_db()
    html = page(client, product)
    assert f"Last change on {timezone.localdate():%d/%m/%Y}: name, season" in html


def test_what_no_reader_sees_is_no_change(product):
    paper = make.certification(product=product)
    long_ago()
    change(product, source="Sổ tay của cán bộ", import_key="k-7")
    change(product.producer, phone="0912345678")
    paper.mark_checked(by=make.user())
    assert (last_change_of(product).on, told(product)) == (timezone.localdate() - AGO, ["certificate added"])


def test_what_the_page_does_not_show_yet_is_not_announced(product):
    before = told(product)
    tomorrow = timezone.localdate() + timedelta(days=1)
    make.recognition(product=product, stars=4, signed_on=tomorrow)
    make.listing(product=product, since=tomorrow)
    assert told(product) == before


def test_price_and_maker_are_told_by_name(product):
    change(product, price_from=1000)
    assert told(product) == ["price from (đồng)"]


@pytest.mark.parametrize(
    ("happens", "words"),
    [
        (lambda product: make.photo(product=product, alt_vi="Lá"), "photo added"),
        (lambda product: product.photos.first().delete(), "photo removed"),
        (lambda product: make.certification(product=product), "certificate added"),
        (lambda product: make.listing(product=product), "place of sale added"),
        (lambda product: make.export_market(product=product), "export market added"),
        (lambda product: make.traceability(product=product), "traceability added"),
        (lambda product: make.recognition(product=product), "recognition added"),
    ],
)
def test_what_stands_beside_the_product_is_told(product, happens, words):
    happens(product)
    assert told(product) == [words]


def test_certificate_of_the_producer_counts_and_that_of_another_product_does_not(product):
    make.certification(product=make.product(producer=product.producer))
    assert told(product) != ["certificate added"]
    make.certification(producer=product.producer, product=None)
    assert told(product) == ["certificate added"]


def test_nobody_is_named(client, product):
    officer = make.user(full_name="Nguyễn Thị Kín")
    client.force_login(officer)
    change(product, story="Hái tay lúc sáng sớm")
    assert told(product) == ["product story"]
    assert "Nguyễn Thị Kín" not in page(client, product)
