"""What the seed of all places promises."""

from collections import Counter
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import Count, F

from ocop.models import Place, PlaceEvent, PlaceKind, PlaceLevel, PlaceName, Role, Succession
from ocop.places.events import confirm, undo
from ocop.places.seed.places import load_places
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vietnam")]

EVE, DAY = date(2025, 6, 30), date(2025, 7, 1)
TODAY = date(2026, 11, 23)


def kinds(places):
    return Counter(places.values_list("kind", flat=True))


def province(code, day=TODAY):
    return Place.objects.in_force(day).provinces().get(code=code)


def test_thirty_four_provinces_and_their_communes_are_in_force():
    in_force = Place.objects.in_force(TODAY)
    assert kinds(in_force.provinces()) == {PlaceKind.PROVINCE: 25, PlaceKind.CITY: 9}
    assert kinds(in_force.communes()) == {
        PlaceKind.COMMUNE: 2599,
        PlaceKind.WARD: 709,
        PlaceKind.SPECIAL_ZONE: 13,
    }
    assert in_force.count() == 3355


def test_sixty_three_provinces_with_districts_stood_until_the_end_of_june_2025():
    levels = Counter(Place.objects.in_force(EVE).values_list("level", flat=True))
    assert levels == {PlaceLevel.PROVINCE: 63, PlaceLevel.DISTRICT: 696, PlaceLevel.COMMUNE: 10035}


@pytest.mark.parametrize(
    ("code", "communes"),
    [
        ("04", {PlaceKind.COMMUNE: 53, PlaceKind.WARD: 3}),
        ("19", {PlaceKind.COMMUNE: 77, PlaceKind.WARD: 15}),
    ],
)
def test_a_province_has_its_communes(code, communes):
    assert kinds(Place.objects.in_force(TODAY).communes().filter(province=province(code))) == communes


@pytest.mark.parametrize(("code", "new"), [("04", 56), ("06", 37), ("19", 55)])
def test_the_communes_of_a_former_province_became_so_many(code, new):
    former = Place.objects.in_force(EVE).communes().filter(province=province(code, EVE))
    assert Place.objects.filter(preceded_by__old__in=former).distinct().count() == new


def test_442_communes_were_split():
    split = Place.objects.communes().annotate(parts=Count("succeeded_by")).filter(parts__gt=1)
    assert split.count() == 442


def test_every_place_of_the_eve_stands_or_has_successors_that_stand():
    ended = Place.objects.in_force(EVE).exclude(pk__in=Place.objects.in_force(DAY))
    assert not ended.filter(succeeded_by=None).exists()
    assert not Succession.objects.filter(on=DAY).exclude(new__in=Place.objects.in_force(DAY)).exists()


def test_units_that_were_dissolved_before_2025_are_known():
    gone = Place.objects.filter(is_end_exact=False)
    assert not gone.filter(valid_until__gt=EVE).exists()
    cao_bang = gone.filter(province__code="04", level=PlaceLevel.DISTRICT)
    assert {
        str(place): [str(each.new) for each in place.succeeded_by.order_by("pk")] for place in cao_bang
    } == {
        "Huyện Thông Nông": ["Huyện Hà Quảng"],
        "Huyện Trà Lĩnh": ["Huyện Trùng Khánh", "Huyện Quảng Hòa"],
        "Huyện Phục Hoà": ["Huyện Quảng Hòa"],
    }
    quang_hoa = Place.objects.get(level=PlaceLevel.DISTRICT, code="049")
    assert [str(name) for name in quang_hoa.former_names] == ["Huyện Quảng Uyên"]


def test_a_place_that_others_were_merged_into_is_a_new_place():
    assert province("19", EVE) != province("19", DAY)
    assert province("04", EVE) == province("04", DAY)
    assert Place.objects.provinces().filter(valid_from=None, valid_until=None).count() == 11


def test_every_place_lies_in_a_province_of_its_own_days():
    places = Place.objects.exclude(level=PlaceLevel.PROVINCE)
    assert not Place.objects.filter(province=None).exists()
    assert not Place.objects.provinces().exclude(province=F("pk")).exists()
    assert not places.filter(valid_from=DAY, province__valid_until__lte=DAY).exists()
    assert not places.filter(valid_until=DAY, province__valid_from__gte=DAY).exists()


def test_a_place_lies_within_vietnam():
    outside = Place.objects.filter(latitude__isnull=False).exclude(
        latitude__range=(7, 24), longitude__range=(102, 117)
    )
    assert list(outside) == []


def test_loading_again_changes_nothing():
    outcome = load_places()
    assert (outcome.new, outcome.corrected, outcome.removed) == (0, 0, 0)


