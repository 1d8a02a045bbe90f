"""Article 7: on a handed-back dossier the province decides, or evaluates anew by its own council."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils.translation import override

from ocop.models import Role
from ocop.refusal import RefusedError
from ocop.values.dates import today
from ratings.decisions.issue import issue_decision
from ratings.decisions.models import Decision, DecisionItem, DecisionKind, Recognition, RecognitionState
from ratings.decisions.papers.decision_draft import decision_draft
from ratings.decisions.prepare import kinds_open_to, prepare_decision, prepare_extension
from ratings.dossiers.models import AgencyReport, Dossier
from ratings.dossiers.workflow import DossierKind, DossierState
from ratings.scoring.models import Assessment
from tests import factories as make
from tests.once import made_once
from tests.ratings.dossiers.test_subject import without_triggers

pytestmark = pytest.mark.django_db
S, EVALUATE = DossierState, DecisionKind.EVALUATE


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def back():
    """The ministry's dossier with four stars, handed back."""
    return make.dossier(state=S.HANDED_BACK)


def refusal(call, *args, **kwargs):
    with pytest.raises(RefusedError) as refused:
        call(*args, **kwargs)
    return str(refused.value)


def test_a_decision_closes_what_was_handed_back_and_begins_the_provinces_own_dossier(back):
    officer, leader = make.officer_of(back), make.leader_of(back)
    decision = prepare_decision(EVALUATE, [back], by=officer)
    assert Dossier.objects.get(pk=back.pk).state == S.HANDED_BACK
    issue_decision(decision, by=leader, number="12/QĐ-UBND")
    own = Dossier.objects.get(evaluates_anew=back)
    assert Dossier.objects.get(pk=back.pk).state == S.CLOSED
    assert (own.state, own.product, own.kind, own.sheet) == (S.DRAFT, back.product, back.kind, back.sheet)
    assert (own.is_national, own.council, own.round) == (False, None, None)
    assert [(move.to_state, move.by, move.note) for move in own.transitions.all()] == [
        (S.DRAFT, leader, "12/QĐ-UBND")
    ]
    assert not Recognition.objects.exists()


def test_what_was_filed_stands_in_it_as_proposals_to_be_looked_at():
    product = make.product()
    officer = make.officer_of(product)
    filed = make.dossier(product=product)
    claims = Assessment.objects.open_self(filed, by=officer)
    claims.fill(make.best(filed.sheet), by=officer)
    national = make.national(Dossier.objects.get(pk=forwarded(filed).pk), state=S.HANDED_BACK)
    make.decide(national, EVALUATE)
    own = Dossier.objects.get(evaluates_anew=national)
    pieces = own.evidence.order_by("pk")
    assert [(piece.sha256, piece.look_again) for piece in pieces] == [
        (piece.sha256, True) for piece in national.all_evidence.order_by("pk")
    ]
    assert [set(piece.cites.all()) for piece in pieces] == [
        set(piece.carried_from.cites.all()) for piece in pieces
    ]
    assert own.assessments.get().choices() == claims.choices()
    assert refusal(own.move, S.FILED, by=officer).startswith("Look again at the evidence")
    own.assessments.get().fill({"1.1": 0}, by=officer)
    assert claims.choices() == make.best(filed.sheet)


def forwarded(dossier):
    make.brought_to(S.FORWARDED, dossier)
    return dossier


def test_a_file_that_came_twice_is_carried_over_once(back):
    first = back.origin.evidence.first()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        first.pk, first.dossier = None, back
        first.save(force_insert=True)
    make.decide(back, EVALUATE)
    own = Dossier.objects.get(evaluates_anew=back)
    assert own.evidence.filter(sha256=first.sha256).count() == 1


def test_its_own_council_makes_the_star_and_nothing_of_the_centres_does():
    own = make.own_evaluation(state=S.CONCLUDED, choices=make.four_stars())
    back = own.evaluates_anew
    assert own.council != back.council and own.result != back.result
    make.decide(own)
    star = Recognition.objects.get()
    assert (star.dossier, star.stars, star.decision.place) == (own, 4, own.council.place)


def test_the_result_at_the_centre_gives_no_star_any_more(back):
    make.decide(back, EVALUATE)
    closed = Dossier.objects.get(pk=back.pk)
    reason = refusal(prepare_decision, DecisionKind.RECOGNISE, [closed], by=make.officer_of(back))
    assert reason.endswith("The dossier does not wait for this authority.")
    assert kinds_open_to(closed, place=make.officer_of(back).place) == []


