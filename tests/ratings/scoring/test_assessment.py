import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from ocop.models import Role
from ocop.permissions import SeatKind
from ocop.refusal import RefusedError
from ratings.dossiers.workflow import DossierState
from ratings.scoring.models import Answer, Assessment, SecondRound, Stage
from ratings.sheets.models import Criterion, Option
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
def member(dossier):
    return dossier.council.seats.get(kind=SeatKind.CHAIR).user


@pytest.fixture
def assessment(dossier, member):
    return Assessment.objects.open_member(dossier, by=member)


def node(code, number=11, case=None):
    return Criterion.objects.get(sheet__number=number, code=code, case=case)


def option(code, points, number=11, case=None):
    return Option.objects.get(criterion=node(code, number, case), points=points)


def refusal(call, *args, **kwargs):
    with pytest.raises(RefusedError) as refused:
        call(*args, **kwargs)
    return str(refused.value)


def test_points_follow_from_the_option_alone(assessment, member):
    assessment.answer(node("7"), option("7", 3), by=member, note="Rõ nét")
    answer = Answer.objects.get(assessment=assessment)
    assert (answer.points, answer.note) == (3, "Rõ nét")
    assert assessment.tally().total == 3


def test_answering_again_replaces_the_answer(assessment, member):
    for points in (0, 1, 5):
        assessment.answer(node("7"), option("7", points), by=member)
    assert [answer.points for answer in assessment.answers.all()] == [5]


def test_none_reached_is_an_answer_of_0_points(assessment, member):
    assessment.answer(node("1.1"), None, by=member)
    tally = assessment.tally()
    assert (tally.points["1.1"], "1.1" in tally.unanswered, "1.2" in tally.unanswered) == (0, False, True)


def test_none_reached_is_not_offered_where_an_option_gives_0(assessment, member):
    assert (node("1.1").offers_none, node("1.2").offers_none) == (True, False)
    assert refusal(assessment.answer, node("1.2"), None, by=member) == "Choose the option with 0 points."


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (lambda: (node("7", 12), option("7", 1, 12)), "This criterion is not part of the dossier's sheet."),
        (lambda: (node("7"), option("1.2", 1)), "This option belongs to another criterion."),
        (lambda: (node("6.1"), None), "Points are given to its parts, not to this heading."),
    ],
)
def test_an_answer_must_belong_to_the_sheet(assessment, member, answer, reason):
    assert refusal(assessment.answer, *answer(), by=member) == reason
    assert not assessment.answers.exists()


def test_how_a_story_is_told_cannot_be_scored_without_a_story(assessment, member):
    assessment.answer(node("5.1"), option("5.1", 0), by=member)
    reason = "5.2 counts only where 5.1 has points."
    assert refusal(assessment.answer, node("5.2"), option("5.2", 2), by=member) == reason


def test_an_answer_that_lost_its_condition_counts_nothing(assessment, member):
    assessment.answer(node("5.1"), option("5.1", 1), by=member)
    assessment.answer(node("5.2"), option("5.2", 2), by=member)
    assert assessment.tally().total == 3
    assessment.answer(node("5.1"), option("5.1", 0), by=member)
    assert assessment.tally().total == 0


def test_what_fits_is_saved_and_what_does_not_is_said(assessment, member):
    refusals = assessment.answer_all({node("7"): option("7", 5), node("1.2"): None}, by=member)
    assert {criterion.code: str(reason) for criterion, reason in refusals.items()} == {
        "1.2": "Choose the option with 0 points."
    }
    assert assessment.choices() == {"7": 3}


def test_only_the_case_of_the_dossier_is_answered():
    dossier = make.dossier(state=DossierState.SCORING, product=make.product(product_set=26), branch=2)
    member = dossier.council.seats.get(kind=SeatKind.CHAIR).user
    assessment = Assessment.objects.open_member(dossier, by=member)
    reason = refusal(assessment.answer, node("8", 26, 1), option("8", 3, 26, 1), by=member)
    assert reason == "This criterion is not part of the dossier's sheet."
    assessment.answer(node("8", 26, 2), option("8", 3, 26, 2), by=member)
    assert assessment.tally().total == 3


