"""Putting an inspection on the plan, with its checklist."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ocop.refusal import RefusedError
from ocop.values.dates import today
from ratings.aftercare.as_proved import options_as_proved
from ratings.aftercare.kinds import RISK_POINTS, Subject
from ratings.aftercare.models import ChecklistItem, Inspection
from ratings.aftercare.risk import reasons_of, with_risk
from ratings.decisions.models import Recognition

if TYPE_CHECKING:
    from ocop.models import User


@transaction.atomic
def plan_inspection(
    recognition: Recognition, *, kind: str, planned_for: date, ground: str, by: User
) -> Inspection:
    """Plan a visit of the authority of `by`, or raise RefusedError; its checklist is drawn at once."""
    recognition.hold()
    if refusal := Inspection.why_not_plan(recognition, place=by.place):
        raise RefusedError(refusal)
    if planned_for < today():
        raise RefusedError(_("A visit is planned for today or a day to come."))
    reasons = reasons_of(with_risk(Recognition.objects.filter(pk=recognition.pk)).get())
    inspection = Inspection.objects.create(
        recognition=recognition,
        place=by.place,
        kind=kind,
        planned_for=planned_for,
        ground=ground,
        risk_reasons=reasons,
        risk=sum(RISK_POINTS[each] for each in reasons),
        planned_by=by,
    )
    draw_checklist(inspection)
    return inspection


def draw_checklist(inspection: Inspection) -> None:
    """Give the inspection its lines: the requirements as they were proved, the mark, the publicity."""
    items = [
        ChecklistItem(subject=Subject.REQUIREMENT, criterion_id=option.criterion_id, option=option)
        for option in options_as_proved(inspection.recognition)
    ]
    items += [ChecklistItem(subject=subject) for subject in (Subject.MARK, Subject.PUBLICITY)]
    for position, item in enumerate(items, start=1):
        item.inspection, item.position = inspection, position
    ChecklistItem.objects.bulk_create(items)