def test_the_province_chooses_one_of_three(back):
    assert kinds_open_to(back, place=make.officer_of(back).place) == [
        DecisionKind.RECOGNISE,
        DecisionKind.REFUSE,
        EVALUATE,
    ]
    prepare_decision(DecisionKind.RECOGNISE, [back], by=make.officer_of(back))
    assert refusal(prepare_decision, EVALUATE, [back], by=make.officer_of(back)).endswith(
        "The dossier stands in another decision that is being prepared."
    )


def test_nothing_is_evaluated_anew_that_was_not_handed_back():
    concluded = make.dossier(state=S.CONCLUDED)
    at_the_ministry = make.national(state=S.CONCLUDED, choices=make.four_stars())
    for dossier, officer in (
        (concluded, make.officer_of(concluded)),
        (at_the_ministry, make.user(Role.MINISTRY_OFFICER)),
    ):
        assert refusal(prepare_decision, EVALUATE, [dossier], by=officer).endswith(
            "Only what the ministry has handed back is evaluated anew."
        )


def test_what_the_ministrys_council_has_excluded_is_only_refused():
    national = make.national(state=S.SCORING)
    chair, member = (national.council.seats.filter(kind=kind).first().user for kind in ("chair", "member"))
    make.objection(national, by=member, reason="Chứng nhận giả.").decide(
        "confirmed", by=chair, reason="Đúng."
    )
    make.result_of(national, by=chair)
    national = Dossier.objects.get(pk=national.pk)
    due = today() + timedelta(days=20)
    national.hand_back(by=make.user(Role.MINISTRY_OFFICER), reason="Loại hồ sơ.", due_on=due)
    officer = make.officer_of(national)
    assert kinds_open_to(national, place=officer.place) == [DecisionKind.REFUSE]
    assert refusal(prepare_decision, EVALUATE, [national], by=officer).endswith(
        "it has no points, so it is refused and not evaluated anew."
    )


def test_nobody_else_decides_so(back):
    stranger = make.user(Role.PROVINCIAL_OFFICER)
    assert refusal(prepare_decision, EVALUATE, [back], by=stranger).endswith(
        "The dossier belongs to another province."
    )
    for role in (Role.MINISTRY_OFFICER, Role.PROVINCIAL_LEADER, Role.COMMUNE_OFFICER, Role.PRODUCER):
        user = make.leader_of(back) if role == Role.PROVINCIAL_LEADER else make.user(role)
        assert refusal(prepare_decision, EVALUATE, [back], by=user)
    officer = make.officer_of(back)
    decision = prepare_decision(EVALUATE, [back], by=officer)
    for user in (
        officer,
        make.officer_of(back),
        make.user(Role.PROVINCIAL_LEADER),
        make.user(Role.MINISTRY_LEADER),
    ):
        assert refusal(issue_decision, decision, by=user, number="1/QĐ-UBND")
    assert Dossier.objects.get(pk=back.pk).state == S.HANDED_BACK
    assert not Dossier.objects.filter(evaluates_anew=back).exists()


def test_one_person_alone_does_not_close_it(back):
    assert refusal(back.move, S.CLOSED, by=make.leader_of(back)) == (
        "Only a decision can refuse a product whose result is three stars or more."
    )


def test_the_database_begins_no_own_evaluation_without_the_issued_decision(back):
    fields = {
        "product": back.product,
        "sheet": back.sheet,
        "kind": back.kind,
        "evaluates_anew": back,
        "opened_by": make.officer_of(back),
    }
    prepare_decision(EVALUATE, [back], by=make.officer_of(back))
    with pytest.raises(IntegrityError, match="dossier_evaluates_anew_by_decision"), transaction.atomic():
        Dossier.objects.create(**fields)


def test_the_database_takes_no_such_item_on_anything_else(back):
    concluded = make.dossier(state=S.CONCLUDED)
    elsewhere = make.decision(kind=EVALUATE)
    here = make.decision(kind=EVALUATE, place=concluded.product.producer.place.province)
    for decision, dossier in ((elsewhere, back), (here, concluded)):
        with (
            pytest.raises(IntegrityError, match="decision_item_evaluates_what_was_handed_back"),
            transaction.atomic(),
        ):
            DecisionItem.objects.create(decision=decision, dossier=dossier)


def test_kind_and_ground_of_an_own_evaluation_stay():
    own = make.own_evaluation()
    for change in ({"evaluates_anew": None}, {"kind": DossierKind.UPGRADE}):
        with pytest.raises(IntegrityError, match="dossier_sheet_is_pinned"), transaction.atomic():
            Dossier.objects.filter(pk=own.pk).update(**change)


# A re-assessment


