"""Two administrators act on one change of places in two real transactions."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils.translation import override

from ocop.models import Place, PlaceEvent, Role, User
from ocop.places.events import confirm, undo
from producers.models import Producer, ProducerMove
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(act, event, people):
    """Let all act at the same time, each on what they have loaded; return the refusals, sorted."""
    barrier = Barrier(len(people))

    def run(person):
        try:
            loaded = PlaceEvent.objects.get(pk=event.pk)
            barrier.wait()
            with override("en"):
                return act(loaded, by=person)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as pool:
        return sorted(pool.map(run, people))


def test_two_administrators_confirm_and_undo_a_merger_once():
    people = [make.user(Role.ADMINISTRATOR) for _n in range(2)]
    province = make.province(name="Bắc Ninh")
    for code in ("09001", "09002"):
        place = make.commune(province=province, code=code)
        make.producer(place=place)
        make.user(Role.COMMUNE_OFFICER, place=place)
    event = make.place_event(place=place, kind="merger", units="09001; 09002 → Phường C [09003]")
    assert at_once(confirm, event, people) == ["", "It was confirmed before."]
    new = Place.objects.get(code="09003")
    assert set(Producer.objects.values_list("place", flat=True)) == {new.pk}
    assert User.objects.filter(place=new).count() == ProducerMove.objects.count() == 2
    assert at_once(undo, event, people) == ["", "Only what was confirmed and stands can be undone."]
    assert not Place.objects.filter(pk=new.pk).exists()
    assert sorted(Producer.objects.values_list("place__code", flat=True)) == ["09001", "09002"]


def test_of_two_changes_of_one_unit_that_are_confirmed_at_once_one_holds():
    people = [make.user(Role.ADMINISTRATOR) for _n in range(2)]
    place = make.commune(code="09001", name="A")
    make.producer(place=place)
    events = [make.place_event(place=place, kind="rename", units=f"09001 → Xã {name}") for name in "BC"]
    turns = iter(events)
    found = at_once(lambda _loaded, by: confirm(next(turns), by=by), events[0], people)
    assert found[0] == ""
    assert found[1].endswith("has changed on that day or later: undo that first.")
    assert place.names.count() == 2
