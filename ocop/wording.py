"""A stored value as a person reads it."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from ocop.last_day import EndField, EndYearField, last_day
from ocop.money import AmountField, in_dong


def format_value(field, value):
    """The value of a model field: the label of a choice, Yes or No, a date or an amount as it is written here, "" for nothing.

    Of a day or year in which something ends it says the last that holds.

    A foreign key comes as the row that it names.
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
    """List (label, words) of the fields of a row that are named."""
    fields = [row._meta.get_field(name) for name in names]
    return [(field.verbose_name, format_value(field, getattr(row, field.name))) for field in fields]
