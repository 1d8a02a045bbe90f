"""Database rules on results and sessions, each broken once (see test_constraints)."""

from django.utils import timezone

from ocop.values.dates import today
from ratings.scoring.models import Attendance, Session
from tests import factories as make
from tests.ratings.broken import (
    all_locked,
    chair_of,
    concluded,
    confirmed,
    conflict,
    locked,
    result,
    scoring,
    stopped_sheet,
    twice,
    update,
)


def closed_session():
    """A closed session."""
    session = make.session(scoring())
    session.close(by=session.called_by)
    return session


def second_session(session):
    """Second open session of the same council with the same dossier."""
    other = Session.objects.create(
        council=session.council,
        kind=session.kind,
        number=session.number + 1,
        held_on=session.held_on,
        venue=session.venue,
        called_by=session.called_by,
    )
    return other.items.create(dossier=session.dossiers.get())


def result_in_writing():
    """Re-assessment excluded in writing, which only a meeting may do; the session was called earlier."""
    dossier = scoring()
    session = make.session(dossier)
    make.objection(dossier).decide("confirmed", by=chair_of(dossier), reason="x")
    update(session, kind="written")
    return result(dossier, session=session, ended_by="disqualifier")


def result_past_a_stop():
    """Result on a sheet that stops by its print, where the objection names only another sheet."""
    sheet = stopped_sheet()
    for seat in sheet.dossier.awaited():
        make.assessment(sheet.dossier, by=seat.user, locked=True)
    update(sheet.dossier.objections.get(), sheets=[0])
    sheet.dossier.objections.get().decide("rejected", by=chair_of(sheet.dossier), reason="x")
    scores = {"total": 297, "sheets": 3, "stars_by_points": 5, "stars_by_gates": 5, "stars": 5}
    return result(sheet.dossier, **scores)


RULES = {
    # results
    "result_by_nobody_in_conflict": lambda: result(
        (one := conflict(user=make.user())).dossier, concluded_by=one.user
    ),
    "result_with_every_stop_decided": lambda: result_past_a_stop(),
    "result_that_ends_in_a_meeting": lambda: result_in_writing(),
    "session_closed_by_nobody_in_conflict": lambda: update(
        make.session((one := conflict()).dossier, by=make.officer_of(one.dossier)),
        closed_at=timezone.now(),
        closed_by=one.user,
    ),
    "dossier_closed_by_decision": lambda: update(confirmed(), state="closed"),
    "result_is_kept": lambda: update(concluded().result, stars=5),
    "result_of_all_locked_sheets": lambda: result(locked().dossier, sheets=1),
    "result_stars_is_the_lower": lambda: result(
        all_locked(), total=300, sheets=3, stars_by_points=5, stars_by_gates=3, stars=5
    ),
    "result_total_on_sheets": lambda: result(
        all_locked(), total=301, sheets=3, stars_by_points=5, stars_by_gates=5, stars=5
    ),
    "result_in_an_open_session": lambda: result(
        all_locked(),
        session=make.session(scoring()),
        total=300,
        sheets=3,
        stars_by_points=5,
        stars_by_gates=5,
        stars=5,
    ),
    # sessions
    "session_kind_known": lambda: update(make.session(scoring()), kind="x"),
    "session_number_once": lambda: Session.objects.create(
        council=(s := make.session(scoring())).council,
        number=s.number,
        kind="written",
        held_on=today(),
        called_by=s.called_by,
    ),
    "session_meets_somewhere": lambda: update(make.session(scoring()), venue=""),
    "session_closed_by_somebody": lambda: update(make.session(scoring()), closed_at=timezone.now()),
    "session_closed_is_kept": lambda: update(closed_session(), conclusion="x"),
    "session_item_once": lambda: (s := make.session(scoring())).items.create(dossier=s.dossiers.get()),
    "session_item_of_an_open_session": lambda: closed_session().items.all().delete(),
    "session_item_before_its_council": lambda: make.session(scoring()).items.create(dossier=make.dossier()),
    "session_item_in_one_open_session": lambda: second_session(make.session(scoring())),
    "attendance_once": lambda: twice(
        Attendance.objects.create, session=make.session(scoring()), user=make.user()
    ),
    "attendance_reason_of_the_absent": lambda: update(
        make.session(scoring()).attendance.first(), reason="Ốm"
    ),
    "attendance_stands_under_results": lambda: update(
        concluded().result.session.attendance.first(), present=False
    ),
}
