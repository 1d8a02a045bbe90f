"""Channels, listings, markets and sales as officers record them."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import override

from ocop.values.dates import today
from products.models import ExportMarket, Found, Listing, ProductSales, SalesChannel
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def product():
    return make.product()


@pytest.fixture
def officer(client, product):
    officer = make.officer_of(product)
    client.force_login(officer)
    return officer


def url(name, *args):
    with override("en"):
        return reverse(name, args=args)


def test_channel_of_the_country_is_read_and_not_changed(client, officer):
    nationwide, elsewhere = make.channel(name="Shopee"), make.channel(place=make.province())
    client.post(url("desk-channel-create"), {"kind": "ocop_point", "name": "Điểm OCOP"})
    own = SalesChannel.objects.get(place=officer.place)
    assert set(client.get(url("desk-channel-list")).context["object_list"]) == {nationwide, own}
    codes = [
        client.get(url(name, row.pk)).status_code
        for name in ("desk-channel", "desk-channel-edit")
        for row in (own, nationwide, elsewhere)
    ]
    assert codes == [200, 200, 404, 200, 404, 404]
    again = client.post(url("desk-channel-create"), {"kind": "ocop_point", "name": "ĐIỂM OCOP"})
    assert again.context["form"].non_field_errors() == ["This channel is recorded already."]


def test_listing_offers_channels_of_the_country_and_of_the_own_province(client, officer, product):
    nationwide, elsewhere = make.channel(), make.channel(place=make.province())
    page = url("desk-listing-create", product.pk)
    assert list(client.get(page).context["form"].fields["channel"].queryset) == [nationwide]
    assert "channel" in client.post(page, {"channel": elsewhere.pk}).context["form"].errors
    sent = {"channel": nationwide.pk, "address": "san.example/1"}
    client.post(page, sent)
    assert Listing.objects.get().address == "https://san.example/1"
    again = client.post(page, sent).context["form"]
    assert again.non_field_errors() == ["This listing is recorded already."]


def test_check_says_who_when_and_what_and_a_new_address_forgets_it(client, officer, product):
    listing = make.listing(product=product)
    page = url("desk-listing-check", listing.pk)
    seen = {"version": listing.version}
    assert client.post(page, seen).context["form"].errors == {"found": ["This field is required."]}
    client.post(page, seen | {"found": "different", "finding": "Giá khác"})
    listing.refresh_from_db()
    assert (listing.checked_by, listing.checked_on) == (officer, today())
    assert (listing.found, listing.finding) == (Found.DIFFERENT, "Giá khác")
    edit = url("desk-listing-edit", listing.pk)
    sent = {"channel": listing.channel_id, "address": "https://moi.example", "version": listing.version}
    client.post(edit, sent)
    listing.refresh_from_db()
    assert (listing.checked_by, listing.checked_on, listing.found) == (None, None, "")


def test_listings_are_found_by_what_was_found_and_by_the_day(client, officer, product):
    running, ended = make.listing(product=product), make.listing(product=product, until=date(2025, 1, 1))
    running.mark_checked(by=officer, found=Found.NOT_FOUND)

    def listed(**parameters):
        return list(client.get(url("desk-listing-list"), parameters).context["object_list"])

    assert (listed(found="not_found"), listed(found="never")) == ([running], [ended])
    assert (listed(running="yes"), listed(running="no")) == ([running], [ended])


def test_market_is_chosen_by_the_name_of_the_country(client, officer, product):
    page = url("desk-market-create", product.pk)
    choices = dict(client.get(page).context["form"].fields["country"].choices)
    assert (choices["JP"], "VN" in choices, len(choices) > 240) == ("Japan", False, True)
    client.post(page, {"country": "JP", "from_year": 2022})
    assert ExportMarket.objects.get().product == product
    with override("vi"):
        assert ExportMarket.objects.get().country_name == "Nhật Bản"


def test_sales_need_an_amount_or_a_quantity(client, officer, product):
    page = url("desk-sales-create", product.pk)
    empty = client.post(page, {"year": 2025}).context["form"]
    assert empty.non_field_errors() == ["Write an amount or a quantity."]
    client.post(page, {"year": 2025, "quantity": "12.5", "unit": "tấn"})
    assert str(ProductSales.objects.get().quantity) == "12.50"


def test_a_cell_without_a_value_holds_not_even_white_space(client, officer, product):
    make.product_sales(product=product, quantity=None, unit="")
    with override("en"):
        page = client.get(reverse("desk-sales-list")).content.decode()
    assert '<td data-label="Quantity" class="number"></td>' in page