def renewal_handed_back():
    """The ministry's dossier of a re-assessment of four stars filed in time, handed back."""
    product = make.product()
    make.recognition(product=product, stars=4, expires_on=today() + timedelta(days=151))
    return make.dossier(product=product, kind=DossierKind.RENEWAL, state=S.HANDED_BACK)


renewal = made_once(renewal_handed_back, scope="class")


@pytest.fixture
def recognition(renewal):
    """The four stars being reassessed."""
    return Recognition.objects.get(product=renewal.product)


class TestReassessment:
    """All tests share one setup."""

    def test_a_star_whose_renewal_is_evaluated_anew_awaits_its_result(self, renewal, recognition):
        back = Dossier.objects.get(pk=renewal.pk)
        make.decide(back, EVALUATE)
        own = Dossier.objects.get(evaluates_anew=back)
        assert (own.kind, own.builds_on, own.remark_on_window) == (DossierKind.RENEWAL, recognition, "")
        later = recognition.expires_on + timedelta(days=10)
        states = Recognition.objects.with_state(later).filter(pk=recognition.pk)
        assert states.get().state == RecognitionState.AWAITING
        own.move(S.CLOSED, by=make.officer_of(own))
        assert states.get().state == RecognitionState.LAPSED

    def test_an_extension_goes_on_while_it_is_evaluated_anew(self, renewal, recognition):
        back = Dossier.objects.get(pk=renewal.pk)
        officer, leader = make.officer_of(back), make.leader_of(back)
        until = recognition.expires_on + timedelta(days=60)
        extension = prepare_extension(recognition, until, by=officer)
        issue_decision(extension, by=leader, number="3/QĐ-UBND")
        make.decide(back, EVALUATE)
        recognition.refresh_from_db()
        assert recognition.extended_until == until
        Dossier.objects.get(evaluates_anew=back).move(S.CLOSED, by=officer)
        recognition.refresh_from_db()
        assert recognition.extended_until is None

    def test_the_agencys_report_does_not_take_the_place_of_that_council(self, renewal):
        without_triggers("UPDATE ratings_recognition SET stars = 5")
        back = Dossier.objects.get(pk=renewal.pk)
        make.decide(back, EVALUATE)
        own = make.brought_to(S.CHECKING, Dossier.objects.get(evaluates_anew=back))
        assert "This one passes the council." in refusal(AgencyReport.open, own, by=make.officer_of(own))
        with pytest.raises(IntegrityError, match="agency_report_on_five_stars_again"), transaction.atomic():
            AgencyReport.objects.create(dossier=own)


# Pages and papers


def test_the_officer_prepares_and_the_leader_issues_it_on_their_pages(back, client):
    officer, leader = make.officer_of(back), make.leader_of(back)
    client.force_login(officer)
    html = client.get(back.get_desk_url()).content.decode()
    assert "decides that it evaluates the product anew" in html
    told = {"kind": EVALUATE, "dossiers": [back.pk], "signatory": "Phó Chủ tịch"}
    assert client.post(reverse("desk-decision-prepare"), told).status_code == 302
    decision = Decision.objects.get(kind=EVALUATE)
    client.force_login(leader)
    told = {"number": "12/QĐ-UBND", "signed_on": f"{today():%d/%m/%Y}", "seen": decision.content_sha256}
    assert client.post(reverse("desk-decision-issue", args=[decision.pk]), told).status_code == 302
    own = Dossier.objects.get(evaluates_anew=back)
    client.force_login(officer)
    assert own.get_desk_url() in client.get(back.get_desk_url()).content.decode()
    assert back.get_desk_url() in client.get(own.get_desk_url()).content.decode()


def test_the_ministry_does_not_read_the_draft_of_the_province(back, client):
    make.decide(back, EVALUATE)
    own = Dossier.objects.get(evaluates_anew=back)
    client.force_login(make.user(Role.MINISTRY_OFFICER))
    assert own.get_desk_url() not in client.get(back.get_desk_url()).content.decode()
    assert client.get(own.get_desk_url()).status_code == 404


def test_the_council_is_told_why_it_scores(client):
    own = make.own_evaluation(state=S.SCORING)
    client.force_login(own.council.seats.get(kind="chair").user)
    html = client.get(own.get_score_url()).content.decode()
    assert "the province decided that its council evaluates it anew" in html


def test_the_decision_says_that_the_result_of_the_centre_makes_no_star(back):
    decision = prepare_decision(EVALUATE, [back], by=make.officer_of(back))
    words = str(decision_draft(decision))
    assert "Tổ chức đánh giá, phân hạng lại ở cấp tỉnh 01 sản phẩm" in words
    assert "không dùng để công nhận hạng sao" in words
    assert "4 sao" not in words