def test_a_member_cannot_write_on_the_sheet_of_another(assessment, dossier):
    other = dossier.council.seats.filter(kind=SeatKind.MEMBER).first().user
    assert refusal(assessment.answer, node("7"), None, by=other) == "This sheet belongs to another member."


@pytest.mark.parametrize("kind", [SeatKind.SECRETARY, SeatKind.ADVISER, None])
def test_only_chair_and_members_score(dossier, kind):
    person = make.user(Role.EXPERT)
    if kind == SeatKind.SECRETARY:
        person = dossier.council.seats.get(kind=kind).user
    elif kind:
        make.seat(dossier.council, kind, user=person)
    reason = refusal(Assessment.objects.open_member, dossier, by=person)
    assert reason == "Only the chair and the members of the council score."


def test_the_deputy_scores_like_a_member_and_is_awaited(dossier):
    deputy = make.seat(dossier.council, SeatKind.DEPUTY)
    assert deputy.user in [seat.user for seat in dossier.awaited()]
    make.assessment(dossier, by=deputy.user, locked=True)
    assert deputy.user not in [seat.user for seat in dossier.awaited()]
    for seat in dossier.council.seats.scoring().exclude(pk=deputy.pk):
        make.assessment(dossier, by=seat.user, locked=True)
    assert make.result_of(dossier, by=deputy.user).sheets == 4


def test_a_member_has_one_sheet_for_a_dossier(dossier, member, assessment):
    assert Assessment.objects.open_member(dossier, by=member) == assessment


def test_a_sheet_is_locked_only_when_everything_is_answered(assessment, member):
    choices = make.best(make.sheet())
    del choices["1.1"], choices["6.2.3"]
    assessment.fill(choices, by=member)
    assert refusal(assessment.lock, by=member) == "Not answered yet: 1.1, 6.2.3."
    assessment.answer(node("1.1"), None, by=member)
    assessment.answer(node("6.2.3"), option("6.2.3", 0 if not node("6.2.3").offers_none else 1), by=member)
    assessment.lock(by=member)
    assert assessment.is_locked


def test_without_a_story_a_sheet_is_locked_without_5_2(assessment, member):
    choices = make.best(make.sheet()) | {"5.1": 0}
    del choices["5.2"]
    assessment.fill(choices, by=member)
    assessment.lock(by=member)
    assert assessment.tally().total == 93


def test_nothing_is_written_on_a_locked_sheet(assessment, member):
    assessment.fill(make.best(make.sheet()), by=member)
    assessment.lock(by=member)
    assert refusal(assessment.answer, node("7"), option("7", 0), by=member) == "This sheet is locked."
    assert refusal(assessment.lock, by=member) == "This sheet is locked."
    assert assessment.tally().total == 100


def test_the_self_assessment_is_entered_by_the_producer_or_on_their_behalf():
    dossier = make.dossier()
    producer = make.user(Role.PRODUCER)
    dossier.product.producer.memberships.create(user=producer)
    assessment = Assessment.objects.open_self(dossier, by=make.officer_of(dossier))
    assessment.answer(node("7"), option("7", 5), by=producer)
    assert Assessment.objects.open_self(dossier, by=producer) == assessment
    assert (
        refusal(assessment.answer, node("7"), None, by=make.user())
        == "The self-assessment belongs to the producer."
    )


def test_the_self_assessment_stays_as_filed_once_scoring_began(dossier):
    officer = make.officer_of(dossier)
    own = Assessment.objects.open_self(dossier, by=officer)
    reason = refusal(own.answer, node("7"), option("7", 5), by=officer)
    assert reason == "The self-assessment belongs to the dossier as it was filed."


def marks(user):
    """Return the members' sheets that the user may read."""
    return Assessment.objects.visible_to(user).filter(stage="member")


def test_a_member_reads_the_marks_of_others_only_after_the_own_lock(dossier):
    first, second, third = (seat.user for seat in dossier.council.seats.scoring().order_by("pk"))
    sheets = {user: make.assessment(dossier, by=user, locked=True) for user in (first, second)}
    sheets[third] = make.assessment(dossier, by=third)
    read = {user: set(marks(user)) for user in sheets}
    both = {sheets[first], sheets[second]}
    assert read == {first: both, second: both, third: {sheets[third]}}


