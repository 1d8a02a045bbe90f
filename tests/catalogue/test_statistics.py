"""Every figure is what counting by hand gives, and as many rows are behind it."""

import csv
import re
from datetime import date, timedelta
from html import unescape
from io import StringIO
from statistics import quantiles
from urllib.parse import urlsplit

import pytest
from django.db import connection, transaction
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ocop.models import Place, PlaceKind, PlaceLevel, Succession
from ocop.values.dates import today
from ratings.decisions.models import IN_FORCE_STATES, Recognition, RecognitionState, WithdrawalGround
from ratings.figures.counts import Counts, suppress_small_counts
from ratings.figures.revenue import before_and_after
from ratings.figures.standing import CountedState, Register
from ratings.figures.tables import FigureTables
from tests import factories as make

pytestmark = pytest.mark.django_db
FIRST, MERGED = date(2022, 1, 1), date(2025, 7, 1)


def statistics(client, **asked):
    return client.get(reverse("statistics"), asked)


def rows_of(table):
    return {label: [cell.value for cell in cells] for label, cells in table.rows}


def behind(url):
    """How many rows the page at an address of the statistics lists."""
    address = urlsplit(unescape(url))
    view = resolve(address.path).func.view_class()
    view.setup(RequestFactory().get(url, QUERY_STRING=address.query))
    return view.get_queryset().count()


def merger():
    """A province made of two on 1 July 2025: itself, its commune, the old provinces, an old district and commune."""
    first, second = (make.province(valid_until=MERGED) for _n in range(2))
    district = Place.objects.create(
        code="D1", level=PlaceLevel.DISTRICT, kind=PlaceKind.DISTRICT, name="Phú Bình", parent=first, province=first,
        valid_until=MERGED,
    )  # fmt: skip
    old = make.commune(province=first, valid_until=MERGED)
    Place.objects.filter(pk=old.pk).update(parent=district)
    new = make.province(valid_from=MERGED)
    commune = make.commune(province=new, valid_from=MERGED)
    for before, after in ((first, new), (second, new), (old, commune)):
        Succession.objects.create(old=before, new=after, on=MERGED)
    return {
        "new": new,
        "commune": commune,
        "first": first,
        "second": second,
        "district": district,
        "old": old,
    }


products = st.lists(
    st.tuples(
        st.sampled_from([3, 4, 5]),
        st.sampled_from([11, 2, None]),
        st.integers(0, 1400),
        st.sampled_from([None, "extended", "withdrawn"]),
        st.booleans(),
    ),
    max_size=6,
)


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(register=products, after=st.integers(0, 1800))
def test_figures_are_what_counting_one_by_one_gives(register, after, db):
    with transaction.atomic():
        day = min(FIRST + timedelta(days=after), today())
        rows = [recognised(*each) for each in register]
        compare(Counts(Register(day)), [row for row in rows if row.product.in_catalogue], day)
        transaction.set_rollback(True)


def recognised(stars, number, since, change, public):
    """A product recognised so many days after the first, and what came of it."""
    product = make.product(product_set=number, in_catalogue=public)
    row = make.recognition(product=product, stars=stars, signed_on=FIRST + timedelta(days=since))
    if change == "extended":
        make.extend(row, row.expires_on + timedelta(days=90))
    if change == "withdrawn":
        signed = row.issued_on + timedelta(days=200)
        make.withdraw(row, WithdrawalGround.values[0], signed_on=signed)
    return Recognition.objects.get(pk=row.pk)


def compare(counts, rows, day):
    """Compare each figure with the same counted over `rows`."""
    states = [row.state_on(day) for row in rows]
    in_force = [row for row, state in zip(rows, states, strict=True) if state in IN_FORCE_STATES]
    by_stars = {n: sum(row.stars == n for row in in_force) for n in (3, 4, 5)}
    assert (counts.total, {n: counts.by("stars")[n] for n in by_stars}) == (len(in_force), by_stars)
    assert counts.tea == sum(row.product.product_set_id == 11 for row in in_force)
    over = (RecognitionState.AWAITING, RecognitionState.LAPSED, RecognitionState.WITHDRAWN)
    shown_states = (*IN_FORCE_STATES, *over)
    assert {key.value: n for key, n in counts.standings.items()} == {
        key: states.count(key) for key in shown_states
    }
    for year in counts.growth:
        assert year["in_force"] == sum(row.state_on(year["day"]) in IN_FORCE_STATES for row in rows)
        assert year["ever"] == sum(row.issued_on <= year["day"] for row in rows)


def test_as_many_rows_are_behind_every_figure(client):
    places = merger()
    signed = date(2024, 12, 15)
    papers = [None, None, places["old"], places["district"], places["second"], None]
    for n, former in enumerate(papers):
        place = places["commune"] if n < 4 else places["new"]
        maker = make.producer(place=place, former_place=former, led_by_woman=True, legal_form="cooperative")
        make.recognition(product=make.product(producer=maker), stars=3 + n % 3, signed_on=signed)
    make.recognition(signed_on=date(2021, 1, 15))
    then = {"day": "2025-03-01"}
    for asked in (then, then | {"place": places["first"].code}, {"place": places["new"].code}):
        page = statistics(client, **asked)
        links = set(
            re.findall(r'<td class="number"[^>]*><a href="([^"]+)">([^<]+)</a>', page.content.decode())
        )
        assert len(links) > 10
        assert [(url, behind(url)) for url, _n in links] == [(url, int(n)) for url, n in links]
        for figure in page.context["figures"]:
            assert behind(figure["url"]) == figure["value"]


