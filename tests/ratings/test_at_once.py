"""Two concurrent acts in two real transactions."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, timedelta
from threading import Barrier, Event
from time import sleep

import pgtrigger
import pytest
from django.db import connection, transaction

from ocop.models import Role
from ocop.refusal import RefusedError
from ocop.values.dates import today
from ratings.councils.models import CouncilAmendment
from ratings.decisions.issue import issue_decision
from ratings.decisions.models import Decision, Recognition, RecordedDecision
from ratings.decisions.prepare import (
    prepare_correction,
    prepare_decision,
    prepare_extension,
    prepare_withdrawal,
)
from ratings.dossiers.models import Dossier
from ratings.scoring.conclude import conclude_scoring
from ratings.scoring.models import Assessment, Result
from ratings.sheets.models import Sheet
from ratings.sheets.release import release
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls):
    """Run all concurrently; return how many were refused."""
    barrier = Barrier(len(calls))

    def run(call):
        try:
            barrier.wait(timeout=60)
            call()
        except RefusedError:
            return 1
        finally:
            connection.close()
        return 0

    with ThreadPoolExecutor(len(calls)) as pool:
        return sum(pool.map(run, calls))


def test_two_leaders_issue_one_decision_once():
    dossier = make.dossier(state="concluded", choices=make.four_stars())
    decision = prepare_decision("recognise", [dossier], by=make.officer_of(dossier))
    leaders = [make.leader_of(dossier), make.leader_of(dossier)]
    copies = [Decision.objects.get(pk=decision.pk) for _leader in leaders]
    refused = at_once(
        *(
            lambda copy=copy, leader=leader, n=n: issue_decision(copy, by=leader, number=f"{n}/QĐ-UBND")
            for n, (copy, leader) in enumerate(zip(copies, leaders, strict=True))
        )
    )
    assert (refused, Recognition.objects.count()) == (1, 1)


def test_of_those_who_decide_on_a_dossier_at_once_one_does_and_the_others_are_told():
    dossier = make.dossier(state="concluded", choices=make.four_stars())
    officer = make.officer_of(dossier)
    refused = at_once(*[lambda: prepare_decision("recognise", [dossier], by=officer)] * 6)
    assert (refused, Decision.objects.count()) == (5, 1)


def test_fifty_issues_at_once_give_one_recognition():
    dossier = make.dossier(state="concluded", choices=make.four_stars())
    decision = prepare_decision("recognise", [dossier], by=make.officer_of(dossier))
    leaders = [make.leader_of(dossier) for _number in range(50)]
    copies = [Decision.objects.get(pk=decision.pk) for _leader in leaders]
    refused = at_once(
        *(
            lambda copy=copy, leader=leader, n=n: issue_decision(copy, by=leader, number=f"{n}/QĐ-UBND")
            for n, (copy, leader) in enumerate(zip(copies, leaders, strict=True))
        )
    )
    assert (refused, Recognition.objects.count()) == (49, 1)
    assert dossier.transitions.filter(to_state="recognised").count() == 1


def somebody_waits(cursor):
    """Return whether another connection waits for our locks."""
    cursor.execute(
        "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid)))"
    )
    return cursor.fetchone()[0]


def refused_while(held, tried):
    """Return the database's error for a statement that waits for another one, which is committed meanwhile."""
    waits, over = Barrier(2), Event()

    def first():
        with closing(connection), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(*held)
            waits.wait(timeout=60)
            while not over.is_set() and not somebody_waits(cursor):
                sleep(0.02)

    def second():
        try:
            with closing(connection), transaction.atomic(), connection.cursor() as cursor:
                waits.wait(timeout=60)
                cursor.execute(*tried)
        finally:
            over.set()

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.submit(first), pool.submit(second)
        one.result()
        return str(other.exception())


def test_an_answer_waits_for_the_locking_of_its_sheet_and_is_refused():
    sheet = make.assessment(make.dossier(state="scoring"))
    lock = ("UPDATE ratings_assessment SET locked_at = now() WHERE id = %s", [sheet.pk])
    write = ("UPDATE ratings_answer SET note = 'x' WHERE assessment_id = %s", [sheet.pk])
    assert "answer_of_locked_assessment" in refused_while(lock, write)


