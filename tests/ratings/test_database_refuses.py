"""Raw SQL by the web role that the database refuses, by name of the attempt.

docs/database.md lists the same names; a test compares them.
"""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import IntegrityError

from ocop.values.dates import today
from ratings.decisions.models import Decision
from ratings.decisions.prepare import prepare_decision
from ratings.dossiers.models import Citation
from ratings.scoring.models import Assessment, Conflict
from tests import factories as make
from tests.ocop.test_database_access import OWNERS
from tests.once import made_once
from tests.ratings import refused_on_decisions
from tests.ratings.broken import node, sent_back, to_the_commune
from tests.ratings.refused_on_decisions import again, change, remove
from tests.web_role import as_web

pytestmark = pytest.mark.django_db

LIST = settings.BASE_DIR / "docs" / "database.md"


def concluded(**fields):
    product = make.product(**fields)
    return make.dossier(state="concluded", product=product, choices=make.four_stars())


def rows():
    """A dossier being scored, one with a result, one with a star; tests do not change them."""
    w = SimpleNamespace()
    w.scored = make.dossier(state="scoring", members=3)
    chair, member, other, w.late = (seat.user for seat in w.scored.council.seats.scoring().order_by("pk"))
    w.locked = make.assessment(w.scored, by=chair, locked=True)
    w.empty = Assessment.objects.open_member(w.scored, by=member)
    w.half = make.assessment(w.scored, by=other)
    w.half.answers.filter(criterion__code="5.1").delete()
    w.member, w.other = member, other
    w.conflict = Conflict.objects.create(
        dossier=w.scored,
        user=w.scored.council.seats.get(kind="secretary").user,
        kind="declared",
        reason="Kin.",
    )
    w.done, w.elsewhere = concluded(), concluded()
    w.change = make.amendment(w.done.council)
    w.early = make.dossier(state="checking")
    w.prepared = prepare_decision("recognise", [w.done], by=make.officer_of(w.done))
    w.second = prepare_decision(
        "recognise",
        [two := concluded(place=w.done.product.producer.place)],
        by=make.officer_of(two),
    )
    w.star = make.issued_recognition()
    w.recorded = make.recognition()
    w.over = make.issued_recognition()
    w.withdrawal = make.withdraw(w.over)
    pdf = {"file": "decisions/x.pdf", "file_name": "x.pdf", "file_sha256": "1" * 64}
    seen = {"attached_by": w.withdrawal.issued_by, "attached_at": w.withdrawal.issued_at}
    Decision.objects.filter(pk=w.withdrawal.pk).update(**pdf, **seen)
    w.longer = make.recognition()
    make.extend(w.longer, w.longer.expires_on + timedelta(days=90))
    place = w.recorded.decision.place
    w.sent_back = sent_back()
    w.names_nothing = [
        make.decision(kind=kind, place=place, signed_on=today()) for kind in ("withdraw", "extend")
    ]
    w.to_withdraw = make.recorded_withdrawal(signed_on=today())
    w.user = make.user()
    return w


w = made_once(rows)


def first_answer(assessment):
    return assessment.answers.order_by("pk").first()


