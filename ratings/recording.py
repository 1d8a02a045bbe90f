"""What a decision that was signed elsewhere may give: one set of rules for lists, for the form and for the confirmation.

The database holds the same (ratings/models/recorded_star.py, confirmation.py).
"""

from datetime import date

from django.utils.translation import gettext as _

from ocop.models import PlaceLevel, Role, User
from ratings.star import NATIONAL
from ratings.terms import end_of_term, term_on

DISTRICT_MOST = 3
# Decision 148/QĐ-TTg gave districts three stars; they existed until the end of June 2025.
DISTRICTS_FROM, DISTRICTS_TO = date(2023, 2, 24), date(2025, 6, 30)
# Decision 26/2026/QĐ-TTg came into force; article 12.2: dossiers filed before it were finished by the old rules.
NEW_RULES_FROM, OLD_RULES_TO = date(2026, 5, 22), date(2026, 7, 21)
CONFIRMERS = (Role.PROVINCIAL_OFFICER, Role.PROVINCIAL_LEADER)


def uses_the_portal(place) -> bool:
    """Whether a province has its people here, so that what it recognises now comes about here."""
    return User.objects.filter(place=place, role__in=CONFIRMERS, is_active=True).exists()


def refusal_of_decision(number: str, signed_on: date, place, *, day: date, is_here=uses_the_portal) -> str:
    """Why a decision with this number and day of signing by the authority of `place` recognises nothing; empty if it may.

    `place` is None for the ministry; `day` is today; `is_here` tells of a province whether it uses this portal.
    """
    if "TTG" in number.upper():
        return _(
            "A decision of the Prime Minister (…/QĐ-TTg) lays down criteria and programmes and recognises no product"
            " (Decision 26/2026/QĐ-TTg, articles 4 and 7)."
        )
    if signed_on > day:
        return _("A decision cannot be signed on a day that has not come.")
    if place is None:
        return ""
    if place.level == PlaceLevel.DISTRICT and not DISTRICTS_FROM <= signed_on <= DISTRICTS_TO:
        return _(
            "A district recognised products from 24/02/2023 to 30/06/2025 only (Decisions 148/QĐ-TTg and"
            " 1489/QĐ-TTg)."
        )
    if place.level == PlaceLevel.COMMUNE:
        return _("A commune recognises no product (Decision 26/2026/QĐ-TTg, articles 4 and 7).")
    if signed_on > OLD_RULES_TO and is_here(place):
        return _(
            "After 21/07/2026 this province recognises by a result in this portal only (Decision 26/2026/QĐ-TTg,"
            " articles 7 and 12.2): open a dossier."
        )
    return ""


def refusal_of_stars(stars: int, signed_on: date, place) -> str:
    """Why the authority of `place` (None: the ministry) could not give so many stars on that day; empty if it could."""
    if not 3 <= stars <= NATIONAL:
        return _("Only three, four or five stars are recognised.")
    if stars == NATIONAL and place is not None:
        return _("Five stars are recognised by the ministry only (%(law)s).") % {"law": law_of(signed_on)}
    if place is not None and place.level == PlaceLevel.DISTRICT and stars > DISTRICT_MOST:
        return _("A district recognised three stars at most (Decision 148/QĐ-TTg, 2023).")
    return ""


def law_of(signed_on: date) -> str:
    """What says on that day who recognises how many stars."""
    if signed_on >= NEW_RULES_FROM:
        return _("Decision 26/2026/QĐ-TTg, articles 4 and 7")
    if signed_on >= DISTRICTS_FROM:
        return _("Decision 148/QĐ-TTg, 2023; today Decision 26/2026/QĐ-TTg, articles 4 and 7")
    return _("Decision 1048/QĐ-TTg, 2019; today Decision 26/2026/QĐ-TTg, articles 4 and 7")


def needs_rules(signed_on: date) -> bool:
    """Whether a decision of that day may follow the old rules or the new ones, so that somebody must say which."""
    return NEW_RULES_FROM <= signed_on <= OLD_RULES_TO


def end_of_its_term(signed_on: date) -> date:
    """The first day out of the term that the law of the day of signing gives."""
    return end_of_term(signed_on, term_on(signed_on).months)


def is_longer_than_its_term(signed_on: date, expires_on: date | None) -> bool:
    """Whether a printed end lies after the term that the law of the day of signing gives."""
    return expires_on is not None and expires_on > end_of_its_term(signed_on)