def test_the_secretary_reads_marks_when_nobody_is_awaited_and_offices_after_the_result(dossier):
    secretary, adviser = (dossier.council.seats.get(kind=kind).user for kind in ("secretary", "adviser"))
    offices = [make.officer_of(dossier), make.leader_of(dossier), make.user(Role.ADMINISTRATOR), adviser]
    for seat in dossier.council.seats.scoring():
        assert marks(secretary).count() == 0
        make.assessment(dossier, by=seat.user, locked=True)
    assert marks(secretary).count() == 3
    assert [marks(user).count() for user in offices] == [0, 0, 0, 0]
    make.result_of(dossier, by=secretary)
    assert [marks(user).count() for user in offices] == [3, 3, 3, 3]


def test_in_the_second_round_the_second_marks_wait_for_the_own_second_lock():
    dossier = make.first_round()
    chair, secretary = (dossier.council.seats.get(kind=kind).user for kind in ("chair", "secretary"))
    member = dossier.council.seats.filter(kind="member").first().user
    SecondRound.objects.open(dossier, by=chair, reason="Chênh lệch.")
    sheet = Assessment.objects.open_member(dossier, by=chair)
    sheet.lock(by=chair)
    for reader in (member, secretary):
        assert marks(reader).filter(round=1).count() == 3
        assert sheet not in marks(reader)
    own = Assessment.objects.open_member(dossier, by=member)
    own.lock(by=member)
    assert sheet in marks(member)


def test_who_abstains_reads_no_marks_before_the_result(dossier):
    chair = dossier.council.seats.get(kind="chair").user
    member = dossier.council.seats.filter(kind="member").first().user
    make.assessment(dossier, by=chair, locked=True)
    own = Assessment.objects.open_member(dossier, by=member)
    own.abstain(by=member, reason="Có quan hệ.")
    assert list(marks(member)) == [own]


def test_saving_a_whole_sheet_costs_few_queries(assessment, member, django_assert_max_num_queries):
    choices = make.best(make.sheet())
    assessment.fill(choices, by=member)
    with django_assert_max_num_queries(16):
        assessment.fill(choices, by=member)


def advised():
    dossier = make.dossier(state=DossierState.ADVISORY)
    return dossier, dossier.council.seats.get(kind=SeatKind.ADVISER).user


def test_the_advisory_team_scores_before_the_council():
    dossier, adviser = advised()
    sheet = Assessment.objects.open_seated(dossier, by=adviser)
    sheet.fill(make.best(make.sheet()), by=adviser)
    sheet.lock(by=adviser)
    assert (sheet.stage, sheet.tally().total) == (Stage.ADVISER, 100)
    chair = dossier.council.seats.get(kind=SeatKind.CHAIR).user
    assert refusal(Assessment.objects.open_seated, dossier, by=chair) == "This dossier is not being scored."


def test_an_adviser_does_not_score_with_the_council(dossier):
    adviser = dossier.council.seats.get(kind=SeatKind.ADVISER).user
    assert refusal(Assessment.objects.open_seated, dossier, by=adviser) == "This dossier is not being scored."
    with pytest.raises(IntegrityError, match="assessment_by_a_scoring_seat"), transaction.atomic():
        Assessment.objects.create(dossier=dossier, stage=Stage.MEMBER, by=adviser)


def test_officers_and_the_council_read_the_locked_sheets_of_the_advisory_team():
    dossier, adviser = advised()
    producer = make.user(Role.PRODUCER)
    make.membership(producer, dossier.product.producer)
    seats = [seat.user for seat in dossier.council.seats.exclude(user=adviser)]
    readers = [make.officer_of(dossier), make.leader_of(dossier), *seats]
    sheet = Assessment.objects.open_adviser(dossier, by=adviser)
    assert [user for user in readers if sheet in Assessment.objects.visible_to(user)] == []
    sheet.fill(make.best(make.sheet()), by=adviser)
    sheet.lock(by=adviser)
    assert [user for user in readers if sheet in Assessment.objects.visible_to(user)] == readers
    outside = [producer, make.commune_officer_of(dossier), make.user(Role.ADMINISTRATOR), make.user()]
    assert [user for user in outside if sheet in Assessment.objects.visible_to(user)] == []
