"""Database rules on recorded decisions and claims, each broken once (see test_constraints)."""

from datetime import date, timedelta

from django.utils import timezone

from ocop.values.dates import today
from ratings.decisions.models import RecordedDecision, StarClaim
from ratings.decisions.prepare import prepare_correction
from ratings.imports.desk import start_import
from ratings.imports.models import KeptAnswer
from tests import factories as make
from tests.background import work_off
from tests.ratings.broken import proposed, twice, update


def confirmed_star(**fields):
    star = make.recorded_star(**fields)
    update(star, confirmation=make.confirmation(star.decision))
    return star


def of_the_writing():
    return {"written_by": make.user(place=make.province()), "written_at": timezone.now()}


def imported():
    kept = make.register_import()
    start_import(kept, by=kept.uploaded_by)
    work_off()
    kept.refresh_from_db()
    return kept


def named_twice():
    product = make.product()
    return twice(
        make.recorded_star, product=product, decision=make.decision(place=product.producer.place.province)
    )


def another_spelling():
    decision = proposed(number="7/QĐ-UBND")
    return proposed(number="7 / qđ-ubnd", place=decision.place)


def badly_corrected(**change):
    """Applied correction with values that are never allowed."""
    recognition = make.recognition()
    place = recognition.decision.place
    decision = prepare_correction(
        recognition, {"name": "Chè Đinh"}, by=make.user("provincial_officer", place=place), reason="In sai"
    )
    name, value = next(iter(change.items()))
    decision.items.update(correction={name: [str(getattr(recognition, name)), value]})
    leader = make.user("provincial_leader", place=place)
    update(decision, issued_by=leader, issued_at=timezone.now(), number="5/QĐ-UBND", signed_on=today())
    update(recognition, correction=decision, **change)


def withdrawing(**fields):
    by = make.user(place=fields["place"])
    return RecordedDecision.objects.propose(signed_on=date(2026, 3, 2), by=by, kind="withdraw", **fields)


def withdrawn():
    """Confirmed withdrawal that is not written to its recognition yet."""
    withdrawal = make.recorded_withdrawal()
    return update(withdrawal, confirmation=make.confirmation(withdrawal.decision))


def withdrawn_by_its_recorder():
    withdrawal = make.recorded_withdrawal()
    seen = make.confirmation(withdrawal.decision)
    return update(withdrawal, proposed_by=seen.confirmed_by, confirmation=seen)


RULES = {
    "decision_recorded_of_its_authority": lambda: proposed(number="9/QĐ-BNN"),
    "decision_number_once_however_written": another_spelling,
    "recorded_star_of_its_place": lambda: make.recorded_star(decision=proposed()),
    "recorded_star_ten_years_at_most": lambda: make.recorded_star(expires_on=date(2036, 1, 1)),
    "recognition_corrected_within_the_law": lambda: badly_corrected(expires_on="2199-01-01"),
    "recognition_name_is_public": lambda: badly_corrected(name="Chè 5 sao"),
    "recognition_maker_is_public": lambda: badly_corrected(maker="HTX 0912345678"),
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
    "recorded_star_once": named_twice,
    "recorded_star_confirmed_by_another": lambda: confirmed_star(expires_on=date(2031, 1, 1)),
    "recorded_star_of_its_recognition": lambda: update(make.recorded_star(), recognition=make.recognition()),
    "recorded_star_confirmed_is_kept": lambda: update(confirmed_star(), stars=4),
    "recorded_star_proposed_by_somebody": lambda: make.recorded_star(proposed_by=None),
    "recorded_star_stays_as_proposed": lambda: update(make.recorded_star(), proposed_by=make.user()),
    # recorded withdrawals
    "recorded_withdrawal_stays_as_proposed": lambda: update(
        make.recorded_withdrawal(), proposed_by=make.user()
    ),
    "recorded_withdrawal_of_its_authority": lambda: make.recorded_withdrawal(
        decision=withdrawing(place=make.province(), number="3/QĐ-UBND")
    ),
    "recorded_withdrawal_after_its_recognition": lambda: make.recorded_withdrawal(
        recognition=make.recognition(signed_on=date(2026, 4, 1))
    ),
    "recorded_withdrawal_confirmed_by_another": withdrawn_by_its_recorder,
    "recorded_withdrawal_confirmed_is_kept": lambda: update(withdrawn(), ground="mark"),
    "recorded_withdrawal_on_a_ground": lambda: make.recorded_withdrawal(ground="x"),
    # imports of lists
    "import_state_known": lambda: update(make.register_import(), state="x"),
    "import_steps_in_order": lambda: update(make.register_import(), state="written", **of_the_writing()),
    "import_is_of_its_list": lambda: update(make.register_import(), sha256="0" * 64),
    "import_is_kept": lambda: update(imported(), written={}),
    "import_written_by_and_at": lambda: update(make.register_import(), written_at=timezone.now()),
    "import_undone_by_and_at": lambda: update(make.register_import(), undone_at=timezone.now()),
    "import_erased_has_no_file": lambda: update(make.register_import(), erased_at=timezone.now()),
    "column_match_once": lambda: twice(make.column_match, matched_by=make.user(place=make.province())),
    "column_match_complete": lambda: make.column_match(field=""),
    "kept_answer_once": lambda: twice(
        KeptAnswer.objects.create, place=make.province(), question="producer-1", answer="new"
    ),
    # claims
    "star_claim_stars_1_to_5": lambda: StarClaim.objects.create(product=make.product(), stars=6),
    "star_claim_confidence_known": lambda: StarClaim.objects.create(
        product=make.product(), stars=3, confidence="x"
    ),
    "star_claim_once": lambda: twice(StarClaim.objects.create, product=make.product(), stars=3),
}
