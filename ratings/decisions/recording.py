"""Rules for decisions signed outside the portal, shared by lists, form and confirmation.

The database enforces the same rules (ratings/decisions/models/recorded_star.py, confirmation.py).
"""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ocop.models import Place, PlaceLevel, Succession, User
from ocop.permissions import AUTHORITIES, MINISTRY_ROLES
from ocop.values.last_day import last_day
from ratings.decisions.number import why_not_number
from ratings.decisions.validity import end_of_term, term_on
from ratings.sheets.star import NATIONAL

DISTRICT_MOST = 3
# Decision 490/QĐ-TTg started the programme.
PROGRAMME_FROM = date(2018, 5, 7)
# Limit for a printed term; one beyond 36 months needs a confirmation.
LONGEST_PRINT_YEARS = 10
# Decision 148/QĐ-TTg let districts give three stars; they existed until the end of June 2025.
DISTRICTS_FROM, DISTRICTS_TO = date(2023, 2, 24), date(2025, 6, 30)
# Decision 26/2026/QĐ-TTg came into force; article 12.2: dossiers filed earlier were finished by the old
# rules.
NEW_RULES_FROM, OLD_RULES_TO = date(2026, 5, 22), date(2026, 7, 21)


def uses_the_portal(place) -> bool:
    """Whether an authority (None: the ministry) has users in the portal, so that its new recognitions are
    made here.
    """
    if place is None:
        return User.objects.filter(role__in=MINISTRY_ROLES, is_active=True).exists()
    return User.objects.filter(place=place, role__in=AUTHORITIES - MINISTRY_ROLES, is_active=True).exists()


def why_not_decision(number: str, signed_on: date, place, *, day: date, is_here=uses_the_portal) -> str:
    """Return why a decision with this number and date recognises nothing; else an empty string.

    `place` is None for the ministry; `day` is today; `is_here` tells whether an authority uses the portal.
    """
    if refusal := why_not_signed(number, signed_on, place, day=day):
        return refusal
    if signed_on <= OLD_RULES_TO or not is_here(place):
        return ""
    if place is None:
        return _(
            "After 21/07/2026 the ministry recognises by a result in this portal only (Decision 26/2026/QĐ-TTg,"
            " articles 7 and 12.2): a dossier is opened for it."
        )
    return _(
        "After 21/07/2026 this province recognises by a result in this portal only (Decision 26/2026/QĐ-TTg,"
        " articles 7 and 12.2): open a dossier."
    )


def why_not_signed(number: str, signed_on: date, place, *, day: date) -> str:
    """Return why the authority of `place` signed no decision with this number on that day; else an empty string."""
    if signed_on > day:
        return _("A decision cannot be signed on a day that has not come.")
    if signed_on < PROGRAMME_FROM:
        return _(
            "Before 07/05/2018 there was no OCOP programme (Decision 490/QĐ-TTg): look at the day again."
        )
    if place is not None and (refusal := _why_not_place(place, signed_on)):
        return refusal
    return why_not_number(number, place)


def why_not_commune() -> str:
    """Return why no commune signs a recognition."""
    return _("A commune recognises no product (Decision 26/2026/QĐ-TTg, articles 4 and 7).")


def _why_not_place(place, signed_on: date) -> str:
    """Return why a unit could sign no recognition on that day; else an empty string."""
    if place.level == PlaceLevel.DISTRICT and not DISTRICTS_FROM <= signed_on <= DISTRICTS_TO:
        return _(
            "A district recognised products from 24/02/2023 to 30/06/2025 only (Decisions 148/QĐ-TTg and"
            " 1489/QĐ-TTg)."
        )
    if place.level == PlaceLevel.COMMUNE:
        return why_not_commune()
    if place.valid_until and signed_on >= place.valid_until:
        return _(
            "%(place)s existed until the end of %(last)s: choose the unit that it became (Decision 26/2026/QĐ-TTg,"
            " article 12)."
        ) % {"place": place.full_name, "last": date_format(last_day(place.valid_until), "SHORT_DATE_FORMAT")}
    if place.valid_from and signed_on < place.valid_from:
        return _("%(place)s exists from %(first)s on: choose the former unit that signed before.") % {
            "place": place.full_name,
            "first": date_format(place.valid_from, "SHORT_DATE_FORMAT"),
        }
    return ""


def became(old: int, new: int) -> bool:
    """Whether a unit (by key) is the same as another or a predecessor of it."""
    return old == new or Succession.objects.filter(old=old, new=new).exists()