def test_an_item_waits_for_the_issuing_of_its_decision_and_is_kept():
    dossier = make.dossier(state="concluded", choices=make.four_stars())
    decision = prepare_decision("recognise", [dossier], by=make.officer_of(dossier))
    issue = (
        "UPDATE ratings_decision SET number = '1/QĐ', issued_at = now(), issued_by_id = %s,"
        " signed_on = (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date WHERE id = %s",
        [make.leader_of(dossier).pk, decision.pk],
    )
    remove = ("DELETE FROM ratings_decisionitem WHERE decision_id = %s", [decision.pk])
    assert "decision_item_of_issued_is_kept" in refused_while(issue, remove)


def test_two_leaders_confirm_a_change_of_a_council_once():
    dossier = make.dossier(state="scoring")
    change = make.amendment(dossier.council, joins=make.user(Role.EXPERT), joins_as="member")
    leaders = [make.leader_of(dossier) for _number in range(2)]
    copies = [CouncilAmendment.objects.get(pk=change.pk) for _leader in leaders]
    refused = at_once(
        *(
            lambda copy=copy, leader=leader: copy.confirm(by=leader)
            for copy, leader in zip(copies, leaders, strict=True)
        )
    )
    assert (refused, dossier.scoring_terms.count(), dossier.judges().count()) == (1, 2, 4)


def test_a_change_of_a_council_and_a_result_at_once_leave_no_result_without_the_new_member():
    dossier = make.first_round(apart=0)
    make.session(dossier)
    change = make.amendment(dossier.council, joins=make.user(Role.EXPERT), joins_as="member")
    leader, officer = make.leader_of(dossier), make.officer_of(dossier)
    copy = Dossier.objects.get(pk=dossier.pk)
    refused = at_once(lambda: change.confirm(by=leader), lambda: conclude_scoring(copy, by=officer))
    concluded = Result.objects.count()
    assert (refused, concluded) in [(0, 1), (1, 0)]
    assert dossier.scoring_terms.count() == (1 if concluded else 2)


def test_a_result_is_established_once():
    dossier = make.dossier(state="scoring")
    for seat in dossier.council.seats.scoring():
        make.assessment(dossier, by=seat.user, locked=True)
    officer = make.officer_of(dossier)
    copies = [Dossier.objects.get(pk=dossier.pk) for _n in range(2)]
    assert at_once(*(lambda copy=copy: make.result_of(copy, by=officer) for copy in copies)) == 1
    assert Result.objects.count() == 1


def test_an_answer_beside_the_locking_is_counted_or_refused_never_lost():
    dossier = make.dossier(state="scoring")
    assessment = make.assessment(dossier)
    locking, answering = (Assessment.objects.get(pk=assessment.pk) for _n in range(2))
    refused = at_once(
        lambda: locking.lock(by=assessment.by), lambda: answering.fill({"7": 0}, by=assessment.by)
    )
    assessment.refresh_from_db()
    assert assessment.is_locked
    assert assessment.tally().total == (100 if refused else 95)


def test_one_product_gets_one_open_dossier():
    product = make.product()
    officer = make.officer_of(product)
    refused = at_once(*[lambda: Dossier.objects.start(product, by=officer)] * 2)
    assert (refused, Dossier.objects.count()) == (1, 1)


def test_two_versions_published_at_once_for_one_day_give_one():
    day = today() + timedelta(days=1)
    drafts = [
        make.sheet_proposed(draft, day=day)
        for draft in (make.sheet_draft(samples=6), make.sheet_draft(samples=7, version=3))
    ]
    administrator = make.user(Role.ADMINISTRATOR)
    refused = at_once(*(lambda draft=draft: release(draft, by=administrator) for draft in drafts))
    assert refused == 1
    assert Sheet.objects.in_force(day).filter(number=11).count() == 1


def withdrawal(star, by):
    return prepare_withdrawal(star, "stopped", make.conclusion(), by=by)


def extension(star, by):
    """Prepare an extension by 90 days."""
    return prepare_extension(star, star.expires_on + timedelta(days=90), by=by)


