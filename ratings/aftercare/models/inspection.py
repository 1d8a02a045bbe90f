"""Inspections of products with stars: planned, held, followed up, closed (Decision 26/2026/QĐ-TTg, articles 9 and 10)."""
# ruff: noqa: S608 - texts of triggers, without anything that anybody typed

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

import pgtrigger
from django.db import models, transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.database.triggers import WRITE, immutable, refuse_if, sql_in
from ocop.models import Record, Role, Succession
from ocop.models.record import tracked
from ocop.permissions import LOCAL, Act
from ocop.permissions.scoping import ScopedQuerySet
from ocop.refusal import RefusedError
from ocop.values.dates import format_day, today
from ratings.aftercare.kinds import (
    OPEN,
    TOOK_PLACE,
    Answer,
    InspectionKind,
    InspectionState,
    risk_in_words,
)
from ratings.decisions.models import Recognition

if TYPE_CHECKING:
    from ocop.models import Place, User

TODAY = "(now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date"
NOT_OF_ITS_AUTHORITY = (
    "NEW.place_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ratings_recognition r"
    " JOIN products_product p ON p.id = r.product_id JOIN producers_producer m ON m.id = p.producer_id"
    " JOIN ocop_place o ON o.id = m.place_id WHERE r.id = NEW.recognition_id AND (o.province_id = NEW.place_id"
    " OR EXISTS (SELECT 1 FROM ocop_succession s WHERE s.old_id = o.province_id AND s.new_id = NEW.place_id)))"
)
OUT_OF_ORDER = (
    "(TG_OP = 'INSERT' AND NEW.state <> 'planned') OR (TG_OP = 'UPDATE' AND OLD.state <> NEW.state"
    " AND (OLD.state, NEW.state) NOT IN (('planned', 'visited'), ('planned', 'given_up'), ('visited', 'closed')))"
)
NOT_ANSWERED = (
    "NEW.state = 'visited' AND OLD.state = 'planned' AND (EXISTS (SELECT 1 FROM ratings_checklistitem"
    " WHERE inspection_id = NEW.id AND answer = '') OR NOT EXISTS (SELECT 1 FROM ratings_checklistitem"
    f" WHERE inspection_id = NEW.id AND answer IN {sql_in(Answer.HOLDS, Answer.NO_LONGER)}))"
)
TO_BE_MENDED = (
    "NEW.state = 'closed' AND EXISTS (SELECT 1 FROM ratings_checklistitem"
    f" WHERE inspection_id = NEW.id AND answer = '{Answer.NO_LONGER}' AND outcome = '')"
)


ON_ANOTHER_DAY = (
    f"NEW.visited_on IS NOT NULL AND (NEW.visited_on > {TODAY} OR NEW.visited_on <"
    " (SELECT issued_on FROM ratings_recognition WHERE id = NEW.recognition_id))"
)
MENDED_BEFORE = (
    "NEW.visited_on IS NOT NULL AND EXISTS (SELECT 1 FROM ratings_checklistitem"
    " WHERE inspection_id = NEW.id AND mend_by < NEW.visited_on)"
)


class InspectionQuerySet(ScopedQuerySet["Inspection"]):
    """Inspections of a province, or of the ministry if `place` is None."""

    def visible_to(self, user: User) -> Self:
        """Those of the user's products; who makes them, and the commune, read them once they took place."""
        rows = super().visible_to(user)
        return rows.filter(state__in=TOOK_PLACE) if user.role in LOCAL else rows

    def editable_by(self, user: User) -> Self:
        """Those of the officer's own authority."""
        if not Act.HOLD_INSPECTIONS.allows(user):
            return self.none()
        if user.role == Role.MINISTRY_OFFICER:
            return self.filter(place=None)
        return self.filter(Q(place=user.place_id) | Q(place__province=user.place_id))

    def open(self) -> Self:
        """Those that are not over."""
        return self.filter(state__in=OPEN)

    def for_list(self) -> Self:
        """The next ones first, with the number of findings."""
        no_longer = Q(items__answer=Answer.NO_LONGER)
        return (
            self.select_related("recognition__product__producer__place__province", "place")
            .annotate(findings=Count("items", filter=no_longer))
            .order_by("-planned_for", "-pk")
        )

    def for_detail(self) -> Self:
        """With the people who planned, recorded and closed it."""
        return self.for_list().select_related("recognition__dossier", "planned_by", "recorded_by", "ended_by")


