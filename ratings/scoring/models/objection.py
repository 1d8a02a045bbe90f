"""Objections: exclusion of the product, or a stop of scoring. A pending one blocks the result."""
# ruff: noqa: S608 - texts of triggers, without anything that anybody typed

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ocop.database.triggers import WRITE, immutable, refuse_if, sql_in
from ocop.models import Record
from ocop.models.record import tracked
from ocop.permissions import SeatKind
from ocop.permissions.scoping import ScopedQuerySet
from ocop.refusal import RefusedError
from ratings.acts import OfDossier, act, act_on
from ratings.councils.models.council import Council
from ratings.councils.models.presiding import conflict_in_sql, presiding, presiding_in_sql
from ratings.councils.models.scoring_rules import SCORING_SEATS
from ratings.dossiers.models.dossier import Dossier
from ratings.dossiers.models.queryset import forwarded
from ratings.dossiers.workflow import DossierState
from ratings.scoring.kinds import DECIDED, ObjectionKind, ObjectionOutcome, SessionKind, Stage
from ratings.sheets.models.criterion import Criterion

STOPS_SOMEWHERE = _("Name the criterion at which scoring stops.")


_PRESIDING = presiding_in_sql(
    "NEW.dossier_id",
    unless="p.user_id IS NOT DISTINCT FROM NEW.raised_by_id OR p.user_id IN"
    " (SELECT a.by_id FROM ratings_assessment a WHERE a.id = ANY(NEW.sheets))",
)
# SQL: decided by somebody who does not preside in this matter, or, if nobody does, not in a meeting.
DECIDED_BY_ANOTHER = (
    f"NEW.outcome IN {sql_in(*DECIDED)} AND NEW.decided_by_id IS NOT NULL"
    " AND OLD.outcome IS DISTINCT FROM NEW.outcome AND"
    f" (CASE WHEN {_PRESIDING} IS NOT NULL THEN NEW.decided_by_id IS DISTINCT FROM {_PRESIDING}"
    f" ELSE {conflict_in_sql('NEW.dossier_id', 'NEW.decided_by_id')}"
    " OR EXISTS (SELECT 1 FROM ratings_seat s JOIN ratings_dossier d ON d.council_id = s.council_id"
    f" WHERE d.id = NEW.dossier_id AND s.user_id = NEW.decided_by_id AND s.kind <> '{SeatKind.SECRETARY}')"
    " OR NOT EXISTS (SELECT 1 FROM ratings_sessionitem i JOIN ratings_session m ON m.id = i.session_id"
    f" WHERE i.dossier_id = NEW.dossier_id AND i.taken_off = '' AND m.kind = '{SessionKind.MEETING}'"
    " AND m.closed_at IS NULL)"
    " END)"
)


class ObjectionQuerySet(ScopedQuerySet):
    def pending(self):
        """Objections that block a result."""
        return self.filter(outcome=ObjectionOutcome.PENDING)

    def confirmed(self):
        """Objections that end a dossier without a star."""
        return self.filter(outcome=ObjectionOutcome.CONFIRMED)

    def seated(self, user):
        """Objections to dossiers of the user's councils."""
        return self.filter(dossier__council__seats__user=user)

    def decidable_by(self, user):
        """Objections that the user may decide on: from a seat, or as the office that records a meeting's decision."""
        office = self.filter(dossier__in=Dossier.objects.editable_by(user).values("pk"))
        return self.filter(Q(pk__in=self.seated(user).values("pk")) | Q(pk__in=office.values("pk")))

    def for_list(self):
        return self.select_related("dossier__product", "criterion", "raised_by", "decided_by").order_by("pk")

    for_detail = for_list

    def why_not_raise(self, dossier, *, by):
        """Return why `by` may not object to the dossier; else an empty string."""
        if dossier.state != DossierState.SCORING:
            return _("This dossier is not being scored.")
        if not dossier.council.kinds_of(by) & set(SCORING_SEATS):
            return _("Only the chair and the members of the council object.")
        if dossier.objections.confirmed().exists():
            return _("An objection is confirmed: nothing further is scored.")
        return dossier.why_not_with_conflict(by)

    @act_on
    def raise_against(self, dossier, *, by, kind, reason, criterion=None):
        """Object to the dossier as a scorer, or raise RefusedError."""
        if refusal := self.why_not_raise(dossier, by=by):
            raise RefusedError(refusal)
        if not reason.strip():
            raise RefusedError(_("Give a reason."))
        if kind == ObjectionKind.STOP and criterion is None:
            raise RefusedError(STOPS_SOMEWHERE)
        if criterion and criterion.sheet_id != dossier.sheet_id:
            raise RefusedError(_("This criterion is not part of the dossier's sheet."))
        return self.create(dossier=dossier, kind=kind, reason=reason, criterion=criterion, raised_by=by)


