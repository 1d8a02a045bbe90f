"""A person with a conflict of interest decides nothing, and no single person ends or moves a star."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override

from ocop.refusal import RefusedError
from ocop.values.dates import today
from ratings.councils.models.presiding import presiding
from ratings.decisions.issue import issue_decision
from ratings.decisions.papers.decision_draft import item_cells
from ratings.decisions.prepare import prepare_decision
from ratings.dossiers.workflow import DossierState
from ratings.scoring.conclude import conclude_scoring
from ratings.scoring.models import (
    Assessment,
    Conflict,
    GateFinding,
    Objection,
    SecondRound,
    Session,
    SessionKind,
)
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def dossier():
    return make.dossier(state=DossierState.SCORING)


@pytest.fixture
def chair(dossier):
    return dossier.council.seats.get(kind="chair").user


@pytest.fixture
def deputy(dossier):
    return make.seat(dossier.council, "deputy").user


@pytest.fixture
def member(dossier):
    return dossier.council.seats.filter(kind="member").first().user


def refusal(call, *args, **kwargs):
    with pytest.raises(RefusedError) as refused:
        call(*args, **kwargs)
    return str(refused.value)


def in_conflict(dossier, user):
    return Conflict.objects.declare(dossier, by=user, reason="Em ruột của chủ thể.")


def differ(dossier, *, reaching=1):
    """Lock everybody's sheet; `reaching` of them meet requirement 7 (5 stars)."""
    for number, seat in enumerate(dossier.council.seats.scoring().order_by("kind", "pk")):
        choices = make.best(dossier.sheet) | ({} if number < reaching else {"7": 2})
        make.assessment(dossier, by=seat.user, choices=choices, locked=True)


# A conflict of interest


def test_the_deputy_presides_where_a_conflict_stands_against_the_chair(dossier, chair, deputy):
    assert presiding(dossier).user == chair
    lifted = in_conflict(dossier, chair)
    assert presiding(dossier).user == deputy
    lifted.lift(by=deputy, reason="Chỉ trùng họ.")
    assert presiding(dossier).user == chair
    for user in (chair, deputy):
        in_conflict(dossier, user) if user == deputy else None
    assert presiding(dossier, apart_from=[chair.pk]) is None


def test_a_chair_in_conflict_decides_nothing(dossier, chair, deputy, member, client):
    raised = make.objection(dossier, by=member)
    sheet = make.assessment(dossier, by=member, locked=True)
    in_conflict(dossier, chair)
    conflict = "Not shown because of a conflict of interest: Declared by the member: Em ruột của chủ thể.."
    assert refusal(raised.decide, "rejected", by=chair, reason="x") == conflict
    assert refusal(sheet.unlock, by=chair, reason="x") == conflict
    assert (
        refusal(Objection.objects.raise_against, dossier, by=chair, kind="disqualifier", reason="x")
        == conflict
    )
    client.force_login(chair)
    decide = reverse("score-objection-decide", args=[raised.pk])
    assert client.get(decide).status_code == 409
    assert client.post(decide, {"outcome": "rejected", "reason": "x"}).status_code == 409
    assert client.post(reverse("score-unlock", args=[sheet.pk]), {"reason": "x"}).status_code == 404
    raised.decide("rejected", by=deputy, reason="Bản gốc đã xem.")
    differ_left(dossier)
    make.session(dossier, by=deputy)
    assert refusal(GateFinding.objects.record, dossier, "7", 5, met=True, by=chair, reason="x") == conflict
    assert refusal(conclude_scoring, dossier, by=chair) == conflict
    assert SecondRound.objects.why_not(dossier, by=chair) == conflict
    assert conclude_scoring(dossier, by=deputy).sheets == 3


def differ_left(dossier):
    """Every remaining member locks a sheet."""
    for seat in dossier.awaited():
        make.assessment(dossier, by=seat.user, locked=True)


def test_raw_sql_lets_nobody_in_conflict_decide(dossier, chair, member):
    raised = make.objection(dossier, by=member)
    in_conflict(dossier, chair)
    row = {"outcome": "rejected", "decided_by": chair, "decided_at": raised.raised_at, "decision_reason": "x"}
    with pytest.raises(IntegrityError, match="objection_decided_by_who_presides"), transaction.atomic():
        Objection.objects.filter(pk=raised.pk).update(**row)


def test_who_has_a_conflict_holds_no_session_with_the_dossier(dossier, chair, deputy):
    in_conflict(dossier, chair)
    fields = {"held_on": today(), "venue": "Trụ sở"}
    call = Session.objects.call
    assert "conflict of interest" in refusal(
        call, dossier.council, SessionKind.MEETING, [dossier], by=chair, **fields
    )
    session = make.session(dossier, by=deputy)
    for step in (session.attend, session.add):
        assert "conflict of interest" in refusal(step, [], by=chair)
    assert "conflict of interest" in refusal(session.close, by=chair)
    session.close(by=deputy)


