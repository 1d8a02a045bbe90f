"""Days and years that cannot be, and what is recorded twice."""

from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override

from ocop.values.dates import today
from producers.models import Deal, Support
from tests import factories as make
from tests.days import as_of_today, in_days, next_year, this_year, tomorrow

pytestmark = pytest.mark.django_db

BEFORE_THE_RECORDS = "1900-01-01"
UNTIL_THIS_YEAR = "Write a year from 1990 to this year."
UNTIL_TODAY = "Write a day from 01/01/1990 to today."


@pytest.fixture
def product(db):
    return make.product()


@pytest.fixture
def officer(client, product):
    officer = make.officer_of(product)
    client.force_login(officer)
    return officer


def url(name, *args):
    with override("en"):
        return reverse(name, args=args)


CASES = [
    ("support", {"year": 1900}, {"year": next_year}),
    ("revenue", {"year": 1900}, {"year": next_year}),
    ("product_sales", {"year": 1900}, {"year": next_year}),
    ("export_market", {"from_year": 1900}, {"from_year": next_year}),
    ("deal", {"signed_on": BEFORE_THE_RECORDS}, {"signed_on": tomorrow}),
    (
        "trade_event",
        {"starts_on": BEFORE_THE_RECORDS, "ends_on": "1900-01-02"},
        {"starts_on": "2050-01-01", "ends_on": "2050-01-02"},
    ),
    ("trade_event", {"starts_on": "2025-10-18", "ends_on": "2027-10-18"}),
    ("listing", {"since": BEFORE_THE_RECORDS}, {"since": partial(in_days, 367)}),
]


@pytest.mark.parametrize(("kind", "fields"), [(kind, each) for kind, *cases in CASES for each in cases])
def test_database_refuses_what_cannot_be(kind, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        getattr(make, kind)(**as_of_today(fields))


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        *[("support", {"year": 1990}), ("support", {"year": this_year}), ("deal", {"signed_on": today})],
        *[("deal", {"signed_on": None}), ("listing", {"since": partial(in_days, 300)})],
        ("trade_event", {"starts_on": tomorrow, "ends_on": partial(in_days, 4)}),
    ],
)
def test_what_can_be_is_kept(kind, fields):
    fields = as_of_today(fields)
    kept = getattr(make, kind)(**fields)
    assert {name: getattr(kept, name) for name in fields} == fields


def test_forms_say_which_years_can_be(client, officer, product):
    sent = {"programme": "Khuyến công", "kind": "workshop", "year": next_year()}
    form = client.post(url("desk-support-create", product.producer_id), sent).context["form"]
    assert form.errors == {"year": [UNTIL_THIS_YEAR]}
    sent = {"kind": "contract", "counterpart": "WinMart", "signed_on": f"{tomorrow():%d/%m/%Y}"}
    form = client.post(url("desk-deal-create", product.producer_id), sent).context["form"]
    assert form.errors == {"signed_on": [UNTIL_TODAY]}


def test_same_support_again_is_asked_about(client, officer, product):
    first = make.support(producer=product.producer, programme="Khuyến công", year=2025)
    sent = {"programme": "khuyen cong", "kind": first.kind, "year": 2025, "amount": "500.000.000"}
    page = url("desk-support-create", product.producer_id)
    assert client.post(page, sent).context["form"].twins == [first]
    assert client.post(page, sent | {"year": 2024}).status_code == 302
    assert client.post(page, sent | {"different": "on"}).status_code == 302
    assert Support.objects.count() == 3


def test_same_deal_again_is_asked_about(client, officer, product):
    first = make.deal(producer=product.producer, counterpart="Siêu thị Xanh")
    sent = {
        "kind": "contract",
        "counterpart": "sieu thi xanh",
        "signed_on": "21/10/2025",
        "value": "300 triệu",
    }
    page = url("desk-deal-create", product.producer_id)
    assert client.post(page, sent).context["form"].twins == [first]
    assert client.post(page, sent | {"value": "301 triệu"}).status_code == 302
    assert Deal.objects.count() == 2


def test_change_of_something_else_is_not_asked_about(client, officer, product):
    first, second = (make.support(producer=product.producer) for _ in range(2))
    sent = {"programme": second.programme, "kind": second.kind, "year": second.year, "amount": "500.000.000"}
    sent |= {"version": second.version, "source": "Báo cáo"}
    assert client.post(url("desk-support-edit", second.pk), sent).status_code == 302
    second.refresh_from_db()
    assert second.source == "Báo cáo"


def test_sales_above_the_whole_revenue_are_remarked(client, officer, product):
    make.revenue(producer=product.producer, year=2025, domestic=1_000_000)
    sales = make.product_sales(product=product, year=2025, domestic=1_250_000_000)
    make.product_sales(product=product, year=2024, domestic=1_250_000_000)
    remark = "More than the producer earned in the whole year (1,000,000 đồng)."
    with override("en"):
        pages = [url("desk-sales-list"), product.get_desk_url()]
    assert [client.get(page).content.decode().count(remark) for page in pages] == [1, 1]
    sales.domestic = 1_000_000
    sales.save()
    assert [client.get(page).content.decode().count(remark) for page in pages] == [0, 0]
