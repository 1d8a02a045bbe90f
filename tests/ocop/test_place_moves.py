"""Producers and accounts go with a unit that a resolution ends, and come back when that is undone."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from ocop.models import AccountMove, Place, PlaceEvent, Role, User
from ocop.places.events import confirm, undo
from ocop.places.geography import Geography
from ocop.values.dates import today
from producers.models import Producer, ProducerMove
from producers.models.producer_move import place_then
from tests import factories as make
from tests.ocop.test_place_events import DAY, REGISTERS, at_once, rows

pytestmark = pytest.mark.django_db

MERGER = "Xã A; Xã B → Phường C [09003]"
SPLIT = "Xã A → Xã C [09001]; Xã D [09003]"


@pytest.fixture
def province():
    return make.province(name="Bắc Ninh", code="24")


@pytest.fixture
def administrator():
    return make.user(Role.ADMINISTRATOR)


@pytest.fixture
def units(province):
    """Two communes, each with a producer and an officer."""
    found = {}
    for name, code in (("A", "09001"), ("B", "09002")):
        place = make.commune(province=province, name=name, code=code)
        found[name] = (make.producer(place=place), make.user(Role.COMMUNE_OFFICER, place=place))
    return found


def entered(province, units, kind="merger", **fields):
    fields = {"resolution": "388/NQ-UBTVQH16", "in_force_from": DAY} | fields
    return PlaceEvent.objects.create(province=province, units=units, kind=kind, **fields)


def places(*found):
    """Where rows are by now."""
    return [str(type(row).objects.get(pk=row.pk).place) for row in found]


def test_producers_and_accounts_of_merged_units_go_to_the_new_one(province, administrator, units):
    assert confirm(entered(province, MERGER), by=administrator) == ""
    assert places(*units["A"], *units["B"]) == ["Phường C"] * 4
    assert [str(move.old) for move in ProducerMove.objects.order_by("pk")] == ["Xã A", "Xã B"]
    at_once()


def test_an_officer_who_is_signed_in_meanwhile_goes_on_at_the_new_unit(province, administrator, units):
    producer, officer = units["A"]
    other = units["B"][0]
    client = Client()
    client.force_login(officer)
    assert client.get(f"/en/desk/producers/{other.pk}/").status_code == 404
    confirm(entered(province, MERGER), by=administrator)
    for seen, name in ((producer, "Xã A"), (other, "Xã B")):
        page = client.get(f"/en/desk/producers/{seen.pk}/").content.decode()
        assert "Until 19/09/2026" in page
        assert f"{name}, Tỉnh Bắc Ninh (388/NQ-UBTVQH16)" in page


def test_a_closed_account_moves_and_stays_closed(province, administrator, units):
    officer = units["A"][1]
    officer.close(by=administrator)
    confirm(entered(province, MERGER), by=administrator)
    assert places(officer) == ["Phường C"]
    assert not User.objects.get(pk=officer.pk).is_active


def test_figures_of_a_day_before_know_each_producer_at_its_unit_of_then(province, administrator, units):
    producer, (other, _officer) = units["A"][0], units["B"]
    former = [producer.place_id, other.place_id]
    confirm(entered(province, MERGER), by=administrator)
    for day, keys in ((DAY - timedelta(days=1), former), (DAY, [Place.objects.get(name="C").pk] * 2)):
        then = (
            Producer.objects.order_by("pk").annotate(then=place_then(day, "")).values_list("then", flat=True)
        )
        assert list(then) == keys
        assert [Geography(day, keys).unit(key, "commune") for key in keys] == keys


def test_the_page_of_a_former_unit_lists_who_was_there(province, administrator, units):
    producer = units["A"][0]
    product = make.recognition(product=make.product(producer=producer)).product
    former = producer.place
    confirm(entered(province, MERGER), by=administrator)
    former.refresh_from_db()
    assert str(product) in Client().get(former.get_absolute_url(), follow=True).content.decode()
    assert str(product) in Client().get("/en/places/09003/c/").content.decode()


def test_rows_of_a_split_unit_go_where_they_were_chosen_to(province, administrator, units):
    producer, officer = units["A"]
    event = entered(province, SPLIT, kind="split")
    assert confirm(event, by=administrator).startswith("Choose the new unit of each:")
    chosen = {f"producer-{producer.pk}": "09001", f"user-{officer.pk}": "09003"}
    assert confirm(event, by=administrator, choices=chosen | {f"user-{officer.pk}": "09002"}) == (
        f"Choose the new unit of each: {officer}."
    )
    before = rows(*REGISTERS)
    assert confirm(event, by=administrator, choices=chosen) == ""
    assert places(producer, officer) == ["Xã C", "Xã D"]
    at_once()
    assert undo(event, by=administrator) == ""
    at_once()
    assert rows(*REGISTERS) == before


def test_what_has_another_place_since_is_not_brought_back(province, administrator, units):
    producer = units["A"][0]
    event = entered(province, MERGER)
    confirm(event, by=administrator)
    Producer.objects.filter(pk=producer.pk).update(place=make.commune(province=province, name="E"))
    assert undo(event, by=administrator) == f"These have another place since: {producer}."


def test_what_was_filed_at_the_new_unit_keeps_it(province, administrator, units):
    event = entered(province, MERGER)
    confirm(event, by=administrator)
    dossier = make.dossier(state="filed", product=make.product(producer=Producer.objects.first()))
    refusal = undo(event, by=administrator)
    assert refusal.startswith("The new units are in use:")
    assert dossier.filings.get().place.name == "C"


def test_a_later_event_is_undone_first(province, administrator, units):
    first = entered(province, MERGER, in_force_from=DAY - timedelta(days=10))
    later = entered(province, "Phường C → Phường Đ [09003]", kind="transfer", goes_to=make.province())
    assert [confirm(event, by=administrator) for event in (first, later)] == ["", ""]
    assert undo(first, by=administrator) == f"{later} came later: undo that first."
    assert [undo(event, by=administrator) for event in (later, first)] == ["", ""]
    assert places(*units["A"], *units["B"]) == ["Xã A", "Xã A", "Xã B", "Xã B"]


def test_a_dissolved_unit_is_in_no_second_event(province, administrator, units):
    first = entered(province, MERGER)
    overlapping = entered(province, "Xã B → Xã D [09009]", kind="transfer", goes_to=make.province())
    assert confirm(first, by=administrator) == ""
    assert confirm(overlapping, by=administrator).startswith(
        "Line 1: “Xã B” is no unit in force of Tỉnh Bắc Ninh."
    )


def test_an_event_in_force_tomorrow_moves_nobody(province, administrator, units):
    event = entered(province, MERGER, in_force_from=today() + timedelta(days=1))
    assert confirm(event, by=administrator).startswith("It is in force from")
    assert places(*units["A"]) == ["Xã A", "Xã A"]


@pytest.mark.parametrize("chosen", [0, 1])
def test_the_database_moves_every_account_or_none(chosen, province, administrator, units):
    """Not the page alone: also where somebody leaves one out."""
    event = entered(province, MERGER)
    accounts = [officer for _producer, officer in units.values()]
    confirm(event, by=administrator)
    new = Place.objects.get(name="C")
    moves = AccountMove.objects.filter(user__in=accounts)
    assert [move.new for move in moves] == [new, new]
    with (
        pytest.raises(IntegrityError, match="account_opened_by_two"),
        transaction.atomic(),
    ):
        User.objects.filter(pk=accounts[chosen].pk).update(place=make.commune(province=province))


def test_producers_of_a_transferred_unit_belong_to_the_other_province(province, administrator, units):
    producer, officer = units["A"]
    product = make.recognition(product=make.product(producer=producer)).product
    other = make.province(name="Hà Bắc", code="99")
    event = entered(province, "Xã A → Xã A [99001]", kind="transfer", goes_to=other)
    there, here = (make.user(Role.PROVINCIAL_OFFICER, place=place) for place in (other, province))

    def count(place):
        return Client().get(f"/en/products/?province={place.code}").context["page_obj"].paginator.count

    assert [count(province), count(other)] == [1, 0]
    assert confirm(event, by=administrator) == ""
    assert [count(province), count(other)] == [0, 1]
    assert [Producer.objects.visible_to(who).filter(pk=producer.pk).exists() for who in (there, here)] == [
        True,
        False,
    ]
    assert User.objects.get(pk=officer.pk).place.province == other
    assert product.recognitions.get().decision.place == province
    at_once()


def test_a_transfer_waits_for_what_the_old_provinces_council_has_begun(province, administrator, units):
    dossier = make.dossier(state="scoring", product=make.product(producer=units["A"][0]))
    event = entered(
        province,
        "Xã A → Xã A [99001]",
        kind="transfer",
        goes_to=make.province(),
        in_force_from=date(2026, 9, 1),
    )
    assert confirm(event, by=administrator) == (
        f"Tỉnh Bắc Ninh has dossiers of these producers before its council or in a round: {dossier}. It decides on"
        " them or closes them first."
    )
