"""Where 0 points stop the assessment: sheets 16, 19 and 20 by their print, others if declared unsafe."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils.translation import override

from ocop.refusal import RefusedError
from ratings.dossiers.models import Dossier
from ratings.dossiers.workflow import DossierState
from ratings.scoring.conclude import why_not_conclude
from ratings.scoring.models import Assessment, SecondRound
from ratings.sheets.stops import ZERO_STOPS
from tests import factories as make
from tests.once import made_once

pytestmark = pytest.mark.django_db
# Sheet, criterion, and choice: the option with 0 points, or none of the options.
STOPPING = [(16, "6.1", 0), (16, "6.4", 0), (19, "6", 0), (20, "6", None)]
SAFE = {"6.1.1": (False, "Vụn lá chè, không phải tạp chất lạ.")}


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def scoring(number):
    product = make.product(product_set=number)
    return make.dossier(state=DossierState.SCORING, product=product)


scored = made_once(lambda: {number: scoring(number).pk for number in (11, 16)})


@pytest.fixture
def dossier(scored):
    """Dossier being scored on a sheet where 0 points stop by its print."""
    return Dossier.objects.get(pk=scored[16])


@pytest.fixture
def tea(scored):
    """Dossier being scored on a sheet where the member has to declare."""
    return Dossier.objects.get(pk=scored[11])


def seats(dossier):
    """Return the chair and the members."""
    return [seat.user for seat in dossier.council.seats.scoring().order_by("kind", "pk")]


def sheet_with(dossier, by, code="6.1", position=0):
    choices = make.best(dossier.sheet) | {code: position}
    return make.assessment(dossier, by=by, choices=choices, locked=True)


def refusal(call, *args, **kwargs):
    with pytest.raises(RefusedError) as refused:
        call(*args, **kwargs)
    return str(refused.value)


@pytest.mark.parametrize(("number", "code", "position"), STOPPING)
def test_what_the_print_stops_is_no_star_however_many_points(number, code, position):
    dossier = scoring(number)
    chair, *members = seats(dossier)
    for member in members:
        sheet_with(dossier, member, code, position)
    make.assessment(dossier, by=chair, locked=True)
    (objection,) = dossier.objections.all()
    assert (objection.kind, objection.criterion.code, objection.raised_by) == ("stop", code, None)
    assert objection.sheet_numbers == "1, 2"
    make.session(dossier)
    assert why_not_conclude(dossier, by=chair) == "An objection waits for a decision."
    objection.decide("confirmed", by=chair, reason="Theo ghi chú của phiếu.")
    result = make.result_of(dossier, by=chair)
    assert (result.stars, result.ended_by, result.sheets) == (0, "stop", 3)


def test_every_sensory_item_of_sheet_16_raises_its_own_objection(dossier):
    member = seats(dossier)[1]
    choices = make.best(dossier.sheet) | dict.fromkeys(ZERO_STOPS[16], 0)
    make.assessment(dossier, by=member, choices=choices, locked=True)
    assert sorted(dossier.objections.values_list("criterion__code", flat=True)) == list(ZERO_STOPS[16])


def test_an_objection_of_a_sheet_that_is_unlocked_or_changed_is_withdrawn(dossier):
    chair, member, _other = seats(dossier)
    sheet = sheet_with(dossier, member)
    sheet.unlock(by=chair, reason="Nhầm dòng.")
    assert [each.outcome for each in dossier.objections.all()] == ["withdrawn"]
    sheet.fill({"6.1": 1}, by=member)
    make.lock(sheet)
    assert not dossier.objections.pending().exists()


def test_in_the_second_round_the_sheet_that_says_so_no_more_drops_its_objection(dossier):
    chair, member, other = seats(dossier)
    sheet = sheet_with(dossier, member)
    for user in (chair, other):
        make.assessment(dossier, by=user, locked=True)
    sheet.unlock(by=chair, reason="Nhầm dòng.")
    dossier.refresh_from_db()
    second = Assessment.objects.open_member(dossier, by=member)
    assert dossier.objections.pending().count() == 1
    second.fill({"6.1": 1}, by=member)
    make.lock(second)
    assert [each.outcome for each in dossier.objections.all()] == ["withdrawn"]


def test_the_deputy_decides_where_the_chairs_own_sheet_says_so(dossier):
    deputy = make.seat(dossier.council, "deputy").user
    chair = dossier.council.seats.get(kind="chair").user
    sheet_with(dossier, chair)
    objection = dossier.objections.get()
    assert refusal(objection.decide, "rejected", by=chair, reason="x").startswith("Another decides")
    objection.decide("rejected", by=deputy, reason="Mẫu thử đạt.")
    assert objection.outcome == "rejected"


def test_without_anybody_apart_from_it_the_council_decides_in_a_meeting(dossier):
    chair, member, _other = seats(dossier)
    secretary = dossier.council.seats.get(kind="secretary").user
    sheet_with(dossier, chair)
    objection = dossier.objections.get()
    for user in (chair, member):
        assert refusal(objection.decide, "rejected", by=user, reason="x").startswith("Nobody presides")
    call_first = "The council decides this in a meeting: call one first."
    assert refusal(objection.decide, "rejected", by=secretary, reason="x") == call_first
    session = make.session(dossier, present=[chair])
    assert refusal(objection.decide, "rejected", by=secretary, reason="x").startswith(
        "1 of 3 members are present"
    )
    session.attend({user.pk for user in seats(dossier)}, by=secretary)
    objection.decide("rejected", by=secretary, reason="Hội đồng biểu quyết 3/3.")
    assert objection.decided_by == secretary


def test_a_sheet_locked_by_raw_sql_raises_its_objection_as_well(dossier):
    member = seats(dossier)[1]
    sheet = make.assessment(dossier, by=member, choices=make.best(dossier.sheet) | {"6.2": 0})
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ratings_assessment SET locked_at = now() WHERE id = %s", [sheet.pk])
    assert dossier.objections.get().criterion.code == "6.2"


def test_a_rejected_objection_covers_its_sheets_and_no_later_one(dossier):
    chair, member, other = seats(dossier)
    sheet_with(dossier, member)
    dossier.objections.get().decide("rejected", by=chair, reason="Mẫu thử đạt.")
    sheet_with(dossier, other)
    assert sorted(dossier.objections.values_list("outcome", flat=True)) == ["pending", "rejected"]


# The other sheets: asked


def test_elsewhere_0_points_are_asked_about_before_locking(tea):
    member = seats(tea)[1]
    sheet = make.assessment(tea, by=member, choices=make.best(tea.sheet) | {"6.1.1": 0})
    asked = "0 points at 6.1.1: say whether the product is unsafe, and why or why not."
    assert refusal(sheet.lock, by=member) == asked
    assert refusal(sheet.lock, by=member, safety={"6.1.1": (False, " ")}) == asked
    sheet.lock(by=member, safety=SAFE)
    kept = sheet.answers.get(criterion__code="6.1.1")
    assert (kept.unsafe, kept.safety_reason) == SAFE["6.1.1"]
    assert not tea.objections.exists()


def test_none_of_the_options_is_0_points_as_well():
    dossier = scoring(3)
    member = seats(dossier)[1]
    sheet = make.assessment(dossier, by=member, choices=make.best(dossier.sheet) | {"6.1": None})
    assert "0 points at 6.1" in refusal(sheet.lock, by=member)


def test_unsafe_raises_an_objection_of_the_member(tea):
    chair, member, _other = seats(tea)
    sheet = make.assessment(tea, by=member, choices=make.best(tea.sheet) | {"6.1.1": 0})
    sheet.lock(by=member, safety={"6.1.1": (True, "Có mảnh kim loại.")})
    objection = tea.objections.get()
    assert (objection.raised_by, objection.kind, objection.reason) == (member, "stop", "Có mảnh kim loại.")
    sheet.unlock(by=chair, reason="Xem lại mẫu.")
    sheet.lock(by=member, safety=SAFE)
    objection.refresh_from_db()
    assert objection.outcome == "withdrawn"


def test_the_page_before_locking_asks_and_keeps_the_answer(tea, client):
    member = seats(tea)[1]
    sheet = make.assessment(tea, by=member, choices=make.best(tea.sheet) | {"6.1.1": 0})
    answer = sheet.answers.get(criterion__code="6.1.1")
    client.force_login(member)
    page = reverse("score-lock", args=[sheet.pk])
    assert "6.1.1 is 0 points. Is the product unsafe?" in client.get(page).content.decode()
    assert client.post(page).status_code == 409
    words = {f"unsafe-{answer.pk}": "no", f"why-{answer.pk}": "Vụn lá chè."}
    assert client.post(page, words).status_code == 302
    sheet.refresh_from_db()
    assert sheet.is_locked


def test_the_page_before_locking_says_what_the_print_stops(dossier, client):
    member = seats(dossier)[1]
    sheet = make.assessment(dossier, by=member, choices=make.best(dossier.sheet) | {"6.1": 0})
    client.force_login(member)
    page = client.get(reverse("score-lock", args=[sheet.pk])).content.decode()
    assert "A score of 0 on any of the above criteria means that no further steps are assessed." in page


def test_raw_sql_does_not_lock_without_a_word_on_safety(tea):
    sheet = make.assessment(tea, by=seats(tea)[1], choices=make.best(tea.sheet) | {"6.1.1": 0})
    with pytest.raises(IntegrityError, match="assessment_locked_with_a_word_on_safety"), transaction.atomic():
        Assessment.objects.filter(pk=sheet.pk).update(locked_at="2026-11-29T00:00:00Z")


def test_the_portals_interpretations_stand_beside_the_criterion(client):
    dossier = scoring(7)
    member = seats(dossier)[1]
    sheet = make.assessment(dossier, by=member)
    client.force_login(member)
    page = client.get(sheet.get_absolute_url()).content.decode()
    assert "Points that look like a misprint" in page
    assert page.count("How the portal reads it:") > 3


def test_second_round_needs_no_spread_after_an_unlocking(tea):
    chair, member, other = seats(tea)
    for user in (chair, member, other):
        make.assessment(tea, by=user, locked=True)
    Assessment.objects.get(by=member).unlock(by=chair, reason="Nhầm tiêu chí.")
    second = SecondRound.objects.get()
    assert (second.unlocking.assessment.by, second.reason) == (member, "Nhầm tiêu chí.")
