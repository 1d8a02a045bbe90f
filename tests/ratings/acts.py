"""Scenarios for concurrent acts on a dossier, used by tests/ratings/test_acts_at_once.py.

Each function creates rows and returns {name of the act: start}. `start()` loads its own copies of the rows,
as a request does, and returns a callable that acts. The name is that of ratings.acts.ACTS, followed by a
slash and a word if one act is tried in several ways.
"""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from ocop.models import Role
from ocop.permissions import SeatKind
from ocop.values.dates import today
from ratings.decisions.issue import issue_decision
from ratings.decisions.models import Decision, DecisionKind
from ratings.decisions.prepare import prepare_decision
from ratings.dossiers.models import (
    AdvisoryReport,
    AgencyReport,
    CommuneReport,
    Dossier,
    Evidence,
    EvidenceState,
)
from ratings.dossiers.workflow import DossierState
from ratings.scoring.conclude import conclude_scoring
from ratings.scoring.models import (
    Assessment,
    Conflict,
    GateFinding,
    Objection,
    ObjectionOutcome,
    Reply,
    Result,
    SecondRound,
    Session,
    disputed_gates,
)
from tests import factories as make
from tests.signed_pdfs import pdf

S = DossierState
REASON = "Theo biên bản."


def on(row, act, *args, **kwargs):
    """Return a start function for an act of a row: load it, then act."""

    def start():
        copy = type(row).objects.get(pk=row.pk)
        return lambda: getattr(copy, act)(*args, **kwargs)

    return start


def given(dossier, act, *args, **kwargs):
    """Return a start function for an act that takes the dossier."""

    def start():
        copy = Dossier.objects.get(pk=dossier.pk)
        return lambda: act(copy, *args, **kwargs)

    return start


def with_the_producer():
    """Draft ready to be filed, with copied evidence and a self-assessment."""
    dossier = make.dossier()
    officer = make.officer_of(dossier)
    make.obligatory_evidence(dossier, by=officer)
    make.self_assessment(dossier, by=officer)
    carried = make.evidence(dossier=dossier)
    own = Assessment.objects.open_self(dossier, by=officer)
    board = make.council(place=officer.place)
    file = SimpleUploadedFile("moi.pdf", pdf(), "application/pdf")
    ways = {
        "Dossier.move/filed": on(dossier, "move", S.FILED, by=officer),
        "Dossier.move/closed": on(dossier, "move", S.CLOSED, by=officer),
        "Dossier.name_council": on(dossier, "name_council", board, by=officer),
        "EvidenceQuerySet.put": given(dossier, Evidence.objects.add, file, requirement="other", by=officer),
        "Evidence.remove": on(carried, "remove", by=officer),
        "Evidence.confirm": on(carried, "confirm", by=officer),
        "AssessmentQuerySet.open_self": given(dossier, Assessment.objects.open_self, by=officer),
        "Assessment.answer_all": on(own, "fill", {"7": 0}, by=officer),
    }
    return dossier, ways


def with_the_commune():
    """Dossier that an officer has filed."""
    dossier = make.dossier(state=S.FILED)
    commune, piece, filing = (
        make.commune_officer_of(dossier),
        dossier.evidence.first(),
        dossier.filings.get(),
    )
    producer = make.user(Role.PRODUCER)
    make.membership(producer, dossier.product.producer)
    report = CommuneReport.open(dossier, by=commune)
    CommuneReport.objects.filter(pk=report.pk).update(**dict.fromkeys(CommuneReport.contents, "Đúng."))
    back = {"by": commune, "reason": "Cần bổ sung.", "due_on": today() + timedelta(days=9)}
    ways = {
        "Dossier.send_back": on(dossier, "send_back", [("Giấy", "Cũ")], **back),
        "Dossier.move/checking": on(dossier, "move", S.CHECKING, by=commune),
        "Evidence.decide/accepted": on(piece, "decide", EvidenceState.ACCEPTED, by=commune),
        "Evidence.decide/returned": on(piece, "decide", EvidenceState.RETURNED, by=commune, reason=REASON),
        "Report.open": given(dossier, CommuneReport.open, by=commune),
        "Report.sign": on(report, "sign", by=commune),
        "Filing.confirm": on(filing, "confirm", by=producer),
    }
    return dossier, ways


