"""The map leads to the lists, and its table says the same."""

import re
from html import unescape

import pytest
from django.urls import reverse

from tests import factories as make

pytestmark = pytest.mark.django_db


def test_circles_and_table_say_the_same_and_lead_to_as_many_products(client):
    province = make.province(latitude=21, longitude=105)
    for n in (1, 3):
        place = make.commune(province=province, latitude=21 + n / 10, longitude=105)
        for _n in range(n):
            make.recognition(product=make.product(place=place))
    country = client.get(reverse("map"))
    assert [(area.place, area.count) for area in country.context["atlas"].areas] == [(province, 4)]
    page = client.get(country.context["atlas"].areas[0].url)
    areas = page.context["atlas"].areas
    rows = page.context["rows"]
    assert {(area.place, area.count, area.url) for area in areas} == {
        (row["place"], row["count"], row["url"]) for row in rows
    }
    assert [area.count for area in areas] == [3, 1]
    for area in areas:
        assert client.get(area.url).context["page_obj"].paginator.count == area.count


def test_every_circle_is_a_link_with_name_and_number(client):
    place = make.commune(latitude=21, longitude=105, province=make.province(latitude=21, longitude=105))
    make.recognition(product=make.product(place=place))
    page = client.get(reverse("map"), {"place": place.province.code}).content.decode()
    links = re.findall(r'<a href="([^"]+)" aria-label="([^"]+)"><title>', page)
    assert [(unescape(url), words) for url, words in links] == [
        (f"{reverse('product-list')}?commune={place.code}", f"{place.full_name}: 1 product in force")
    ]


def test_map_without_points_or_with_an_unknown_place_still_answers(client):
    make.recognition()
    assert client.get(reverse("map")).status_code == 200
    assert client.get(reverse("map"), {"place": "no place"}).context["province"] is None


def test_map_of_a_province_marks_its_vietnamese_name_and_does_not_speak_of_the_country(client):
    place = make.commune(latitude=21, longitude=105, province=make.province(name="Điện Biên"))
    make.recognition(product=make.product(place=place))
    page = client.get(reverse("map"), {"place": place.province.code}).content.decode()
    assert '<h1>Map of <span lang="vi">tỉnh Điện Biên</span></h1>' in page
    assert '<title id="map-title">Map of tỉnh Điện Biên</title>' in page
    assert f' product in <span lang="vi">{place.name_in_text}</span>' in page
    assert "they show the country" not in page
