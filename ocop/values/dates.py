from datetime import date

from django.utils import timezone
from django.utils.formats import date_format


def today() -> date:
    """Today in Asia/Ho_Chi_Minh, whatever the time zone of the server."""
    return timezone.localdate(timezone=timezone.get_default_timezone())


def format_day(day: date) -> str:
    """A day as pages write it: dd/mm/yyyy."""
    return date_format(day, "SHORT_DATE_FORMAT")