def with_the_agency():
    """Reassessment of five stars, being checked by the province."""
    dossier = make.five_stars_again()
    officer = make.officer_of(dossier)
    report = AgencyReport.open(dossier, by=officer)
    AgencyReport.objects.filter(pk=report.pk).update(**dict.fromkeys(AgencyReport.contents, "Đủ."))
    ways = {
        "AgencyReport.open": given(dossier, AgencyReport.open, by=officer),
        "Report.sign/agency": on(report, "sign", by=officer),
        "Dossier.move/closed by the province": on(dossier, "move", S.CLOSED, by=officer, note=REASON),
    }
    return dossier, ways


def with_the_advisers():
    """Dossier at the advisory team, whose report is written."""
    dossier = make.dossier(state=S.ADVISORY)
    officer, adviser = make.officer_of(dossier), dossier.council.seats.get(kind=SeatKind.ADVISER).user
    report = AdvisoryReport.open(dossier, by=adviser)
    AdvisoryReport.objects.filter(pk=report.pk).update(conclusion="Đề nghị chấm.")
    ways = {
        "AssessmentQuerySet.open_seated": given(dossier, Assessment.objects.open_seated, by=adviser),
        "Report.sign/advisers": on(report, "sign", by=adviser),
        "Dossier.move/scoring": on(dossier, "move", S.SCORING, by=officer),
    }
    return dossier, ways


def before_the_council():
    """Dossier being scored: one sheet locked, one begun, one not begun; a conflict declared, an objection raised."""
    dossier = make.dossier(state=S.SCORING, members=3)
    officer, seats = make.officer_of(dossier), dossier.council.seats
    chair, secretary = (seats.get(kind=kind).user for kind in (SeatKind.CHAIR, SeatKind.SECRETARY))
    one, two, three = (seat.user for seat in seats.filter(kind=SeatKind.MEMBER).order_by("pk"))
    locked, written = make.assessment(dossier, by=one, locked=True), make.assessment(dossier, by=two)
    conflict = Conflict.objects.declare(dossier, by=secretary, reason=REASON)
    objection = make.objection(dossier, by=two)
    called = Session.objects.call(
        dossier.council, "meeting", [], by=chair, held_on=today(), venue="Trụ sở UBND"
    )
    change = make.amendment(dossier.council)
    safety = {answer.criterion.code: (False, REASON) for answer in written.asked_about()}
    against = {"by": three, "kind": "disqualifier", "reason": REASON}
    ended = {"by": chair, "reason": REASON}
    ways = {
        "AssessmentQuerySet.open_seated": given(dossier, Assessment.objects.open_seated, by=three),
        "Assessment.answer_all/member": on(written, "fill", {"7": 0}, by=two),
        "Assessment.lock": on(written, "lock", by=two, safety=safety),
        "Assessment.abstain": on(written, "abstain", by=two, reason=REASON),
        "Assessment.unlock": on(locked, "unlock", by=chair, reason=REASON),
        "ObjectionQuerySet.raise_against": given(dossier, Objection.objects.raise_against, **against),
        "Objection.decide": on(objection, "decide", ObjectionOutcome.CONFIRMED, **ended),
        "Objection.take_back": on(objection, "take_back", by=two, reason=REASON),
        "ConflictQuerySet.declare": given(dossier, Conflict.objects.declare, by=two, reason=REASON),
        "Conflict.lift": on(conflict, "lift", by=chair, reason=REASON),
        "Session.add": on(called, "add", [dossier], by=chair),
        "CouncilAmendment.confirm": on(change, "confirm", by=make.officer_at(dossier.council)),
        "Dossier.move/ended": on(dossier, "move", S.CLOSED, by=officer, note=REASON),
    }
    return dossier, ways


