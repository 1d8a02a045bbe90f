"""A place keeps its identity under every name and kind, and the database keeps them alike."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from ocop.models import Place, PlaceKind, PlaceName
from tests import factories as make

pytestmark = pytest.mark.django_db

DAY, LATER = date(2026, 5, 1), date(2026, 9, 1)


def names(place):
    return list(place.names.order_by("pk").values_list("kind", "name", "valid_from", "valid_until"))


def at_once():
    """Ask the rules that wait for the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def renamed(place, day=DAY, **fields):
    place.names.filter(valid_until=None).update(valid_until=day)
    PlaceName.objects.create(place=place, valid_from=day, **{"kind": place.kind, "name": place.name} | fields)
    place.refresh_from_db()
    return place


def test_a_new_place_has_its_name_from_its_first_day_to_its_last():
    place = make.commune(name="Yên Mỹ", valid_from=DAY, valid_until=LATER)
    assert names(place) == [(PlaceKind.COMMUNE, "Yên Mỹ", DAY, LATER)]
    at_once()


def test_a_place_is_called_by_its_last_name():
    place = renamed(make.commune(name="Yên Mỹ"), kind=PlaceKind.WARD)
    assert (place.kind, place.full_name) == (PlaceKind.WARD, "Phường Yên Mỹ")
    assert [place.full_name_on(day) for day in (date(2026, 4, 30), DAY, None)] == [
        "Xã Yên Mỹ",
        "Phường Yên Mỹ",
        "Phường Yên Mỹ",
    ]
    assert place.name_on(date(2020, 1, 1)) == "Yên Mỹ"
    assert [str(name) for name in place.former_names] == ["Xã Yên Mỹ"]
    assert place.named_since == DAY
    at_once()


def test_the_name_on_a_day_of_a_place_that_was_never_renamed_costs_no_query(django_assert_num_queries):
    place = make.commune(name="Yên Mỹ")
    with django_assert_num_queries(0):
        assert (place.name_on(DAY), place.former_names) == ("Yên Mỹ", [])


def test_a_corrected_or_ended_place_has_its_last_name_corrected():
    place = renamed(make.commune(name="Yên Mỹ", valid_from=date(2025, 7, 1)), name="Yên Mĩ")
    Place.objects.filter(pk=place.pk).update(name="Yên Minh", valid_until=LATER, valid_from=date(2025, 8, 1))
    assert names(place) == [
        (PlaceKind.COMMUNE, "Yên Mỹ", date(2025, 8, 1), DAY),
        (PlaceKind.COMMUNE, "Yên Minh", DAY, LATER),
    ]
    at_once()


def test_a_name_that_is_taken_back_leaves_the_one_before():
    place = make.commune(name="Yên Mỹ")
    before = names(place)
    renamed(place, name="Yên Minh").names.get(name="Yên Minh").delete()
    place.names.update(valid_until=None)
    place.refresh_from_db()
    assert (place.name, place.named_since, names(place)) == ("Yên Mỹ", None, before)
    at_once()


def test_a_place_has_one_name_a_day():
    place = make.commune()
    with pytest.raises(IntegrityError, match="place_name_one_a_day"):
        PlaceName.objects.create(place=place, kind=PlaceKind.WARD, name="Yên Mỹ", valid_from=DAY)


@pytest.mark.parametrize(
    "change",
    [
        lambda place: place.names.all().delete(),
        lambda place: place.names.update(valid_until=DAY),
        lambda place: place.names.update(valid_from=DAY),
        lambda place: (
            renamed(place, day=DAY).names.filter(valid_from=None).update(valid_until=date(2026, 3, 1))
        ),
    ],
    ids=["without a name", "after its name", "before its name", "between two names"],
)
def test_a_place_has_a_name_on_each_of_its_days(change):
    place = make.commune()
    with pytest.raises(IntegrityError, match="place_named_on_every_day"), transaction.atomic():
        change(place)
        at_once()