def test_products_are_counted_where_they_lay_on_the_day(db):
    places = merger()
    for place, former in (
        (places["commune"], None),
        (places["new"], places["second"]),
        (places["new"], None),
    ):
        make.recognition(product=make.product(producer=make.producer(place=place, former_place=former)))
    then = Counts(Register(date(2025, 3, 1)))
    assert dict(then.places(PlaceLevel.PROVINCE)) == {places["first"]: 1, places["second"]: 1, None: 1}
    assert dict(Counts(Register(MERGED)).places(PlaceLevel.PROVINCE)) == {places["new"]: 3}
    inside = Counts(Register(date(2025, 3, 1), places["first"]))
    assert dict(inside.places(PlaceLevel.DISTRICT)) == {places["district"]: 1}


def test_a_day_that_is_none_is_answered_by_a_sentence_and_the_figures_of_today(client):
    make.recognition()
    for asked, sentence in (
        ({"day": "2025-02-30"}, "“2025-02-30” is no day of the calendar."),
        ({"day": (today() + timedelta(days=1)).isoformat()}, "That day has not come yet."),
        ({"place": "99"}, "No place had this code on that day."),
    ):
        page = statistics(client, **asked)
        assert (page.status_code, page.context["register"].day) == (200, today())
        assert sentence in page.content.decode()


def test_people_are_not_counted_where_they_are_fewer_than_five(client):
    for woman in [True] * 6 + [False] * 4 + [None] * 8:
        make.recognition(product=make.product(producer=make.producer(led_by_woman=woman)))
    table = FigureTables(Counts(Register(today()))).people("woman")
    assert rows_of(table) == {"Yes": [None], "No": [None], "Not recorded": [8]}
    assert listed(client, woman="no") is None
    assert suppress_small_counts({"a": 7, "b": 0, "c": 5}) == {"a": 7, "b": 0, "c": 5}


def listed(client, **asked):
    """How many producers are listed; None if the page says that it is not shown."""
    page = client.get(reverse("statistics-producers"), asked)
    n = page.context["page_obj"].paginator.count
    assert not (page.context["hidden"] and n)
    return None if page.context["hidden"] else n


def test_lists_give_away_nothing_that_the_table_of_people_hides(client):
    for woman in [True] * 3 + [False] * 6 + [None] * 9:
        make.recognition(product=make.product(producer=make.producer(led_by_woman=woman)))
    table = FigureTables(Counts(Register(today()))).people("woman")
    answers = ("yes", "no", "unknown")
    assert rows_of(table) == {"Yes": [None], "No": [None], "Not recorded": [9]}
    assert [listed(client, woman=answer) for answer in answers] == [None, None, 9]
    # Narrowed further, two lists could be compared.
    for further in ({"stars": 3}, {"form": "household"}, {"state": "ever"}):
        assert listed(client, woman="unknown", **further) is None
    products = client.get(reverse("statistics-products"), {"woman": "no"})
    assert products.context["page_obj"].paginator.count == 0


def test_a_total_of_fewer_than_five_gives_away_nobody():
    assert suppress_small_counts({"a": 3, "b": 0, "c": 0}) == {"a": None, "b": None, "c": 0}
    assert suppress_small_counts({"a": 3, "b": 0, "c": 8}) == {"a": None, "b": 0, "c": None}


def test_revenue_is_shown_in_quartiles_of_at_least_five_producers(db):
    before, after = [100, 200, 300, 400, 500], [150, 260, 370, 480, 1000]
    register = Register(date(2027, 1, 1) if today().year > 2026 else today())
    for n, (was, became) in enumerate(zip(before, after, strict=True)):
        assert before_and_after(register).before is None
        row = make.recognition(signed_on=date(2024, 3, 1))
        for year, amount in ((2022, 1), (2023, was), (2024, 9), (2025, became)):
            producer = row.product.producer
            make.revenue(producer=producer, year=year, domestic=amount * 1_000_000, export=None)
        assert n < 4 or before_and_after(register).producers == 5
    found = before_and_after(register)
    for quartiles, amounts in ((found.before, before), (found.after, after)):
        exact = [round(each) * 1_000_000 for each in quantiles(amounts, method="inclusive")]
        assert [quartiles.lower, quartiles.median, quartiles.upper] == exact


def test_table_comes_as_csv_with_what_the_page_shows(client):
    make.recognition(stars=4)
    answer = client.get(reverse("statistics-table", args=["stars"]), {"day": "2025-06-30"})
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["Stars", "Products", "Share in %"]
    assert [row[1:] for row in rows[1:]] == [["0", "0.0"], ["1", "100.0"], ["0", "0.0"]]
    assert client.get(reverse("statistics-table", args=["nothing"])).status_code == 404


@pytest.mark.parametrize("name", ["statistics", "map"])
def test_page_takes_the_same_queries_however_many_products(name, client):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(name)).status_code == 200
        return len(captured)

    make.recognition()
    first = asked()
    for _n in range(3):
        make.recognition(product=make.product(product_set=2))
    assert asked() == first


def test_every_state_that_is_counted_has_its_list(client):
    make.recognition()
    for state in CountedState:
        assert client.get(reverse("statistics-products"), {"state": state.value}).status_code == 200
