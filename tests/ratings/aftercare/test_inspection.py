"""An inspection from the plan to its end: what the checklist asks, what is recorded, who may do what and when."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ocop.models import Role
from ocop.pages.once import KEY
from ocop.refusal import RefusedError
from ocop.values.dates import format_day, today
from ratings.aftercare.as_proved import options_as_proved, reached
from ratings.aftercare.kinds import Answer, InspectionState, Subject
from ratings.aftercare.models import Inspection
from ratings.aftercare.plan import plan_inspection
from tests import factories as make
from tests.aftercare_factories import mended, visited

pytestmark = pytest.mark.django_db
PLAN = {"kind": "periodic", "ground": "Kế hoạch 12/KH-UBND"}


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def lines_of(inspection):
    return [(item.subject, item.criterion and item.criterion.code) for item in inspection.items.all()]


def test_checklist_has_each_requirement_as_it_was_proved_then_the_mark_and_the_publicity():
    recognition = make.issued_recognition()
    inspection = make.inspection(recognition=recognition)
    sealed = recognition.dossier.result.content["sheets"]
    proved = [
        (criterion.code, option.pk)
        for criterion in recognition.dossier.sheet.criteria.scored()
        if (option := reached(criterion, sealed))
    ]
    items = inspection.items.order_by("position")
    assert [(each.criterion.code, each.option_id) for each in items if each.criterion] == proved
    assert len(proved) > 10
    assert [each.subject for each in items][len(proved) :] == [Subject.MARK, Subject.PUBLICITY]


def test_what_more_than_half_of_the_sheets_reach_was_proved():
    criterion = make.sheet().criteria.get(code="2.2")
    points = [option.points for option in criterion.options.all()]
    best, worst = points.index(max(points)), points.index(min(points))

    def proved(*choices):
        sheets = [{"choices": {"2.2": each}, "points": {"2.2": 0}} for each in choices]
        return reached(criterion, sheets)

    assert proved(best, best, worst).points == max(points)
    # A tie is not more than half.
    assert proved(best, worst) is None or proved(best, worst).points == min(points)
    assert proved(None) is None
    assert proved() is None


def test_star_recorded_from_elsewhere_is_asked_for_the_requirements_of_its_stars():
    recognition = make.recognition(stars=4)
    gates = [option.gate for option in options_as_proved(recognition)]
    assert gates and max(gates) == 4


def test_an_inspection_goes_from_the_plan_to_its_conclusion():
    recognition = make.recognition()
    officer = make.officer_of(recognition)
    inspection = make.inspection(recognition=recognition, by=officer)
    assert (inspection.state, inspection.place) == (InspectionState.PLANNED, officer.place)
    visited(inspection, broken=2, by=officer)
    assert (inspection.state, inspection.visited_on) == (InspectionState.VISITED, today())
    with pytest.raises(RefusedError, match="Record first what a follow-up visit found"):
        inspection.close(conclusion="x", by=officer)
    mended(inspection, by=officer)
    inspection.close(conclusion="Đã khắc phục.", by=officer)
    assert (inspection.state, inspection.conclusion, inspection.ended_by) == (
        InspectionState.CLOSED,
        "Đã khắc phục.",
        officer,
    )


def test_what_a_follow_up_visit_did_not_look_at_stays_open():
    officer = make.officer_of(recognition := make.recognition())
    inspection = make.inspection(recognition=recognition, state="visited", broken=2, by=officer)
    first, second = inspection.items.to_be_mended()
    inspection.follow_up(
        {first.pk: {"outcome": "not_mended", "remark": "Chưa in lại"}}, on=today(), by=officer
    )
    assert list(inspection.items.to_be_mended()) == [second]


def test_no_visit_was_before_the_stars_and_the_database_says_so_too():
    inspection = make.inspection()
    officer, before = inspection.planned_by, inspection.recognition.issued_on - timedelta(days=1)
    with pytest.raises(RefusedError, match="did not have these stars yet"):
        visited(inspection, by=officer, on=before)
    inspection.items.update(answer="holds")
    told = {"visited_on": before, "inspectors": "x", "recorded_by": officer, "recorded_at": timezone.now()}
    with pytest.raises(IntegrityError, match="inspection_on_a_day_that_came"), transaction.atomic():
        Inspection.objects.filter(pk=inspection.pk).update(state="visited", **told)


def test_what_a_follow_up_visit_found_is_kept_also_from_raw_sql():
    inspection = make.inspection(state="visited")
    mended(inspection, by=inspection.planned_by, outcome="not_mended")
    with (
        pytest.raises(IntegrityError, match="checklist_item_followed_up_after_the_visit"),
        transaction.atomic(),
    ):
        inspection.items.exclude(outcome="").update(outcome="mended")


def test_one_visit_at_a_time_by_each_authority():
    recognition = make.recognition(stars=5)
    make.inspection(recognition=recognition)
    with pytest.raises(RefusedError, match="planned or under way already"):
        make.inspection(recognition=recognition)
    of_ministry = make.inspection(recognition=recognition, by=make.user(Role.MINISTRY_OFFICER))
    assert of_ministry.place is None


def test_another_province_neither_plans_nor_holds_it():
    recognition, stranger = make.recognition(), make.user()
    with pytest.raises(RefusedError, match="belongs to another province"):
        plan_inspection(recognition, planned_for=today(), by=stranger, **PLAN)
    inspection = make.inspection(recognition=recognition)
    with pytest.raises(RefusedError, match="belongs to another authority"):
        inspection.give_up(reason="x", by=stranger)


def test_stars_that_are_over_are_not_inspected():
    recognition = make.recognition()
    make.withdraw(recognition)
    recognition.refresh_from_db()
    with pytest.raises(RefusedError, match="no longer in force"):
        plan_inspection(recognition, planned_for=today(), by=make.officer_of(recognition), **PLAN)


def test_who_makes_it_and_the_commune_read_it_once_it_took_place():
    recognition = make.recognition()
    producer, commune = make.user(Role.PRODUCER), make.commune_officer_of(recognition)
    make.membership(producer, recognition.product.producer)
    officer = make.officer_of(recognition)
    inspection = make.inspection(recognition=recognition, kind="unannounced", by=officer)
    seen = [Inspection.objects.visible_to(user).exists() for user in (officer, commune, producer)]
    assert seen == [True, False, False]
    visited(inspection, by=officer)
    seen = [Inspection.objects.visible_to(user).exists() for user in (officer, commune, producer)]
    assert seen == [True, True, True]


@pytest.fixture
def officer_and_inspection():
    recognition = make.recognition()
    officer = make.officer_of(recognition)
    return officer, make.inspection(recognition=recognition, by=officer)


def filled(inspection, **changes):
    """What the form of a visit sends: everything holds."""
    values = {"on": format_day(today()), "inspectors": "Lê Văn Kiểm", "met": ""}
    values |= {f"answer_{item.pk}": Answer.HOLDS.value for item in inspection.items.all()}
    return values | changes


def test_form_of_a_visit_asks_what_no_longer_holds_and_by_when_and_keeps_what_was_typed(
    officer_and_inspection,
):
    officer, inspection = officer_and_inspection
    first = inspection.items.first()
    page = reverse("desk-inspection-visit", args=[inspection.pk])
    client = signed_in(officer)
    refused = client.post(page, filled(inspection, **{f"answer_{first.pk}": "no_longer"}))
    errors = refused.context["form"].errors
    assert {f"note_{first.pk}", f"mend_by_{first.pk}"} == set(errors)
    assert refused.context["form"]["inspectors"].value() == "Lê Văn Kiểm"
    told = {
        f"answer_{first.pk}": "no_longer",
        f"note_{first.pk}": "Giấy hết hạn",
        f"mend_by_{first.pk}": format_day(today() + timedelta(days=30)),
    }
    assert client.post(page, filled(inspection, **told)).status_code == 302
    first.refresh_from_db()
    assert (first.answer, first.note, first.mend_by) == (
        Answer.NO_LONGER,
        "Giấy hết hạn",
        today() + timedelta(days=30),
    )


def test_form_of_a_visit_that_is_sent_twice_records_it_once(officer_and_inspection):
    officer, inspection = officer_and_inspection
    page, client = reverse("desk-inspection-visit", args=[inspection.pk]), signed_in(officer)
    values = filled(inspection) | {KEY: "a" * 32}
    first, second = client.post(page, values), client.post(page, values)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert inspection.events.filter(pgh_label="update").count() == 1


def test_visit_that_somebody_else_recorded_meanwhile_is_refused_with_all_that_was_typed(
    officer_and_inspection,
):
    officer, inspection = officer_and_inspection
    page, client = reverse("desk-inspection-visit", args=[inspection.pk]), signed_in(officer)
    visited(Inspection.objects.get(pk=inspection.pk), by=officer)
    late = client.post(page, filled(inspection, met="Bà Hoa"))
    assert late.status_code == 409
    assert "Bà Hoa" in late.content.decode()
    assert client.get(page).status_code == 409


def test_the_whole_way_through_the_pages(officer_and_inspection):
    officer, inspection = officer_and_inspection
    client, item = signed_in(officer), inspection.items.first()
    day = format_day(today())
    told = {f"answer_{item.pk}": "no_longer", f"note_{item.pk}": "x", f"mend_by_{item.pk}": day}
    steps = {
        "visit": filled(inspection, **told),
        "follow-up": {"on": day, f"outcome_{item.pk}": "mended", f"remark_{item.pk}": "Đã in lại"},
        "close": {"conclusion": "Đạt."},
    }
    for step, values in steps.items():
        page = reverse(f"desk-inspection-{step}", args=[inspection.pk])
        assert f'href="{page}"' in client.get(inspection.get_desk_url()).content.decode()
        assert client.post(page, values).status_code == 302
    inspection.refresh_from_db()
    assert inspection.state == InspectionState.CLOSED


def test_a_visit_is_planned_from_the_list_by_risk():
    recognition = make.recognition(stars=4)
    client = signed_in(make.officer_of(recognition))
    listed = client.get(reverse("desk-inspection-plan")).content.decode()
    page = reverse("desk-recognition-inspect", args=[recognition.pk])
    assert f'href="{page}"' in listed
    assert client.post(page, PLAN | {"planned_for": format_day(today())}).status_code == 302
    inspection = Inspection.objects.get()
    assert (inspection.recognition, inspection.risk > 0) == (recognition, True)
    assert f'href="{page}"' not in client.get(reverse("desk-inspection-plan")).content.decode()
    assert client.get(page).status_code == 409
