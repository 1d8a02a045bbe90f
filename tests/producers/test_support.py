"""What producers received and earned."""

from datetime import date
from decimal import Decimal

import pytest

from producers.models import Revenue, Support
from tests import factories as make

pytestmark = pytest.mark.django_db


def growth_by_year(producer):
    return {row.year: row.growth for row in Revenue.objects.filter(producer=producer).with_growth()}


def test_growth_compares_years_after_recognition_with_the_last_one_before():
    product = make.product()
    make.recognition(product=product, signed_on=date(2024, 5, 1))
    producer = product.producer
    for year, domestic, export in ((2021, 1, None), (2023, 400, 100), (2024, 900, None), (2025, 500, 250)):
        make.revenue(producer=producer, year=year, domestic=domestic, export=export)
    assert growth_by_year(producer) == {2021: None, 2023: None, 2024: None, 2025: Decimal("50.0")}


def test_growth_is_not_guessed_without_a_recognition_or_an_earlier_year():
    unrecognised = make.revenue().producer
    product = make.product()
    make.recognition(product=product, signed_on=date(2024, 5, 1))
    make.revenue(producer=product.producer, year=2025)
    assert growth_by_year(unrecognised) == growth_by_year(product.producer) == {2025: None}


def test_only_released_support_is_summed_for_the_public():
    make.support()
    make.support(released=True, amount=200)
    make.support(released=True, amount=None)
    assert Support.objects.released().in_dong() == 200
