"""Way through the offices: returns, reports, rounds, deadlines, and the ministry's level."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from ocop.models import Role
from ocop.refusal import RefusedError
from ocop.values.dates import today
from ratings.dossiers.deadlines import DAY, working_days_after
from ratings.dossiers.models import AdvisoryReport, CommuneReport, Dossier, Round
from ratings.dossiers.workflow import DossierKind, DossierState
from tests import factories as make

pytestmark = pytest.mark.django_db
SOON = timedelta(days=7)


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def test_the_commune_has_fifteen_working_days_from_filing():
    dossier = make.dossier(state=DossierState.FILED)
    assert (dossier.holder, dossier.due_on) == ("Commune", working_days_after(today(), 15))


def test_the_commune_forwards_with_a_signed_report_only():
    dossier = make.dossier(state=DossierState.FILED)
    officer = make.commune_officer_of(dossier)
    missing = "The commune's report is not signed yet."
    assert dossier.why_not(DossierState.CHECKING, by=officer) == missing
    report = CommuneReport.open(dossier, by=officer)
    assert report.why_not_sign(by=officer).startswith("Still empty: local material, as the commune finds")
    make.report_of_commune(dossier, by=officer)
    make.move(dossier, DossierState.CHECKING, by=officer)
    assert dossier.round == Round.objects.get(place=dossier.product.producer.place.province)
    assert dossier.due_on == dossier.round.result_before - DAY


def test_another_communes_officer_writes_no_report():
    dossier = make.dossier(state=DossierState.FILED)
    other = make.user(Role.COMMUNE_OFFICER, place=make.commune())
    with pytest.raises(RefusedError, match="This report is written by somebody else"):
        CommuneReport.open(dossier, by=other)


def test_a_signed_report_is_not_signed_again():
    report = make.report_of_commune(make.dossier(state=DossierState.FILED))
    with pytest.raises(RefusedError, match="This report is signed already."):
        report.sign(by=report.signed_by)


def test_a_return_says_what_why_and_by_when():
    dossier = make.dossier(state=DossierState.CHECKING)
    officer = make.officer_of(dossier)
    items = [("Test report", "Older than 12 months."), ("Label", "No address.")]
    dossier.send_back(items, by=officer, reason="Please complete.", due_on=today() + SOON)
    assert (dossier.state, dossier.holder, dossier.due_on) == ("returned", "Producer", today() + SOON)
    assert [(item.what, item.why) for item in dossier.open_completion_request.items.all()] == items


@pytest.mark.parametrize(
    ("items", "due_on", "reason"),
    [
        ([], SOON, "Say what is to be completed, and why."),
        ([("Label", "No address.")], timedelta(0), "Give the producer a day that is still to come,"),
        (
            [("Label", "No address.")],
            timedelta(367),
            "Give the producer a day that is still to come, within a year",
        ),
    ],
)
def test_a_return_without_items_or_time_is_refused(items, due_on, reason):
    dossier = make.dossier(state=DossierState.CHECKING)
    with pytest.raises(RefusedError, match=f"^{reason}"):
        dossier.send_back(items, by=make.officer_of(dossier), reason="x", due_on=today() + due_on)
    assert dossier.completion_requests.count() == 0


def test_a_returned_dossier_comes_back_to_the_office_that_returned_it():
    dossier = make.dossier(state=DossierState.RETURNED)
    officer = make.officer_of(dossier)
    refusal = dossier.why_not(DossierState.FILED, by=officer)
    assert refusal == "It comes back to where it was returned: “Being checked”."
    due_on = dossier.result_due
    make.move(dossier, DossierState.CHECKING, by=officer)
    assert (dossier.open_completion_request, dossier.due_on) == (None, due_on)
    assert dossier.completion_requests.get().answered_by == officer


def test_a_dossier_is_sent_back_again_with_new_items_and_the_old_ones_stay():
    dossier = make.dossier(state=DossierState.RETURNED)
    officer = make.officer_of(dossier)
    make.move(dossier, DossierState.CHECKING, by=officer)
    make.send_back(dossier, by=officer)
    assert dossier.completion_requests.count() == 2


def test_the_advisory_team_reports_before_the_council_scores():
    dossier = make.dossier(state=DossierState.ADVISORY)
    officer = make.officer_of(dossier)
    missing = "The report of the advisory team is not signed yet."
    assert dossier.why_not(DossierState.SCORING, by=officer) == missing
    make.report_of_advisers(dossier)
    assert dossier.why_not(DossierState.SCORING, by=officer) == ""


def test_a_council_without_advisers_gets_no_first_assessment():
    dossier = make.dossier(state=DossierState.CHECKING)
    officer = make.officer_of(dossier)
    council = make.council(place=officer.place)
    council.seats.filter(kind="adviser").delete()
    dossier.name_council(council, by=officer)
    assert dossier.why_not(DossierState.ADVISORY, by=officer) == "The council has no advisory team."
    refusal = dossier.why_not(DossierState.SCORING, by=officer)
    assert refusal == "The advisory team reports before the council scores."


def test_members_write_no_advisory_report():
    dossier = make.dossier(state=DossierState.ADVISORY)
    member = dossier.council.seats.filter(kind="member").first().user
    with pytest.raises(RefusedError, match="This report is written by somebody else"):
        AdvisoryReport.open(dossier, by=member)


# Upgrades and re-assessments


def held(stars=3, *, days_left=150):
    """Recognition with so many days left, and an officer of its province."""
    signed_on = today() - timedelta(days=1096 - days_left)
    recognition = make.recognition(stars=stars, signed_on=signed_on)
    return recognition, make.officer_of(recognition)


def test_a_product_with_a_recognition_gets_no_first_assessment():
    recognition, officer = held()
    with pytest.raises(
        RefusedError, match="^The product holds a recognition: choose upgrade or re-assessment."
    ):
        Dossier.objects.start(recognition.product, by=officer)


@pytest.mark.parametrize("kind", [DossierKind.UPGRADE, DossierKind.RENEWAL])
def test_without_a_recognition_in_force_there_is_only_the_first_assessment(kind):
    product = make.product()
    with pytest.raises(RefusedError, match="^The product holds no recognition in force"):
        Dossier.objects.start(product, by=make.officer_of(product), kind=kind, changes="New.")


def test_an_upgrade_says_what_has_changed_and_builds_on_the_recognition():
    recognition, officer = held(days_left=900)
    with pytest.raises(RefusedError, match="^Say what has changed since the recognition."):
        Dossier.objects.start(recognition.product, by=officer, kind=DossierKind.UPGRADE)
    dossier = Dossier.objects.start(
        recognition.product, by=officer, kind=DossierKind.UPGRADE, changes="HACCP since May."
    )
    assert (dossier.builds_on, dossier.changes) == (recognition, "HACCP since May.")


def test_five_stars_cannot_be_upgraded():
    recognition, officer = held(stars=5)
    with pytest.raises(RefusedError, match="^Five stars are the highest."):
        Dossier.objects.start(recognition.product, by=officer, kind=DossierKind.UPGRADE, changes="New.")


def test_a_renewal_opens_180_days_before_the_expiry():
    recognition, officer = held(days_left=400)
    opens = recognition.last_day_of_term - timedelta(days=180)
    with pytest.raises(RefusedError, match=f"can be opened from {opens:%d/%m/%Y} on"):
        Dossier.objects.start(recognition.product, by=officer, kind=DossierKind.RENEWAL, day=opens - DAY)
    dossier = Dossier.objects.start(recognition.product, by=officer, kind=DossierKind.RENEWAL, day=opens)
    assert dossier.builds_on == recognition


def test_a_renewal_goes_to_the_council_without_a_visit_and_takes_45_days():
    recognition, _officer = held()
    dossier = make.dossier(product=recognition.product, kind=DossierKind.RENEWAL, state=DossierState.CHECKING)
    officer = make.officer_of(dossier)
    dossier.name_council(make.council(place=officer.place), by=officer)
    assert dossier.due_on == today() + timedelta(days=45)
    make.move(dossier, DossierState.SCORING, by=officer)
    assert dossier.due_on == today() + timedelta(days=45)


# Rounds


def test_a_planned_round_comes_before_the_one_of_the_law():
    province = make.province()
    extra = Round.objects.create(
        place=province,
        name="Extra",
        proposals_before=date(2026, 2, 1),
        result_before=date(2026, 3, 1),
        ground="12/KH-UBND",
    )
    assert Round.objects.reached(date(2026, 1, 31), place=province) == extra
    legal = Round.objects.reached(date(2026, 2, 1), place=province)
    assert (legal.proposals_before, legal.name) == (date(2026, 4, 30), "Đợt 1/2026")
    assert Round.objects.reached(date(2026, 2, 2), place=province) == legal


# The ministry


def test_the_ministrys_dossier_has_its_own_round_council_and_clock():
    national = make.national()
    assert national.round == Round.objects.get(place=None)
    assert (national.due_on, national.state) == (national.round.result_before - DAY, DossierState.CHECKING)
    officer = make.user(Role.MINISTRY_OFFICER)
    with pytest.raises(RefusedError, match="This council belongs to another authority."):
        national.name_council(make.council(), by=officer)
    national.name_council(make.council(place=None), by=officer)


@pytest.mark.parametrize("state", [DossierState.DRAFT, DossierState.FILED, DossierState.CHECKING])
def test_only_an_officer_of_the_authority_names_a_council(state):
    dossier = make.dossier(state=state)
    officer = make.officer_of(dossier)
    council = make.council(place=officer.place)
    filer = make.user(Role.PRODUCER)
    make.membership(filer, dossier.product.producer)
    others = [filer, make.leader_of(dossier), make.commune_officer_of(dossier), make.user()]
    for by in (*others, make.user(Role.MINISTRY_OFFICER), make.user(Role.ADMINISTRATOR)):
        with pytest.raises(RefusedError, match="This step belongs to somebody else."):
            dossier.name_council(council, by=by)
    dossier.name_council(council, by=officer)


def test_the_provinces_people_move_nothing_at_the_ministry():
    national = make.national()
    officer, leader = make.officer_of(national), make.leader_of(national)
    for state in (DossierState.SCORING, DossierState.HANDED_BACK, DossierState.CLOSED):
        for user in (officer, leader):
            assert national.why_not(state, by=user)


def test_five_stars_are_not_handed_back():
    national = make.national(state=DossierState.CONCLUDED)
    refusal = national.why_not(DossierState.HANDED_BACK, by=make.user(Role.MINISTRY_OFFICER))
    assert refusal == "Five stars are the ministry's to recognise."
