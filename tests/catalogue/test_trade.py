"""What the public reads of sales, markets, support and events, and what it does not."""

from datetime import date

import pytest

from catalogue.trade import trade_of
from products.models import Found
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def product():
    return make.product(name="Miến dong")


def page(client, row):
    return client.get(row.get_absolute_url()).content.decode()


def test_address_becomes_a_link_once_somebody_found_the_product_there(client, product):
    listing = make.listing(product=product, address="https://shop.example/mien")
    assert listing.channel.name in page(client, product)
    assert 'href="https://shop.example/mien"' not in page(client, product)
    listing.mark_checked(by=make.officer_of(product), found=Found.AS_RECORDED, day=date(2026, 6, 2))
    shown = page(client, product)
    assert '<a href="https://shop.example/mien" rel="nofollow noopener external">' in shown
    assert "Sold there as recorded, checked on 02/06/2026" in shown
    listing.mark_checked(by=make.officer_of(product), found=Found.NOT_FOUND)
    assert "Where to buy" not in page(client, product)


def test_pages_name_the_countries_of_today(client, product):
    make.export_market(product=product, country="CZ", from_year=2020)
    make.export_market(product=product, country="US", from_year=2018, until_year=2020)
    for row in (product, product.producer):
        assert "Czechia" in page(client, row)
        assert "United States" not in page(client, row)


def test_pages_name_the_channels_that_sell_today(client, product):
    make.listing(product=product, channel=make.channel(name="Sàn Xanh"))
    gone = make.listing(product=product, channel=make.channel(name="Chợ Cũ"))
    gone.mark_checked(by=make.officer_of(product), found=Found.NOT_FOUND)
    make.listing(
        product=make.product(producer=product.producer, in_catalogue=False), channel=make.channel(name="Kín")
    )
    for row in (product, product.producer, product.producer.place, product.producer.place.province):
        shown = page(client, row)
        assert ("Sàn Xanh" in shown, "Chợ Cũ" in shown, "Kín" in shown) == (True, False, False)
    assert "(1 product)" in page(client, product.producer.place)


def test_only_released_support_is_public(client, product):
    make.support(producer=product.producer, programme="Khuyến công", released=True, amount=2_000_000_000)
    make.support(producer=product.producer, programme="Chưa công bố", amount=7)
    shown = page(client, product.producer)
    assert ("Khuyến công" in shown, "2,000,000,000" in shown, "Chưa công bố" in shown) == (True, True, False)
    assert "Amount (VND)" in page(client, product.producer)
    assert "2,000,000,000 VND" in page(client, product.producer.place)


def test_revenue_sales_and_deals_of_one_producer_are_never_public(client, product):
    make.revenue(producer=product.producer, domestic=123_456_789)
    make.product_sales(product=product, domestic=123_456_789)
    make.deal(producer=product.producer, value=123_456_789, counterpart="Siêu thị kín")
    for row in (product, product.producer, product.producer.place):
        shown = page(client, row)
        assert ("123" + "," + "456" in shown, "Siêu thị kín" in shown) == (False, False)


def test_event_stands_on_the_pages_of_producer_and_place(client, product):
    province = product.producer.place.province
    event = make.trade_event(province=province, name="Hội chợ Hà Nội")
    make.participation(event=event, producer=product.producer)
    make.trade_event(province=province, name="Tuần hàng")
    assert "Hội chợ Hà Nội" in page(client, product.producer)
    assert "20/10/2025–21/10/2025" in page(client, product.producer.place)
    assert [row.name for row in trade_of(province, [])["events"]] == ["Hội chợ Hà Nội", "Tuần hàng"]
