"""Every list costs the same number of queries with one row and with three."""

import csv
import io

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from django.views.generic.base import TemplateResponseMixin
from django.views.generic.list import MultipleObjectMixin
from pghistory.models import Events

from catalogue.models import CatalogueEntry
from ocop.files.spreadsheets import CONTENT_TYPES
from ocop.models import Place, Role
from ocop.pages.checks import url_patterns, view_of
from ocop.pages.list_files import ListFile
from ocop.pages.views import ListPage
from ocop.values.dates import today
from producers.models import Deal, Producer, Revenue, Support, TradeEvent
from products.models import (
    Certification,
    Collection,
    ExportMarket,
    Listing,
    Product,
    ProductSales,
    SalesChannel,
    Traceability,
)
from ratings.aftercare.models import Inspection
from ratings.councils.models import Council
from ratings.decisions.models import Decision, Recognition, RecordedDecision
from ratings.dossiers.models import Dossier, Round
from ratings.imports.models import RegisterImport
from ratings.sheets.models import Sheet
from tests import factories as make

pytestmark = pytest.mark.django_db
LISTS = {
    pattern.name: view_of(pattern)
    for _route, pattern in url_patterns()
    if isinstance(view_of(pattern), type)
    and issubclass(view_of(pattern), MultipleObjectMixin)
    and issubclass(view_of(pattern), TemplateResponseMixin)
    and not issubclass(view_of(pattern), ListFile)
}
# The lists of the desk whose columns are declared beside their view, each with its two files.
WITH_FILES = sorted(name for name, view in LISTS.items() if issubclass(view, ListPage) and view.columns)
# How many queries each page takes, the session and the reader included.
QUERIES = {
    "desk-certification-list": 6,
    "collection-list": 2,
    "desk-channel-list": 5,
    "desk-collection-list": 5,
    "desk-council-list": 7,
    "desk-deal-list": 6,
    "desk-decision-list": 5,
    "desk-dossier-list": 5,
    "desk-event-list": 5,
    "desk-import": 6,
    "desk-import-list": 5,
    "desk-inspection-list": 5,
    "desk-inspection-plan": 5,
    "desk-listing-list": 6,
    "desk-log": 23,
    "desk-market-list": 6,
    "desk-producer-list": 6,
    "desk-product-list": 8,
    "desk-recognition-list": 6,
    "desk-recorded-decision-list": 5,
    "desk-revenue-list": 6,
    "desk-round-list": 5,
    "desk-sales-list": 6,
    "desk-sheet-list": 6,
    "desk-support-list": 6,
    "desk-traceability-list": 6,
    "my": 11,
    "place-list": 1,
    "practice": 4,
    "producer-list": 5,
    "product-list": 5,
    "score": 5,
    "statistics-producers": 2,
    "statistics-products": 2,
}


@pytest.fixture
def place():
    return make.commune(province=make.province())


def add_producer(place, user):
    producer = make.producer(place=place, former_place=make.commune())
    recognised = make.product(producer=producer)
    make.recognition(product=recognised)
    make.photo(product=recognised)
    make.certification(product=recognised)
    if user.role == Role.PRODUCER:
        make.membership(user, producer)
    return producer


def add_dossier(place, user):
    dossier = make.dossier(state="scoring", product=make.product(place=place))
    make.seat(dossier.council, user=user)
    return dossier


def add_collection(place, user):
    """A collection with something in it: readers see no other."""
    make.recognition(product=make.product(place=place), stars=4, signed_on=today())
    return make.collection(place=place.province, rule="stars=4")


def add_sheet(place, user):
    """A version in force today, of one of three product sets whose official sheets have ended for it."""
    last = Sheet.objects.filter(number__gt=23)
    last.filter(version=1).update(in_force_until=F("in_force_from"))
    return make.sheet_version(23 + last.count() - 2)


