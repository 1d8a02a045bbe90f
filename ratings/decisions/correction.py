"""Which fields of a recognition a decision of kind *correct* may change.

A correction names the old value, the new value and the reason. Stars and term of a recognition issued in
the portal follow from its result and date and cannot be corrected. A recorded recognition may have been
recorded wrongly and is corrected to match its signed decision; more stars or a later end require that the
signed document is seen again.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.models import Succession
from ocop.values.last_day import last_day
from ocop.values.naming import why_not_public_name
from ocop.values.vietnamese import fold
from producers.models import Producer
from ratings.decisions.kinds import Origin
from ratings.decisions.recording import end_of_its_term, why_not_stars
from ratings.sheets.star import NATIONAL

if TYPE_CHECKING:
    from ocop.models import Place
    from ratings.decisions.models.recognition import Recognition

NAMES: dict[str, str | Promise] = {
    "name": gettext_lazy("product as recognised"),
    "variants": gettext_lazy("variants as recognised"),
    "maker": gettext_lazy("maker as recognised"),
    "stars": gettext_lazy("stars"),
    "expires_on": gettext_lazy("in force until the end of"),
}
# What a correction may change in a recognition issued in the portal: the rest follows from its result and
# the date of its decision.
TEXTS = ("name", "variants", "maker")


def as_stored(value: Any) -> Any:
    """Return a value as stored in a correction: dates in ISO 8601."""
    return value.isoformat() if isinstance(value, date) else value


def correction_of(recognition: Recognition, wanted: dict[str, Any]) -> dict[str, list[Any]]:
    """Return the fields in `wanted` that differ, as {field: [old, new]}; an end date is the first day no
    longer valid.
    """
    found = {}
    for name in NAMES:
        before = as_stored(getattr(recognition, name))
        after = as_stored(wanted.get(name, before))
        if before != after:
            found[name] = [before, after]
    return found


def correction_as_text(correction: dict[str, list[Any]]) -> list[str]:
    """Return a line for each corrected field: old and new value."""
    return [
        _("%(field)s %(before)s → %(after)s")
        % {"field": NAMES[name], "before": _format_value(name, before), "after": _format_value(name, after)}
        for name, (before, after) in correction.items()
        if name in NAMES
    ]


def _format_value(name: str, value: Any) -> str:
    if name == "expires_on":
        return date_format(last_day(date.fromisoformat(value)), "SHORT_DATE_FORMAT")
    if name == "stars":
        return str(value)
    return f"“{'; '.join(value.splitlines())}”" if value else _("(empty)")


def why_not_correct(
    recognition: Recognition,
    correction: dict[str, list[Any]],
    *,
    place: Place | None,
    reason: str,
    seen_where: str = "",
) -> str:
    """Return why the authority of `place` (None: the ministry) cannot make this correction; else an empty string.

    `reason` is public; `seen_where` says where the signed decision was seen.
    """
    if refusal := why_not_giver(recognition, place):
        return refusal
    if not correction:
        return _("Nothing differs from what stands.")
    if any(as_stored(getattr(recognition, name)) != before for name, (before, _after) in correction.items()):
        return _("What the correction found no longer stands: discard it and prepare it again.")
    if recognition.origin == Origin.PORTAL and set(correction) - set(TEXTS):
        return _(
            "Stars and term of a recognition issued here are those of its result and its day: no correction changes"
            " them."
        )
    return (
        _why_not_texts(recognition, correction, reason)
        or _why_not_stars(recognition, correction)
        or _why_not_term(recognition, correction)
        or _why_not_without_document(correction, seen_where)
    )


def _why_not_texts(recognition: Recognition, correction: dict[str, list[Any]], reason: str) -> str:
    """Return why the texts or the reason may not be published; else an empty string."""
    if not reason.strip():
        return _("Say why it is corrected: everybody reads the reason.")
    after = {name: values[1] for name, values in correction.items() if name in TEXTS}
    if not after.get("name", "x").strip() or not after.get("maker", "x").strip():
        return _("Product and maker have a name.")
    for name, text in after.items():
        if refusal := why_not_public_name(text, of_product=name != "maker"):
            return f"{NAMES[name]}: {refusal}"
    if refusal := why_not_public_name(reason):
        return str(refusal)
    producer = recognition.product.producer
    called_so = Producer.objects.filter(name_key=fold(after.get("maker", producer.name)))
    if "maker" in after and fold(producer.name) != fold(after["maker"]) and called_so.exists():
        return _(
            "“%(maker)s” is another producer: a correction moves no star to another maker. Its product is assessed anew."
        ) % {"maker": after["maker"]}
    return ""


def _why_not_stars(recognition: Recognition, correction: dict[str, list[Any]]) -> str:
    """Return why the authority that gave the recognition could not give this number of stars; else an empty
    string.
    """
    if "stars" not in correction:
        return ""
    given, stars = recognition.decision, correction["stars"][1]
    if refusal := why_not_stars(stars, _signed_on(recognition), given.place):
        return refusal
    if given.place is None and stars != NATIONAL:
        return _("The ministry recognises five stars only: fewer are the province's.")
    return ""


def _signed_on(recognition: Recognition) -> date:
    """Return the day of signing of the decision that gave the recognition."""
    return recognition.decision.signed_on or recognition.issued_on


def _why_not_term(recognition: Recognition, correction: dict[str, list[Any]]) -> str:
    """Return why the recognition cannot end on that day; else an empty string."""
    if "expires_on" not in correction:
        return ""
    before, after = (date.fromisoformat(day) for day in correction["expires_on"])
    if after <= recognition.issued_on:
        return _("The recognition ends before it begins.")
    lawful = end_of_its_term(_signed_on(recognition))
    if after > max(before, lawful):
        return _(
            "A recognition holds for 36 months from the day of signing, here until the end of %(last)s: no correction"
            " makes it longer. A new star follows from a re-assessment (Decision 26/2026/QĐ-TTg, articles 4 and 12)."
        ) % {"last": date_format(last_day(lawful), "SHORT_DATE_FORMAT")}
    return ""


def _why_not_without_document(correction: dict[str, list[Any]], seen_where: str) -> str:
    """Return why a correction upwards needs the signed decision; else an empty string."""
    more = [name for name in ("stars", "expires_on") if name in correction]
    if all(correction[name][1] <= correction[name][0] for name in more) or seen_where.strip():
        return ""
    return _(
        "More stars, or a later last day, than were recorded: look at the signed decision again and say where it is, by"
        " a public address or a file number."
    )


def why_not_giver(recognition: Recognition, place: Place | None) -> str:
    """Return why the authority of `place` may not correct another authority's recognition; else an empty string."""
    giver = recognition.decision.place
    same = giver == place
    merged = giver and place and Succession.objects.filter(old=giver, new=place).exists()
    return "" if same or merged else _("A recognition is corrected by the authority that gave it.")
