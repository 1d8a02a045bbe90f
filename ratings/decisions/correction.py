"""What a decision of kind *correct* may put right in a recognition, and what it may not.

It tells what stood, what stands from then on, and why. A recognition issued here has the stars and the term of its
result and its day, which no correction changes; one that was recorded may have been recorded wrongly, and then says
what its signed decision says. More stars or a later day than stood take the signed document again.
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
from ocop.naming import refusal_of_name
from ocop.vietnamese import fold
from producers.models import Producer
from ratings.decisions.recording import end_of_its_term, refusal_of_stars
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
    recognition: Recognition,
    correction: dict[str, list[Any]],
    *,
    place: Place | None,
    reason: str,
    seen_where: str = "",
) -> str:
    """Why the authority of `place` (None: the ministry) cannot correct the recognition so; empty if it can.

    `reason` is public; `seen_where` says where the signed decision that is corrected was seen.
    """
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
    return (
        _refusal_of_texts(recognition, correction, reason)
        or _refusal_of_stars(recognition, correction)
        or _refusal_of_term(recognition, correction)
        or _refusal_without_document(correction, seen_where)
    )


def _refusal_of_texts(recognition: Recognition, correction: dict[str, list[Any]], reason: str) -> str:
    """Why its words, or the reason, are none that everybody may read."""
    if not reason.strip():
        return _("Say why it is corrected: everybody reads the reason.")
    after = {name: values[1] for name, values in correction.items() if name in OF_ISSUED}
    if not after.get("name", "x").strip() or not after.get("maker", "x").strip():
        return _("Product and maker have a name.")
    for name, text in after.items():
        if refusal := refusal_of_name(text, of_product=name != "maker"):
            return f"{NAMES[name]}: {refusal}"
    if refusal := refusal_of_name(reason):
        return str(refusal)
    producer = recognition.product.producer
    called_so = Producer.objects.filter(name_key=fold(after.get("maker", producer.name)))
    if "maker" in after and fold(producer.name) != fold(after["maker"]) and called_so.exists():
        return _(
            "“%(maker)s” is another producer: a correction moves no star to another maker. Its product is assessed anew."
        ) % {"maker": after["maker"]}
    return ""


def _refusal_of_stars(recognition: Recognition, correction: dict[str, list[Any]]) -> str:
    """Why the authority that gave it could not give so many stars."""
    if "stars" not in correction:
        return ""
    given, stars = recognition.decision, correction["stars"][1]
    if refusal := refusal_of_stars(stars, _signed_on(recognition), given.place):
        return refusal
    if given.place is None and stars != NATIONAL:
        return _("The ministry recognises five stars only: fewer are the province's.")
    return ""


def _signed_on(recognition: Recognition) -> date:
    """The day of the decision that gave it; who gives stars has signed."""
    return recognition.decision.signed_on or recognition.issued_on


def _refusal_of_term(recognition: Recognition, correction: dict[str, list[Any]]) -> str:
    """Why it cannot end on that day."""
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


def _refusal_without_document(correction: dict[str, list[Any]], seen_where: str) -> str:
    """Why more than stood needs the signed decision."""
    more = [name for name in ("stars", "expires_on") if name in correction]
    if all(correction[name][1] <= correction[name][0] for name in more) or seen_where.strip():
        return ""
    return _(
        "More stars, or a later last day, than were recorded: look at the signed decision again and say where it is, by"
        " a public address or a file number."
    )


def refusal_of_giver(recognition: Recognition, place: Place | None) -> str:
    """Why the authority of `place` may not correct what another one gave; empty if it is its own."""
    giver = recognition.decision.place
    same = giver == place
    merged = giver and place and Succession.objects.filter(old=giver, new=place).exists()
    return "" if same or merged else _("A recognition is corrected by the authority that gave it.")