# What one more row of a list takes.
ADD = {
    Place: lambda place, user: add_producer(make.commune(province=place.province), user),
    Producer: add_producer,
    Product: lambda place, user: add_producer(place, user).products.get(),
    CatalogueEntry: lambda place, user: add_producer(place, user).products.get(),
    Certification: lambda place, user: make.certification(product=make.product(place=place)),
    Traceability: lambda place, user: make.traceability(product=make.product(place=place)),
    Collection: add_collection,
    SalesChannel: lambda place, user: make.listing(
        channel=make.channel(place=place.province), product=make.product(place=place)
    ),
    Listing: lambda place, user: make.listing(product=make.product(place=place)),
    ExportMarket: lambda place, user: make.export_market(product=make.product(place=place)),
    ProductSales: lambda place, user: make.product_sales(product=make.product(place=place)),
    Support: lambda place, user: make.support(producer=make.producer(place=place)),
    Revenue: lambda place, user: make.revenue(producer=make.producer(place=place)),
    Deal: lambda place, user: make.deal(producer=make.producer(place=place)),
    TradeEvent: lambda place, user: make.participation(
        event=make.trade_event(province=place.province), producer=make.producer(place=place)
    ),
    Dossier: add_dossier,
    Council: lambda place, user: make.council(place=place.province),
    Round: lambda place, user: make.round_of(place.province),
    Decision: lambda place, user: make.decision(place=place.province),
    RecordedDecision: lambda place, user: make.recorded_star(product=make.product(place=place)),
    RegisterImport: lambda place, user: make.register_import(place=place.province),
    Sheet: add_sheet,
    Recognition: lambda place, user: make.recognition(product=make.product(place=place)),
    Inspection: lambda place, user: make.inspection(
        recognition=make.recognition(product=make.product(place=place))
    ),
    Events: lambda place, user: make.recognition(product=make.product(place=place)),
}


def reader_of(view, place):
    """Who reads the list: the officer unless the page is for others."""
    roles = view.act.roles
    if roles == {Role.PRODUCER}:
        return make.user(Role.PRODUCER)
    role = Role.PROVINCIAL_OFFICER if Role.PROVINCIAL_OFFICER in roles else Role.AUDITOR
    return make.user(role, place=place.province)


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200
    # Beginning and end of transactions are not asked of the database's tables.
    asked = [query["sql"] for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    return len(response.context["object_list"]), len(asked), asked


@pytest.mark.parametrize("name", sorted(LISTS))
def test_list_takes_the_same_queries_for_one_row_and_for_three(name, client, place):
    view = LISTS[name]
    if view.model not in ADD:
        pytest.fail(f"Nobody says how to make a row of the list {name!r}: add {view.model} to ADD.")
    user = reader_of(view, place)
    if not view.act.is_public:
        client.force_login(user)
    with override("en"):
        address = reverse(name)
    ADD[view.model](place, user)
    rows, first, asked_first = queries(client, address)
    for _time in range(2):
        ADD[view.model](place, user)
    more, third, asked = queries(client, address)
    assert more > rows
    assert (first, third) == (QUERIES.get(name), QUERIES.get(name)), "\n".join(asked)


def rows_of_file(client, address):
    """(rows, number of queries, queries) of a list as CSV."""
    with CaptureQueriesContext(connection) as captured:
        content = b"".join(client.get(address).streaming_content)
    # Beginning and end of transactions are not asked of the tables.
    asked = [query["sql"] for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    return len(list(csv.reader(io.StringIO(content.decode()), delimiter=";"))) - 1, len(asked), asked


@pytest.mark.parametrize("name", WITH_FILES)
def test_file_of_a_list_has_all_its_rows_by_the_same_queries_for_one_and_for_three(name, client, place):
    view = LISTS[name]
    user = reader_of(view, place)
    client.force_login(user)
    with override("en"):
        address, *files = [reverse(name), *(reverse(f"{name}-{ending}") for ending in CONTENT_TYPES)]
    ADD[view.model](place, user)
    page = client.get(address)
    assert [file for file in files if f'href="{file}?"' not in page.content.decode()] == []
    rows, first, _asked = rows_of_file(client, files[-1])
    assert rows == page.context["page_obj"].paginator.count
    for _time in range(2):
        ADD[view.model](place, user)
    more, third, asked = rows_of_file(client, files[-1])
    assert (more > rows, third) == (True, first), "\n".join(asked)
