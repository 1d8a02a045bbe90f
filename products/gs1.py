"""Check digits of GTIN and GLN (GS1 General Specifications, section 7.9)."""

from django.core.exceptions import ValidationError
from django.db.models import CharField
from django.utils.translation import gettext_lazy as _

from ocop.values.in_migrations import PlainInMigrations


def check_digit_holds(number: str) -> bool:
    """Whether the last digit of an all-digit number is its mod-10 check digit."""
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(number)))
    return weighted % 10 == 0


def validate_gtin(value: str) -> None:
    """Raise ValidationError unless the value is a GTIN of 8, 12, 13 or 14 digits with a valid check digit."""
    if not (
        value.isascii() and value.isdigit() and len(value) in (8, 12, 13, 14) and check_digit_holds(value)
    ):
        raise ValidationError(
            _("A GTIN has 8, 12, 13 or 14 digits and a check digit at its end; this one is not right."),
            code="gtin",
        )


def validate_gln(value: str) -> None:
    """Raise ValidationError unless the value is a GLN of 13 digits with a valid check digit."""
    if not (value.isascii() and value.isdigit() and len(value) == 13 and check_digit_holds(value)):
        raise ValidationError(
            _("A GLN has 13 digits and a check digit at its end; this one is not right."), code="gln"
        )


class GtinField(PlainInMigrations, CharField):
    """A GTIN that its check digit proves."""

    default_validators = [validate_gtin]


class GlnField(PlainInMigrations, CharField):
    """A GLN that its check digit proves."""

    default_validators = [validate_gln]
