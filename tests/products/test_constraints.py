"""Each constraint of the products' tables refuses what it is there to refuse."""

from datetime import date

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import override

from products.models import Certification, ProductSet
from tests import factories as make

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 2)


def other_producers_product():
    make.certification(producer=make.producer())
    Certification.objects.update(product=make.product())


def same_certificate_twice():
    producer = make.producer()
    for _time in range(2):
        make.certification(producer=producer, number="HACCP-0412")


def two_labels():
    product = make.product()
    for _time in range(2):
        make.photo(product=product, is_label=True)


def same_picture_twice():
    product = make.product()
    for _time in range(2):
        make.photo(product=product, sha256="a" * 64)


def twice(make_one, **fields):
    """Something made a second time for the same product."""
    product = make.product()
    for _time in range(2):
        make_one(product=product, **fields)


def same_collection_twice():
    for title in ("Quà Tết", "QUÀ TẾT"):
        make.collection(title=title)


def same_product_picked_twice():
    product = make.product()
    make.collection().pick([product, product])


def same_channel_twice():
    for name in ("Shopee", "SHOPEE"):
        make.channel(name=name)


def set_of(**fields):
    return ProductSet.objects.create(
        **{"number": 27, "sector": "I", "group_code": "1", "name_vi": "A", "name_en": "A"} | fields
    )


BREAKS = {
    "product_set_number_in_decision": lambda: set_of(),
    "product_set_sector_known": lambda: ProductSet.objects.filter(pk=11).update(sector="VII"),
    "product_has_a_name": lambda: make.product(name=" "),
    "product_registration_known": lambda: make.product(registration="lost"),
    "product_price_from_to": lambda: make.product(price_from=2, price_to=1),
    "certification_scheme_known": lambda: make.certification(scheme="none"),
    "certification_issued_before_expiry": lambda: make.certification(issued_on=DAY, expires_on=DAY),
    "certification_checked_by_and_at": lambda: make.certification(checked_at=timezone.now()),
    "certification_product_of_producer": other_producers_product,
    "certification_number_once": same_certificate_twice,
    "photo_one_label_per_product": two_labels,
    "photo_once_per_product": same_picture_twice,
    "photo_focus_in_picture": lambda: make.photo(focus_x=101),
    "traceability_checked_by_and_at": lambda: make.traceability(checked_by=make.user()),
    "collection_has_a_title": lambda: make.collection(title=" "),
    "collection_once": same_collection_twice,
    "pick_once": same_product_picked_twice,
    "channel_kind_known": lambda: make.channel(kind="stall"),
    "channel_has_a_name": lambda: make.channel(name=" "),
    "channel_once": same_channel_twice,
    "listing_day_is_plausible": lambda: make.listing(since=date(1900, 1, 1)),
    "listing_since_before_until": lambda: make.listing(since=DAY, until=DAY),
    "listing_found_when_checked": lambda: make.listing(found="as_recorded"),
    "listing_once_at_a_time": lambda: twice(
        make.listing, channel=make.channel(), address="https://a.example"
    ),
    "export_market_country_code": lambda: make.export_market(country="VN"),
    "export_market_year_has_come": lambda: make.export_market(from_year=24),
    "export_market_from_before_until": lambda: make.export_market(until_year=2024),
    "export_market_once_at_a_time": lambda: twice(make.export_market),
    "product_sales_once_a_year": lambda: twice(make.product_sales),
    "product_sales_year_has_come": lambda: make.product_sales(year=25),
    "product_sales_not_negative": lambda: make.product_sales(quantity=-1, unit="kg"),
    "product_sales_say_something": lambda: make.product_sales(domestic=None),
    "product_sales_quantity_has_unit": lambda: make.product_sales(quantity=1),
}
# It refuses nothing: it is what a certificate's composite key points at.
TARGETS = {"product_with_producer"}


@pytest.mark.parametrize("name", BREAKS)
def test_constraint_refuses(name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BREAKS[name]()
        # Keys that wait for the end of the transaction are asked now.
        connection.check_constraints()


def test_every_constraint_has_its_row():
    models = list(apps.get_app_config("products").get_models())
    declared = {each.name for model in models for each in model._meta.constraints}
    assert declared - set(BREAKS) - TARGETS == set()


def test_certificate_of_another_producers_product_is_refused_with_its_sentence():
    row = Certification(producer=make.producer(), product=make.product(), scheme="haccp")
    with override("en"), pytest.raises(ValidationError) as refused:
        row.full_clean()
    assert refused.value.message_dict == {"product": ["This product belongs to another producer."]}