CASES = {
    # score sheets filled in
    "lock a sheet that has no answers": (
        "assessment_locked_is_complete",
        lambda w: change("ratings_assessment", w.empty.pk, "locked_at = now()"),
    ),
    "lock a sheet with an answer to 5.2 and none to 5.1": (
        "assessment_locked_is_complete",
        lambda w: change("ratings_assessment", w.half.pk, "locked_at = now()"),
    ),
    "write a sheet that is locked from the start": (
        "assessment_locked_is_complete",
        lambda w: again(
            "ratings_assessment", w.empty.pk, f'"by_id": {w.late.pk}, "locked_at": "2026-11-29T00:00:00Z"'
        ),
    ),
    "choose another option on a locked sheet": (
        "answer_of_locked_assessment",
        lambda w: change("ratings_answer", first_answer(w.locked).pk, "option_id = option_id + 1"),
    ),
    "change a note on a locked sheet": (
        "answer_of_locked_assessment",
        lambda w: change("ratings_answer", first_answer(w.locked).pk, "note = 'other'"),
    ),
    "delete an answer of a locked sheet": (
        "answer_of_locked_assessment",
        lambda w: remove("ratings_answer", first_answer(w.locked).pk),
    ),
    "move an answer to another sheet": (
        "answer_of_locked_assessment",
        lambda w: change("ratings_answer", first_answer(w.half).pk, f"assessment_id = {w.locked.pk}"),
    ),
    "answer with an option of another criterion": (
        "answer_option_of_its_criterion",
        lambda w: change(
            "ratings_answer", first_answer(w.half).pk, f"option_id = {node('9').options.first().pk}"
        ),
    ),
    "answer “none of these” where an option has 0 points": (
        "answer_none_only_where_it_is_offered",
        lambda w: change(
            "ratings_answer",
            w.half.answers.filter(criterion__options__points=0).first().pk,
            "option_id = NULL",
        ),
    ),
    "open a locked sheet without an unlocking": (
        "assessment_locked",
        lambda w: change("ratings_assessment", w.locked.pk, "locked_at = NULL"),
    ),
    "give a locked sheet to another member": (
        "assessment_locked",
        lambda w: change("ratings_assessment", w.locked.pk, f"by_id = {w.member.pk}"),
    ),
    "delete a locked sheet": ("assessment_locked", lambda w: remove("ratings_assessment", w.locked.pk)),
    "score from the secretary's seat": (
        "assessment_by_a_scoring_seat",
        lambda w: again(
            "ratings_assessment",
            w.empty.pk,
            f'"by_id": {w.scored.council.seats.get(kind="secretary").user_id}',
        ),
    ),
    "score without a seat": (
        "assessment_by_a_scoring_seat",
        lambda w: again("ratings_assessment", w.empty.pk, f'"by_id": {w.user.pk}'),
    ),
    "score from the commune": (
        "assessment_not_by_the_commune",
        lambda w: again("ratings_assessment", w.empty.pk, f'"by_id": {to_the_commune(w.late).pk}'),
    ),
    "score a dossier a second time": (
        "assessment_once_per_member",
        lambda w: again("ratings_assessment", w.empty.pk, '"version": 1'),
    ),
    # conflicts
    "lift the own conflict": (
        "conflict_lifted_by",
        lambda w: change(
            "ratings_conflict",
            w.conflict.pk,
            f"lifted_by_id = {w.conflict.user_id}, lifted_at = now(), lift_reason = 'x'",
        ),
    ),
    "delete a conflict": ("conflict_is_kept", lambda w: remove("ratings_conflict", w.conflict.pk)),
    # dossiers
    "take a recognised dossier back to a draft": (
        "dossier_moves_by_the_table",
        lambda w: change("ratings_dossier", w.star.dossier_id, "state = 'draft'"),
    ),
    "take a dossier with a result back to scoring": (
        "dossier_moves_by_the_table",
        lambda w: change("ratings_dossier", w.done.pk, "state = 'scoring'"),
    ),
    "open a dossier in the middle of its way": (
        "dossier_moves_by_the_table",
        lambda w: again("ratings_dossier", w.done.pk, '"state": "concluded"'),
    ),
    "say that a dossier is recognised without a recognition": (
        "dossier_state_has_its_ground",
        lambda w: change("ratings_dossier", w.done.pk, "state = 'recognised'"),
    ),
    "say that a dossier has a result which it has not": (
        "dossier_state_has_its_ground",
        lambda w: change("ratings_dossier", w.scored.pk, "state = 'concluded'"),
    ),
    "put a dossier on another sheet": (
        "dossier_sheet_is_pinned",
        lambda w: change("ratings_dossier", w.scored.pk, f"sheet_id = {make.sheet(12).pk}"),
    ),
    "say that another opened a dossier": (
        "dossier_opened_once",
        lambda w: change("ratings_dossier", w.scored.pk, f"opened_by_id = {w.user.pk}"),
    ),
    "change since when a dossier is recognised": (
        "dossier_ended_stays_as_it_is",
        lambda w: change("ratings_dossier", w.star.dossier_id, "since = '2026-01-01'"),
    ),
    "give a product that is scored to another maker": (
        "product_kept_while_its_dossier_runs",
        lambda w: change("products_product", w.scored.product_id, f"producer_id = {make.producer().pk}"),
    ),
    "give a product that is scored another set": (
        "product_kept_while_its_dossier_runs",
        lambda w: change("products_product", w.scored.product_id, "product_set_id = 12"),
    ),
    "give a product with a result another name": (
        "product_kept_while_its_dossier_runs",
        lambda w: change("products_product", w.done.product_id, "name = 'Other'"),
    ),
    "change what was filed": (
        "filing_is_kept",
        lambda w: change("ratings_filing", w.done.filings.get().pk, "sha256 = repeat('0', 64)"),
    ),
    "change the file behind a piece of evidence": (
        "evidence_file_is_kept",
        lambda w: change("ratings_evidence", w.early.evidence.first().pk, "sha256 = repeat('0', 64)"),
    ),
    "change until when a paper holds, after the result": (
        "evidence_as_it_was_checked",
        lambda w: change("ratings_evidence", w.done.evidence.first().pk, "expires_on = '2040-01-01'"),
    ),
    "delete what evidence proves, after the result": (
        "citation_stands_under_results",
        lambda w: remove("ratings_citation", Citation.objects.filter(evidence__dossier=w.done).first().pk),
    ),
    # councils and sessions
    "change the quorum of a confirmed council": (
        "council_changes_by_amendment",
        lambda w: change("ratings_council", w.scored.council_id, "quorum = 1"),
    ),
    "take away a seat of a confirmed council": (
        "seat_changes_by_amendment",
        lambda w: change("ratings_seat", w.done.council.seats.get(kind="secretary").pk, "kind = 'member'"),
    ),
    "take the seat of somebody who has begun to score": (
        "seat_changes_by_amendment",
        lambda w: remove("ratings_seat", w.scored.council.seats.get(user=w.member).pk),
    ),
    "find on a requirement after the result": (
        "gate_finding_",
        lambda w: (
            "INSERT INTO ratings_gatefinding (dossier_id, criterion_id, star, met, reason, by_id, at)"
            " VALUES (%s, %s, 3, true, 'x', %s, now())",
            w.done.pk,
            node("2.2").pk,
            w.user.pk,
        ),
    ),
    "say that somebody was in the session, after its result": (
        "attendance_stands_under_results",
        lambda w: (
            "UPDATE ratings_attendance SET present = NOT present WHERE session_id = %s",
            w.done.result.session_id,
        ),
    ),
    "confirm a change of a council from elsewhere": (
        "council_amendment_confirmed_by_its_authority",
        lambda w: change(
            "ratings_councilamendment",
            w.change.pk,
            f"confirmed_at = now(), confirmed_by_id = {make.leader_of(w.elsewhere).pk}",
        ),
    ),
    "confirm a change of a council as a producer": (
        "council_amendment_confirmed_by_its_authority",
        lambda w: change(
            "ratings_councilamendment",
            w.change.pk,
            f"confirmed_at = now(), confirmed_by_id = {make.user('producer').pk}",
        ),
    ),
    "put a dossier before a council of another province": (
        "dossier_before_a_council_of_its_authority",
        lambda w: change("ratings_dossier", w.early.pk, f"council_id = {w.elsewhere.council_id}"),
    ),
    # results
    "change a result": (
        "result_is_kept",
        lambda w: change("ratings_result", w.done.result.pk, "total = total + 1"),
    ),
    "delete a result": ("result_is_kept", lambda w: remove("ratings_result", w.done.result.pk)),
    **refused_on_decisions.CASES,
    # official sheets
    "change the points of an option of a published sheet": (
        "option_of_published_sheet",
        lambda w: change("ratings_option", node("7").options.first().pk, "points = points + 1"),
    ),
    "take a requirement out of a published sheet": (
        "option_of_published_sheet",
        lambda w: ("UPDATE ratings_option SET gate = NULL WHERE criterion_id = %s", node("7").pk),
    ),
    "change the bands of a published sheet": (
        "sheet_",
        lambda w: change("ratings_sheet", make.sheet().pk, "bands = '[[5, 40]]'"),
    ),
    "end an official sheet where no other begins": (
        "sheet_ends_where_the_next_begins",
        lambda w: change("ratings_sheet", make.sheet().pk, "in_force_until = in_force_from"),
    ),
    # accounts
    "make an account with which somebody can sign in": (
        "account_opened_by_two",
        lambda w: again("ocop_user", w.user.pk, '"email": "nobody@ocop.example"'),
    ),
    # packages
    "change a sealed package": (
        "sealed_package_is_kept",
        lambda w: change("ratings_sealedpackage", w.star.dossier.result.package.pk, "archive = ''"),
    ),
    "delete a sealed package": (
        "sealed_package_is_kept",
        lambda w: remove("ratings_sealedpackage", w.star.dossier.result.package.pk),
    ),
    # anchors
    "anchor a decision before it is issued": (
        "anchor_of_what_is_final",
        lambda w: (
            "INSERT INTO ratings_anchor (kind, row_id) VALUES ('decision', %s)",
            w.prepared.pk,
        ),
    ),
}


@pytest.mark.parametrize("tried", CASES)
def test_database_refuses_to(tried, w):
    rule, attempt = CASES[tried]
    statement, *values = attempt(w)
    with pytest.raises(IntegrityError, match=rule):
        as_web(statement, *values)


def test_list_in_the_documents_names_what_is_tried_here():
    listed = [line.removeprefix("- ") for line in LIST.read_text().splitlines() if line.startswith("- ")]
    assert listed == [*OWNERS, *CASES]
