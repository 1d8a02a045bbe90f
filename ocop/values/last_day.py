"""Ends of spans: stored as the first day after, shown and typed as the last valid day.

Spans are half-open everywhere in the database. Papers, forms, lists, pages and open data name the last day (“đến hết ngày
…”). Only this module converts.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, overload

from django import forms
from django.db import models

from ocop.values.in_migrations import PlainInMigrations

DAY = timedelta(days=1)


@overload
def last_day(end: date) -> date: ...
@overload
def last_day(end: None) -> None: ...
@overload
def last_day(end: date | None) -> date | None: ...
def last_day(end: date | None) -> date | None:
    """The last day of a span whose first day after is `end`; None stays None."""
    return end and end - DAY


@overload
def end_after(day: date) -> date: ...
@overload
def end_after(day: None) -> None: ...
@overload
def end_after(day: date | None) -> date | None: ...
def end_after(day: date | None) -> date | None:
    """The first day after a span that holds until the end of `day`; None stays None."""
    return day and day + DAY


class LastDay(models.Func):
    """last_day() in SQL."""

    template = "(%(expressions)s - 1)"
    output_field = models.DateField()


class LastDayField(forms.DateField):
    """A form field for the last valid day, cleaned to the first day after it."""

    def to_python(self, value: Any) -> date | None:
        """A typed text is the last day; a date is a stored value."""
        read = super().to_python(value)
        if read == date.max:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return end_after(read) if isinstance(value, str) else read

    def prepare_value(self, value: Any) -> Any:
        """Shows a stored value as the last day, typed text unchanged."""
        return last_day(value) if isinstance(value, date) else value


class LastYearField(forms.IntegerField):
    """A form field for the last valid year, cleaned to the first year after it."""

    def to_python(self, value: Any) -> int | None:
        """A typed text is the last year; a number is a stored value."""
        read = super().to_python(value)
        return read + 1 if isinstance(value, str) and read is not None else read

    def prepare_value(self, value: Any) -> Any:
        return value - 1 if isinstance(value, int) else value


class EndYearField(PlainInMigrations, models.PositiveSmallIntegerField):
    """The first year in which something is no longer valid. Forms and texts show the last valid year."""

    def formfield(self, **options: Any) -> forms.Field | None:
        return super().formfield(**({"form_class": LastYearField} | options))


class EndField(PlainInMigrations, models.DateField):
    """The first day on which something is no longer valid. Forms and texts show the last valid day."""

    def formfield(self, **options: Any) -> forms.Field | None:
        return super().formfield(**({"form_class": LastDayField} | options))
