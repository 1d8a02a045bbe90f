"""Amounts in whole đồng: parsing and formatting."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from ocop.values.in_migrations import PlainInMigrations

_GROUPED = re.compile(r"\d{1,3}(?:([., ])\d{3})(?:\1\d{3})*")
_IN_WORDS = re.compile(r"(\d+(?:[.,]\d+)?) ?(tỷ|tỉ|triệu|nghìn|ngàn)")
_ZEROS = {"tỷ": 9, "tỉ": 9, "triệu": 6, "nghìn": 3, "ngàn": 3}
_UNIT = re.compile(r"\s*(đồng|đ|₫|vnđ|vnd)$")
# Largest value of a bigint.
_MOST = 2**63 - 1


def parse_dong(text: str) -> int:
    """Parse an amount: “2.000.000.000”, “2,000,000,000”, “2 000 000 đ” or “1,5 tỷ”.

    Raises ValueError for anything else, such as “1.5”, which is ambiguous.
    """
    plain = _UNIT.sub("", " ".join(text.lower().split()))
    if plain.isdecimal() or _GROUPED.fullmatch(plain):
        return int(re.sub(r"[., ]", "", plain))
    words = _IN_WORDS.fullmatch(plain)
    if not words:
        raise ValueError(text)
    amount = Decimal(words[1].replace(",", ".")).scaleb(_ZEROS[words[2]])
    if amount != int(amount):
        raise ValueError(text)
    return int(amount)


def in_dong(amount: int) -> str:
    """Format an amount with the separators of the page's language: “2.000.000.000”."""
    return number_format(amount, decimal_pos=0, force_grouping=True)


class DongField(forms.Field):
    """A form field for whole đồng, with or without separators."""

    widget = forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"})
    default_error_messages = {
        "invalid": _("Write whole đồng, for example 2.000.000.000 or 2 tỷ."),
        "most": _("This amount is too large."),
    }

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, int):
            return None if value in self.empty_values else value
        try:
            amount = parse_dong(str(value))
        except ValueError as unclear:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from unclear
        if amount > _MOST:
            raise ValidationError(self.error_messages["most"], code="most")
        return amount

    def prepare_value(self, value):
        """Formats a stored amount; typed text unchanged."""
        return in_dong(value) if isinstance(value, int) else value

    def has_changed(self, initial, data):
        """Compares amounts; an unreadable text is a change."""
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True


class AmountField(PlainInMigrations, models.PositiveBigIntegerField):
    """Whole đồng in the database; a DongField in forms."""

    def formfield(self, **kwargs):
        return models.Field.formfield(self, **{"form_class": DongField} | kwargs)