def test_loading_corrects_what_differs_and_keeps_what_it_does_not_know():
    own = make.province()
    Place.objects.filter(pk=province("04").pk).update(name="Cao Băng")
    stale = Succession.objects.create(old=province("06", EVE), new=province("04"), on=DAY)
    kept = Succession.objects.create(old=own, new=province("04"), on=DAY)
    outcome = load_places()
    assert (outcome.new, outcome.corrected, outcome.removed) == (0, 1, 1)
    assert province("04").name == "Cao Bằng"
    assert not Succession.objects.filter(pk=stale.pk).exists()
    assert Succession.objects.filter(pk=kept.pk).exists()


def test_loading_keeps_a_merger_that_an_administrator_entered():
    cao_bang = province("04")
    first, second = Place.objects.in_force(TODAY).communes().filter(province=cao_bang).order_by("code")[:2]
    units = f"{first.code}; {second.code} → Xã Hai Làng [{first.code}]"
    event = PlaceEvent.objects.create(
        province=cao_bang, kind="merger", units=units, resolution="1/NQ-UBTVQH16", in_force_from=TODAY
    )
    assert confirm(event, by=make.user(Role.ADMINISTRATOR)) == ""
    assert load_places().changed == 0
    first.refresh_from_db()
    assert first.valid_until == TODAY


def test_the_events_of_2026_are_loaded_with_their_resolutions():
    events = PlaceEvent.objects.confirmed().order_by("in_force_from", "pk")
    assert [(event.resolution, event.in_force_from, event.names.count()) for event in events] == [
        ("30/2026/QH16", date(2026, 4, 30), 1),
        ("237/NQ-UBTVQH16", date(2026, 4, 30), 10),
        ("36/2026/QH16", date(2026, 9, 1), 1),
        ("39/2026/QH16", date(2026, 9, 20), 1),
        ("388/NQ-UBTVQH16", date(2026, 9, 20), 12),
    ]
    bac_ninh = province("24")
    assert [bac_ninh.full_name_on(day) for day in (date(2026, 9, 19), date(2026, 9, 20))] == [
        "Tỉnh Bắc Ninh",
        "Thành phố Bắc Ninh",
    ]


def test_an_event_that_an_administrator_undid_is_not_loaded_again():
    event = PlaceEvent.objects.get(resolution="39/2026/QH16")
    assert undo(event, by=make.user(Role.ADMINISTRATOR)) == ""
    assert province("24").full_name == "Tỉnh Bắc Ninh"
    assert load_places().changed == 0
    assert province("24").full_name == "Tỉnh Bắc Ninh"


def test_an_event_that_an_administrator_entered_is_not_entered_again():
    event = PlaceEvent.objects.get(resolution="39/2026/QH16")
    undo(event, by=make.user(Role.ADMINISTRATOR))
    fields = {field: getattr(event, field) for field in ("kind", "in_force_from", "province", "units")}
    again = PlaceEvent.objects.create(resolution="Nghị quyết 39/2026/QH16", **fields)
    assert confirm(again, by=make.user(Role.ADMINISTRATOR)) == ""
    assert load_places().changed == 0
    assert province("24").names.count() == 2


def test_a_register_without_the_events_gets_them():
    """As a database that the seed of 2025 was loaded into."""
    renamed = PlaceName.objects.filter(event__isnull=False)
    places = [*renamed.values_list("place", flat=True)]
    renamed.delete()
    PlaceName.objects.filter(place__in=places).update(valid_until=None)
    kept = dict(Place.objects.values_list("pk", "code"))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL session_replication_role = replica")
        cursor.execute(
            "DELETE FROM ocop_placeevent; SET LOCAL session_replication_role = DEFAULT; SET CONSTRAINTS ALL DEFERRED"
        )
    assert province("24").full_name == "Tỉnh Bắc Ninh"
    assert load_places().events == 5
    assert province("24").full_name == "Thành phố Bắc Ninh"
    assert dict(Place.objects.values_list("pk", "code")) == kept
    assert load_places().changed == 0


def test_loading_corrects_the_name_before_an_event():
    PlaceName.objects.filter(place=province("24"), event=None).update(name="Bắc Nin")
    outcome = load_places()
    assert (outcome.new, outcome.corrected, outcome.removed) == (0, 1, 0)
    assert province("24").name_on(DAY) == "Bắc Ninh"
    assert province("24").full_name == "Thành phố Bắc Ninh"


def test_the_command_says_what_there_is():
    out = StringIO()
    call_command("load_places", stdout=out)
    assert out.getvalue().splitlines()[-1] == (
        "3,355 places in force, 11,784 former, 14,288 successions; nothing changed."
    )
