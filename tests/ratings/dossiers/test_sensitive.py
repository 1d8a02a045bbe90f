"""Ethnic origin and disability of representatives: figures only, and no way to identify a person."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from catalogue.models import CatalogueEntry
from catalogue.open_data.rows import ProducerRows, ProductRows
from ocop.models import Place
from ocop.values.dates import today
from producers.models import Producer
from ratings.figures.counts import Counts
from ratings.figures.minority import end_of_last_year, is_published_for, led_by_minorities, round_down_to_five
from ratings.figures.standing import Register
from ratings.figures.tables import FigureTables
from tests import factories as make
from tests.once import made_once

pytestmark = pytest.mark.django_db
BEFORE = end_of_last_year() - timedelta(days=30)


def led(n, *, province=None, others=9, signed_on=BEFORE):
    """Create a province with `n` producers led by members of minorities, and others."""
    province = province or make.province()
    for number in range(n + others):
        place = make.commune(province=province)
        maker = make.producer(place=place, led_by_minority=number < n, led_by_disabled=number < n)
        make.recognition(product=make.product(producer=maker), signed_on=signed_on)
    return province


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((0, 9), None),
        ((4, 20), None),
        ((5, 20), 5),
        ((9, 20), 5),
        ((10, 20), 10),
        ((16, 20), None),
        ((15, 20), 15),
        ((20, 20), None),
    ],
)
def test_a_figure_is_rounded_down_to_five_and_hidden_where_few_or_nearly_all_are_meant(counts, shown):
    assert round_down_to_five(counts[0], of=counts[1]) == shown


seven = made_once(lambda: led(7), scope="class")


@pytest.mark.usefixtures("seven")
class TestSevenOfSixteen:
    """A province with seven producers of sixteen."""

    def test_one_more_producer_is_seen_in_no_figure(self, seven):
        before = led_by_minorities(Register(today(), seven))
        led(1, province=seven, others=0)
        assert (before, led_by_minorities(Register(today(), seven))) == (5, 5)

    def test_whole_minus_shown_is_never_under_five(self):
        led(3)
        whole = led_by_minorities(Register(today()))
        parts = [led_by_minorities(Register(today(), place)) or 0 for place in Place.objects.provinces()]
        difference = whole - sum(parts)
        assert difference == 0 or difference >= 5

    def test_it_is_told_of_the_country_and_provinces_and_of_one_day_only(self, seven):
        assert is_published_for(Register(today(), seven))
        assert not is_published_for(Register(end_of_last_year() - timedelta(days=1)))
        commune = Producer.objects.first().place
        assert not is_published_for(Register(today(), commune))
        days = [Register(today() - timedelta(days=days), seven) for days in (0, 1, 2)]
        assert {led_by_minorities(register) for register in days} == {5}

    def test_no_list_stands_behind_the_figure(self, client):
        table = next(
            table for table in FigureTables(Counts(Register(today()))).all() if table.slug == "minority"
        )
        assert [[(cell.value, cell.url) for cell in cells] for _label, cells in table.rows] == [[(5, "")]]
        page = client.get(reverse("statistics")).content.decode()
        assert "minority=" not in page
        assert "at least 5" in page


PARAMETERS = [
    "minority=yes",
    "minority=no",
    "led=minority",
    "led_by_minority=yes",
    "disabled=yes",
    "led=disabled",
]
PAGES = [
    "product-list",
    "product-download",
    "producer-list",
    "statistics-products",
    "statistics-producers",
    "map",
]


def test_no_public_row_has_a_column_of_it():
    columns = {field.name for field in CatalogueEntry._meta.fields}
    columns |= {*ProductRows.columns(), *ProducerRows.columns()}
    assert not [column for column in columns if re.search("minorit|disab|ethnic", column)]


six = made_once(lambda: led(6, signed_on=today()), scope="class")


@pytest.mark.usefixtures("six")
class TestPagesAndOpenData:
    """A province with six producers of fifteen whose stars are of today."""

    @pytest.mark.parametrize("name", PAGES)
    def test_no_parameter_narrows_anything_by_it(self, client, name):
        def body(asked, value):
            answer = client.get(reverse(name), {asked: value})
            text = b"".join(answer.streaming_content) if answer.streaming else answer.content
            for echo in (f"{asked}={value}", f'name="{asked}" value="{value}"'):
                text = text.replace(echo.encode(), b"")
            return text

        for parameter in PARAMETERS:
            asked, value = parameter.split("=")
            assert body(asked, value) == body(asked, "qqq"), parameter

    def test_the_answers_of_the_open_data_do_not_name_it(self, client):
        for name in ("api-products", "api-producers", "api-schema"):
            text = client.get(reverse(name)).content.decode()
            assert not re.search("minorit|disabilit|ethnic|dân tộc", text), name
