"""Amounts as officers write them."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from ocop.values.money import DongField, in_dong, parse_dong


@pytest.mark.parametrize(
    "text, amount",
    [
        ("2000000000", 2_000_000_000),
        ("2.000.000.000", 2_000_000_000),
        ("2,000,000,000 đ", 2_000_000_000),
        ("2 000 000 đồng", 2_000_000),
        ("1,5 tỷ", 1_500_000_000),
        ("500 Triệu đồng", 500_000_000),
        ("0", 0),
    ],
)
def test_amount_is_read_as_it_is_written(text, amount):
    assert parse_dong(text) == amount


@pytest.mark.parametrize("text", ["1.5", "2.000,000", "2.000.00", "-5", "nhiều", "0,0001 nghìn", "9" * 20])
def test_what_could_mean_two_things_is_refused(text):
    with pytest.raises(ValidationError):
        DongField().clean(text)


def test_stored_amount_comes_back_unchanged_in_both_languages():
    field = DongField()
    for language, shown in (("vi", "2.000.000.000"), ("en", "2,000,000,000")):
        with override(language):
            assert field.prepare_value(2_000_000_000) == in_dong(2_000_000_000) == shown
            assert field.has_changed(2_000_000_000, shown) is False
