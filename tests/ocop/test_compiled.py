"""Questions that are compiled once."""

from threading import Thread

import django
import pytest
from django.db import connection

from ocop.database.prepared import compiled
from products.models import Product
from tests import factories as make

pytestmark = pytest.mark.django_db
built = []


@compiled
def of_producer(producer, name):
    """Products of a producer with a name."""
    built.append(name)
    return Product.objects.filter(producer=producer, name=name).select_related("producer").order_by("pk")


def test_the_same_statement_answers_for_other_values(django_assert_num_queries):
    first, second = make.product(name="Chè"), make.product(name="Miến %s")
    with django_assert_num_queries(3):
        assert of_producer(first.producer_id, "Chè") == [first]
        assert of_producer(second.producer_id, "Miến %s") == [second]
        assert of_producer(second.producer_id, "Chè") == []


@pytest.mark.parametrize("number", [2**63, -(2**64), 10**30])
def test_a_number_that_no_key_can_be_finds_nothing(number):
    assert of_producer(number, "Chè") == []


def test_rows_are_whole_with_what_was_joined(django_assert_num_queries):
    product = make.product(name="Chè", story="Hái tay")
    (found,) = of_producer(product.producer_id, "Chè")
    with django_assert_num_queries(0):
        assert (found.story, found.producer.name) == ("Hái tay", product.producer.name)


def test_the_queryset_is_built_once_a_day(monkeypatch):
    of_producer(1, "Chè")
    before = len(built)
    of_producer(2, "Chè")
    assert len(built) == before
    monkeypatch.setattr("ocop.database.prepared.today", lambda: None)
    of_producer(2, "Chè")
    assert len(built) == before + 1


def test_the_database_plans_a_statement_once_for_a_connection():
    def planned():
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'ocop%%'")
            return cursor.fetchone()[0]

    of_producer(1, "Chè")
    before = planned()
    of_producer(2, "Trà")
    assert (before > 0, planned()) == (True, before)


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_over_its_own_connection():
    product, answers = make.product(name="Chè"), []
    of_producer(product.producer_id, "Chè")

    def ask():
        answers.append(of_producer(product.producer_id, "Chè"))
        connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert answers == [[product]]


def test_it_was_checked_with_this_version_of_django():
    # It calls the compiler of a queryset, which Django does not promise to keep: read it again before another version.
    assert django.VERSION[:2] == (5, 2)
