"""Plan the stars of a row: a star of a recorded decision that needs confirmation, else a claim."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple, cast

from django.utils.translation import gettext as _

from ocop.models import Place
from ocop.values.dates import today
from ocop.values.last_day import last_day
from ratings.decisions.models import DecisionKind, Origin
from ratings.decisions.number import number_key
from ratings.decisions.recording import (
    end_of_its_term,
    is_longer_than_its_term,
    why_not_decision,
    why_not_stars,
)
from ratings.imports import cells
from ratings.imports.parsed_row import ParsedRow
from ratings.imports.snapshot import Claim, ProductDraft, RecognitionDraft, RegisterSnapshot


def plan_stars(
    snapshot: RegisterSnapshot, parsed: ParsedRow, item: ProductDraft | None, authority: Place | None
) -> list[tuple]:
    """Return (star or claim, before, after) for new or changed stars; refuse the row if not allowed."""
    if parsed.refusals or not parsed.stars:
        return []
    if parsed.number and parsed.signed_on:
        return _proposal(snapshot, parsed, item, authority)
    return _claim(parsed, item)


def _proposal(
    snapshot: RegisterSnapshot, parsed: ParsedRow, item: ProductDraft | None, authority: Place | None
) -> list[tuple]:
    """Return the star of a recorded decision that a second person has to confirm; a list alone publishes nothing."""
    signed_on = cast(date, parsed.signed_on)
    stars = item.stars if item else []
    for star in stars:
        if star.signed_on == parsed.signed_on and number_key(star.number) == number_key(parsed.number):
            return _check_repetition(parsed, star)
    _check_rules(snapshot, parsed, authority)
    if refusal := _why_not_beside(stars, signed_on):
        parsed.refuse(_day_cell(parsed), refusal)
    if parsed.refusals:
        return []
    key = (number_key(parsed.number), authority.pk if authority else None, signed_on.year)
    _check_decision(snapshot, parsed, key)
    star = RecognitionDraft(
        parsed.number, signed_on, cast(int, parsed.stars), parsed.expires_on, signed_on, is_waiting=True
    )
    star.authority, star.source = key[1], parsed.source
    _warn(parsed, stars)
    signed_by = authority.full_name if authority else _("the ministry for OCOP")
    after = _("%(star)s; signed by: %(authority)s") % {"star": format_star(star), "authority": signed_by}
    return [(star, "", after)]


def _warn(parsed: ParsedRow, stars: Iterable[RecognitionDraft]) -> None:
    for star in stars:
        if star.is_issued_here and cast(date, star.ends_on) > today():
            parsed.notes.append(
                _(
                    "The product has a star issued here, %(star)s: what this row proposes is older and does not replace it."
                )
                % {"star": format_star(star)}
            )
    if is_longer_than_its_term(cast(date, parsed.signed_on), parsed.expires_on):
        parsed.notes.append(
            _(
                "The printed last day is later than 36 months after the signing: who confirms must see the print."
            )
        )


def _check_rules(snapshot: RegisterSnapshot, parsed: ParsedRow, authority: Place | None) -> None:
    """Refuse the row if the decision could not give the star; the sentence names the article."""
    stars, signed_on = cast(int, parsed.stars), cast(date, parsed.signed_on)
    if refusal := why_not_decision(
        parsed.number, signed_on, authority, day=today(), is_here=snapshot.uses_the_portal
    ):
        parsed.refuse_because("decision", refusal)
    if refusal := why_not_stars(stars, signed_on, authority):
        parsed.refuse_because("stars", refusal)


def _why_not_beside(stars: list[RecognitionDraft], signed_on: date) -> str:
    """Return why no star of the product can begin on that day beside its others; else an empty string."""
    if any(star.issued_on == signed_on for star in stars):
        return _("another day: the product has a recognition that begins on this one")
    if any(star.is_issued_here and star.issued_on <= signed_on < cast(date, star.ends_on) for star in stars):
        return _("a day before the stars that were issued here: a list does not replace them")
    return ""


def _check_decision(snapshot: RegisterSnapshot, parsed: ParsedRow, key: tuple[str, int | None, int]) -> None:
    """Refuse a decision that was issued in the portal, or that is recorded with another date.

    A row that waits for an answer, which may be one about the day, tells other rows nothing.
    """
    if parsed.asked:
        return
    signed_on, origin, kind = snapshot.decisions.setdefault(
        key, (cast(date, parsed.signed_on), Origin.RECORDED, DecisionKind.RECOGNISE)
    )
    if origin != Origin.RECORDED or kind != DecisionKind.RECOGNISE:
        parsed.refuse("decision", _("a decision of recognition that was not issued in this portal"))
    elif signed_on != parsed.signed_on:
        parsed.refuse(
            _day_cell(parsed),
            _(
                "%(day)s, the day of %(number)s; another authority's decision needs a column “Cơ quan ban hành”"
            )
            % {"day": cells.cell_text(signed_on), "number": parsed.number},
            cells.cell_text(parsed.signed_on),
        )


def _check_repetition(parsed: ParsedRow, star: RecognitionDraft) -> list[tuple]:
    """Refuse a row that repeats a decision with other values: a list never corrects a star."""
    expires_on = parsed.expires_on or star.expires_on or end_of_its_term(star.signed_on)
    standing = (star.stars, star.expires_on or end_of_its_term(star.signed_on))
    if (parsed.stars, expires_on) == standing:
        return []
    if star.is_issued_here:
        why = _("%(stars)s: this recognition was issued here, no list changes it.")
    elif star.is_waiting:
        why = _("%(stars)s waits for a second person: change it on the page of its recorded decision.")
    else:
        why = _("%(stars)s is recorded: a star changes by a decision of correction only.")
    parsed.refuse_because("stars", why % {"stars": format_star(star)})
    return []


def _claim(parsed: ParsedRow, item: ProductDraft | None) -> list[tuple]:
    stars = item.stars if item else []
    claims = item.claims if item else []
    if any(star.stars == parsed.stars and parsed.year in (None, star.signed_on.year) for star in stars):
        return []
    alike = [claim for claim in claims if claim.stars == parsed.stars]
    if any(parsed.year in (None, claim.year) for claim in alike):
        return []
    if without_year := next((claim for claim in alike if claim.year is None), None):
        before, without_year.year, without_year.is_corrected = format_star(without_year), parsed.year, True
        return [(without_year, before, format_star(without_year))]
    claim = Claim(cast(int, parsed.stars), parsed.year, parsed.source, parsed.confidence)
    return [(claim, "", format_star(claim))]


class RatedRow(NamedTuple):
    """The star of a row, without the row: that is not held until all rows are planned."""

    stars: int
    number: str
    signed_on: date | None
    year: int | None


def rated(parsed: ParsedRow) -> RatedRow:
    return RatedRow(cast(int, parsed.stars), parsed.number, parsed.signed_on, parsed.year)


def why_it_lowers(row: RatedRow, item: ProductDraft) -> str:
    """Return which higher star of the product the star of the row would follow; else an empty string.

    Call it when the stars of the whole list are known, whatever the order of its rows.
    """
    stars, number, day, year = row
    earlier = [
        star
        for star in item.stars
        if not (star.signed_on == day and number_key(star.number) == number_key(number))
        and (star.issued_on <= day if day else year is None or star.issued_on.year <= year)
    ]
    last = max(earlier, key=lambda star: star.issued_on, default=None)
    higher: list[RecognitionDraft | Claim] = [last] if last and _is_higher(last, stars) else []
    higher += [
        claim
        for claim in item.claims
        if claim.stars > stars and (year is None or claim.year is None or claim.year <= year)
    ]
    if not higher:
        return ""
    return _("Fewer stars than before: %(before)s, now %(stars)d★.") % {
        "before": format_star(higher[0]),
        "stars": stars,
    }


def _is_higher(star: RecognitionDraft, stars: int) -> bool:
    """Whether a star is in force today with more stars than these."""
    ends_on = star.ends_on or star.expires_on or end_of_its_term(star.signed_on)
    return star.stars > stars and ends_on > today()


def _day_cell(parsed: ParsedRow) -> str:
    return "decided_on" if parsed.row.text("decided_on") else "decision"


def format_star(star: RecognitionDraft | Claim) -> str:
    """Return a recognition or claim as short text."""
    if isinstance(star, Claim):
        return f"{star.stars}★ ({star.year})" if star.year else f"{star.stars}★"
    return _("%(stars)d★ by %(number)s of %(day)s, until the end of %(until)s") % {
        "stars": star.stars,
        "number": star.number,
        "day": cells.cell_text(star.signed_on),
        "until": cells.cell_text(last_day(star.expires_on or end_of_its_term(star.signed_on))),
    }
