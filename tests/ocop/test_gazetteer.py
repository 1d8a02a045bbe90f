"""What an address in an old list means today."""

from datetime import date

import pytest

from ocop.models import Place, PlaceKind, PlaceLevel, Succession
from ocop.places.gazetteer import Gazetteer
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vietnam")]

EVE, DAY = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture(scope="module")
def gazetteer(vietnam, django_db_blocker):
    with django_db_blocker.unblock():
        return Gazetteer(date(2026, 11, 23))


def written(place):
    return place and f"{place}, {place.province.name}"


def meaning(resolution):
    return written(resolution.place), resolution.former and str(resolution.former)


@pytest.mark.parametrize(
    ("address", "place", "former"),
    [
        (("", "", "Bắc Kạn"), "Tỉnh Thái Nguyên, Thái Nguyên", "Tỉnh Bắc Kạn"),
        (("", "", "tinh bac can"), "Tỉnh Thái Nguyên, Thái Nguyên", "Tỉnh Bắc Kạn"),
        (("", "", "Thái Nguyên"), "Tỉnh Thái Nguyên, Thái Nguyên", None),
        (("", "", "TP.HCM"), "Thành phố Hồ Chí Minh, Hồ Chí Minh", None),
        (("", "TP Bắc Kạn", "Bắc Kạn"), "Tỉnh Thái Nguyên, Thái Nguyên", "Thành phố Bắc Kạn"),
        (("", "Hoà An", ""), "Tỉnh Cao Bằng, Cao Bằng", "Huyện Hòa An"),
        (("X. Yên Mỹ", "H. Chợ Đồn", "Bắc Kạn"), "Xã Yên Phong, Thái Nguyên", "Xã Yên Mỹ"),
        (("X. Yên Mỹ", "H. Chợ Đồn", "Thái Nguyên"), "Xã Yên Phong, Thái Nguyên", "Xã Yên Mỹ"),
        (("tan cuong", "tp. thai nguyen", ""), "Xã Tân Cương, Thái Nguyên", "Xã Tân Cương"),
        (("Phượng Tiến", "Định Hóa", ""), "Xã Phượng Tiến, Thái Nguyên", "Xã Phượng Tiến"),
        (("Quân Hà", "Bạch Thông", "Bắc Kạn"), "Xã Cẩm Giàng, Thái Nguyên", "Xã Quân Hà"),
        (("Sĩ Bình", "Bạch Thông", "Bắc Kạn"), "Xã Vĩnh Thông, Thái Nguyên", "Xã Sỹ Bình"),
        (("Phường 01", "Q. Gò Vấp", "TPHCM"), "Phường Hạnh Thông, Hồ Chí Minh", "Phường 1"),
        (("Ea H’leo", "", "Đắc Lắc"), "Xã Ea H'Leo, Đắk Lắk", None),
        (("Thục Phán", "", "Cao Bằng"), "Phường Thục Phán, Cao Bằng", None),
        (("Tam Đàn", "Phú Ninh", "Quảng Nam"), "Xã Chiên Đàn, Đà Nẵng", "Xã Tam Đàn"),
        (("Không Có", "Chợ Đồn", "Bắc Kạn"), "Tỉnh Thái Nguyên, Thái Nguyên", "Huyện Chợ Đồn"),
        (("Không Có", "", "Bắc Kạn"), "Tỉnh Thái Nguyên, Thái Nguyên", "Tỉnh Bắc Kạn"),
        (("Tân Cương", "", "Atlantis"), None, None),
        # units that were dissolved or renamed before 2025
        (("", "Huyện Thông Nông", "Cao Bằng"), "Tỉnh Cao Bằng, Cao Bằng", "Huyện Thông Nông"),
        (("Xã Cần Yên", "Huyện Thông Nông", "Cao Bằng"), "Xã Cần Yên, Cao Bằng", "Xã Cần Yên"),
        (("", "Huyện Quảng Uyên", "Cao Bằng"), "Tỉnh Cao Bằng, Cao Bằng", "Huyện Quảng Hòa"),
        # cities and wards of 2026, under their names of today and before
        (("Phường Yên Phong", "", "Bắc Ninh"), "Phường Yên Phong, Bắc Ninh", None),
        (("Xã Yên Phong", "", "Bắc Ninh"), "Phường Yên Phong, Bắc Ninh", None),
        (("Phường Tiên Du", "", "Thành phố Bắc Ninh"), "Phường Tiên Du, Bắc Ninh", None),
        (("Xã Ba Chẽ", "", "Thành phố Quảng Ninh"), "Xã Ba Chẽ, Quảng Ninh", None),
        (("Phường Long Thành", "", "TP Đồng Nai"), "Phường Long Thành, Đồng Nai", None),
        (("Phường Trị An", "", "TP. Đồng Nai"), "Phường Trị An, Đồng Nai", None),
        (("", "", "Tỉnh Bắc Ninh"), "Thành phố Bắc Ninh, Bắc Ninh", None),
        (("", "", "TP Bắc Ninh"), "Thành phố Bắc Ninh, Bắc Ninh", None),
        (("", "TP Bắc Ninh", "Bắc Ninh"), "Thành phố Bắc Ninh, Bắc Ninh", "Thành phố Bắc Ninh"),
        (("", "", ""), None, None),
    ],
)
def test_an_address_means_a_place_in_force(gazetteer, address, place, former):
    resolution = gazetteer.resolve(*address)
    assert (*meaning(resolution), resolution.candidates) == (place, former, ())


