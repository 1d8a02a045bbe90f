"""Each constraint of the producers' tables refuses what it is there to refuse."""

from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from ocop.models import Role
from producers.models import ProducerMove
from tests import factories as make

pytestmark = pytest.mark.django_db


def twice_by_tax_number():
    for _time in range(2):
        make.producer(tax_number="4601163423")


def twice_a_member():
    user, producer = make.user(Role.PRODUCER), make.producer()
    for _time in range(2):
        make.membership(user, producer)


def same_event_twice():
    province = make.province()
    for name in ("Hội chợ Xuân", "Hội chợ xuân"):
        make.trade_event(province=province, name=name)


def twice_among_the_participants():
    first = make.participation()
    make.participation(event=first.event, producer=first.producer)


def revenue_twice():
    make.revenue(producer=make.revenue().producer)


def moved_twice():
    producer = make.producer()
    event = make.place_event(place=producer.place)
    told = {"event": event, "producer": producer, "old": producer.place, "new": producer.place.province}
    for _time in range(2):
        ProducerMove.objects.create(**told)


BREAKS = {
    "producer_move_once": moved_twice,
    "producer_legal_form_known": lambda: make.producer(legal_form="guild"),
    "producer_has_a_name": lambda: make.producer(name="  "),
    "producer_tax_number_not_blank": lambda: make.producer(tax_number=""),
    "producers_producer_tax_number": twice_by_tax_number,
    "producer_local_workers_among_workers": lambda: make.producer(workers=2, local_workers=3),
    "producer_point_is_whole": lambda: make.producer(latitude=21.5),
    "membership_once": twice_a_member,
    "support_kind_known": lambda: make.support(kind="gift"),
    "support_has_a_programme": lambda: make.support(programme=""),
    "support_amount_is_something": lambda: make.support(amount=0),
    "support_year_has_come": lambda: make.support(year=25),
    "revenue_once_a_year": revenue_twice,
    "revenue_says_something": lambda: make.revenue(domestic=None),
    "revenue_year_has_come": lambda: make.revenue(year=25),
    "event_kind_known": lambda: make.trade_event(kind="party"),
    "event_has_a_name": lambda: make.trade_event(name=""),
    "event_starts_before_it_ends": lambda: make.trade_event(ends_on=date(2025, 10, 20)),
    "event_day_is_plausible": lambda: make.trade_event(starts_on=date(1900, 1, 1), ends_on=date(1900, 1, 2)),
    "event_lasts_a_year_at_most": lambda: make.trade_event(
        starts_on=date(2025, 1, 1), ends_on=date(2027, 1, 1)
    ),
    "event_once": same_event_twice,
    "participation_once": twice_among_the_participants,
    "deal_kind_known": lambda: make.deal(kind="handshake"),
    "deal_has_a_counterpart": lambda: make.deal(counterpart=" "),
    "deal_value_is_something": lambda: make.deal(value=0),
    "deal_day_has_come": lambda: make.deal(signed_on=date(2090, 1, 1)),
}


@pytest.mark.parametrize("name", BREAKS)
def test_constraint_refuses(name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BREAKS[name]()


def test_every_constraint_has_its_row():
    models = apps.get_app_config("producers").get_models()
    declared = {each.name for model in models for each in model._meta.constraints}
    assert declared - set(BREAKS) == set()
