from datetime import date, timedelta

import pytest
from django.utils.translation import override

from ocop.models import Role
from ocop.refusal import RefusedError
from ocop.values.dates import today
from ratings.decisions.issue import issue_decision
from ratings.decisions.models import Decision, DecisionKind, Recognition, RecordedDecision, WithdrawalGround
from ratings.decisions.prepare import prepare_decision, prepare_extension, prepare_withdrawal
from ratings.decisions.validity import end_of_term
from ratings.dossiers.models import Dossier
from ratings.dossiers.workflow import DossierKind, DossierState
from tests import factories as make
from tests.ratings.dossiers.test_subject import without_triggers

pytestmark = pytest.mark.django_db
RECOGNISE, APPROVE, REFUSE = DecisionKind.RECOGNISE, DecisionKind.APPROVE, DecisionKind.REFUSE


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def dossier():
    return make.dossier(state=DossierState.CONCLUDED, choices=make.four_stars())


def refusal(call, *args, **kwargs):
    with pytest.raises(RefusedError) as refused:
        call(*args, **kwargs)
    return str(refused.value)


def prepare(dossier, kind=RECOGNISE, by=None):
    return prepare_decision(kind, [dossier], by=by or make.officer_of(dossier))


def test_a_decision_has_no_number_and_no_effect_until_it_is_issued(dossier):
    decision = prepare(dossier)
    assert (decision.number, decision.signed_on, decision.is_effective) == ("", None, False)
    assert not Recognition.objects.exists()


def test_issuing_recognises_for_the_term_and_moves_the_dossier(dossier):
    decision = prepare(dossier)
    issue_decision(decision, by=make.leader_of(dossier), number=" 12/QĐ-UBND ")
    recognition = Recognition.objects.get()
    assert (recognition.stars, recognition.origin, recognition.decision) == (4, "issued", decision)
    assert (recognition.issued_on, recognition.expires_on) == (today(), end_of_term(today(), 36))
    assert (recognition.name, recognition.maker) == (dossier.product.name, dossier.product.producer.name)
    assert decision.number == "12/QĐ-UBND"
    assert Dossier.objects.get(pk=dossier.pk).state == DossierState.RECOGNISED


def test_who_prepared_a_decision_cannot_issue_it(dossier):
    decision = prepare(dossier)
    reason = refusal(issue_decision, decision, by=decision.prepared_by, number="1/QĐ-UBND")
    assert reason == "Somebody else must issue what you have prepared."


def test_only_a_leader_of_the_deciding_province_issues(dossier):
    decision = prepare(dossier)
    strangers = [
        make.user(Role.PROVINCIAL_LEADER),
        make.officer_of(dossier),
        make.user(Role.MINISTRY_OFFICER),
        make.user(Role.MINISTRY_LEADER),
    ]
    for stranger in strangers:
        reason = refusal(issue_decision, decision, by=stranger, number="1/QĐ-UBND")
        assert reason == "Only a leader of the deciding authority issues this decision."
        assert decision not in Decision.objects.issuable_by(stranger)
    assert list(Decision.objects.issuable_by(make.leader_of(dossier))) == [decision]


def test_a_leader_cannot_prepare(dossier):
    assert refusal(prepare, dossier, by=make.leader_of(dossier)).startswith(
        "Decisions are prepared by officers"
    )


def test_a_decision_is_issued_once(dossier):
    decision, leader = prepare(dossier), make.leader_of(dossier)
    same = Decision.objects.get(pk=decision.pk)
    issue_decision(decision, by=leader, number="1/QĐ-UBND")
    for each in (decision, same):
        assert (
            refusal(issue_decision, each, by=leader, number="2/QĐ-UBND").endswith("is issued already.")
            or each is same
        )
    assert Recognition.objects.count() == 1


@pytest.mark.parametrize(
    ("number", "days", "reason"),
    [
        ("  ", 0, "Write the number of the decision."),
        ("1/QĐ-UBND", 1, "A decision cannot be signed on a day that has not come."),
    ],
)
def test_a_decision_needs_a_number_and_a_day_that_has_come(dossier, number, days, reason):
    decision = prepare(dossier)
    signed_on = today() + timedelta(days=days)
    assert (
        refusal(issue_decision, decision, by=make.leader_of(dossier), number=number, signed_on=signed_on)
        == reason
    )