def test_a_split_commune_is_not_chosen(gazetteer):
    resolution = gazetteer.resolve("P. Cam Giá", "TP. Thái Nguyên", "Thái Nguyên")
    assert meaning(resolution) == ("Tỉnh Thái Nguyên, Thái Nguyên", "Phường Cam Giá")
    assert sorted(map(str, resolution.candidates)) == ["Phường Gia Sàng", "Phường Tích Lương"]


def test_namesakes_are_not_chosen_among(gazetteer):
    communes = gazetteer.resolve("Minh Tân", "", "Thái Bình")
    assert meaning(communes) == ("Tỉnh Hưng Yên, Hưng Yên", None)
    assert len(communes.candidates) == 3
    districts = gazetteer.resolve("", "Cao Lãnh", "Đồng Tháp")
    assert meaning(districts) == ("Tỉnh Đồng Tháp, Đồng Tháp", None)
    assert sorted(map(str, districts.candidates)) == ["Huyện Cao Lãnh", "Thành phố Cao Lãnh"]
    assert meaning(gazetteer.resolve("", "TP Cao Lãnh", "Đồng Tháp"))[1] == "Thành phố Cao Lãnh"


def test_the_day_of_writing_decides_between_an_old_and_a_new_unit_of_one_name(gazetteer):
    new = gazetteer.resolve("Tân Cương", "", "Thái Nguyên")
    old = gazetteer.resolve("Tân Cương", "", "Thái Nguyên", written_on=EVE)
    assert new.place == old.place
    assert (new.former, str(old.former)) == (None, "Xã Tân Cương")


def test_a_new_name_behind_its_old_district_is_understood(gazetteer):
    resolution = gazetteer.resolve("xã Phong Quang", "TP Bắc Kạn", "Bắc Kạn")
    assert meaning(resolution) == ("Xã Phong Quang, Thái Nguyên", None)


@pytest.mark.parametrize(
    ("text", "level", "nearest"),
    [
        ("Tân Cươngg", PlaceLevel.COMMUNE, "Xã Tân Cương"),
        ("Xã Tân Cuơng", PlaceLevel.COMMUNE, "Xã Tân Cương"),
        ("P. Phan Đình Phungf", PlaceLevel.COMMUNE, "Phường Phan Đình Phùng"),
        ("Huyện Chợ Đônn", PlaceLevel.DISTRICT, "Huyện Chợ Đồn"),
    ],
)
def test_the_nearest_names_of_a_province_are_offered_for_a_misspelt_one(gazetteer, text, level, nearest):
    province = gazetteer.resolve(province="Thái Nguyên").place
    offered = gazetteer.nearest(text, level, province)
    assert str(offered[0]) == nearest
    assert len(offered) <= 5
    assert {after.province for place in offered for after in gazetteer.successors(place)} == {province}


