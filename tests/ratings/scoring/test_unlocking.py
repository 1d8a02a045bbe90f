import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from ocop.refusal import RefusedError
from ratings.dossiers.workflow import DossierState
from ratings.scoring.conclude import conclude_scoring
from ratings.scoring.models import Assessment, Unlocking
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def dossier():
    return make.dossier(state=DossierState.SCORING, members=3)


@pytest.fixture
def chair(dossier):
    return dossier.council.seats.get(kind="chair").user


@pytest.fixture
def member(dossier):
    return dossier.council.seats.filter(kind="member").first().user


def refusal(call, *args, **kwargs):
    with pytest.raises(RefusedError) as refused:
        call(*args, **kwargs)
    return str(refused.value)


def abstain(dossier, user, reason="Tôi đã tư vấn cho chủ thể."):
    sheet = Assessment.objects.open_member(dossier, by=user)
    sheet.abstain(by=user, reason=reason)
    return sheet


def test_who_abstains_is_not_awaited_and_does_not_count(dossier, member):
    make.assessment(dossier, by=member, choices={"7": 3})
    sheet = abstain(dossier, member)
    assert (sheet.is_locked, sheet.is_abstained) == (True, True)
    assert member not in [seat.user for seat in dossier.awaited()]
    for seat in dossier.awaited():
        make.assessment(dossier, by=seat.user, locked=True)
    result = make.result_of(dossier, by=make.officer_of(dossier))
    assert (result.sheets, result.total, result.stars) == (3, 300, 5)


def test_abstaining_needs_a_reason_and_is_the_members_own(dossier, member, chair):
    sheet = Assessment.objects.open_member(dossier, by=member)
    assert refusal(sheet.abstain, by=member, reason=" ") == "Give a reason."
    assert refusal(sheet.abstain, by=chair, reason="x") == "This sheet belongs to another member."
    sheet.abstain(by=member, reason="x")
    assert refusal(sheet.abstain, by=member, reason="x") == "This sheet is locked."


def test_when_all_abstain_there_is_no_result(dossier):
    for seat in dossier.council.seats.scoring():
        abstain(dossier, seat.user)
    reason = refusal(conclude_scoring, dossier, by=make.officer_of(dossier))
    assert reason == "Every member has abstained."


def test_the_chair_unlocks_a_sheet_and_its_answers_are_kept(dossier, chair, member):
    sheet = make.assessment(dossier, by=member, choices=make.four_stars(), locked=True)
    locked_at = sheet.locked_at
    sheet.unlock(by=chair, reason="Nhầm tiêu chí 4.1.")
    kept = Unlocking.objects.get()
    assert (kept.assessment, kept.by, kept.locked_at) == (sheet, chair, locked_at)
    assert {code: answer["option"] for code, answer in kept.answers.items()} == make.four_stars()
    assert not sheet.is_locked and sheet.choices() == make.four_stars()
    sheet.fill({"4.1": 3}, by=member)
    sheet.lock(by=member)
    assert kept.answers["4.1"]["option"] == 2 and sheet.choices()["4.1"] == 3


def test_an_abstention_is_undone_by_the_chair(dossier, chair, member):
    sheet = abstain(dossier, member, reason="Vắng mặt.")
    sheet.unlock(by=chair, reason="Đã có mặt.")
    assert (sheet.is_locked, sheet.is_abstained) == (False, False)
    assert Unlocking.objects.get().abstention == "Vắng mặt."
    assert member in [seat.user for seat in dossier.awaited()]


def test_nobody_but_the_chair_unlocks_and_only_while_scoring(dossier, chair, member):
    sheet = make.assessment(dossier, by=member, locked=True)
    for seat in dossier.council.seats.exclude(kind="chair").exclude(user=member):
        why = f"Only who presides unlocks this sheet: {chair}."
        assert refusal(sheet.unlock, by=seat.user, reason="x") == why
    assert refusal(sheet.unlock, by=member, reason="x") == "Nobody unlocks the own sheet."
    assert refusal(sheet.unlock, by=chair, reason=" ") == "Give a reason."
    for seat in dossier.awaited():
        make.assessment(dossier, by=seat.user, locked=True)
    make.result_of(dossier, by=make.officer_of(dossier))
    reason = refusal(sheet.unlock, by=chair, reason="x")
    assert reason == "A sheet is unlocked only in the round of scoring that is going on."


def test_raw_sql_opens_a_sheet_only_with_an_unlocking_of_this_very_lock(dossier, chair, member):
    sheet = make.assessment(dossier, by=member, locked=True)
    rows = Assessment.objects.filter(pk=sheet.pk)
    with pytest.raises(IntegrityError, match="assessment_locked"), transaction.atomic():
        rows.update(locked_at=None)
    sheet.unlock(by=chair, reason="x")
    sheet.lock(by=member)
    for change in ({"locked_at": None}, {"locked_at": timezone.now()}, {"by": chair}):
        with pytest.raises(IntegrityError, match="assessment_locked"), transaction.atomic():
            rows.update(**change)


def test_pages_abstain_and_unlock_with_a_reason(dossier, chair, member, client):
    client.force_login(member)
    response = client.post(reverse("score-abstain", args=[dossier.pk]), {"reason": "Có quan hệ họ hàng."})
    sheet = Assessment.objects.get(by=member)
    assert (response.status_code, sheet.abstention) == (302, "Có quan hệ họ hàng.")
    address = reverse("score-unlock", args=[sheet.pk])
    assert client.get(address).status_code == 404
    client.force_login(chair)
    assert client.post(address, {"reason": ""}).status_code == 200
    assert client.post(address, {"reason": "Khai nhầm."}).status_code == 302
    sheet.refresh_from_db()
    assert not sheet.is_locked
