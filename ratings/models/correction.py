"""What a decision of kind *correct* may put right in a recognition, and what it may not.

It tells what stood and what stands from then on. A recognition issued here has the stars and the term of its result and
its day, which no correction changes; one that was recorded may have been recorded wrongly.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.last_day import last_day
from ocop.models import Succession
from ratings.star import LOWEST_CERTIFIED, NATIONAL

if TYPE_CHECKING:
    from ocop.models import Place
    from ratings.models.recognition import Recognition

NAMES: dict[str, str | Promise] = {
    "name": gettext_lazy("product as recognised"),
    "variants": gettext_lazy("variants as recognised"),
    "maker": gettext_lazy("maker as recognised"),
    "stars": gettext_lazy("stars"),
    "expires_on": gettext_lazy("in force until the end of"),
}
# Of a recognition issued here; the rest follows from its result and the day of its decision.
OF_ISSUED = ("name", "variants", "maker")


def plain(value: Any) -> Any:
    """A value as it stands in a correction: days in ISO 8601."""
    return value.isoformat() if isinstance(value, date) else value


def correction_of(recognition: Recognition, wanted: dict[str, Any]) -> dict[str, list[Any]]:
    """What of `wanted` differs, as {field: [what stands, what is to stand]}; days are the first ones out."""
    found = {}
    for name in NAMES:
        before = plain(getattr(recognition, name))
        after = plain(wanted.get(name, before))
        if before != after:
            found[name] = [before, after]
    return found


def in_words(correction: dict[str, list[Any]]) -> list[str]:
    """A line for each field of a correction: what stood and what stands."""
    return [
        _("%(field)s %(before)s → %(after)s")
        % {"field": NAMES[name], "before": _word(name, before), "after": _word(name, after)}
        for name, (before, after) in correction.items()
        if name in NAMES
    ]


def _word(name: str, value: Any) -> str:
    if name == "expires_on":
        return date_format(last_day(date.fromisoformat(value)), "SHORT_DATE_FORMAT")
    if name == "stars":
        return str(value)
    return f"“{'; '.join(value.splitlines())}”" if value else _("(empty)")


def refusal_to_correct(
    recognition: Recognition, correction: dict[str, list[Any]], *, place: Place | None
) -> str:
    """Why the authority of `place` (None: the ministry) cannot correct the recognition so; empty if it can."""
    if refusal := refusal_of_giver(recognition, place):
        return refusal
    if not correction:
        return _("Nothing differs from what stands.")
    if any(plain(getattr(recognition, name)) != before for name, (before, _after) in correction.items()):
        return _("What the correction found no longer stands: discard it and prepare it again.")
    if recognition.origin == "issued" and set(correction) - set(OF_ISSUED):
        return _(
            "Stars and term of a recognition issued here are those of its result and its day: no correction changes"
            " them."
        )
    _was, stars = correction.get("stars", (0, recognition.stars))
    if not LOWEST_CERTIFIED <= stars <= NATIONAL:
        return _("Only three, four or five stars are recognised.")
    if "stars" in correction and stars == NATIONAL and place is not None:
        return _("Five stars are the ministry's (Decision 26/2026/QĐ-TTg, article 4).")
    if not correction.get("name", ("", "x"))[1].strip() or not correction.get("maker", ("", "x"))[1].strip():
        return _("Product and maker have a name.")
    if correction.get("expires_on", ("", "9"))[1] <= recognition.issued_on.isoformat():
        return _("The recognition ends before it begins.")
    return ""


def refusal_of_giver(recognition: Recognition, place: Place | None) -> str:
    """Why the authority of `place` may not correct what another one gave; empty if it is its own."""
    giver = recognition.decision.place
    same = giver == place
    merged = giver and place and Succession.objects.filter(old=giver, new=place).exists()
    return "" if same or merged else _("A recognition is corrected by the authority that gave it.")