# Findings


def test_a_finding_falls_with_the_sheets_it_was_made_on(dossier, chair, member):
    differ(dossier)
    GateFinding.objects.record(dossier, "7", 5, met=True, by=chair, reason="Xem lại mẫu.")
    Assessment.objects.get(by=member).unlock(by=chair, reason="Nhầm dòng.")
    void = GateFinding.objects.get()
    assert (void.void_ground, void.voided_at is None) == ("second_round", False)
    assert GateFinding.objects.as_rule(dossier) == {}


def test_undoing_an_abstention_makes_findings_void(dossier, chair, member):
    Assessment.objects.open_member(dossier, by=member).abstain(by=member, reason="Vắng.")
    for number, seat in enumerate(dossier.awaited()):
        choices = make.best(dossier.sheet) | ({"7": 2} if number else {})
        make.assessment(dossier, by=seat.user, choices=choices, locked=True)
    GateFinding.objects.record(dossier, "7", 5, met=True, by=chair, reason="Xem lại mẫu.")
    Assessment.objects.get(by=member).unlock(by=chair, reason="Đã có mặt.")
    assert GateFinding.objects.get().void_ground == "unlocked"


def test_raw_sql_finds_nothing_as_a_member_or_where_sheets_agree(dossier, chair, member):
    differ(dossier)
    seven, agreed = (dossier.sheet.criteria.get(code=code) for code in ("7", "9"))
    row = {"dossier": dossier, "star": 5, "met": True, "reason": "x"}
    with pytest.raises(IntegrityError, match="gate_finding_by_who_presides"), transaction.atomic():
        GateFinding.objects.create(criterion=seven, by=member, **row)
    with pytest.raises(IntegrityError, match="gate_finding_without_a_dispute"), transaction.atomic():
        GateFinding.objects.create(criterion=agreed, by=chair, **row | {"star": 4})


def test_the_reason_names_requirements_met_by_a_finding(dossier, chair):
    differ(dossier)
    GateFinding.objects.record(dossier, "7", 5, met=True, by=chair, reason="Mẫu đặc sắc.")
    result = make.result_of(dossier, by=chair)
    assert result.stars == 5
    found = "requirement 7 (5 stars): 1 of 3 sheets, met by the chair's finding: Mẫu đặc sắc."
    assert result.reason().endswith(f"; {found}")


def test_the_annex_names_requirements_met_by_a_finding(dossier, chair):
    differ(dossier)
    GateFinding.objects.record(dossier, "7", 5, met=True, by=chair, reason="Mẫu đặc sắc.")
    make.result_of(dossier, by=chair)
    decision = prepare_decision("approve", [dossier], by=make.officer_of(dossier))
    assert "yêu cầu 7 (5 sao): 1/3 phiếu đạt, đạt theo kết luận" in item_cells(decision.items.get())[-1]


# No step of one person


def test_nobody_decides_the_own_objection(dossier, chair):
    raised = make.objection(dossier, by=chair)
    assert refusal(raised.decide, "confirmed", by=chair, reason="x").startswith("Nobody presides")
    deputy = make.seat(dossier.council, "deputy").user
    raised.decide("confirmed", by=deputy, reason="Đúng.")
    assert raised.decided_by == deputy


def test_an_exclusion_is_concluded_in_a_meeting_with_quorum(dossier, chair, member):
    make.objection(dossier, by=member).decide("confirmed", by=chair, reason="Đúng.")
    why = refusal(
        Session.objects.call,
        dossier.council,
        SessionKind.WRITTEN,
        [dossier],
        by=chair,
        held_on=None,
        answers_until=today(),
    )
    assert "only a meeting excludes a product or ends its scoring." in why
    make.session(dossier, present=[chair])
    assert refusal(conclude_scoring, dossier, by=chair).startswith("1 of 3 members are present")


def test_an_excluded_dossier_is_closed_by_a_decision_of_two(dossier, chair, member):
    officer = make.officer_of(dossier)
    make.objection(dossier, by=member, reason="Chứng nhận giả.").decide("confirmed", by=chair, reason="Đúng.")
    assert refusal(dossier.move, DossierState.CLOSED, by=officer).startswith(
        "An objection is before the council"
    )
    make.result_of(dossier, by=chair)
    dossier.refresh_from_db()
    assert refusal(dossier.move, DossierState.CLOSED, by=officer).startswith(
        "Only a decision, prepared by one"
    )
    decision = prepare_decision("refuse", [dossier], by=officer)
    assert item_cells(decision.items.get())[-2:] == ("", "Loại hồ sơ: Chứng nhận giả.")
    issue_decision(decision, by=make.leader_of(dossier), number="9/QĐ-UBND")
    dossier.refresh_from_db()
    assert dossier.state == DossierState.CLOSED


