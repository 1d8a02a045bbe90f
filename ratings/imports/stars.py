"""What a row's stars become: a recorded recognition where a decision and its day are named, else a claim."""

from django.utils.translation import gettext as _

from ocop.last_day import last_day
from ratings.imports import cells
from ratings.imports.known import Claim, Item, Known, Star
from ratings.imports.wanted import Wanted
from ratings.models import DecisionKind, Origin
from ratings.terms import end_of_term, term_on


def plan_stars(known: Known, want: Wanted, item: Item | None, authority) -> list[tuple]:
    """Return (recognition or claim, label, before, after) of what is new or changes; refuse what cannot be."""
    if want.refusals or not want.stars:
        return []
    if want.number and want.signed_on:
        return _recognition(known, want, item, authority)
    return _claim(want, item)


def _recognition(known, want, item, authority):
    stars = item.stars if item else []
    same = next(
        (star for star in stars if (star.number, star.signed_on) == (want.number, want.signed_on)), None
    )
    if same:
        return _correction(want, same)
    if any(star.issued_on == want.signed_on for star in stars):
        want.refuse(_day_cell(want), _("another day: the product has a recognition that begins on this one"))
        return []
    key = (want.number, authority.pk if authority else None, want.signed_on.year)
    signed_on, origin, kind = known.decisions.setdefault(
        key, (want.signed_on, Origin.RECORDED, DecisionKind.RECOGNISE)
    )
    if origin != Origin.RECORDED or kind != DecisionKind.RECOGNISE:
        want.refuse("decision", _("a decision of recognition that was not issued in this portal"))
    elif signed_on != want.signed_on:
        want.refuse(
            _day_cell(want),
            _(
                "%(day)s, the day of %(number)s; another authority's decision needs a column “Cơ quan ban hành”"
            )
            % {"day": cells.text(signed_on), "number": want.number},
            cells.text(want.signed_on),
        )
    expires_on = want.expires_on or end_of_term(want.signed_on, term_on(want.signed_on).months)
    star = Star(want.number, want.signed_on, want.stars, expires_on, want.signed_on, authority=key[1])
    return [(star, _("Recognition"), "", in_words(star))]


def _correction(want, star):
    """A recorded recognition may be put right by a list; one that was issued here may not."""
    expires_on = want.expires_on or star.expires_on
    if (want.stars, expires_on) == (star.stars, star.expires_on):
        return []
    if star.is_issued_here:
        want.refuse("stars", _("%(stars)s: this recognition was issued here") % {"stars": in_words(star)})
        return []
    before = in_words(star)
    star.stars, star.expires_on, star.is_corrected = want.stars, expires_on, True
    return [(star, _("Recognition"), before, in_words(star))]


def _claim(want, item):
    stars = item.stars if item else []
    claims = item.claims if item else []
    if any(star.stars == want.stars and want.year in (None, star.signed_on.year) for star in stars):
        return []
    alike = [claim for claim in claims if claim.stars == want.stars]
    if any(want.year in (None, claim.year) for claim in alike):
        return []
    if without_year := next((claim for claim in alike if claim.year is None), None):
        before, without_year.year, without_year.is_corrected = in_words(without_year), want.year, True
        return [(without_year, _("Claim of stars"), before, in_words(without_year))]
    claim = Claim(want.stars, want.year, want.source, want.confidence)
    return [(claim, _("Claim of stars"), "", in_words(claim))]


def _day_cell(want):
    return "decided_on" if cells.text(want.row.get("decided_on")) else "decision"


def in_words(star) -> str:
    """A recognition or a claim in a few words."""
    if isinstance(star, Claim):
        return f"{star.stars}★ ({star.year})" if star.year else f"{star.stars}★"
    return _("%(stars)d★ by %(number)s of %(day)s, until the end of %(until)s") % {
        "stars": star.stars,
        "number": star.number,
        "day": cells.text(star.signed_on),
        "until": cells.text(last_day(star.expires_on)),
    }
