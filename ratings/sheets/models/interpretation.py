"""A province's interpretation of an open question of a printed sheet, from a day on, with its reason.

It is shown beside the question. It changes no points, requirements or stars: those follow from the decision
and the arithmetic.
"""

from datetime import date
from typing import Self, cast

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models, transaction
from django.db.models import F, Func, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ocop.database.triggers import immutable
from ocop.models import Record, User
from ocop.models.record import tracked
from ocop.permissions import LOCAL, Act
from ocop.permissions.scoping import ScopedQuerySet
from ocop.refusal import RefusedError
from ocop.values.dates import today
from ocop.values.last_day import EndField, last_day
from ratings.sheets.models.sheet import Sheet


class SheetInterpretationQuerySet(ScopedQuerySet["SheetInterpretation"]):
    """Interpretations by validity."""

    def visible_to(self, user: User) -> Self:
        """Interpretations of the user's province; producers and commune officers see them in their dossiers."""
        if user.role in LOCAL:
            return self.none()
        return super().visible_to(user)

    def in_force(self, day: date | None = None) -> Self:
        """Interpretations valid on `day` (default: today); the start is inclusive, the end exclusive."""
        day = day or today()
        return self.filter(Q(in_force_until=None) | Q(in_force_until__gt=day), in_force_from__lte=day)

    def on_versions_of(self, sheet: Sheet) -> Self:
        """Interpretations of this and earlier versions of the same sheet of the same decision."""
        return self.filter(
            sheet__decision_slug=sheet.decision_slug,
            sheet__number=sheet.number,
            sheet__version__lte=sheet.version,
        )

    def for_list(self) -> Self:
        """With province, sheet and person, newest first."""
        return self.select_related("place", "sheet", "recorded_by").order_by("-in_force_from", "-pk")

    for_detail = for_list

    @transaction.atomic
    def record(
        self, sheet: Sheet, question: str, *, text: str, reason: str, day: date, by: User
    ) -> "SheetInterpretation":
        """Record how `by`'s province interprets a question from `day` on; its previous interpretation ends there.

        `question` is the key of one of the sheet's questions. Raise RefusedError.
        """
        own = self.model.objects.filter(place=by.place_id, sheet=sheet, question=question)
        own = own.select_for_update()
        if refusal := self.why_not(sheet, day=day, by=by):
            raise RefusedError(refusal)
        if own.filter(in_force_from__gte=day).exists():
            raise RefusedError(
                _("Your province reads this question otherwise from that day or later; end that first.")
            )
        own.filter(Q(in_force_until=None) | Q(in_force_until__gt=day)).update(in_force_until=day)
        return self.create(
            place_id=cast(int, by.place_id),
            sheet=sheet,
            question=question,
            text=text,
            reason=reason,
            in_force_from=day,
            recorded_by=by,
        )

    def why_not(self, sheet: Sheet, *, day: date, by: User) -> str | Promise:
        """Return why `by` may not record an interpretation of the sheet from `day`; else an empty string."""
        if not Act.RECORD_INTERPRETATION.allows(by):
            return _("This step belongs to somebody else.")
        if sheet.published_at is None:
            return _("This version is not published yet.")
        if day < today():
            return _("A reading holds from today or a later day; what was scored before stands.")
        return ""


@tracked(meta={"db_table": "ratings_sheetreadingevent"})
class SheetInterpretation(Record):
    """A province's interpretation of a question. Only its end can be changed."""

    place_path = "place"

    place = models.ForeignKey(
        "ocop.Place", models.PROTECT, verbose_name=_("province"), related_name="sheet_interpretations"
    )
    sheet = models.ForeignKey(
        Sheet, models.PROTECT, verbose_name=_("score sheet"), related_name="interpretations"
    )
    # Key of a question (ratings/sheets/open_questions.py); it does not change in a published sheet.
    question = models.CharField(_("question"), max_length=80)
    text = models.CharField(_("how the province reads it"), max_length=1000)
    reason = models.CharField(_("reason"), max_length=500)
    in_force_from = models.DateField(_("in force from"))
    in_force_until = EndField(_("in force until the end of"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        "ocop.User", models.PROTECT, verbose_name=_("recorded by"), editable=False, related_name="+"
    )
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    objects = SheetInterpretationQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        db_table = "ratings_sheetreading"
        verbose_name = _("interpretation of a sheet")
        verbose_name_plural = _("interpretations of sheets")
        ordering = ["-in_force_from", "-pk"]
        triggers = [
            *Record.Meta.triggers,
            immutable("sheet_reading_is_kept", except_for=["in_force_until", "version"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="sheet_reading_from_before_until",
                condition=Q(in_force_until=None) | Q(in_force_from__lte=F("in_force_until")),
                violation_error_message=_("The reading ends before it begins."),
            ),
            models.CheckConstraint(
                name="sheet_reading_says_something", condition=~Q(text="") & ~Q(reason="")
            ),
            ExclusionConstraint(
                name="sheet_reading_one_in_force",
                expressions=[
                    ("place", RangeOperators.EQUAL),
                    ("sheet", RangeOperators.EQUAL),
                    ("question", RangeOperators.EQUAL),
                    (
                        Func(
                            "in_force_from",
                            "in_force_until",
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_(
                    "The province has another reading of this question at the same time."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.text}"

    def get_desk_url(self) -> str:
        return f"{self.sheet.get_desk_url()}#questions"

    @property
    def last_day(self) -> date | None:
        """Last valid day; None if no end is set."""
        return last_day(self.in_force_until)

    @property
    def is_over(self) -> bool:
        """Whether it is no longer valid."""
        return self.in_force_until is not None and self.in_force_until <= today()

    def why_not_end(self, day: date, *, by: User) -> str | Promise:
        """Return why `by` may not end it on `day`; else an empty string."""
        if not SheetInterpretation.objects.editable_by(by).filter(pk=self.pk).exists():
            return _("This step belongs to somebody else.")
        if self.in_force_until is not None:
            return _("This reading has its last day already.")
        if day < max(today(), self.in_force_from):
            return _(
                "A reading holds until the end of yesterday, today or a later day, and not less than it has held."
            )
        return ""

    def end(self, day: date, *, by: User) -> None:
        """Set its end to `day`, the first day no longer valid, or raise RefusedError."""
        if refusal := self.why_not_end(day, by=by):
            raise RefusedError(refusal)
        SheetInterpretation.objects.filter(pk=self.pk, in_force_until=None).update(in_force_until=day)
        self.refresh_from_db()