def test_nobody_unlocks_the_own_sheet_and_the_deputy_the_chairs(dossier, chair, deputy):
    sheet = make.assessment(dossier, by=chair, locked=True)
    assert refusal(sheet.unlock, by=chair, reason="x") == "Nobody unlocks the own sheet."
    sheet.unlock(by=deputy, reason="Nhầm dòng.")
    assert not sheet.is_locked


def test_once_marks_are_seen_unlocking_opens_the_second_round_for_all(dossier, chair, member):
    other = dossier.council.seats.filter(kind="member").last().user
    sheet = make.assessment(dossier, by=member, locked=True)
    make.assessment(dossier, by=chair, locked=True)
    assert refusal(sheet.unlock, by=chair, reason="x").startswith("Its member has seen marks of others.")
    make.assessment(dossier, by=other, locked=True)
    sheet.unlock(by=chair, reason="Nhầm dòng.")
    dossier.refresh_from_db()
    assert (sheet.is_locked, dossier.scoring_round) == (True, 2)
    assert {seat.user for seat in dossier.awaited()} == {chair, member, other}
    second = make.assessment(dossier, by=member, choices={}, locked=True)
    assert refusal(second.unlock, by=chair, reason="x").startswith("Nothing is unlocked in the second round")


def test_raw_sql_opens_no_sheet_of_a_first_round_that_is_over(dossier, chair, member):
    differ(dossier, reaching=3)
    sheet = Assessment.objects.get(by=member)
    sheet.unlock(by=chair, reason="Nhầm dòng.")
    with pytest.raises(IntegrityError, match="assessment_"), transaction.atomic():
        Assessment.objects.filter(pk=sheet.pk).update(locked_at=None)


def test_who_objected_takes_it_back_while_it_waits(dossier, chair, member, client):
    raised = make.objection(dossier, by=member)
    page = reverse("score-objection-take-back", args=[raised.pk])
    client.force_login(chair)
    assert client.get(page).status_code == 409
    client.force_login(member)
    text = client.get(reverse("score-dossier", args=[dossier.pk])).content.decode()
    assert page in text and f"Raised by {member}:" in text
    assert client.post(page, {"reason": "Đã thấy bản gốc."}).status_code == 302
    raised.refresh_from_db()
    assert (raised.outcome, raised.decided_by) == ("withdrawn", member)
    assert refusal(raised.decide, "confirmed", by=chair, reason="x") == "This objection is decided already."


def test_after_a_confirmed_objection_nobody_is_asked_to_score(dossier, chair, member, client):
    make.objection(dossier, by=member).decide("confirmed", by=chair, reason="Đúng.")
    client.force_login(member)
    text = client.get(reverse("score-dossier", args=[dossier.pk])).content.decode()
    assert "Begin to score" not in text
    assert list(dossier.awaited()) == []
    assert refusal(Assessment.objects.open_member, dossier, by=member).startswith("An objection is confirmed")


def test_forms_that_cannot_be_sent_are_not_offered(dossier, client, member):
    raised = make.objection(dossier, by=member)
    secretary = dossier.council.seats.get(kind="secretary").user
    for user, name, pk in (
        (secretary, "score-objection", dossier.pk),
        (secretary, "score-objection-decide", raised.pk),
        (member, "score-objection-decide", raised.pk),
    ):
        client.force_login(user)
        assert client.get(reverse(name, args=[pk])).status_code == 409


def test_a_member_is_told_of_the_unlocking_by_whom_and_why(dossier, chair, member, client):
    sheet = make.assessment(dossier, by=member, locked=True)
    client.force_login(chair)
    assert (
        reverse("score-unlock", args=[sheet.pk])
        in client.get(reverse("score-matrix", args=[dossier.pk])).content.decode()
    )
    sheet.unlock(by=chair, reason="Nhầm dòng 4.1.")
    client.force_login(member)
    for page in (sheet.get_absolute_url(), reverse("score-dossier", args=[dossier.pk]), reverse("score")):
        text = client.get(page).content.decode()
        assert "Nhầm dòng 4.1." in text and str(chair) in text


def test_scoring_stops_at_a_criterion(dossier, member, client):
    client.force_login(member)
    page = reverse("score-objection", args=[dossier.pk])
    response = client.post(page, {"kind": "stop", "reason": "Có tạp chất."})
    assert "Name the criterion at which scoring stops." in response.content.decode()
    assert not dossier.objections.exists()
