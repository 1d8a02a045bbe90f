"""Each constraint of the producers' tables refuses what it is there to refuse."""

import pytest
from django.db import IntegrityError, transaction

from ocop.models import Role
from producers import models
from producers.models import Producer
from tests import factories as make

pytestmark = pytest.mark.django_db


def twice_by_tax_number():
    for _time in range(2):
        make.producer(tax_number="4601163423")


def twice_a_member():
    user, producer = make.user(Role.PRODUCER), make.producer()
    for _time in range(2):
        make.membership(user, producer)


BREAKS = {
    "producer_legal_form_known": lambda: make.producer(legal_form="guild"),
    "producer_has_a_name": lambda: make.producer(name="  "),
    "producer_tax_number_not_blank": lambda: make.producer(tax_number=""),
    "producers_producer_tax_number": twice_by_tax_number,
    "producer_local_workers_among_workers": lambda: make.producer(workers=2, local_workers=3),
    "producer_point_is_whole": lambda: make.producer(latitude=21.5),
    "membership_once": twice_a_member,
}


@pytest.mark.parametrize("name", BREAKS)
def test_constraint_refuses(name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BREAKS[name]()


def test_every_constraint_has_its_row():
    declared = {each.name for model in (Producer, models.Membership) for each in model._meta.constraints}
    assert declared - set(BREAKS) == set()
