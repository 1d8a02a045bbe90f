"""A certificate by the day."""

from datetime import date, timedelta

import pytest

from products.models import Certification, CertificationState
from tests import factories as make

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


def on(days):
    return None if days is None else DAY + timedelta(days=days)


# (issued, expires) in days from the day asked, and the state.
TABLE = [
    (-400, None, "valid"),
    (-400, 365, "valid"),
    (-400, 91, "valid"),
    (-400, 90, "expiring"),
    (-400, 89, "expiring"),
    (-400, 1, "expiring"),
    (-400, 0, "expired"),
    (-400, -1, "expired"),
    (0, 365, "valid"),
    (0, 90, "expiring"),
    (1, 365, "not_yet"),
    (1, None, "not_yet"),
    (None, None, "undated"),
    (None, 1, "undated"),
    (None, 0, "expired"),
]


@pytest.mark.parametrize("issued, expires, state", TABLE)
def test_state_of_the_row_and_of_the_queryset_agree_on_every_day(issued, expires, state):
    row = make.certification(issued_on=on(issued), expires_on=on(expires))
    found = [each for each in CertificationState if Certification.objects.in_state(each, DAY).exists()]
    assert (row.state_on(DAY), found) == (state, [state])


@pytest.mark.parametrize("issued, expires, state", TABLE)
def test_certificate_counts_exactly_while_it_is_valid_or_expiring(issued, expires, state):
    make.certification(issued_on=on(issued), expires_on=on(expires))
    assert Certification.objects.valid_on(DAY).exists() == (state in ("valid", "expiring"))


def test_certificate_of_a_product_follows_it_to_another_producer():
    product = make.product()
    row = make.certification(product=product)
    product.producer = make.producer()
    product.save()
    row.refresh_from_db()
    assert row.producer == product.producer
