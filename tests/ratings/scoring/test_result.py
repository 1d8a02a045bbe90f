import hashlib

import pytest
from django.utils.translation import override

from ocop.permissions import SeatKind
from ocop.refusal import RefusedError
from ratings.dossiers.workflow import DossierState
from ratings.scoring.conclude import why_not_conclude
from ratings.scoring.models import Assessment, Objection, ObjectionKind, ObjectionOutcome, Result
from ratings.sheets.models import Criterion
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def dossier():
    return make.dossier(state=DossierState.SCORING)


def chair_of(dossier):
    return dossier.council.seats.get(kind=SeatKind.CHAIR).user


def member_of(dossier):
    return dossier.council.seats.filter(kind=SeatKind.MEMBER).first().user


def score(dossier, *choices):
    for seat, chosen in zip(dossier.council.seats.scoring().order_by("pk"), choices, strict=True):
        make.assessment(dossier, by=seat.user, choices=chosen, locked=True)


def tea(**changes):
    return make.best(make.sheet()) | {
        code[1:].replace("_", "."): position for code, position in changes.items()
    }


def conclude(dossier):
    return make.result_of(dossier, by=make.officer_of(dossier))


def refusal(call, *args, **kwargs):
    with pytest.raises(RefusedError) as refused:
        call(*args, **kwargs)
    return str(refused.value)


def objection(dossier, **fields):
    defaults = {"kind": ObjectionKind.DISQUALIFIER, "reason": "The certificate is forged."}
    return Objection.objects.raise_against(dossier, by=member_of(dossier), **defaults | fields)


def test_a_result_waits_for_every_scoring_seat(dossier):
    make.assessment(dossier, by=chair_of(dossier), locked=True)
    waiting = ", ".join(seat.user.full_name for seat in dossier.awaited())
    assert refusal(conclude, dossier) == f"These members have not locked their sheets yet: {waiting}."
    assert not Result.objects.exists()


def test_the_secretary_and_the_chair_may_establish_the_result_and_members_may_not(dossier):
    score(dossier, tea(), tea(), tea())
    make.session(dossier)
    may = {seat.kind: not why_not_conclude(dossier, by=seat.user) for seat in dossier.council.seats.all()}
    assert may == {"chair": True, "secretary": True, "member": False, "adviser": False}


def test_the_star_is_the_lower_of_points_and_gates_and_says_why(dossier):
    score(dossier, tea(c5_1=3), tea(c5_1=3), tea())
    result = conclude(dossier)
    assert (result.total, result.stars_by_points, result.stars_by_gates, result.stars) == (296, 5, 3, 3)
    assert result.missing == [{"code": "5.1", "star": 4, "points": 5, "reached_by": 1}]
    assert result.reason() == "98.66 points reach 5 stars; requirement 5.1 (4 stars) is not met: 3 stars"


def test_only_the_requirements_that_cost_the_star_are_named(dossier):
    choices = tea(c5_1=3, c2_1=0, c7=2)
    score(dossier, choices, choices, choices)
    reason = conclude(dossier).reason()
    assert reason.endswith("; requirements 2.1, 5.1 (4 stars) are not met: 3 stars")


def test_a_star_that_the_points_give_says_so(dossier):
    score(dossier, tea(), tea(), tea())
    assert conclude(dossier).reason() == "100 points reach 5 stars; all requirements for it are met"


def test_below_three_stars_the_requirements_for_three_that_are_missed_are_named_too(dossier):
    nothing = {
        code: None if Criterion.objects.get(sheet__number=11, code=code).offers_none else 0 for code in tea()
    }
    score(dossier, *[{code: v for code, v in nothing.items() if code != "5.2"}] * 3)
    result = conclude(dossier)
    missed = [gate["code"] for gate in result.missing if gate["star"] == 3]
    assert len(missed) > 1
    assert (result.stars, result.reason()) == (
        1,
        f"{result.formatted_points} reach 1 star;"
        f" requirements {', '.join(missed)} for three stars are not met either",
    )
    with override("vi"):
        assert result.reason().endswith(f"; cũng chưa đáp ứng yêu cầu {', '.join(missed)} để đạt 3 sao")


def test_the_decimal_sign_follows_the_language(dossier):
    score(dossier, tea(c5_1=3), tea(c5_1=3), tea())
    result = conclude(dossier)
    with override("vi"):
        assert "98,66" in result.formatted_points
    assert "98.66" in result.formatted_points


def test_a_mean_just_below_a_band_is_not_shown_as_reaching_it():
    assert str(Result(total=20999, sheets=300).mean) == "69.99"


