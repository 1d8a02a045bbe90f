import random
from datetime import date

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.filters import CatalogueFilterSet
from ocop.models import Place
from products.models import Certification, ExportMarket, Listing, SalesChannel
from tests import factories as make

pytestmark = pytest.mark.django_db

SIGNED = [date(2026, 2, 1), date(2025, 3, 1), date(2021, 1, 1)]


def asked(address):
    """The catalogue at an address."""
    return CatalogueFilterSet(QueryDict(address))


@pytest.fixture
def register():
    """Sixteen products that differ in everything by which a reader narrows the list."""
    pick = random.Random(26)  # noqa: S311 - the same register in every run
    communes = [make.commune(province=make.province()) for _each in range(2)]
    communes.append(make.commune(province=communes[0].province))
    channels = [SalesChannel.objects.create(kind="marketplace", name=name) for name in ("A", "B")]
    for number in range(16):
        maker = make.producer(
            name=f"HTX {number % 5}",
            place=pick.choice(communes),
            legal_form=pick.choice(["cooperative", "farm"]),
            led_by_woman=pick.choice([True, False, None]),
        )
        product = make.product(
            name=pick.choice(["Chè", "Mật ong"]),
            producer=maker,
            product_set=pick.choice([1, 11, 12]),
            price_from=pick.choice([None, 80_000, 100_000]),
            price_to=pick.choice([None, 100_000, 350_000, 2_000_000]),
        )
        for signed_on in pick.sample(SIGNED, pick.choice([0, 1, 1, 2])):
            make.recognition(product=product, stars=pick.choice([3, 4, 5]), signed_on=signed_on)
        for covered in pick.sample([None, product], pick.choice([0, 1, 2])):
            Certification.objects.create(
                producer=maker,
                product=covered,
                scheme=pick.choice(["haccp", "halal"]),
                number=f"{number}-{covered is None}",
                issued_on=date(2026, 1, 1),
            )
        for channel in pick.sample(channels, pick.choice([0, 1, 2])):
            Listing.objects.create(product=product, channel=channel)
        for country in pick.sample(["JP", "FR"], pick.choice([0, 1, 2])):
            ExportMarket.objects.create(product=product, country=country, from_year=2024)


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(picked=st.data())
def test_every_count_is_the_length_of_the_list_that_it_leads_to(register, picked):
    province = Place.objects.provinces().order_by("pk").first()
    channel = SalesChannel.objects.get(name="A")
    pairs = [
        "q=che",
        "stars=4",
        "stars=5",
        "set=11",
        "sector=I",
        "scheme=haccp",
        "market=JP",
        f"channel={channel.pk}",
        "form=farm",
        "price=100000-300000",
        "price=none",
        "led=women",
        "state=in_force",
        "state=lapsed",
        "state=unconfirmed",
        f"province={province.code}",
    ]
    address = "&".join(picked.draw(st.lists(st.sampled_from(pairs), unique=True, max_size=4)))
    catalogue = asked(address)
    assert (address, catalogue.products.total) == (address, catalogue.qs.count())
    for facet in catalogue.facets:
        others = [pair for pair in address.split("&") if not pair.startswith(facet["name"] + "=")]
        option = picked.draw(st.sampled_from(facet["options"]))
        link = "&".join([*filter(None, others), f"{facet['name']}={option['value']}"])
        assert (link, option["count"]) == (link, asked(link).qs.count())


@pytest.mark.parametrize("address", ["", "?stars=4&set=11&scheme=haccp", "?sort=newest&led=women"])
def test_catalogue_page_with_all_counts_costs_at_most_five_queries(client, register, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"/en/products/{address}").status_code == 200
    assert len([query for query in captured if "SAVEPOINT" not in query["sql"]]) <= 5


@pytest.mark.parametrize(
    "address", ["?channel=999999", "?channel=x", "?group=none", "?market=XX", "?led=men"]
)
def test_values_that_nothing_has_are_ignored(client, register, address):
    assert asked(address[1:]).qs.count() == asked("").qs.count()
    assert client.get(f"/en/products/{address}").context["filter"].chips == []