def test_a_number_is_used_once_by_an_authority_in_a_year(dossier):
    other = make.decision(
        place=dossier.product.producer.place.province, signed_on=today(), number="7/QĐ-UBND"
    )
    decision = prepare(dossier)
    reason = refusal(issue_decision, decision, by=make.leader_of(dossier), number=other.number)
    assert reason == "This authority has a decision with this number in that year."
    make.decision(signed_on=today(), number="8/QĐ-UBND")
    issue_decision(decision, by=make.leader_of(dossier), number="8/QĐ-UBND")


def test_a_dossier_stands_in_one_prepared_decision(dossier):
    prepare(dossier)
    assert refusal(prepare, dossier).endswith(
        "The dossier stands in another decision that is being prepared."
    )


def test_a_discarded_decision_frees_its_dossiers(dossier):
    decision = prepare(dossier)
    decision.discard(by=make.officer_of(dossier))
    assert prepare(dossier).pk != decision.pk


def test_only_an_officer_of_its_authority_discards_a_decision_and_only_before_it_is_issued(dossier):
    decision = prepare(dossier)
    assert refusal(decision.discard, by=make.user()) == "This step belongs to somebody else."
    issue_decision(decision, by=make.leader_of(dossier), number="1/QĐ-UBND")
    assert refusal(decision.discard, by=make.officer_of(dossier)) == "This decision is issued already."


def test_a_result_below_three_stars_gives_no_decision_of_recognition():
    dossier = make.dossier(state=DossierState.CONCLUDED, choices=make.best(make.sheet()) | {"2.2": 0})
    assert refusal(prepare, dossier).endswith("A result below three stars gives no recognition.")


def test_an_officer_of_another_province_cannot_decide(dossier):
    assert refusal(prepare, dossier, by=make.user()).endswith("The dossier belongs to another province.")


def test_an_unfinished_dossier_cannot_be_decided():
    dossier = make.dossier(state=DossierState.SCORING)
    assert refusal(prepare, dossier).endswith("The dossier does not wait for this authority.")


def test_four_stars_are_not_forwarded(dossier):
    assert refusal(prepare, dossier, APPROVE).endswith("result of five stars is forwarded to the ministry.")


def test_five_stars_are_approved_and_forwarded_and_the_ministry_recognises_them():
    dossier = make.dossier(state=DossierState.CONCLUDED)
    assert refusal(prepare, dossier).endswith(
        "Five stars are the ministry's: approve the result and forward it."
    )
    issue_decision(prepare(dossier, APPROVE), by=make.leader_of(dossier), number="1/QĐ-UBND")
    dossier = Dossier.objects.get(pk=dossier.pk)
    assert dossier.state == DossierState.FORWARDED
    assert not Recognition.objects.exists()
    assert dossier.national.state == DossierState.CHECKING
    national = make.national(dossier, state=DossierState.CONCLUDED)
    decision = prepare(national, by=make.user(Role.MINISTRY_OFFICER))
    reason = refusal(issue_decision, decision, by=make.user(Role.MINISTRY_OFFICER), number="1/QĐ-BNNMT")
    assert reason == "Only a leader of the deciding authority issues this decision."
    issue_decision(decision, by=make.user(Role.MINISTRY_LEADER), number="1/QĐ-BNNMT")
    assert Recognition.objects.get().stars == 5
    states = Dossier.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [DossierState.FORWARDED, DossierState.RECOGNISED]


def test_below_five_stars_the_ministry_hands_back_and_the_province_decides():
    national = make.dossier(state=DossierState.HANDED_BACK)
    ministry = make.user(Role.MINISTRY_OFFICER)
    assert refusal(prepare, national, by=ministry).endswith("The dossier does not wait for this authority.")
    issue_decision(prepare(national), by=make.leader_of(national), number="7/QĐ-UBND")
    recognition = Recognition.objects.get()
    assert (recognition.stars, recognition.dossier) == (4, national)
    assert recognition.decision.place == national.product.producer.place.province


