import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override

from ocop.refusal import RefusedError
from ocop.values.dates import today
from ratings.councils.models import SpreadLimit
from ratings.dossiers.workflow import DossierState
from ratings.scoring.conclude import conclude_scoring
from ratings.scoring.models import Answer, Assessment, SecondRound
from tests import factories as make

pytestmark = pytest.mark.django_db

TOO_FAR = "The totals lie more than 10 points apart: a second round of scoring comes first."


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def chair_of(dossier):
    return dossier.council.seats.get(kind="chair").user


def seat_of(dossier, kind):
    return dossier.council.seats.filter(kind=kind).first().user


def refusal(call, *args, **kwargs):
    with pytest.raises(RefusedError) as refused:
        call(*args, **kwargs)
    return str(refused.value)


def opened(dossier, by=None):
    by = by or seat_of(dossier, "secretary")
    return SecondRound.objects.open(dossier, by=by, reason="Điểm chênh lệch lớn.")


def lock_all(dossier):
    for seat in dossier.council.seats.scoring():
        Assessment.objects.open_member(dossier, by=seat.user).lock(by=seat.user)


def test_within_the_limit_the_result_is_established():
    dossier = make.first_round(apart=10)
    assert refusal(opened, dossier) == "The totals lie within the limit: no second round is needed."
    assert make.result_of(dossier, by=chair_of(dossier)).total == 290


def test_beyond_the_limit_a_second_round_is_forced():
    dossier = make.first_round(apart=15)
    assert refusal(conclude_scoring, dossier, by=chair_of(dossier)) == TOO_FAR
    opened(dossier)
    assert dossier.scoring_round == 2
    assert [seat.user for seat in dossier.awaited()] == [
        seat.user for seat in dossier.council.seats.scoring().for_list()
    ]


def test_the_second_sheet_begins_from_the_first_which_is_kept():
    dossier = make.first_round()
    opened(dossier)
    chair = chair_of(dossier)
    second = Assessment.objects.open_member(dossier, by=chair)
    first = Assessment.objects.get(by=chair, round=1)
    assert (second.round, second.choices()) == (2, first.choices())
    second.fill({"7": 3}, by=chair)
    assert (first.choices()["7"], second.choices()["7"]) == (0, 3)
    assert refusal(first.answer, *answer(first), by=chair) == "This sheet is locked."
    with pytest.raises(IntegrityError, match="answer_of_locked_assessment"), transaction.atomic():
        Answer.objects.filter(assessment=first).delete()


def answer(sheet):
    row = sheet.answers.first()
    return row.criterion, row.option


def test_after_the_second_round_the_result_stands_whatever_the_spread():
    dossier = make.first_round()
    opened(dossier)
    Assessment.objects.open_member(dossier, by=chair_of(dossier)).fill({"7": 1}, by=chair_of(dossier))
    lock_all(dossier)
    result = make.result_of(dossier, by=chair_of(dossier))
    assert (result.sheets, result.total) == (3, 281)
    assert result.is_intact()


@pytest.mark.parametrize("kind", ["member", "adviser", None])
def test_the_second_round_is_opened_by_chair_secretary_or_officer_alone(kind):
    dossier = make.first_round()
    person = seat_of(dossier, kind) if kind else make.user()
    assert refusal(opened, dossier, by=person) == "This step belongs to somebody else."
    for kind in ("chair", "secretary"):
        assert SecondRound.objects.why_not(dossier, by=seat_of(dossier, kind)) == ""
    assert SecondRound.objects.why_not(dossier, by=make.officer_of(dossier)) == ""


def test_it_needs_a_reason_and_a_finished_first_round_and_comes_once():
    dossier = make.dossier(state=DossierState.SCORING)
    make.assessment(dossier, by=seat_of(dossier, "member"), locked=True)
    assert refusal(opened, dossier) == "The first round is not over: not every sheet is locked."
    dossier = make.first_round()
    assert refusal(SecondRound.objects.open, dossier, by=chair_of(dossier), reason=" ") == "Give a reason."
    opened(dossier)
    assert refusal(opened, dossier) == "The second round is the last one."


def test_no_second_sheet_exists_in_the_first_round_nor_a_first_one_in_the_second():
    dossier = make.dossier(state=DossierState.SCORING)
    row = {"dossier": dossier, "stage": "member", "by": chair_of(dossier)}
    with pytest.raises(IntegrityError, match="assessment_by_a_scoring_seat"), transaction.atomic():
        Assessment.objects.create(**row, round=2)
    dossier = make.first_round()
    opened(dossier)
    member = make.seat(dossier.council).user
    row = {"dossier": dossier, "stage": "member", "by": member}
    with pytest.raises(IntegrityError, match="assessment_by_a_scoring_seat"), transaction.atomic():
        Assessment.objects.create(**row, round=1)


def test_a_sheet_of_the_first_round_is_not_unlocked_in_the_second():
    dossier = make.first_round()
    opened(dossier)
    sheet = Assessment.objects.get(by=seat_of(dossier, "member"))
    reason = refusal(sheet.unlock, by=chair_of(dossier), reason="x")
    assert reason == "A sheet is unlocked only in the round of scoring that is going on."


def test_who_abstained_does_not_score_in_the_second_round():
    dossier = make.dossier(state=DossierState.SCORING)
    member = seat_of(dossier, "member")
    Assessment.objects.open_member(dossier, by=member).abstain(by=member, reason="Có quan hệ.")
    make.all_lock(dossier, apart=20)
    opened(dossier)
    assert member not in [seat.user for seat in dossier.awaited()]
    assert refusal(Assessment.objects.open_member, dossier, by=member) == "You have abstained."


def test_pages_set_the_limit_and_open_the_second_round(client):
    place = make.commune()
    officer = make.user(place=place.province)
    client.force_login(officer)
    form = {"points": "12", "in_force_from": f"{today():%d/%m/%Y}", "ground": "Kế hoạch 12"}
    assert client.post(reverse("desk-spread-limits"), form).status_code == 302
    page = client.post(reverse("desk-spread-limits"), form).content.decode()
    assert "There is a limit from this day already." in page
    client.force_login(make.user("provincial_leader", place=place.province))
    limit = SpreadLimit.objects.get()
    assert client.post(reverse("desk-spread-limit-confirm", args=[limit.pk])).status_code == 302
    client.force_login(officer)
    dossier = make.first_round(apart=15, product=make.product(place=place))
    page = client.get(dossier.get_desk_url()).content.decode()
    assert "The totals lie more than 12 points apart" in page
    address = reverse("desk-dossier-second-round", args=[dossier.pk])
    assert address in page
    assert client.post(address, {"reason": "Chênh lệch lớn."}).status_code == 302
    assert SecondRound.objects.get().by == officer
    client.force_login(chair_of(dossier))
    response = client.post(reverse("score-second-round", args=[dossier.pk]), {"reason": "x"})
    assert response.status_code == 409
    assert "The second round is the last one." in response.content.decode()
