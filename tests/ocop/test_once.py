"""Twenty identical POSTs at once, in real transactions: one makes the row, the others lead to it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from producers.models import Producer, Support
from products.models import Product
from tests.test_every_create import PATTERNS, entered, make_own, signed_in, whose
from tests.world import address

MADE = {"desk-producer-create": Producer, "desk-product-create": Product, "desk-support-create": Support}


def twenty_at_once(name, own, model):
    """How many rows twenty identical POSTs at once make."""
    pattern = PATTERNS[name]
    page, user = address(pattern, own), whose(pattern, own)
    values, before = entered(name, own, signed_in(user)), model.objects.count()
    clients, barrier = [signed_in(user) for _n in range(20)], Barrier(20)

    def post(client):
        try:
            barrier.wait(timeout=60)
            answer = client.post(page, values)
            return answer.status_code, answer.headers.get("Location", "")
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        answers = set(pool.map(post, clients))
    assert {(code, where.startswith("/en/desk/")) for code, where in answers} == {(302, True)}
    assert len({where for _code, where in answers}) == 1
    return model.objects.count() - before


@pytest.mark.django_db(transaction=True)
def test_twenty_identical_posts_at_once_make_one_row_of_each():
    own = make_own()
    made = {name: twenty_at_once(name, own, model) for name, model in MADE.items()}
    assert made == dict.fromkeys(MADE, 1)
