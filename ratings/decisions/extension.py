"""Extension of a recognition past its term while its re-assessment is undecided.

Decision 26/2026/QĐ-TTg, article 12.3: the certificate is valid until the authority's result, at most 180
days past the expiry date. The authority that gave the recognition decides on the extension. Without such a
decision the portal shows that the result is awaited.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ocop.models import Succession
from ocop.values.dates import today
from ratings.decisions.validity import LONGEST_EXTENSION
from ratings.sheets.star import NATIONAL

if TYPE_CHECKING:
    from ocop.models import Place
    from ratings.decisions.models.recognition import Recognition


class RenewalPending(models.Func):
    """SQL: whether a re-assessment of the recognition (by key) was filed in time and is undecided on a day.

    In time means until 120 days before the last day of the term. If that day was before the decision came
    into force (22/05/2026), any filing within the term is in time. Migration 0005_functions creates the function.
    """

    function = "renewal_pending"
    output_field = models.BooleanField()


def renewal_is_pending(recognition: Recognition, day: date) -> bool:
    """Return `RenewalPending` for one row; queries only within the 180 days in which it matters."""
    rows = type(recognition)._base_manager.filter(pk=recognition.pk)
    return rows.filter(RenewalPending("pk", models.Value(day, models.DateField()))).exists()


def is_within_reach(recognition: Recognition, day: date) -> bool:
    """Whether the day is after the term, by 180 days at most."""
    return recognition.expires_on <= day < recognition.expires_on + LONGEST_EXTENSION


def why_not_level(recognition: Recognition, place: Place | None) -> str:
    """Return why the authority of `place` (None: the ministry) may not decide on the recognition; else an
    empty string.
    """
    if recognition.stars == NATIONAL:
        return "" if place is None else _("On five stars the ministry decides.")
    own = recognition.product.producer.place.province_id
    if place is None or (place.pk != own and not Succession.objects.filter(old=own, new=place).exists()):
        return _("On three and four stars the province of the product decides.")
    return ""


def why_not_extend(
    recognition: Recognition, until: date | None, *, place: Place | None, day: date | None = None
) -> str:
    """Return why the authority of `place` cannot extend the recognition on `day`; else an empty string.

    `until` is the first day no longer valid; None asks about any day.
    """
    day = day or today()
    opens, _closes = recognition.renewal_window
    if recognition.superseded_on or recognition.withdrawn_on:
        return _("This recognition was superseded or withdrawn.")
    if refusal := why_not_level(recognition, place):
        return refusal
    if until and not timedelta(0) < until - recognition.expires_on <= LONGEST_EXTENSION:
        return _("An extension ends at most 180 days after the expiry date.")
    if day < opens:
        return _("An extension can be decided from %(day)s on, when the re-assessment can be filed.") % {
            "day": date_format(opens, "SHORT_DATE_FORMAT")
        }
    if day >= (until or recognition.expires_on + LONGEST_EXTENSION):
        return _("On the day of the decision the extension would be over already.")
    if not (renewal_is_pending(recognition, day) and renewal_is_pending(recognition, today())):
        return _(
            "Only a recognition whose re-assessment was filed in time and is not decided yet is extended"
            " (Decision 26/2026/QĐ-TTg, article 12.3)."
        )
    return ""
