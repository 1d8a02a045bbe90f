"""Rules after the certificate, of inspections and labels, each broken once (see test_constraints)."""

from datetime import timedelta

from django.utils import timezone

from ocop.values.dates import today
from ratings.aftercare.models import ChecklistItem, Inspection
from tests import factories as make
from tests.ratings import label_rules
from tests.ratings.broken import twice, update


def inspection(**fields):
    """A planned inspection without a checklist, by the province of the product unless told."""
    recognition = fields.pop("recognition", None) or make.recognition()
    province = recognition.product.producer.place.province
    fields = {
        "place": province,
        "kind": "periodic",
        "planned_for": today(),
        "ground": "x",
        "planned_by": make.user(place=province),
    } | fields
    return Inspection.objects.create(recognition=recognition, **fields)


def item(*, of="planned", **fields):
    """The first line of the checklist of an inspection in a state, with other values."""
    return update(make.inspection(state=of).items.first(), **fields)


def with_the_mark():
    """A planned inspection with one line."""
    found = inspection()
    ChecklistItem.objects.create(inspection=found, position=1, subject="mark")
    return found


def withdrawn():
    recognition = make.recognition()
    make.withdraw(recognition)
    return recognition


def visited():
    """Values of a visit of today."""
    return {
        "state": "visited",
        "visited_on": today(),
        "inspectors": "x",
        "recorded_by": make.user(),
        "recorded_at": timezone.now(),
    }


def ended(state):
    return {"state": state, "conclusion": "x", "ended_by": make.user(), "ended_at": timezone.now()}


def mended_before_the_visit():
    found = answered()
    found.items.filter(position=1).update(answer="no_longer", note="x", mend_by=today() - timedelta(days=1))
    return found


def answered():
    """A planned inspection of which every line holds."""
    found = make.inspection()
    found.items.update(answer="holds")
    return found


RULES = label_rules.RULES | {
    "inspection_kind_known": lambda: inspection(kind="x"),
    "inspection_has_a_ground": lambda: inspection(ground=""),
    "inspection_visited_by_at_and_on": lambda: update(answered(), **visited() | {"inspectors": ""}),
    "inspection_ended_by_at_and_why": lambda: update(inspection(), **ended("given_up") | {"conclusion": ""}),
    "inspection_one_open_per_authority": lambda: twice(
        inspection, recognition=make.recognition(), place=None
    ),
    "inspection_of_its_authority": lambda: inspection(place=make.province()),
    "inspection_of_stars_in_force": lambda: inspection(recognition=withdrawn()),
    "inspection_in_order": lambda: update(inspection(), **visited() | ended("closed")),
    "inspection_as_it_was_planned": lambda: update(inspection(), ground="y"),
    "inspection_on_a_day_that_came": lambda: update(
        answered(), **visited() | {"visited_on": today() + timedelta(days=1)}
    ),
    "inspection_mended_after_the_visit": lambda: update(mended_before_the_visit(), **visited()),
    "inspection_answers_every_line": lambda: update(make.inspection(), **visited()),
    "inspection_closed_when_all_is_followed_up": lambda: update(
        make.inspection(state="visited"), **ended("closed")
    ),
    "inspection_visited_is_kept": lambda: update(make.inspection(state="visited"), met="y"),
    "inspection_ended_is_kept": lambda: update(make.inspection(state="closed"), conclusion="y"),
    "inspection_is_never_deleted": lambda: inspection().delete(),
    "checklist_item_about_a_requirement_or_not": lambda: ChecklistItem.objects.create(
        inspection=inspection(), position=1, subject="requirement"
    ),
    "checklist_item_finding_with_its_day": lambda: item(answer="no_longer", note="x"),
    "checklist_item_outcome_with_its_day": lambda: ChecklistItem.objects.create(
        inspection=inspection(), position=1, subject="mark", outcome="mended"
    ),
    "checklist_item_position_once": lambda: ChecklistItem.objects.create(
        inspection=with_the_mark(), position=1, subject="publicity"
    ),
    "checklist_item_subject_once": lambda: ChecklistItem.objects.create(
        inspection=make.inspection(), position=999, subject="mark"
    ),
    "checklist_item_of_a_planned_inspection": lambda: ChecklistItem.objects.create(
        inspection=make.inspection(state="visited"), position=999, subject="mark"
    ),
    "checklist_item_as_it_was_found": lambda: item(of="visited", note="y"),
    "checklist_item_followed_up_after_the_visit": lambda: item(
        answer="no_longer", note="x", mend_by=today(), outcome="mended", followed_up_on=today()
    ),
    "checklist_item_as_it_was_proved": lambda: item(position=999),
}