def test_a_former_place_is_offered_where_no_place_in_force_has_its_name(gazetteer):
    province = gazetteer.resolve(province="Thái Nguyên").place
    known, former = (
        gazetteer.nearest(name, PlaceLevel.COMMUNE, province)[0] for name in ("Tân Cươngg", "Quân Hàà")
    )
    assert (str(known), known.valid_until) == ("Xã Tân Cương", None)
    assert (str(former), former.valid_until) == ("Xã Quân Hà", DAY)


def test_of_a_commune_dissolved_before_2025_those_of_its_district_are_asked_about(gazetteer):
    resolution = gazetteer.resolve("Xã Vị Quang", "Huyện Thông Nông", "Cao Bằng")
    assert meaning(resolution) == ("Tỉnh Cao Bằng, Cao Bằng", "Xã Vị Quang")
    district = gazetteer.resolve("", "Huyện Hà Quảng", "Cao Bằng").former
    assert set(resolution.candidates) == set(gazetteer.successors(district))


def test_a_province_that_became_a_city_signed_as_both(gazetteer):
    bac_ninh = gazetteer.resolve(province="Bắc Ninh").place
    assert gazetteer.kinds(bac_ninh) == {PlaceKind.PROVINCE, PlaceKind.CITY}


def test_nothing_is_offered_for_what_is_like_no_name(gazetteer):
    province = gazetteer.resolve(province="Cao Bằng").place
    assert gazetteer.nearest("Hợp tác xã nông nghiệp", PlaceLevel.COMMUNE, province) == []
    assert gazetteer.nearest("", PlaceLevel.COMMUNE, province) == []


def test_a_misspelt_province_is_looked_for_in_the_whole_country(gazetteer):
    assert str(gazetteer.nearest("Tỉnh Thái Nguyênn", PlaceLevel.PROVINCE, None)[0]) == "Tỉnh Thái Nguyên"


def test_the_gazetteer_and_the_register_agree(gazetteer):
    for text, level in [
        ("X. Yen My", PlaceLevel.COMMUNE),
        ("TP Thái Nguyên", PlaceLevel.DISTRICT),
        ("Xã Yên Phong", PlaceLevel.COMMUNE),
        ("Tỉnh Bắc Ninh", PlaceLevel.PROVINCE),
    ]:
        register = Place.objects.named(text, level)
        assert {place.pk for place in gazetteer.named(text, level)} == {place.pk for place in register}
    for place in Place.objects.filter(name="Cam Giá"):
        assert set(gazetteer.successors(place)) == set(place.successors(date(2026, 11, 23)))


def test_twenty_thousand_rows_cost_three_queries(django_assert_num_queries):
    with django_assert_num_queries(3):
        gazetteer = Gazetteer(DAY)
        places = [gazetteer.resolve(f"Xã {n % 50}", "Chợ Đồn", "Bắc Kạn").place for n in range(20_000)]
        provinces = {place.province.full_name for place in places}
    assert provinces == {"Tỉnh Thái Nguyên"}


def test_successors_are_followed_through_a_chain_and_a_circle_ends():
    first = make.province(valid_until=date(2000, 1, 1))
    second = make.province(valid_from=date(2000, 1, 1), valid_until=date(2010, 1, 1))
    third = make.province(valid_from=date(2010, 1, 1))
    Succession.objects.create(old=first, new=second, on=date(2000, 1, 1))
    Succession.objects.create(old=second, new=first, on=date(2010, 1, 1))
    Succession.objects.create(old=second, new=third, on=date(2010, 1, 1))
    gazetteer = Gazetteer(DAY)
    assert gazetteer.successors(gazetteer.places[first.pk]) == (third,)
