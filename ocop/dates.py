"""The day, as the register means it."""

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format


def today() -> date:
    """Return today's date in Asia/Ho_Chi_Minh, whatever the clock of the machine says."""
    return timezone.localdate()


def format_day(day: date) -> str:
    """A day as pages write it: dd/mm/yyyy."""
    return date_format(day, "SHORT_DATE_FORMAT")
