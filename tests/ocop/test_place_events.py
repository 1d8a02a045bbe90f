"""Resolutions that change places: entered, seen, confirmed and undone by an administrator."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client

from catalogue.models import CatalogueEntry
from ocop.history.log import Log, LogFilters
from ocop.models import Place, PlaceEvent, PlaceKind, Role
from ocop.places.event_units import read_units
from ocop.places.events import confirm, touched, undo
from ocop.values.dates import today
from tests import factories as make

pytestmark = pytest.mark.django_db

DAY = date(2026, 9, 20)
REGISTERS = (
    "ocop_place",
    "ocop_placename",
    "ocop_succession",
    "producers_producer",
    "products_product",
    "ocop_user",
    "ocop_accountmove",
    "producers_producermove",
)


@pytest.fixture
def province():
    return make.province(name="Bắc Ninh", code="24")


@pytest.fixture
def administrator():
    return make.user(Role.ADMINISTRATOR)


def entered(province, units, **fields):
    fields = {"kind": "kind", "resolution": "388/NQ-UBTVQH16", "in_force_from": DAY} | fields
    return PlaceEvent.objects.create(province=province, units=units, **fields)


def rows(*tables):
    """All rows of tables, without the number of their updates."""
    with connection.cursor() as cursor:
        found = {}
        for table in tables:
            cursor.execute(f"SELECT to_jsonb(row) - 'version' FROM {table} row ORDER BY id")
            found[table] = cursor.fetchall()
    return found


def at_once():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def test_a_change_of_kind_is_no_new_place(province, administrator):
    """Addresses, filters, counts and accounts go on."""
    commune = make.commune(province=province, name="Yên Phong", code="09193")
    product = make.recognition(product=make.product(place=commune)).product
    officer = make.user(Role.COMMUNE_OFFICER, place=commune)
    addresses = [commune.get_absolute_url(), province.get_absolute_url()]
    filtered = f"/en/products/?province={province.code}"
    before = Client().get(filtered).context["page_obj"].paginator.count
    for units in ("Xã Yên Phong → Phường Yên Phong", "24 → Thành phố Bắc Ninh"):
        assert confirm(entered(province, units), by=administrator) == ""
    for row in (commune, province, officer):
        row.refresh_from_db()
    assert [str(commune), str(province)] == ["Phường Yên Phong", "Thành phố Bắc Ninh"]
    assert officer.place == commune
    assert [commune.get_absolute_url(), province.get_absolute_url()] == addresses
    assert [Client().get(address).status_code for address in addresses] == [200, 200]
    assert Client().get(filtered).context["page_obj"].paginator.count == before == 1
    assert CatalogueEntry.objects.get(product=product).place_id == commune.pk
    at_once()


def test_what_an_event_touches_is_counted_before_it_is_confirmed(province):
    communes = [make.commune(province=province, name=f"Xã {n}", code=f"0900{n}") for n in range(3)]
    producer = make.producer(place=communes[0])
    make.recognition(product=make.product(producer=producer))
    make.user(Role.COMMUNE_OFFICER, place=communes[1])
    event = entered(province, "\n".join(f"{place} → Phường {place.name}" for place in communes))
    counts = {each.what: each.number for each in touched(event)}
    assert {name: counts[name] for name in ("Units", "Producers", "Products", "Users")} == {
        "Units": 3,
        "Producers": 1,
        "Products": 1,
        "Users": 1,
    }
    assert [each.first for each in touched(event) if each.what == "Producers"] == [[str(producer)]]


def test_of_what_an_event_touches_the_first_ten_are_named(province):
    communes = [make.commune(province=province) for _n in range(12)]
    event = entered(province, "\n".join(f"{place.code} → Phường {place.name}" for place in communes))
    units = touched(event)[0]
    assert (units.number, len(units.first)) == (12, 10)


@pytest.mark.parametrize(
    ("kind", "units", "became"),
    [
        ("kind", "Xã A → Phường A", {"Phường A", "Xã B"}),
        ("rename", "Xã A -> Xã Á", {"Xã Á", "Xã B"}),
        ("merger", "Xã A; Xã B → Phường C [09003]", {"Phường C"}),
        ("transfer", "Xã A → Xã A [09001]", {"Xã A", "Xã B"}),
    ],
)
def test_an_event_that_is_undone_leaves_every_table_as_it_was(kind, units, became, province, administrator):
    for name, code in (("A", "09001"), ("B", "09002")):
        commune = make.commune(province=province, name=name, code=code)
        make.producer(place=commune)
        make.user(Role.COMMUNE_OFFICER, place=commune)
    other = make.province()
    event = entered(province, units, kind=kind, goes_to=other if kind == "transfer" else None)
    before = rows(*REGISTERS)
    assert confirm(event, by=administrator) == ""
    communes = Place.objects.communes().in_force(DAY).filter(province__in=[province, other])
    assert {str(place) for place in communes} == became
    assert rows(*REGISTERS) != before
    at_once()
    assert undo(event, by=administrator) == ""
    at_once()
    assert rows(*REGISTERS) == before
    assert event.state == "undone"


def test_merged_units_are_succeeded_by_the_new_one(province, administrator):
    olds = [make.commune(province=province, name=name, code=f"0900{n}") for n, name in enumerate("AB")]
    confirm(entered(province, "Xã A; Xã B → Phường C [09000]", kind="merger"), by=administrator)
    new = Place.objects.get(name="C")
    assert (new.code, new.kind, new.valid_from, new.province) == ("09000", PlaceKind.WARD, DAY, province)
    assert [list(old.successors(DAY)) for old in olds] == [[new], [new]]
    assert {old.valid_until for old in Place.objects.filter(pk__in=[old.pk for old in olds])} == {DAY}


def test_what_stands_on_an_event_keeps_it_from_being_undone(province, administrator):
    for name, code in (("A", "09001"), ("B", "09002")):
        make.commune(province=province, name=name, code=code)
    event = entered(province, "Xã A; Xã B → Phường C [09003]", kind="merger")
    confirm(event, by=administrator)
    producer = make.producer(place=Place.objects.get(name="C"))
    assert undo(event, by=administrator) == f"The new units are in use: {producer}."
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT place_event_undo(%s, %s)", [event.pk, administrator.pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert event.state == "confirmed"


def test_events_are_undone_the_newest_first(province, administrator):
    make.commune(province=province, name="A", code="09001")
    first = entered(province, "Xã A → Phường A", in_force_from=DAY - timedelta(days=10))
    later = entered(province, "Phường A → Phường Á", kind="rename", resolution="400/NQ-UBTVQH16")
    for event in (first, later):
        assert confirm(event, by=administrator) == ""
    assert undo(first, by=administrator) == "400/NQ-UBTVQH16: New name came later: undo that first."
    with (
        pytest.raises(IntegrityError, match="place_event_undone_while_newest"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT place_event_undo(%s, %s)", [first.pk, administrator.pk])
    assert [undo(event, by=administrator) for event in (later, first)] == ["", ""]


@pytest.mark.parametrize(
    ("kind", "units", "refusal"),
    [
        (
            "kind",
            "Xã Yên Phonh → Phường Yên Phong",
            "is no unit in force of Tỉnh Bắc Ninh. The nearest: Xã Yên Phong.",
        ),
        ("kind", "Xã Yên Phong", "one arrow"),
        ("kind", "Xã Yên Phong → Yên Phong", "must begin with its kind (Xã, Phường, Đặc khu)"),
        ("kind", "Xã Yên Phong → Xã Yên Phong", "called so already"),
        ("kind", "Xã Yên Phong → Phường Yên Phong\nXã Yên Phong → Phường Y", "Xã Yên Phong is in two lines."),
        ("kind", "Xã Yên Phong → Phường Yên Phong [09193]", "keeps its code"),
        ("kind", "  \n", "at least one unit"),
        ("merger", "Xã Yên Phong → Phường Yên Phong [09193]", "several units before the arrow"),
        ("merger", "Xã Yên Phong; Xã Tam Đa → Phường C", "Write the code of each new unit"),
        ("merger", "Xã Yên Phong; Xã Tam Đa → Phường C [09202]", "The code 09202 is that of Xã Văn Môn."),
        ("split", "24 → Tỉnh A [24]; Tỉnh B [25]", "Provinces are not merged"),
    ],
)
def test_units_that_cannot_be_read_are_refused_with_their_line(kind, units, refusal, province):
    for name, code in (("Yên Phong", "09193"), ("Tam Đa", "09199"), ("Văn Môn", "09202")):
        make.commune(province=province, name=name, code=code)
    with pytest.raises(ValidationError) as refused:
        read_units(entered(province, units, kind=kind))
    assert refusal in " ".join(refused.value.messages)


def test_an_event_is_confirmed_from_its_first_day_on(province, administrator):
    make.commune(province=province, name="A", code="09001")
    tomorrow = today() + timedelta(days=1)
    event = entered(province, "Xã A → Phường A", in_force_from=tomorrow)
    assert confirm(event, by=administrator).startswith("It is in force from")
    with (
        pytest.raises(IntegrityError, match="place_event_confirmed_once_in_force"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT place_event_confirm(%s, %s, '[]')", [event.pk, administrator.pk])


def test_only_an_administrator_confirms(province):
    make.commune(province=province, name="A", code="09001")
    event = entered(province, "Xã A → Phường A")
    with pytest.raises(IntegrityError, match="place_event_by_an_administrator"):
        confirm(event, by=make.user(Role.PROVINCIAL_LEADER))


@pytest.mark.parametrize("field", ["units", "resolution", "in_force_from"])
def test_what_a_confirmed_event_says_is_kept(field, province, administrator):
    make.commune(province=province, name="A", code="09001")
    event = entered(province, "Xã A → Phường A")
    confirm(event, by=administrator)
    with pytest.raises(IntegrityError, match="place_event_by_its_acts"):
        PlaceEvent.objects.filter(pk=event.pk).update(**{field: DAY - timedelta(days=1)})


def test_every_step_is_in_the_log(province, administrator):
    make.commune(province=province, name="A", code="09001")
    event = entered(province, "Xã A → Phường A")
    confirm(event, by=administrator)
    undo(event, by=administrator)
    steps = Log(asked=LogFilters(model="ocop.placeevent"))[:9]
    assert [step.kind for step in steps] == ["update", "update", "insert"]
    assert {"Undone by", "Confirmed by"} <= {name for step in steps for name, _old, _new in step.fields}
