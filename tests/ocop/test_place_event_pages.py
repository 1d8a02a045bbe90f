"""The pages on which an administrator enters, sees, confirms and undoes changes of places."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from catalogue.search import best_matches
from ocop.models import PlaceEvent, PlaceListCheck, Role
from ocop.pages.checks import list_of_places_is_not_old
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

    client.post(f"{LIST}{event.pk}/touched/", {"act": "confirm"})
    commune.refresh_from_db()
    event.refresh_from_db()
    assert (str(commune), event.confirmed_by) == ("Phường Yên Phong", administrator)
    assert client.get(f"{LIST}{event.pk}/change/").context["adminform"].form.fields == {}

    client.post(f"{LIST}{event.pk}/touched/", {"act": "undo"})
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
    client.post(f"{LIST}{event.pk}/touched/", {"act": "confirm"})
    event.refresh_from_db()
    assert event.state == "entered"


def test_a_change_that_is_confirmed_twice_is_confirmed_once(client, administrator, commune):
    event = make.place_event(place=commune)
    for _n in range(2):
        shown = client.post(f"{LIST}{event.pk}/touched/", {"act": "confirm"}, follow=True)
    assert "It was confirmed before." in shown.content.decode()
    assert commune.names.count() == 2


def test_the_page_of_a_place_shows_its_names(client, administrator, commune):
    client.post(f"{LIST}{make.place_event(place=commune).pk}/touched/", {"act": "confirm"})
    page = client.get(f"/en/admin/ocop/place/{commune.pk}/change/").content.decode()
    assert "Commune" in page
    assert "Ward" in page


def test_the_list_says_how_old_it_is_and_notes_that_it_was_compared(client, administrator, commune):
    event = make.place_event(place=commune, in_force_from=date(2026, 9, 1))
    client.post(f"{LIST}{event.pk}/touched/", {"act": "confirm"})
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
    client.post(f"{LIST}{event.pk}/touched/", {"act": "confirm"})
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
    client.post(f"{LIST}{event.pk}/touched/", {"act": "confirm"})
    decision = type(decision).objects.get(pk=decision.pk)
    assert (str(decision.place), decision.authority) == ("Thành phố Bắc Ninh", "Tỉnh Bắc Ninh")
