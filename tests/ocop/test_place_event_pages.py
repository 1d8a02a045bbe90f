"""The pages on which an administrator enters, sees, confirms and undoes changes of places."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from catalogue.search import best_matches
from ocop.models import PlaceEvent, PlaceListCheck, Role
from ocop.pages.checks import list_of_places_is_not_old
from ocop.places.events import digest
from ocop.places.list_age import age_of_list
from ocop.values.dates import format_day, today
from tests import factories as make

pytestmark = pytest.mark.django_db

LIST = "/en/admin/ocop/placeevent/"


@pytest.fixture
def administrator(client):
    user = make.user(Role.ADMINISTRATOR, full_name="Lê Thị Quản")
    client.force_login(user)
    return user


@pytest.fixture
def commune():
    return make.commune(province=make.province(name="Bắc Ninh"), name="Yên Phong", code="09193")


def entered(commune, **fields):
    return {
        "kind": "kind",
        "resolution": "388/NQ-UBTVQH16",
        "signed_on": "2026-09-01",
        "in_force_from": "2026-09-20",
        "province": commune.province.pk,
        "goes_to": "",
        "units": "Xã Yên Phong → Phường Yên Phong",
    } | fields


def act(client, event, what, follow=False, **chosen):
    """Confirm or undo an event on its page."""
    address = f"{LIST}{event.pk}/touched/"
    return client.post(address, {"act": what, "seen": digest(event), **chosen}, follow=follow)


def test_a_change_is_entered_seen_confirmed_and_undone(client, administrator, commune):
    producer = make.producer(place=commune)
    shown = client.post(f"{LIST}add/", entered(commune), follow=True)
    event = PlaceEvent.objects.get()
    assert (event.entered_by, event.state) == (administrator, "entered")
    assert shown.redirect_chain[-1][0] == f"{LIST}{event.pk}/touched/"
    text = shown.content.decode()
    assert "Xã Yên Phong [09193]" in text
    assert str(producer) in text
    assert {each.what: each.number for each in shown.context["counts"]}["Producers"] == 1
    commune.refresh_from_db()
    assert str(commune) == "Xã Yên Phong"

    act(client, event, "confirm")
    commune.refresh_from_db()
    event.refresh_from_db()
    assert (str(commune), event.confirmed_by) == ("Phường Yên Phong", administrator)
    assert client.get(f"{LIST}{event.pk}/change/").context["adminform"].form.fields == {}

    act(client, event, "undo")
    commune.refresh_from_db()
    event.refresh_from_db()
    assert (str(commune), event.undone_by) == ("Xã Yên Phong", administrator)


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        (
            "units",
            "Xã Yên Phonh → Phường Yên Phong",
            "Line 1: “Xã Yên Phonh” is no unit in force of Tỉnh Bắc Ninh.",
        ),
        ("signed_on", "", "This field is required."),
        ("signed_on", "2026-10-01", "A resolution is signed before it is in force."),
        ("kind", "transfer", "A transfer names another province that the units go to"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(client, administrator, commune, field, value, error):
    refused = client.post(f"{LIST}add/", entered(commune, **{field: value}))
    assert refused.status_code == 200
    assert error in str(refused.context["adminform"].form.errors)
    assert not PlaceEvent.objects.exists()


def test_nobody_else_sees_or_confirms_a_change(client, commune):
    event = make.place_event(place=commune)
    client.force_login(make.user(Role.MINISTRY_LEADER))
    for address in (LIST, f"{LIST}{event.pk}/touched/"):
        assert client.get(address).status_code == 302
    act(client, event, "confirm")
    event.refresh_from_db()
    assert event.state == "entered"


def test_a_change_that_is_confirmed_twice_is_confirmed_once(client, administrator, commune):
    event = make.place_event(place=commune)
    for _n in range(2):
        shown = act(client, event, "confirm", follow=True)
    assert "It was confirmed before." in shown.content.decode()
    assert commune.names.count() == 2


def test_the_page_of_a_place_shows_its_names(client, administrator, commune):
    act(client, make.place_event(place=commune), "confirm")
    page = client.get(f"/en/admin/ocop/place/{commune.pk}/change/").content.decode()
    assert "Commune" in page
    assert "Ward" in page


def test_the_list_says_how_old_it_is_and_notes_that_it_was_compared(client, administrator, commune):
    event = make.place_event(place=commune, in_force_from=date(2026, 9, 1))
    act(client, event, "confirm")
    shown = client.get(LIST).content.decode()
    assert "in force from 01/09/2026" in shown
    assert "Nobody has compared it yet." in shown
    client.post(f"{LIST}check/")
    assert PlaceListCheck.objects.get().checked_by == administrator
    assert f"Last compared on {format_day(today())} by Lê Thị Quản." in client.get(LIST).content.decode()


def test_a_list_that_was_not_compared_for_half_a_year_is_reported(administrator, commune):
    assert age_of_list().why_old() == (
        "Nobody has compared the list of places with what was decided, and it knows no change."
    )
    check = PlaceListCheck.objects.create(checked_by=administrator)
    assert age_of_list().why_old() == ""
    assert list_of_places_is_not_old(None, databases=["default"]) == []
    PlaceListCheck.objects.filter(pk=check.pk).update(checked_at=timezone.now() - timedelta(days=181))
    assert age_of_list().why_old().startswith("The list of places is as of")
    (warning,) = list_of_places_is_not_old(None, databases=["default"])
    assert (warning.id, warning.msg) == ("ocop.W002", age_of_list().why_old())


def test_the_public_page_of_a_place_says_its_former_names_and_search_finds_it_by_them(
    client, administrator, commune
):
    product = make.recognition(product=make.product(place=commune)).product
    event = make.place_event(place=commune, kind="rename", units="Xã Yên Phong → Xã Quan Họ")
    act(client, event, "confirm")
    page = client.get(f"/en/places/{commune.code}/quan-ho/").content.decode()
    assert "Until 31/08/2026:" in page
    assert "Xã Yên Phong" in page
    assert f"({event.resolution})" in page
    for words in ("yên phong", "quan họ"):
        assert best_matches(words, 5) == [product.pk]


def test_a_decision_names_its_province_as_it_was_called_on_the_day_of_signing(client, administrator):
    province = make.province(name="Bắc Ninh", code="24")
    decision = make.recognition(product=make.product(place=make.commune(province=province))).decision
    event = make.place_event(place=province, units="24 → Thành phố Bắc Ninh")
    act(client, event, "confirm")
    decision = type(decision).objects.get(pk=decision.pk)
    assert (str(decision.place), decision.authority) == ("Thành phố Bắc Ninh", "Tỉnh Bắc Ninh")


@pytest.fixture
def split(commune):
    """A commune that is split, with a producer and an officer."""
    producer = make.producer(place=commune, address_line="Thôn Đông")
    officer = make.user(Role.COMMUNE_OFFICER, place=commune)
    units = "Xã Yên Phong → Xã Yên Đông [09193]; Xã Yên Tây [09999]"
    return make.place_event(place=commune, kind="split", units=units), producer, officer


def test_each_producer_and_account_of_a_split_unit_is_given_its_new_unit(client, administrator, split):
    event, producer, officer = split
    page = client.get(f"{LIST}{event.pk}/touched/")
    chosen = {f"producer-{producer.pk}": "09193", f"user-{officer.pk}": "09999"}
    assert {name: field.initial for name, field in page.context["form"].fields.items()} == dict.fromkeys(
        chosen
    )
    assert "Thôn Đông, Xã Yên Phong" in page.content.decode()
    act(client, event, "confirm", **chosen)
    for row in (producer, officer):
        row.refresh_from_db()
    assert [str(producer.place), str(officer.place)] == ["Xã Yên Đông", "Xã Yên Tây"]


def test_a_split_without_a_choice_for_each_is_refused_and_keeps_what_was_chosen(client, administrator, split):
    event, producer, officer = split
    shown = act(client, event, "confirm", **{f"producer-{producer.pk}": "09193"})
    event.refresh_from_db()
    assert event.state == "entered"
    assert "Choose the new unit of each producer and each account." in shown.content.decode()
    assert shown.context["form"][f"producer-{producer.pk}"].value() == "09193"
    assert list(shown.context["form"].errors) == [f"user-{officer.pk}"]


def test_what_another_administrator_has_changed_is_not_confirmed_unseen(client, administrator, commune):
    event = make.place_event(place=commune)
    seen = digest(event)
    PlaceEvent.objects.filter(pk=event.pk).update(units="Xã Yên Phong → Phường Quan Họ")
    shown = client.post(f"{LIST}{event.pk}/touched/", {"act": "confirm", "seen": seen}, follow=True)
    assert "Somebody has changed it since you looked" in shown.content.decode()
    assert commune.names.count() == 1


def test_a_draft_is_deleted_and_what_was_confirmed_is_not(client, administrator, commune):
    draft = make.place_event(place=commune)
    client.post(f"{LIST}{draft.pk}/delete/", {"post": "yes"})
    assert not PlaceEvent.objects.exists()
    event = make.place_event(place=commune)
    act(client, event, "confirm")
    assert client.post(f"{LIST}{event.pk}/delete/", {"post": "yes"}).status_code == 403
    act(client, event, "undo")
    with pytest.raises(IntegrityError, match="place_event_by_its_acts"):
        PlaceEvent.objects.all().delete()
