"""Where products are sold, by the day."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from products.models import ExportMarket, Found, Listing
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_listing_runs_from_its_first_day_until_the_day_it_ended():
    make.listing(since=date(2026, 3, 1), until=date(2026, 4, 1))
    days = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1)]
    assert [Listing.objects.valid_on(day).exists() for day in days] == [False, True, True, False]


def test_listing_is_not_shown_while_the_product_was_not_found_there():
    listing = make.listing()
    officer = make.officer_of(listing)
    assert (listing.link, Listing.objects.to_show().get()) == ("", listing)
    listing.mark_checked(by=officer, found=Found.AS_RECORDED)
    assert listing.link == listing.address
    listing.mark_checked(by=officer, found=Found.NOT_FOUND, finding="Trang đã gỡ")
    assert (listing.link, list(Listing.objects.products([listing.channel]))) == ("", [])


def test_listing_stands_once_at_a_time():
    first = make.listing(until=date(2025, 1, 1))
    again = Listing(product=first.product, channel=first.channel, address=first.address)
    with pytest.raises(ValidationError, match="This listing is recorded already."):
        again.full_clean()
    again.since = date(2025, 1, 1)
    again.full_clean()
    again.since, again.until = date(2025, 2, 1), date(2025, 1, 1)
    with pytest.raises(ValidationError) as refused:
        again.full_clean()
    assert refused.value.messages == ["The listing ends before it begins."]


def test_products_are_found_by_channel_and_by_market():
    listing, other = make.listing(), make.listing()
    market = make.export_market(product=listing.product, from_year=2024)
    make.export_market(product=other.product, from_year=2024, until_year=2026)
    key = {"product": listing.product_id}
    assert list(Listing.objects.products([listing.channel])) == [key]
    assert len(Listing.objects.products([listing.channel, other.channel])) == 2
    assert list(ExportMarket.objects.products(["JP", "US"])) == [key]
    assert list(ExportMarket.objects.products(["US"])) == []
    assert ExportMarket.objects.valid_on(date(2025, 12, 31)).count() == 2
    assert str(market).endswith("– Japan")


def test_market_stands_once_at_a_time_and_is_never_vietnam():
    first = make.export_market(from_year=2020, until_year=2023)
    again = ExportMarket(product=first.product, country="JP", from_year=2022)
    with pytest.raises(ValidationError, match="recorded already for these years"):
        again.full_clean()
    again.from_year = 2023
    again.full_clean()
    again.country = "VN"
    with pytest.raises(ValidationError, match="is not a valid choice"):
        again.full_clean()
