"""The end of a span of days: stored as the first day out, written and read by people as the last day that holds.

Spans are half-open everywhere in the database. Papers, forms, lists, pages and open data name the last day
(“đến hết ngày …”). This module alone turns one into the other.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, overload

from django import forms
from django.db import models

from ocop.in_migrations import PlainInMigrations

DAY = timedelta(days=1)


@overload
def last_day(end: date) -> date: ...
@overload
def last_day(end: None) -> None: ...
@overload
def last_day(end: date | None) -> date | None: ...
def last_day(end: date | None) -> date | None:
    """The last day of a span that has `end` as its first day out; None stays None."""
    return end and end - DAY


@overload
def end_after(day: date) -> date: ...
@overload
def end_after(day: None) -> None: ...
@overload
def end_after(day: date | None) -> date | None: ...
def end_after(day: date | None) -> date | None:
    """The first day out of a span that holds until the end of `day`; None stays None."""
    return day and day + DAY


class LastDay(models.Func):
    """SQL: what `last_day` says in Python."""

    template = "(%(expressions)s - 1)"
    output_field = models.DateField()


class LastDayField(forms.DateField):
    """A day typed as it is printed, the last one that holds; it is cleaned to the first day out."""

    def to_python(self, value: Any) -> date | None:
        """What is typed means the last day; a date is what is stored."""
        read = super().to_python(value)
        if read == date.max:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return end_after(read) if isinstance(value, str) else read

    def prepare_value(self, value: Any) -> Any:
        """What is stored is shown as the last day; what was typed stays as it is."""
        return last_day(value) if isinstance(value, date) else value


class LastYearField(forms.IntegerField):
    """A year typed as the last one that counts; it is cleaned to the first year out."""

    def to_python(self, value: Any) -> int | None:
        """What is typed means the last year; a number is what is stored."""
        read = super().to_python(value)
        return read + 1 if isinstance(value, str) and read is not None else read

    def prepare_value(self, value: Any) -> Any:
        """What is stored is shown as the last year; what was typed stays as it is."""
        return value - 1 if isinstance(value, int) else value


class EndYearField(PlainInMigrations, models.PositiveSmallIntegerField):
    """The first year in which something no longer holds. Forms ask for the last year that does, and words name it."""

    def formfield(self, **options: Any) -> forms.Field | None:
        """A field for the last year."""
        return super().formfield(**({"form_class": LastYearField} | options))


class EndField(PlainInMigrations, models.DateField):
    """The first day on which something no longer holds. Forms ask for the last day that does, and words name it."""

    def formfield(self, **options: Any) -> forms.Field | None:
        """A field for the last day."""
        return super().formfield(**({"form_class": LastDayField} | options))
