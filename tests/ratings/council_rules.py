"""Database rules on councils, amendments and scoring, each broken once (see test_constraints)."""

from datetime import timedelta

from django.utils import timezone

from ocop.models import Role
from ocop.values.dates import today
from ratings.councils.models import SpreadLimit
from ratings.dossiers.models import ScoringTerms
from ratings.scoring.models import Session
from tests import factories as make
from tests.ratings.broken import all_locked, concluded, locked, result, scoring, twice, update


def confirmed(amendment=None):
    amendment = amendment or make.amendment()
    amendment.confirm(by=make.officer_at(amendment.council))
    return amendment


def confirmed_by_who_joins():
    council = make.council()
    leader = make.user(Role.PROVINCIAL_LEADER, place=council.place)
    update(
        make.amendment(council, joins=leader, joins_as="member"),
        confirmed_by=leader,
        confirmed_at=timezone.now(),
    )


def changed(amendment=None, **fields):
    """An amendment updated by SQL."""
    return update(amendment or make.amendment(), **fields)


def scorer_leaves():
    """Amendment that removes a person who has begun to score."""
    sheet = locked()
    change = make.amendment(sheet.dossier.council, leaves=sheet.by)
    update(change, **now(change))


def by(row):
    """The person who entered a row, as the one who confirms it."""
    person = getattr(row, "entered_by", None) or row.set_by
    return {"confirmed_by": person, "confirmed_at": timezone.now()}


def entered_alone():
    """Council confirmed by the person who entered it."""
    council, officer = make.council(confirmed=False), make.user()
    update(council, entered_by=officer, confirmed_by=officer, confirmed_at=timezone.now())


def now(row):
    """Confirmation of a row by another person."""
    council = getattr(row, "council", None)
    return {
        "confirmed_by": make.officer_at(council) if council else make.user(),
        "confirmed_at": timezone.now(),
    }


def terms(**fields):
    """Scoring rules written directly."""
    dossier = scoring()
    values = {"dossier": dossier, "number": 2, "quorum": 1, "spread_limit": 100}
    return ScoringTerms.objects.create(**values | fields)


def called(*, days):
    """Fields of a session of a new council, in `days` days."""
    council = make.council()
    fields = {"kind": "meeting", "number": 1, "venue": "x", "called_by": make.officer_at(council)}
    return fields | {"council": council, "held_on": today() + timedelta(days=days)}


def closed_by_hand(*, days):
    """Session of a future day, closed by SQL."""
    session = make.session(scoring(), held_on=today() + timedelta(days=days))
    update(session, closed_at=timezone.now(), closed_by=session.called_by)


def nearly_nobody():
    """Amendment that leaves too few scorers, confirmed by SQL."""
    council = make.council()
    change = make.amendment(council, leaves=council.seats.filter(kind="member").first().user)
    update(change, **now(change))


RULES = {
    "council_has_a_name": lambda: make.council(name=""),
    "seat_kind_known": lambda: make.seat(make.council(confirmed=False), "x"),
    "seat_once_per_person": lambda: twice(make.seat, council=make.council(confirmed=False), user=make.user()),
    "seat_one_chair": lambda: make.seat(make.council(confirmed=False), "chair"),
    "seat_one_deputy": lambda: twice(make.seat, council=make.council(confirmed=False), kind="deputy"),
    "seat_of_a_deputy_needs_the_founding_decision": lambda: make.seat(
        make.council(confirmed=False, decision_number=""), "deputy"
    ),
    "council_stays_whole": nearly_nobody,
    # sessions
    "session_is_called_ahead": lambda: Session.objects.create(**called(days=-1)),
    "session_day_stands_under_results": lambda: update(
        concluded().result.session, held_on=today() - timedelta(days=1)
    ),
    "session_ends_with_the_day_it_was_held": lambda: closed_by_hand(days=1),
    "session_answers_in_writing": lambda: update(make.session(scoring()), answers_until=today()),
    "result_on_the_day_of_its_session": lambda: result(
        (dossier := all_locked()),
        session=make.session(dossier, held_on=today() + timedelta(days=1)),
        total=300,
        sheets=3,
        stars_by_points=5,
        stars_by_gates=5,
        stars=5,
    ),
    "council_changes_by_amendment": lambda: update(make.council(), quorum=90),
    "council_confirmed_when_whole": lambda: update(
        make.council(members=1, least_members=3, confirmed=False), **now(None)
    ),
    "council_confirmed_by_another": entered_alone,
    "council_minimum_from_its_regulation": lambda: make.council(confirmed=False, regulation_number=""),
    "seat_changes_by_amendment": lambda: make.council().seats.filter(kind="member").delete(),
    "seat_of_who_has_scored": scorer_leaves,
    "dossier_before_a_confirmed_council": lambda: update(
        make.dossier(state="checking"), council=make.council(confirmed=False), state="scoring"
    ),
    "council_amendment_is_kept": lambda: changed(quorum=90),
    "council_amendment_waits_for_another": lambda: make.amendment(quorum=90, **now(None)),
    "council_amendment_confirmed_by_another": lambda: update(row := make.amendment(), **by(row)),
    "council_amendment_confirmed_by_no_one_of_it": confirmed_by_who_joins,
    "council_amendment_after_the_founding_decision": lambda: make.amendment(
        quorum=90, decided_on=today() - timedelta(days=40_000)
    ),
    "seat_of_who_neither_applies_nor_looks_on": lambda: make.council(confirmed=False).seats.create(
        user=make.user(Role.PRODUCER), kind="adviser"
    ),
    "council_amendment_has_its_decision": lambda: make.amendment(quorum=90, source=""),
    "council_amendment_changes_something": lambda: make.amendment(source="x"),
    "council_amendment_seat_of_who_joins": lambda: make.amendment(joins=make.user(), joins_as="adviser"),
    "council_amendment_quorum_in_per_cent": lambda: make.amendment(quorum=101),
    "council_amendment_regulation_with_its_day": lambda: make.amendment(regulation_number="1/QĐ"),
    "scoring_terms_are_kept": lambda: update(scoring().terms, quorum=1),
    "scoring_terms_by_the_database": terms,
    "scoring_seats_are_kept": lambda: scoring().terms.seats.all().delete(),
    "scoring_seats_by_the_database": lambda: scoring().terms.seats.create(user=make.user(), kind="member"),
    "spread_limit_confirmed_by_another": lambda: SpreadLimit.objects.create(
        points=100, in_force_from=today(), set_by=make.user(), **now(None)
    ),
    "spread_limit_takes_two_people": lambda: update(row := make.spread_limit(confirmed=False), **by(row)),
}
# These triggers write instead of refusing. scoring_terms_by_the_database prevents writing the same rules
# twice.
WRITING = {
    "dossier_keeps_its_terms_of_scoring",
    "council_amendment_takes_effect",
    "dossier_closing_ends_an_extension",
    "scoring_terms_once",
    "scoring_seat_once",
}