def test_the_ministry_recognises_nothing_below_five_stars():
    national = make.national(state=DossierState.CONCLUDED, choices=make.four_stars())
    ministry = make.user(Role.MINISTRY_OFFICER)
    assert refusal(prepare, national, by=ministry).endswith(
        "Below five stars the province decides: hand the dossier back."
    )


def test_while_the_ministry_is_asked_an_earlier_recognition_runs_on():
    product = make.product()
    earlier = make.recognition(product=product, signed_on=today() - timedelta(days=100))
    make.dossier(product=product, state=DossierState.FORWARDED, kind=DossierKind.UPGRADE)
    assert Recognition.objects.valid_on().get() == earlier


def test_a_successor_supersedes_on_the_day_it_is_issued():
    product = make.product()
    earlier = make.recognition(product=product, signed_on=today() - timedelta(days=100))
    later = make.issued_recognition(
        dossier=make.dossier(
            product=product,
            state=DossierState.CONCLUDED,
            kind=DossierKind.UPGRADE,
            choices=make.four_stars(),
        )
    )
    earlier.refresh_from_db()
    assert earlier.superseded_on == later.issued_on
    assert list(Recognition.objects.valid_on(today() - timedelta(days=1))) == [earlier]
    assert list(Recognition.objects.valid_on()) == [later]


def test_a_decision_is_not_signed_before_the_recognition_it_succeeds(dossier):
    make.recognition(product=dossier.product, signed_on=today() + timedelta(days=5))
    decision, leader = prepare(dossier), make.leader_of(dossier)
    reason = refusal(issue_decision, decision, by=leader, number="1/QĐ-UBND")
    assert reason == "The product has a recognition of a later day."


def test_the_province_may_refuse_what_was_handed_back():
    national = make.dossier(state=DossierState.HANDED_BACK)
    issue_decision(prepare(national, REFUSE), by=make.leader_of(national), number="1/QĐ-UBND")
    assert Dossier.objects.get(pk=national.pk).state == DossierState.CLOSED


def test_what_was_superseded_or_withdrawn_is_not_extended():
    recognition = make.recognition(signed_on=date(2024, 1, 10))
    make.recognition(product=recognition.product, signed_on=date(2025, 1, 1))
    recognition.refresh_from_db()
    until, by = recognition.expires_on + timedelta(days=10), make.officer_of(recognition)
    reason = refusal(prepare_extension, recognition, until, by=by)
    assert reason == "This recognition was superseded or withdrawn."


def test_when_one_dossier_cannot_be_decided_nothing_is(dossier):
    second = make.dossier(
        product=make.product(place=dossier.product.producer.place),
        state=DossierState.CONCLUDED,
        choices=make.four_stars(),
    )
    decision = prepare_decision(RECOGNISE, [dossier, second], by=make.officer_of(dossier))
    without_triggers("UPDATE ratings_dossier SET state = 'closed' WHERE id = %s", second.pk)
    assert refusal(issue_decision, decision, by=make.leader_of(dossier), number="2/QĐ-UBND").startswith(
        second.product.name
    )
    decision.refresh_from_db()
    assert (decision.is_effective, Recognition.objects.count()) == (False, 0)


def test_a_withdrawal_is_prepared_and_issued_like_any_decision():
    recognition = make.recognition(signed_on=today() - timedelta(days=100))
    officer, leader = make.officer_of(recognition), make.leader_of(recognition)
    decision = prepare_withdrawal(recognition, WithdrawalGround.STOPPED, make.conclusion(), by=officer)
    assert Recognition.objects.valid_on().exists()
    issue_decision(decision, by=leader, number="5/QĐ-UBND")
    recognition.refresh_from_db()
    assert (recognition.withdrawn_on, recognition.withdrawal_ground) == (today(), "stopped")
    assert (recognition.withdrawal, Recognition.objects.valid_on().exists()) == (decision, False)


def test_a_recorded_decision_is_found_again_by_number_year_and_authority():
    place = make.province()
    fields = {"signed_on": date(2023, 2, 20), "place": place}
    propose, by = RecordedDecision.objects.propose, make.user()
    decision = propose(number="124/QĐ-UBND", by=by, **fields)
    assert propose(number=" 124/QĐ-UBND ", by=make.user(), **fields) == decision
    assert propose(number="124/QĐ-UBND", by=by, **fields | {"place": make.province()}) != decision