def correction(star, by):
    """Prepare a correction of the name."""
    return prepare_correction(star, {"name": "Chè Đinh đặc biệt"}, by=by, reason="In sai.")


@pytest.fixture
def star():
    """Recognition of a province in its renewal window, with a filed re-assessment."""
    star = make.recognition(expires_on=today() + timedelta(days=151))
    make.dossier(product=star.product, kind="renewal", state="checking")
    Decision.objects.filter(pk=star.decision_id).update(place=star.product.producer.place.province)
    return Recognition.objects.get(pk=star.pk)


ON_A_STAR = [withdrawal, extension, correction]


@pytest.mark.parametrize("prepare", ON_A_STAR, ids=lambda prepare: prepare.__name__)
def test_two_officers_prepare_one_decision_of_a_kind_on_a_star(prepare, star):
    officers = [make.officer_of(star) for _n in range(2)]
    copies = [Recognition.objects.get(pk=star.pk) for _n in range(2)]
    refused = at_once(
        *(lambda copy=copy, by=by: prepare(copy, by) for copy, by in zip(copies, officers, strict=True))
    )
    assert (refused, star.decision_items.count()) == (1, 1)
    with pytest.raises(RefusedError, match=f"“{star.decision_items.get().decision}” is prepared on this"):
        prepare(Recognition.objects.get(pk=star.pk), officers[0])


@pytest.mark.parametrize("prepare", ON_A_STAR, ids=lambda prepare: prepare.__name__)
def test_a_decision_on_a_star_that_two_leaders_issue_is_issued_once(prepare, star):
    decision, leaders = prepare(star, make.officer_of(star)), [make.leader_of(star) for _n in range(2)]
    copies = [Decision.objects.get(pk=decision.pk) for _n in range(2)]
    refused = at_once(
        *(
            lambda copy=copy, by=by, n=n: issue_decision(copy, by=by, number=f"{n}/QĐ-UBND")
            for n, (copy, by) in enumerate(zip(copies, leaders, strict=True))
        )
    )
    assert refused == 1


def test_of_two_withdrawals_that_were_both_prepared_one_is_issued(star):
    """This was possible before the database allowed only one prepared withdrawal."""
    decisions = [withdrawal(star, make.officer_of(star))]
    with pgtrigger.ignore("ratings.DecisionItem:decision_item_one_of_its_kind_at_a_time"):
        other = Decision.objects.create(
            kind="withdraw",
            origin="issued",
            place=decisions[0].place,
            prepared_by=make.officer_of(star),
        )
        item = star.decision_items.get()
        item.pk, item.decision = None, other
        item.save(force_insert=True)
    decisions.append(other.keep_content())
    leaders = [make.leader_of(star) for _n in range(2)]
    refused = at_once(
        *(
            lambda decision=decision, by=by, n=n: issue_decision(decision, by=by, number=f"{n}/QĐ-UBND")
            for n, (decision, by) in enumerate(zip(decisions, leaders, strict=True))
        )
    )
    issued = Decision.objects.filter(kind="withdraw", issued_at__isnull=False)
    assert (refused, issued.get()) == (1, Recognition.objects.get(pk=star.pk).withdrawal)


def test_two_people_confirm_a_recorded_decision_once():
    product = make.product()
    decision = RecordedDecision.objects.propose(
        number="124/QĐ-UBND",
        signed_on=date(2023, 3, 20),
        place=product.producer.place.province,
        by=make.officer_of(product),
    )
    decision.name_star(product, stars=4, by=decision.prepared_by)
    seen = {"seen_on": today(), "seen_where": "Hồ sơ số 12", "seen": decision.seen_sha256()}
    leaders = [make.leader_of(product) for _n in range(2)]
    copies = [RecordedDecision.objects.get(pk=decision.pk) for _n in range(2)]
    refused = at_once(
        *(
            lambda copy=copy, by=by: copy.confirm(by=by, **seen)
            for copy, by in zip(copies, leaders, strict=True)
        )
    )
    assert (refused, Recognition.objects.count()) == (1, 1)
