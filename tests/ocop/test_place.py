"""Places by the day, their successors, and their names as people write them."""

from datetime import date

import pytest
from django.db import IntegrityError

from ocop.models import Place, PlaceKind, PlaceLevel, Succession
from ocop.models.place_name import name_key, read_name
from tests import factories as make

pytestmark = pytest.mark.django_db

EVE, DAY, AFTER = date(2025, 6, 30), date(2025, 7, 1), date(2025, 7, 2)


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "stands"),
    [
        (None, None, (True, True, True)),
        (None, DAY, (True, False, False)),
        (DAY, None, (False, True, True)),
        (DAY, AFTER, (False, True, False)),
        (AFTER, None, (False, False, True)),
        (EVE, DAY, (True, False, False)),
    ],
)
def test_a_place_exists_from_its_first_day_until_the_day_before_its_end(valid_from, valid_until, stands):
    place = make.province(valid_from=valid_from, valid_until=valid_until)
    for day, expected in zip((EVE, DAY, AFTER), stands, strict=True):
        assert place.is_in_force_on(day) is expected
        assert Place.objects.in_force(day).filter(pk=place.pk).exists() is expected


def test_a_code_means_another_unit_on_another_day():
    old = make.commune(code="T1273", valid_until=DAY)
    new = make.commune(code="T1273", valid_from=DAY)
    assert Place.objects.in_force(EVE).get(code="T1273") == old
    assert Place.objects.in_force(DAY).get(code="T1273") == new


def test_two_places_of_a_level_cannot_share_a_code_on_one_day():
    make.commune(code="T1273", valid_until=AFTER)
    with pytest.raises(IntegrityError, match="place_one_per_code_and_day"):
        make.commune(code="T1273", valid_from=DAY)


def test_a_place_that_still_exists_is_its_own_successor():
    place = make.commune()
    assert list(place.successors(DAY)) == [place]


def test_successors_are_those_of_the_day():
    old = make.commune(valid_until=DAY)
    new = [make.commune(valid_from=DAY, name=name) for name in ("An Khang", "Ân Tình")]
    for place in new:
        Succession.objects.create(old=old, new=place, on=DAY)
    assert list(old.successors(EVE)) == [old]
    assert list(old.successors(DAY)) == new


def test_successors_are_followed_through_any_number_of_changes(django_assert_num_queries):
    chain = [
        make.province(valid_until=EVE),
        make.province(valid_from=EVE, valid_until=DAY),
        make.province(valid_from=DAY, valid_until=AFTER),
        make.province(valid_from=AFTER),
    ]
    for old, new in zip(chain, chain[1:], strict=False):
        Succession.objects.create(old=old, new=new, on=new.valid_from)
    assert [list(chain[0].successors(day)) for day in (EVE, DAY, AFTER)] == [[place] for place in chain[1:]]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("X. Yên Mỹ", PlaceKind.COMMUNE),
        ("xã Yên Mỹ", PlaceKind.COMMUNE),
        ("XA YEN MY", PlaceKind.COMMUNE),
        ("x.Yên Mĩ", PlaceKind.COMMUNE),
        ("TT. Yên Mỹ", PlaceKind.TOWNSHIP),
        ("T.T. Yên Mỹ", PlaceKind.TOWNSHIP),
        ("thị trấn Yên Mỹ", PlaceKind.TOWNSHIP),
        ("P. Yên Mỹ", PlaceKind.WARD),
        ("Phường  Yên Mỹ ", PlaceKind.WARD),
        ("H. Yên Mỹ", PlaceKind.DISTRICT),
        ("Huyện Yên Mỹ", PlaceKind.DISTRICT),
        ("TX Yên Mỹ", PlaceKind.TOWN),
        ("Thị xã Yên Mỹ", PlaceKind.TOWN),
        ("Q.Yên Mỹ", PlaceKind.URBAN_DISTRICT),
        ("TP.Yên Mỹ", PlaceKind.PROVINCIAL_CITY),
        ("Thành phố Yên Mỹ", PlaceKind.CITY),
        ("Tỉnh Yên Mỹ", PlaceKind.PROVINCE),
        ("Đặc khu Yên Mỹ", PlaceKind.SPECIAL_ZONE),
    ],
)
def test_a_kind_is_read_in_full_and_abbreviated(text, kind):
    written = read_name(text)
    assert (written.bare, kind in written.kinds) == (name_key("Yên Mỹ"), True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà An", "Hòa An"),
        ("Hòa An", "Hòa An"),
        ("HÒA AN", "hoa an"),
        ("Quy Nhơn", "Qui Nhơn"),
        ("Lý Sơn", "Lí Sơn"),
        ("Phường 01", "Phường 1"),
        ("Bà Rịa - Vũng Tàu", "Bà Rịa-Vũng Tàu"),
        ("Ea H'Leo", "Ea H’leo"),
        ("Đắk Lắk", "Đăklăk"),
        ("Bắc Cạn", "Bắc Kạn"),
    ],
)
def test_spellings_of_one_name_have_one_key(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("Mai Sơn", "May Sơn"), ("Tây Hồ", "Tai Hồ"), ("Xã 1", "Xã 10")])
def test_other_names_have_another_key(one, other):
    assert name_key(one) != name_key(other)


def test_places_are_found_by_their_written_name():
    above = make.province(name="Bắc Kạn", valid_until=DAY)
    old = make.commune(province=above, name="Yên Mỹ", valid_until=DAY)
    ward = make.commune(name="Yên Mỹ", kind=PlaceKind.WARD)
    named = Place.objects.named
    assert set(named("Yen My")) == {old, ward}
    assert list(named("X. Yên Mỹ")) == [old]
    assert list(named("P. Yên Mỹ")) == [ward]
    assert set(named("TT. Yên Mỹ")) == {old, ward}
    assert list(named("Yên Mỹ", within=above)) == [old]
    assert list(named("Yên Mỹ", day=DAY)) == [ward]
    assert list(named("Yên Mỹ", level=PlaceLevel.PROVINCE)) == []


def test_the_same_accents_come_first():
    dan, dam = make.commune(name="Tam Dân"), make.commune(name="Tam Đàn")
    assert list(Place.objects.named("xã Tam Đàn")) == [dam]
    assert set(Place.objects.named("Tam Dan")) == {dan, dam}


def test_a_place_is_named_with_what_it_lies_in_once():
    province = make.province()
    commune = make.commune(province=province)
    district = make.commune(province=province, level=PlaceLevel.DISTRICT, kind=PlaceKind.DISTRICT)
    former = make.commune(province=province)
    former.parent = district
    assert (province.with_province, province.in_full) == ([province], [province])
    assert (commune.with_province, commune.with_parent) == ([commune, province], [commune])
    assert (former.with_parent, former.in_full) == ([former, district], [former, district, province])