@tracked()
class Inspection(Record):
    """A visit to a recognised product, by a province or the ministry (`place` None), with its checklist."""

    place_path = "recognition__product__producer__place"
    producer_path = "recognition__product__producer"

    recognition = models.ForeignKey(
        Recognition, models.PROTECT, verbose_name=_("recognition"), related_name="inspections"
    )
    place = models.ForeignKey(
        "ocop.Place",
        models.PROTECT,
        verbose_name=_("authority"),
        null=True,
        blank=True,
        editable=False,
        related_name="inspections",
    )
    kind = models.CharField(_("kind"), max_length=12, choices=InspectionKind)
    planned_for = models.DateField(
        _("planned for"), help_text=_("The last day by which the visit takes place.")
    )
    ground = models.CharField(
        _("plan or ground"),
        max_length=250,
        help_text=_("The plan with its number, or what gave rise to the visit."),
    )
    # Values of RiskReason when it was planned, and their points.
    risk_reasons = models.JSONField(_("reasons of risk"), default=list, editable=False)
    risk = models.PositiveSmallIntegerField(_("points of risk"), default=0, editable=False)
    planned_by = models.ForeignKey(
        "ocop.User", models.PROTECT, verbose_name=_("planned by"), editable=False, related_name="+"
    )
    planned_at = models.DateTimeField(_("planned at"), auto_now_add=True)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=InspectionState,
        default=InspectionState.PLANNED,
        editable=False,
    )
    visited_on = models.DateField(_("visited on"), null=True, blank=True, editable=False)
    inspectors = models.CharField(_("who inspected"), max_length=500, blank=True, editable=False)
    met = models.CharField(_("who was there for the producer"), max_length=300, blank=True, editable=False)
    recorded_by = models.ForeignKey(
        "ocop.User",
        models.PROTECT,
        verbose_name=_("recorded by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("recorded at"), null=True, blank=True, editable=False)
    conclusion = models.TextField(
        _("conclusion, or why it was given up"), blank=True, max_length=5000, editable=False
    )
    ended_by = models.ForeignKey(
        "ocop.User",
        models.PROTECT,
        verbose_name=_("closed by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    ended_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)

    objects = InspectionQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("inspection")
        verbose_name_plural = _("inspections")
        ordering = ["-planned_for", "-pk"]
        triggers = [
            *Record.Meta.triggers,
            # Doubles Inspection.why_not_plan().
            refuse_if("inspection_of_its_authority", pgtrigger.Insert, NOT_OF_ITS_AUTHORITY),
            # Doubles Inspection.why_not_plan().
            refuse_if(
                "inspection_of_stars_in_force",
                pgtrigger.Insert,
                "NOT EXISTS (SELECT 1 FROM ratings_recognition WHERE id = NEW.recognition_id"
                f" AND ends_on > {TODAY})",
                holds="ratings_recognition WHERE id = NEW.recognition_id",
            ),
            # Doubles Inspection.why_not_visit(), Inspection.why_not_close() and Inspection.why_not_give_up().
            refuse_if("inspection_in_order", WRITE, OUT_OF_ORDER),
            refuse_if(
                "inspection_as_it_was_planned",
                pgtrigger.Update,
                "(NEW.recognition_id, NEW.place_id, NEW.kind, NEW.ground, NEW.planned_for, NEW.risk, NEW.risk_reasons,"
                " NEW.planned_by_id, NEW.planned_at) IS DISTINCT FROM"
                " (OLD.recognition_id, OLD.place_id, OLD.kind, OLD.ground, OLD.planned_for, OLD.risk, OLD.risk_reasons,"
                " OLD.planned_by_id, OLD.planned_at)",
            ),
            # Doubles Inspection.why_not_on().
            refuse_if("inspection_on_a_day_that_came", WRITE, ON_ANOTHER_DAY),
            # Doubles ChecklistItem.find().
            refuse_if("inspection_mended_after_the_visit", pgtrigger.Update, MENDED_BEFORE),
            # Doubles Inspection.visit().
            refuse_if("inspection_answers_every_line", pgtrigger.Update, NOT_ANSWERED),
            # Doubles Inspection.why_not_close().
            refuse_if("inspection_closed_when_all_is_followed_up", pgtrigger.Update, TO_BE_MENDED),
            immutable(
                "inspection_visited_is_kept",
                once="OLD.state <> 'planned'",
                except_for=["version", "state", "conclusion", "ended_by_id", "ended_at"],
            ),
            immutable("inspection_ended_is_kept", once="OLD.state IN ('closed', 'given_up')"),
            refuse_if("inspection_is_never_deleted", pgtrigger.Delete, "TRUE"),
        ]
        constraints = [
            models.CheckConstraint(name="inspection_kind_known", condition=Q(kind__in=InspectionKind.values)),
            models.CheckConstraint(
                name="inspection_has_a_ground",
                condition=~Q(ground=""),
                violation_error_message=_("Name the plan, or what gave rise to the visit."),
            ),
            models.CheckConstraint(
                name="inspection_visited_by_at_and_on",
                condition=Q(
                    state__in=[InspectionState.PLANNED, InspectionState.GIVEN_UP],
                    visited_on=None,
                    inspectors="",
                    met="",
                    recorded_by=None,
                    recorded_at=None,
                )
                | Q(
                    ~Q(inspectors=""),
                    state__in=TOOK_PLACE,
                    visited_on__isnull=False,
                    recorded_by__isnull=False,
                    recorded_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="inspection_ended_by_at_and_why",
                condition=Q(state__in=OPEN, conclusion="", ended_by=None, ended_at=None)
                | Q(
                    ~Q(conclusion=""),
                    state__in=[InspectionState.CLOSED, InspectionState.GIVEN_UP],
                    ended_by__isnull=False,
                    ended_at__isnull=False,
                ),
            ),
            models.UniqueConstraint(
                name="inspection_one_open_per_authority",
                fields=["recognition", "place"],
                condition=Q(state__in=OPEN),
                nulls_distinct=False,
                violation_error_message=_("An inspection of this product is planned or under way already."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("Inspection of %(product)s") % {"product": self.recognition.name}

    def get_desk_url(self) -> str:
        return reverse("desk-inspection", args=[self.pk])

    @property
    def product(self):
        return self.recognition.product

    @property
    def risk_in_words(self) -> str:
        """The reasons of its risk with their points; empty if there was none."""
        return risk_in_words(self.risk_reasons)

    @property
    def is_late(self) -> bool:
        """Whether the day by which it was to take place is over."""
        return self.state == InspectionState.PLANNED and self.planned_for < today()

    @classmethod
    def why_not_plan(cls, recognition: Recognition, *, place: Place | None) -> str | Promise:
        """Return why the authority of `place` (None: the ministry) cannot inspect now; else an empty string."""
        own = recognition.product.producer.place.province_id
        if place and place.pk != own and not Succession.objects.filter(old=own, new=place).exists():
            return _("The product belongs to another province, which inspects it.")
        if recognition.ends_on <= today():
            return _("Its stars are no longer in force: there is nothing to inspect.")
        if cls.objects.open().filter(recognition=recognition, place=place).exists():
            return _("An inspection of this product is planned or under way already.")
        return ""

    def why_not_visit(self, *, by: User) -> str | Promise:
        """Return why `by` cannot record the visit; else an empty string."""
        if self.state != InspectionState.PLANNED:
            return _("The visit is recorded already, or the inspection was given up.")
        return self._why_not_theirs(by)

    def why_not_on(self, day: date) -> str | Promise:
        """Return why the visit cannot have been on a day; else an empty string."""
        if day > today():
            return _("The visit cannot be of a day that has not come.")
        if day < self.recognition.issued_on:
            return _("On that day the product did not have these stars yet.")
        return ""

    def why_not_follow_up(self, *, by: User) -> str | Promise:
        """Return why `by` cannot record a follow-up visit; else an empty string."""
        if self.state != InspectionState.VISITED or not self.items.to_be_mended().exists():
            return _("Nothing of this inspection waits for a follow-up visit.")
        return self._why_not_theirs(by)

    def why_not_close(self, *, by: User) -> str | Promise:
        """Return why `by` cannot close it; else an empty string."""
        if self.state != InspectionState.VISITED:
            return _("Only an inspection whose visit is recorded can be closed.")
        if self.items.to_be_mended().exists():
            return _("Record first what a follow-up visit found of what was to be mended.")
        return self._why_not_theirs(by)

    def why_not_give_up(self, *, by: User) -> str | Promise:
        """Return why `by` cannot give the planned visit up; else an empty string."""
        if self.state != InspectionState.PLANNED:
            return _("The visit took place already, or it was given up: it cannot be given up.")
        return self._why_not_theirs(by)

    def _why_not_theirs(self, by: User) -> str | Promise:
        mine = Inspection.objects.editable_by(by).filter(pk=self.pk).exists()
        return "" if mine else _("This inspection belongs to another authority.")

    @transaction.atomic
    def visit(self, answers: dict[int, dict], *, on: date, inspectors: str, met: str, by: User) -> None:
        """Record the visit, or raise RefusedError.

        `answers` has for each line of the checklist, by its key, `answer`, `note` and `mend_by`.
        """
        self.hold()
        if refusal := self.why_not_visit(by=by):
            raise RefusedError(refusal)
        if refusal := self.why_not_on(on):
            raise RefusedError(refusal)
        for item in self.items.order_by("position"):
            item.find(**answers[item.pk], visited_on=on)
        if not self.items.exclude(answer=Answer.NOT_LOOKED_AT).exists():
            raise RefusedError(_("Nothing was looked at. Answer at least one line, or give the visit up."))
        self._write(
            state=InspectionState.VISITED,
            visited_on=on,
            inspectors=inspectors,
            met=met,
            recorded_by=by,
            recorded_at=timezone.now(),
        )

    @transaction.atomic
    def follow_up(self, outcomes: dict[int, dict], *, on: date, by: User) -> None:
        """Record what a follow-up visit found, or raise RefusedError; what it did not look at stays open.

        `outcomes` has `outcome` and `remark` by the key of the line.
        """
        self.hold()
        if refusal := self.why_not_follow_up(by=by):
            raise RefusedError(refusal)
        visited_on = self.visited_on or on
        if not visited_on <= on <= today():
            raise RefusedError(
                _("The follow-up visit lies between the visit of %(day)s and today.")
                % {"day": format_day(visited_on)}
            )
        for item in self.items.to_be_mended():
            if found := outcomes.get(item.pk):
                item.look_again(**found, on=on)

    @transaction.atomic
    def close(self, *, conclusion: str, by: User) -> None:
        """Close it with a conclusion, or raise RefusedError."""
        self.hold()
        if refusal := self.why_not_close(by=by):
            raise RefusedError(refusal)
        self._end(InspectionState.CLOSED, conclusion, by)

    @transaction.atomic
    def give_up(self, *, reason: str, by: User) -> None:
        """Give the planned visit up, with the reason, or raise RefusedError."""
        self.hold()
        if refusal := self.why_not_give_up(by=by):
            raise RefusedError(refusal)
        self._end(InspectionState.GIVEN_UP, reason, by)

    def _end(self, state, conclusion, by):
        if not conclusion.strip():
            raise RefusedError(_("Give a reason."))
        self._write(state=state, conclusion=conclusion, ended_by=by, ended_at=timezone.now())

    def _write(self, **after):
        """Save these columns of the locked row."""
        Inspection.objects.filter(pk=self.pk).update(**after)
        self.refresh_from_db()