def test_a_result_is_sealed_and_can_be_computed_again(dossier):
    score(dossier, tea(c5_1=3), tea(), tea())
    result = conclude(dossier)
    assert result.sha256 == hashlib.sha256(result.sealed.encode()).hexdigest()
    assert result.is_intact()
    assert result.content["sheet"]["number"] == 11
    assert [sheet["total"] for sheet in result.content["sheets"]] == [98, 100, 100]


@pytest.mark.parametrize(
    "change", [{"stars": 5}, {"total": 297}, {"sealed": "{}"}, {"missing": []}, {"sha256": "0"}]
)
def test_a_result_that_was_tampered_with_is_noticed(dossier, change):
    score(dossier, tea(c5_1=3), tea(c5_1=3), tea())
    result = conclude(dossier)
    for name, value in change.items():
        setattr(result, name, value)
    assert not result.is_intact()


def test_a_pending_objection_holds_the_result(dossier):
    objection(dossier)
    score(dossier, tea(), tea(), tea())
    assert refusal(conclude, dossier) == "An objection waits for a decision."


def test_a_rejected_objection_changes_nothing(dossier):
    objection(dossier).decide(
        ObjectionOutcome.REJECTED, by=chair_of(dossier), reason="The original was seen."
    )
    score(dossier, tea(), tea(), tea())
    assert conclude(dossier).stars == 5


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (ObjectionKind.DISQUALIFIER, "No star: excluded. The certificate is forged."),
        (ObjectionKind.STOP, "No star: scoring stopped. The certificate is forged."),
    ],
)
def test_a_confirmed_objection_gives_no_star_and_waits_for_nobody(dossier, kind, reason):
    make.assessment(dossier, by=chair_of(dossier), locked=True)
    raised = make.objection(dossier, kind=kind, reason="The certificate is forged.")
    raised.decide(ObjectionOutcome.CONFIRMED, by=chair_of(dossier), reason="So it is.")
    result = conclude(dossier)
    assert (result.stars, result.sheets, result.stars_by_points, result.reason()) == (0, 1, 5, reason)
    assert result.is_intact()


def test_a_dossier_that_is_out_before_anybody_scored_has_a_result_too(dossier):
    objection(dossier).decide(ObjectionOutcome.CONFIRMED, by=chair_of(dossier), reason="So it is.")
    result = conclude(dossier)
    assert (result.stars, result.sheets) == (0, 0)
    assert result.is_intact()


def test_only_the_chair_decides_objections_and_once(dossier):
    raised = objection(dossier)
    chair, other = chair_of(dossier), dossier.council.seats.filter(kind=SeatKind.MEMBER).last().user
    for user in (other, make.officer_of(dossier)):
        why = f"Only who presides over the dossier decides objections: {chair}."
        assert raised.why_not_decide(by=user) == why
    assert (
        refusal(raised.decide, ObjectionOutcome.CONFIRMED, by=chair_of(dossier), reason=" ")
        == "Give a reason."
    )
    raised.decide(ObjectionOutcome.CONFIRMED, by=chair_of(dossier), reason="So it is.")
    again = refusal(raised.decide, ObjectionOutcome.REJECTED, by=chair_of(dossier), reason="Or not.")
    assert again == "This objection is decided already."


def test_only_those_who_score_object_and_on_the_dossiers_sheet(dossier):
    secretary = dossier.council.seats.get(kind=SeatKind.SECRETARY).user
    fields = {"kind": ObjectionKind.STOP, "reason": "Impure."}
    raise_against = Objection.objects.raise_against
    assert refusal(raise_against, dossier, by=secretary, **fields).startswith(
        "Only the chair and the members"
    )
    other = Criterion.objects.get(sheet__number=12, code="7")
    reason = refusal(raise_against, dossier, by=member_of(dossier), criterion=other, **fields)
    assert reason == "This criterion is not part of the dossier's sheet."


def test_a_locked_sheet_cannot_come_after_the_result(dossier):
    late = make.assessment(dossier, by=member_of(dossier))
    objection(dossier).decide(ObjectionOutcome.CONFIRMED, by=chair_of(dossier), reason="So it is.")
    conclude(dossier)
    late = Assessment.objects.get(pk=late.pk)
    assert refusal(late.lock, by=member_of(dossier)) == "This dossier is not being scored."


def test_the_reason_is_a_vietnamese_sentence_on_vietnamese_pages():
    dossier = make.dossier(state=DossierState.CONCLUDED, choices=make.four_stars() | {"5.1": 3})
    with override("vi"):
        assert dossier.result.reason() == ("96 điểm đạt mức 5 sao; chưa đáp ứng yêu cầu 5.1 (4 sao): 3 sao")
