"""Format stored values for readers."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from ocop.values.last_day import EndField, EndYearField, last_day
from ocop.values.money import AmountField, in_dong


def format_value(field, value):
    """Format the value of a model field: the label of a choice, Yes or No, a date, an amount; "" for nothing.

    For the end of a span it is the last valid day or year. The value of a foreign key is the related row.
    """
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if field.choices:
        return dict(field.flatchoices).get(value, value)
    if isinstance(field, AmountField):
        return in_dong(value)
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(field, EndField):
        value = last_day(value)
    if isinstance(field, EndYearField):
        return value - 1
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    return value


def facts(row, names):
    """(label, text) of the named fields of a row."""
    fields = [row._meta.get_field(name) for name in names]
    return [(field.verbose_name, format_value(field, getattr(row, field.name))) for field in fields]
