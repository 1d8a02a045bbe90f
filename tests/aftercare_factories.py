"""Inspections in each of their states. `tests.factories` has them all."""

from ocop.models import Role
from ocop.values.dates import today
from ratings.aftercare.kinds import Answer, InspectionState, Outcome
from ratings.aftercare.models import Inspection
from ratings.aftercare.plan import plan_inspection
from tests.office_factories import recognition as a_recognition
from tests.register_factories import user


def inspection(*, recognition=None, state="planned", broken=1, by=None, **fields):
    """An inspection by the province of a product, brought to a state; `broken` of its lines no longer hold."""
    recognition = recognition or a_recognition()
    province = recognition.product.producer.place.province
    by = by or user(Role.PROVINCIAL_OFFICER, place=province)
    fields = {"kind": "periodic", "planned_for": today(), "ground": "Kế hoạch 12/KH-UBND"} | fields
    made = plan_inspection(recognition, by=by, **fields)
    if state == InspectionState.GIVEN_UP:
        made.give_up(reason="Cơ sở nghỉ sản xuất theo mùa.", by=by)
    if state in (InspectionState.VISITED, InspectionState.CLOSED):
        visited(made, broken=broken, by=by)
    if state == InspectionState.CLOSED:
        mended(made, by=by)
        made.close(conclusion="Đã khắc phục.", by=by)
    return Inspection.objects.get(pk=made.pk)


def visited(inspection, *, broken=1, by, on=None):
    """Record the visit: the first lines no longer hold, the others do."""
    answers = {}
    for number, item in enumerate(inspection.items.order_by("position")):
        answer = Answer.NO_LONGER if number < broken else Answer.HOLDS
        note = "Nhãn in sai hạng sao." if number < broken else ""
        answers[item.pk] = {
            "answer": answer,
            "note": note,
            "mend_by": today() if number < broken else None,
        }
    inspection.visit(answers, on=on or today(), inspectors="Lê Văn Kiểm, Chi cục", met="Chủ thể", by=by)


def mended(inspection, *, by, outcome=Outcome.MENDED):
    """Record a follow-up visit that found everything mended, unless told."""
    outcomes = {item.pk: {"outcome": outcome, "remark": ""} for item in inspection.items.to_be_mended()}
    if outcomes:
        inspection.follow_up(outcomes, on=today(), by=by)
