"""Objections: that the product is out, or that nothing further is scored. They hold the result."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ocop.models import Record
from ocop.models.record import tracked
from ocop.scoping import ScopedQuerySet
from ratings.models.council import SCORING_SEATS, SeatKind
from ratings.models.criterion import Criterion
from ratings.models.dossier import Dossier
from ratings.models.dossiers import forwarded
from ratings.models.guard import frozen, guard
from ratings.models.moves import DossierState
from ratings.models.refusal import Refused


class ObjectionKind(models.TextChoices):
    """What is objected: a ground for being out, or a note after which nothing further is scored."""

    DISQUALIFIER = "disqualifier", _("Ground for exclusion")
    STOP = "stop", _("Scoring stops")


class ObjectionOutcome(models.TextChoices):
    """What the chair decided."""

    PENDING = "pending", _("Not decided yet")
    CONFIRMED = "confirmed", _("Confirmed")
    REJECTED = "rejected", _("Rejected")


class ObjectionQuerySet(ScopedQuerySet):
    """Objections."""

    def pending(self):
        """Objections that hold a result."""
        return self.filter(outcome=ObjectionOutcome.PENDING)

    def confirmed(self):
        """Objections that end a dossier without a star."""
        return self.filter(outcome=ObjectionOutcome.CONFIRMED)

    def seated(self, user):
        """Objections to dossiers before the user's councils."""
        return self.filter(dossier__council__seats__user=user)

    def for_list(self):
        """Rows for a list."""
        return self.select_related("dossier__product", "criterion", "raised_by", "decided_by").order_by("pk")

    for_detail = for_list

    def raise_against(self, dossier, *, by, kind, reason, criterion=None):
        """Object to the dossier as one who scores it, or raise Refused."""
        if dossier.state != DossierState.SCORING:
            raise Refused(_("This dossier is not being scored."))
        if not dossier.council.kinds_of(by) & set(SCORING_SEATS):
            raise Refused(_("Only the chair and the members of the council object."))
        if not reason.strip():
            raise Refused(_("Give a reason."))
        if criterion and criterion.sheet_id != dossier.sheet_id:
            raise Refused(_("This criterion is not part of the dossier's sheet."))
        return self.create(dossier=dossier, kind=kind, reason=reason, criterion=criterion, raised_by=by)


@tracked()
class Objection(Record):
    """Raised by one who scores, decided once by the chair with a reason."""

    place_path = "dossier__product__producer__place"
    producer_path = "dossier__product__producer"
    ministry_reads = forwarded("dossier")
    Refused = Refused

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
        "ocop.User", models.PROTECT, verbose_name=_("raised by"), editable=False, related_name="+"
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
    decision_reason = models.CharField(_("reason of the chair"), max_length=1000, blank=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["pk"]
        triggers = [
            *Record.Meta.triggers,
            frozen("objection_decided_is_kept", once="OLD.outcome <> 'pending'"),
            guard(
                "objection_while_scoring",
                pgtrigger.Insert | pgtrigger.Update,
                "NOT EXISTS (SELECT 1 FROM ratings_dossier WHERE id = NEW.dossier_id AND state = 'scoring')",
            ),
            guard(
                "objection_on_the_dossiers_sheet",
                pgtrigger.Insert | pgtrigger.Update,
                "NEW.criterion_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ratings_dossier d"
                " JOIN ratings_criterion c ON c.sheet_id = d.sheet_id"
                " WHERE d.id = NEW.dossier_id AND c.id = NEW.criterion_id)",
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
                    & ~Q(outcome=ObjectionOutcome.PENDING)
                    & ~Q(decision_reason="")
                ),
                violation_error_message=_("Give a reason."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.pk}"

    def refusal_to_decide(self, *, by):
        """Why `by` may not decide; empty if they may."""
        if self.outcome != ObjectionOutcome.PENDING:
            return _("This objection is decided already.")
        if self.dossier.state != DossierState.SCORING:
            return _("This dossier is not being scored.")
        if SeatKind.CHAIR not in self.dossier.council.kinds_of(by):
            return _("Only the chair of the council decides objections.")
        return ""

    def decide(self, outcome, *, by, reason):
        """Confirm or reject as the chair, with a reason, or raise Refused."""
        if refusal := self.refusal_to_decide(by=by):
            raise Refused(refusal)
        if not reason.strip():
            raise Refused(_("Give a reason."))
        undecided = Objection.objects.pending().filter(pk=self.pk)
        if not undecided.update(
            outcome=outcome, decided_by=by, decided_at=timezone.now(), decision_reason=reason
        ):
            raise Refused(_("This objection is decided already."))
        self.refresh_from_db()