def why_not_product(place, product, *, became=became) -> str:
    """Return why the authority of `place` (None: the ministry) was not responsible for a product; else an
    empty string.

    If the producer's papers do not tell its former unit, the confirming person checks the document.
    `became` may cache results.
    """
    if place is None:
        return ""
    producer = product.producer
    if not became(place.province_id, producer.place.province_id):
        return _("%(place)s recognises products of its own province: this one stands in %(province)s.") % {
            "place": place.full_name,
            "province": producer.place.province.full_name,
        }
    if place.level != PlaceLevel.DISTRICT:
        return ""
    stood_in = districts_of(producer)
    if stood_in and not any(became(place.pk, one.pk) or became(one.pk, place.pk) for one in stood_in):
        return why_not_district(place, stood_in)
    return ""


def why_not_district(place, stood_in) -> str:
    """Return why a district could not recognise a product of a producer located in others."""
    return _(
        "%(place)s recognised products of its own communes: this producer stood in %(district)s (Decision"
        " 148/QĐ-TTg, 2023)."
    ) % {"place": place.full_name, "district": ", ".join(one.full_name for one in stood_in)}


def is_placed(place, product) -> bool:
    """Whether the register shows that a product belonged to a district; otherwise the confirming person is asked."""
    if place is None or place.level != PlaceLevel.DISTRICT:
        return True
    stood_in = districts_of(product.producer)
    return len(stood_in) == 1 and why_not_product(place, product) == ""


def districts_of(producer) -> list[Place]:
    """Return a producer's former districts: by its papers, or by the communes that became its own."""
    former = producer.former_place
    for unit in (former, former and former.parent):
        if unit and unit.level == PlaceLevel.DISTRICT:
            return [unit]
    here = former if former and former.level == PlaceLevel.COMMUNE else producer.place
    return list(Place.objects.filter(pk__in=_districts_before(here)).order_by("pk"))


def _districts_before(place: Place) -> set[int]:
    """Return the keys of the districts in which the communes lay that became a place, through any number of changes."""
    found: set[int] = set()
    seen, frontier = {place.pk}, {place.pk}
    while frontier:
        before = Place.objects.communes().filter(succeeded_by__new__in=frontier)
        rows = list(before.values_list("pk", "parent", "parent__level"))
        found |= {parent for _pk, parent, level in rows if level == PlaceLevel.DISTRICT}
        frontier = {pk for pk, _parent, level in rows if level != PlaceLevel.DISTRICT} - seen
        seen |= frontier
    return found


def why_not_stars(stars: int, signed_on: date, place) -> str:
    """Return why the authority of `place` (None: the ministry) could not give this number of stars then;
    else an empty string.
    """
    if not 3 <= stars <= NATIONAL:
        return _("Only three, four or five stars are recognised.")
    if stars == NATIONAL and place is not None:
        return _("Five stars are recognised by the ministry only (%(law)s).") % {"law": law_of(signed_on)}
    if stars < NATIONAL and place is None:
        return _("The ministry recognises five stars only, the province fewer (%(law)s).") % {
            "law": law_of(signed_on)
        }
    if place is not None and place.level == PlaceLevel.DISTRICT and stars > DISTRICT_MOST:
        return _("A district recognised three stars at most (Decision 148/QĐ-TTg, 2023).")
    return ""


def law_of(signed_on: date) -> str:
    """Return the legal basis on that day for who recognises how many stars."""
    if signed_on >= NEW_RULES_FROM:
        return _("Decision 26/2026/QĐ-TTg, articles 4 and 7")
    if signed_on >= DISTRICTS_FROM:
        return _("Decision 148/QĐ-TTg, 2023; today Decision 26/2026/QĐ-TTg, articles 4 and 7")
    return _("Decision 1048/QĐ-TTg, 2019; today Decision 26/2026/QĐ-TTg, articles 4 and 7")


def needs_rules(signed_on: date) -> bool:
    """Whether old and new rules are both possible for a decision of that day, so that one must be chosen."""
    return NEW_RULES_FROM <= signed_on <= OLD_RULES_TO


def end_of_its_term(signed_on: date) -> date:
    """Return the first day after the legal term of a decision signed on that day."""
    return end_of_term(signed_on, term_on(signed_on).months)


def why_not_print(signed_on: date, expires_on: date | None) -> str:
    """Return why a printed end (first day no longer valid) is impossible; else an empty string."""
    if expires_on is None:
        return ""
    if last_day(expires_on) <= signed_on:
        return _("The printed last day must come after the day of signing.")
    if expires_on > end_of_term(signed_on, 12 * LONGEST_PRINT_YEARS):
        return _(
            "A printed last day more than ten years after the signing is a slip: look at the document again."
        )
    return ""


def is_longer_than_its_term(signed_on: date, expires_on: date | None) -> bool:
    """Whether a printed end is after the legal term of a decision signed on that day."""
    return expires_on is not None and expires_on > end_of_its_term(signed_on)