@tracked()
class Objection(OfDossier, Record):
    """An objection of a scorer, or of locked sheets that stop by their print; decided once, with a reason.

    The presiding member of the dossier decides, but never the person who raised it or whose sheet says so.
    If nobody is left, the council decides in a meeting, recorded by its secretary or office.
    """

    place_path = "dossier__product__producer__place"
    producer_path = "dossier__product__producer"
    ministry_reads = forwarded("dossier")

    dossier = models.ForeignKey(Dossier, models.CASCADE, verbose_name=_("dossier"), related_name="objections")
    criterion = models.ForeignKey(
        Criterion,
        models.PROTECT,
        verbose_name=_("criterion"),
        null=True,
        blank=True,
        related_name="objections",
        help_text=_("Leave out where the ground stands at the head of the sheet."),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=ObjectionKind)
    reason = models.CharField(_("reason"), max_length=1000)
    raised_by = models.ForeignKey(
        "ocop.User",
        models.PROTECT,
        verbose_name=_("raised by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    # Keys of the locked sheets that raised it; empty if a person did.
    sheets = ArrayField(
        models.BigIntegerField(),
        verbose_name=_("sheets that say so"),
        default=list,
        blank=True,
        editable=False,
    )
    raised_at = models.DateTimeField(_("raised at"), auto_now_add=True)
    outcome = models.CharField(
        _("outcome"),
        max_length=10,
        choices=ObjectionOutcome,
        default=ObjectionOutcome.PENDING,
        editable=False,
    )
    decided_by = models.ForeignKey(
        "ocop.User",
        models.PROTECT,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True, editable=False)
    decision_reason = models.CharField(_("reason of the decision"), max_length=1000, blank=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["pk"]
        triggers = [
            *Record.Meta.triggers,
            # Doubles Objection._end().
            immutable("objection_decided_is_kept", once=f"OLD.outcome <> '{ObjectionOutcome.PENDING}'"),
            # Doubles ObjectionQuerySet.why_not_raise() and Objection.why_not_decide().
            refuse_if(
                "objection_while_scoring",
                WRITE,
                "NOT EXISTS (SELECT 1 FROM ratings_dossier WHERE id = NEW.dossier_id"
                f" AND state = '{DossierState.SCORING}')",
                holds="ratings_dossier WHERE id = NEW.dossier_id",
            ),
            # Doubles ObjectionQuerySet.raise_against().
            refuse_if(
                "objection_on_the_dossiers_sheet",
                WRITE,
                "NEW.criterion_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ratings_dossier d"
                " JOIN ratings_criterion c ON c.sheet_id = d.sheet_id"
                " WHERE d.id = NEW.dossier_id AND c.id = NEW.criterion_id)",
            ),
            refuse_if("objection_is_never_deleted", pgtrigger.Delete, "TRUE"),
            # Doubles ObjectionQuerySet.raise_against().
            refuse_if(
                "objection_to_stop_names_its_criterion",
                pgtrigger.Insert,
                f"NEW.kind = '{ObjectionKind.STOP}' AND NEW.criterion_id IS NULL",
            ),
            # Doubles ObjectionQuerySet.why_not_raise().
            refuse_if(
                "objection_by_nobody_in_conflict",
                pgtrigger.Insert,
                conflict_in_sql("NEW.dossier_id", "NEW.raised_by_id"),
            ),
            # Doubles Objection.why_not_decide().
            refuse_if("objection_decided_by_who_presides", WRITE, DECIDED_BY_ANOTHER),
            # Doubles Objection.why_not_take_back().
            refuse_if(
                "objection_of_a_sheet_falls_with_it",
                pgtrigger.Update,
                f"NEW.outcome = '{ObjectionOutcome.WITHDRAWN}' AND OLD.outcome = '{ObjectionOutcome.PENDING}'"
                " AND NEW.raised_by_id IS NULL"
                " AND OLD.sheets <> '{}'",
            ),
        ]
        constraints = [
            models.CheckConstraint(name="objection_kind_known", condition=Q(kind__in=ObjectionKind.values)),
            models.CheckConstraint(
                name="objection_outcome_known", condition=Q(outcome__in=ObjectionOutcome.values)
            ),
            models.CheckConstraint(
                name="objection_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Give a reason."),
            ),
            models.CheckConstraint(
                name="objection_decided_by_at_and_why",
                condition=Q(
                    outcome=ObjectionOutcome.PENDING, decided_by=None, decided_at=None, decision_reason=""
                )
                | (
                    Q(decided_by__isnull=False, decided_at__isnull=False)
                    & ~Q(outcome__in=(ObjectionOutcome.PENDING, ObjectionOutcome.WITHDRAWN))
                    & ~Q(decision_reason="")
                )
                | (
                    Q(outcome=ObjectionOutcome.WITHDRAWN, decided_at__isnull=False)
                    & (
                        Q(decided_by__isnull=False, raised_by__isnull=False, decided_by=models.F("raised_by"))
                        | Q(decided_by=None, raised_by=None)
                    )
                    & ~Q(decision_reason="")
                ),
                violation_error_message=_("Give a reason."),
            ),
            models.CheckConstraint(
                name="objection_by_a_person_or_by_sheets",
                condition=Q(raised_by__isnull=False, sheets=[])
                | Q(raised_by=None, kind=ObjectionKind.STOP, criterion__isnull=False),
            ),
            models.UniqueConstraint(
                name="objection_of_sheets_waits_once",
                fields=["dossier", "criterion"],
                condition=Q(outcome=ObjectionOutcome.PENDING, raised_by=None),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} – {self.dossier.product}"

    @property
    def is_pending(self):
        """Whether it waits for a decision."""
        return self.outcome == ObjectionOutcome.PENDING

    @property
    def is_of_sheets(self):
        """Whether it was raised by locked sheets."""
        return self.raised_by_id is None

    def saying(self):
        """Return the sheets that raised it, oldest first."""
        return self.dossier.assessments.filter(pk__in=self.sheets).order_by("pk")

    @property
    def sheet_numbers(self):
        """Numbers of these sheets within their round: “1, 3”; empty if a person raised it."""
        if not self.sheets:
            return ""
        ours = (
            self.dossier.assessments.filter(stage=Stage.MEMBER)
            .order_by("round", "pk")
            .values_list("round", "pk")
        )
        by_round: dict[int, list[int]] = {}
        for number_of_round, key in ours:
            by_round.setdefault(number_of_round, []).append(key)
        return ", ".join(
            str(place)
            for keys in by_round.values()
            for place, key in enumerate(keys, 1)
            if key in self.sheets
        )

    def involved(self):
        """Return keys of the people involved: who raised it, whose sheets raised it."""
        return {self.raised_by_id, *self.saying().values_list("by", flat=True)} - {None}

    def why_not_decide(self, *, by):
        """Return why `by` may not decide; else an empty string."""
        if not self.is_pending:
            return _("This objection is decided already.")
        if self.dossier.state != DossierState.SCORING:
            return _("This dossier is not being scored.")
        if refusal := self.dossier.why_not_with_conflict(by):
            return refusal
        involved = self.involved()
        seat = presiding(self.dossier, apart_from=involved)
        if seat is None:
            return self._why_not_record(by)
        if seat.user_id == by.pk:
            return ""
        if by.pk in involved:
            return _("Another decides than who raised it or whose sheet says so: %(name)s.") % {
                "name": seat.user
            }
        return _("Only who presides over the dossier decides objections: %(name)s.") % {"name": seat.user}

    def _why_not_record(self, by):
        """Return why `by` may not record a meeting's decision, needed if nobody may decide alone."""
        council = self.dossier.council
        seats = council.kinds_of(by) if council else set()
        convenes = Council.objects.convened_by(by).filter(pk=self.dossier.council_id)
        if seats - {SeatKind.SECRETARY} or not convenes.exists():
            return _(
                "Nobody presides in this matter who is not concerned: the council decides in a meeting, and its"
                " secretary or its office records the decision."
            )
        session = self.dossier.sessions.model.objects.current(self.dossier)
        if session is None or not session.is_meeting:
            return _("The council decides this in a meeting: call one first.")
        return session.why_not_quorate(self.dossier)

    @act
    def decide(self, outcome, *, by, reason):
        """Confirm or reject with a reason, or raise RefusedError."""
        if refusal := self.why_not_decide(by=by):
            raise RefusedError(refusal)
        if not reason.strip():
            raise RefusedError(_("Give a reason."))
        self._end(outcome, by=by, reason=reason)

    def why_not_take_back(self, *, by):
        """Return why `by` may not withdraw the objection; else an empty string."""
        if self.raised_by_id != by.pk:
            return _("Only who raised an objection takes it back.")
        if not self.is_pending:
            return _("This objection is decided already.")
        if self.dossier.state != DossierState.SCORING:
            return _("This dossier is not being scored.")
        return ""

    @act
    def take_back(self, *, by, reason):
        """Withdraw one's own undecided objection with a reason, or raise RefusedError."""
        if refusal := self.why_not_take_back(by=by):
            raise RefusedError(refusal)
        if not reason.strip():
            raise RefusedError(_("Give a reason."))
        self._end(ObjectionOutcome.WITHDRAWN, by=by, reason=reason)

    def _end(self, outcome, *, by, reason):
        """Store the outcome, once."""
        undecided = Objection.objects.pending().filter(pk=self.pk)
        if not undecided.update(
            outcome=outcome, decided_by=by, decided_at=timezone.now(), decision_reason=reason.strip()
        ):
            raise RefusedError(_("This objection is decided already."))
        self.refresh_from_db()
