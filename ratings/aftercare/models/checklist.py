"""The checklist of an inspection: each requirement as it was proved, what the visit found, what was mended."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ocop.database.triggers import immutable, refuse_if
from ocop.models import Record
from ocop.models.record import tracked
from ocop.permissions.scoping import ScopedQuerySet
from ocop.refusal import RefusedError
from ratings.aftercare.kinds import Answer, Outcome, Subject
from ratings.aftercare.models.inspection import Inspection
from ratings.sheets.models import Criterion, Option

if TYPE_CHECKING:
    from ocop.models import User

STATE = "SELECT state FROM ratings_inspection WHERE id = NEW.inspection_id"
HELD = "ratings_inspection WHERE id = NEW.inspection_id"


class ChecklistItemQuerySet(ScopedQuerySet["ChecklistItem"]):
    """Lines of checklists, in scope with their inspection."""

    def visible_to(self, user: User) -> Self:
        return self.filter(inspection__in=Inspection.objects.visible_to(user))

    def editable_by(self, user: User) -> Self:
        """Lines of the officer's own inspections."""
        return self.filter(inspection__in=Inspection.objects.editable_by(user))

    def findings(self) -> Self:
        """Lines of which the visit found that they no longer hold."""
        return self.filter(answer=Answer.NO_LONGER)

    def to_be_mended(self) -> Self:
        """Findings that no follow-up visit has looked at."""
        return self.findings().filter(outcome="").order_by("position")

    def for_list(self) -> Self:
        """In the order of the sheet."""
        return self.select_related(
            "inspection__recognition__product", "criterion__parent", "option__criterion"
        ).order_by("inspection", "position")

    for_detail = for_list


@tracked()
class ChecklistItem(Record):
    """A line of the checklist. `option` is what the criterion was proved to reach when the star was given."""

    place_path = "inspection__recognition__product__producer__place"
    producer_path = "inspection__recognition__product__producer"

    inspection = models.ForeignKey(
        Inspection, models.PROTECT, verbose_name=_("inspection"), related_name="items"
    )
    position = models.PositiveSmallIntegerField(_("order"))
    subject = models.CharField(_("about"), max_length=12, choices=Subject)
    criterion = models.ForeignKey(
        Criterion, models.PROTECT, verbose_name=_("criterion"), null=True, blank=True, related_name="+"
    )
    option = models.ForeignKey(
        Option, models.PROTECT, verbose_name=_("as it was proved"), null=True, blank=True, related_name="+"
    )
    answer = models.CharField(_("found"), max_length=12, choices=Answer, blank=True)
    note = models.CharField(_("what was seen"), max_length=1000, blank=True)
    mend_by = models.DateField(_("to be mended by"), null=True, blank=True)
    outcome = models.CharField(_("after the follow-up visit"), max_length=12, choices=Outcome, blank=True)
    followed_up_on = models.DateField(_("followed up on"), null=True, blank=True)
    remark = models.CharField(_("remark of the follow-up visit"), max_length=1000, blank=True)

    objects = ChecklistItemQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("line of a checklist")
        verbose_name_plural = _("lines of checklists")
        ordering = ["inspection", "position"]
        triggers = [
            *Record.Meta.triggers,
            refuse_if(
                "checklist_item_of_a_planned_inspection",
                pgtrigger.Insert,
                f"({STATE}) IS DISTINCT FROM 'planned'",
                holds=HELD,
            ),
            # Doubles ChecklistItem.find().
            refuse_if(
                "checklist_item_as_it_was_found",
                pgtrigger.Update,
                f"({STATE}) IS DISTINCT FROM 'planned'"
                " AND (to_jsonb(NEW) - '{outcome,followed_up_on,remark,version}'::text[])"
                " IS DISTINCT FROM (to_jsonb(OLD) - '{outcome,followed_up_on,remark,version}'::text[])",
                holds=HELD,
            ),
            # Doubles Inspection.why_not_follow_up().
            refuse_if(
                "checklist_item_followed_up_after_the_visit",
                pgtrigger.Update,
                "(NEW.outcome, NEW.followed_up_on, NEW.remark)"
                " IS DISTINCT FROM (OLD.outcome, OLD.followed_up_on, OLD.remark)"
                " AND (OLD.outcome <> '' OR NOT EXISTS (SELECT 1 FROM ratings_inspection WHERE id = NEW.inspection_id"
                " AND state = 'visited' AND visited_on <= NEW.followed_up_on"
                " AND NEW.followed_up_on <= (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date))",
                holds=HELD,
            ),
            immutable(
                "checklist_item_as_it_was_proved",
                except_for=[
                    *("version", "answer", "note", "mend_by"),
                    *("outcome", "followed_up_on", "remark"),
                ],
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="checklist_item_about_a_requirement_or_not",
                condition=Q(subject=Subject.REQUIREMENT, criterion__isnull=False, option__isnull=False)
                | Q(subject__in=[Subject.MARK, Subject.PUBLICITY], criterion=None, option=None),
            ),
            models.CheckConstraint(
                name="checklist_item_finding_with_its_day",
                condition=Q(~Q(note=""), answer=Answer.NO_LONGER, mend_by__isnull=False)
                | Q(answer__in=["", Answer.HOLDS, Answer.NOT_LOOKED_AT], mend_by=None),
                violation_error_message=_("Write what no longer holds, and by when it is to be mended."),
            ),
            models.CheckConstraint(
                name="checklist_item_outcome_with_its_day",
                condition=Q(outcome="", followed_up_on=None, remark="")
                | Q(outcome__in=Outcome.values, followed_up_on__isnull=False, answer=Answer.NO_LONGER),
            ),
            models.UniqueConstraint(name="checklist_item_position_once", fields=["inspection", "position"]),
            models.UniqueConstraint(
                name="checklist_item_subject_once",
                fields=["inspection", "subject", "criterion"],
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return str(self.criterion or self.get_subject_display())

    @property
    def as_proved(self) -> str:
        """What the requirement was proved to reach, in the reader's language; empty for other lines."""
        return self.option.label if self.option else ""

    def find(self, *, answer: str, note: str, mend_by: date | None, visited_on: date) -> None:
        """Write what the visit found, or raise RefusedError; the inspection is locked."""
        if answer not in Answer.values:
            raise RefusedError(_("Say of each line what was found, also that it was not looked at."))
        if answer == Answer.NO_LONGER and (not note or mend_by is None):
            raise RefusedError(_("Write what no longer holds, and by when it is to be mended."))
        if mend_by is not None and mend_by < visited_on:
            raise RefusedError(_("What was found cannot be mended before the visit."))
        self.answer, self.note = answer, note
        self.mend_by = mend_by if answer == Answer.NO_LONGER else None
        self.save(update_fields=["answer", "note", "mend_by"])

    def look_again(self, *, outcome: str, remark: str, on: date) -> None:
        """Write what a follow-up visit found; the inspection is locked."""
        self.outcome, self.remark, self.followed_up_on = outcome, remark, on
        self.save(update_fields=["outcome", "remark", "followed_up_on"])