def after_the_first_round():
    """Dossier with all sheets locked, spread at the limit, before a meeting."""
    dossier = make.first_round(apart=0)
    officer, chair = make.officer_of(dossier), dossier.council.seats.get(kind=SeatKind.CHAIR).user
    member = dossier.council.seats.filter(kind=SeatKind.MEMBER).first().user
    make.session(dossier)
    sheet = dossier.assessments.get(by=member)
    change = make.amendment(dossier.council)
    against = {"by": member, "kind": "disqualifier", "reason": REASON}
    ways = {
        "conclude_scoring": given(dossier, conclude_scoring, by=officer),
        "Assessment.unlock/to score again": on(sheet, "unlock", by=chair, reason=REASON),
        "ObjectionQuerySet.raise_against": given(dossier, Objection.objects.raise_against, **against),
        "CouncilAmendment.confirm": on(change, "confirm", by=make.officer_at(dossier.council)),
        "Dossier.move/ended": on(dossier, "move", S.CLOSED, by=officer, note=REASON),
    }
    return dossier, ways


def far_apart():
    """Dossier with a first-round spread beyond the limit and a disputed requirement."""
    dossier = make.first_round(apart=20)
    officer, chair = make.officer_of(dossier), dossier.council.seats.get(kind=SeatKind.CHAIR).user
    gate = disputed_gates(dossier)[0]
    finding = {"met": True, "by": chair, "reason": REASON}
    ways = {
        "SecondRoundQuerySet.open": given(dossier, SecondRound.objects.open, by=officer, reason=REASON),
        "GateFindingQuerySet.record": given(
            dossier, GateFinding.objects.record, gate.code, gate.star, **finding
        ),
    }
    return dossier, ways


def with_the_leader():
    """Result of four stars with a prepared decision; the producer may reply."""
    dossier = make.dossier(state=S.CONCLUDED, choices=make.four_stars())
    officer, leader, producer = make.officer_of(dossier), make.leader_of(dossier), make.user(Role.PRODUCER)
    make.membership(producer, dossier.product.producer)
    decision = prepare_decision(DecisionKind.RECOGNISE, [dossier], by=officer)

    def prepare():
        copy = Dossier.objects.get(pk=dossier.pk)
        return lambda: prepare_decision(DecisionKind.REFUSE, [copy], by=officer)

    def reply():
        copy = Result.objects.get(dossier=dossier)
        return lambda: Reply.objects.give(copy, REASON, by=producer)

    def issue():
        copy = Decision.objects.get(pk=decision.pk)
        return lambda: issue_decision(copy, by=leader, number="7/QĐ-UBND")

    ways = {
        "prepare_decision": prepare,
        "issue_decision": issue,
        "Decision.send_back": on(decision, "send_back", by=leader, reason=REASON),
        "Decision.discard": on(decision, "discard", by=officer),
        "ReplyQuerySet.give": reply,
    }
    return dossier, ways


def at_the_ministry():
    """Result of four stars at the ministry."""
    dossier = make.national(state=S.CONCLUDED, choices=make.four_stars())
    back = {"reason": REASON, "due_on": today() + timedelta(days=9)}
    officers = [make.user(Role.MINISTRY_OFFICER) for _number in range(2)]
    ways = {
        f"Dossier.hand_back/{number}": on(dossier, "hand_back", by=officer, **back)
        for number, officer in enumerate(officers)
    }
    return dossier, ways


SCENES = [
    with_the_producer,
    with_the_commune,
    with_the_agency,
    with_the_advisers,
    before_the_council,
    after_the_first_round,
    far_apart,
    with_the_leader,
    at_the_ministry,
]
