"""What the database holds of decisions that were signed elsewhere and of claims, each broken once (test_constraints)."""

from datetime import date, timedelta

from ocop.calendar import today
from ratings import models as m
from tests import factories as make
from tests.ratings.broken import proposed, twice, update


def confirmed_star(**fields):
    star = make.recorded_star(**fields)
    update(star, confirmation=make.confirmation(star.decision))
    return star


RULES = {
    # recorded decisions
    "decision_recorded_in_order": lambda: proposed(recorded_as="confirmed"),
    "decision_recorded_is_kept": lambda: update(make.recognition().decision, number="9/QĐ"),
    "decision_recorded_as_known": lambda: proposed(
        origin="issued", number="", signed_on=None, recorded_as="proposed"
    ),
    "decision_recorded_by_somebody": lambda: proposed(prepared_by=None),
    "decision_recorded_not_of_the_prime_minister": lambda: proposed(number="148/QĐ-ttg"),
    "confirmation_is_kept": lambda: update(make.confirmation(proposed()), seen_where="x"),
    "confirmation_by_its_authority": lambda: make.confirmation(
        proposed(), confirmed_by=make.user(place=make.province())
    ),
    "confirmation_of_its_day": lambda: make.confirmation(proposed(), seen_on=today() + timedelta(days=2)),
    "confirmation_of_its_document": lambda: make.confirmation(proposed(), file_sha256="0" * 64),
    "confirmation_document_seen": lambda: make.confirmation(proposed(), seen_where=""),
    "confirmation_rules_known": lambda: make.confirmation(proposed(signed_on=date(2026, 6, 1)), of_rules="x"),
    "recorded_star_certified": lambda: make.recorded_star(stars=2),
    "recorded_star_within_authority": lambda: make.recorded_star(stars=5),
    "recorded_star_once": lambda: twice(make.recorded_star, product=make.product(), decision=make.decision()),
    "recorded_star_confirmed_by_another": lambda: confirmed_star(
        decision=proposed(), expires_on=date(2040, 1, 1)
    ),
    "recorded_star_of_its_recognition": lambda: update(make.recorded_star(), recognition=make.recognition()),
    "recorded_star_confirmed_is_kept": lambda: update(confirmed_star(), stars=4),
    # claims
    "star_claim_stars_1_to_5": lambda: m.StarClaim.objects.create(product=make.product(), stars=6),
    "star_claim_confidence_known": lambda: m.StarClaim.objects.create(
        product=make.product(), stars=3, confidence="x"
    ),
    "star_claim_once": lambda: twice(m.StarClaim.objects.create, product=make.product(), stars=3),
}
