"""Conflicts of interest: who may not score a dossier, declared by members or detected by the portal."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ocop.database.triggers import refuse_if
from ocop.models import Record
from ocop.models.record import tracked
from ocop.permissions.scoping import ScopedQuerySet
from ocop.refusal import RefusedError
from ratings.acts import OfDossier, act, act_on
from ratings.councils.models.presiding import presiding_in_sql
from ratings.councils.models.scoring_rules import SCORING_SEATS
from ratings.dossiers.models.dossier import Dossier
from ratings.dossiers.models.queryset import forwarded
from ratings.dossiers.workflow import DossierState


class ConflictKind(models.TextChoices):
    """Kind of a conflict between a member and a dossier."""

    PRODUCER = "producer", _("Acts for the producer")
    ENTERED = "entered", _("Entered or filed the dossier")
    EARLIER = "earlier", _("Declared earlier for the same producer")
    DECLARED = "declared", _("Declared by the member")


class ConflictQuerySet(ScopedQuerySet):
    """Conflicts, and their detection."""

    def standing(self):
        """Conflicts in effect: not lifted by the chair."""
        return self.filter(lifted_at=None)

    def seated(self, user):
        """Conflicts on dossiers of the user's councils."""
        return self.filter(dossier__council__seats__user=user)

    def liftable_by(self, user):
        """Declared conflicts of others that the user, presiding over the dossier, may lift."""
        declared = self.standing().filter(kind=ConflictKind.DECLARED).exclude(user=user)
        return declared.filter(dossier__in=Dossier.objects.presided_by(user))

    def for_list(self):
        """In order of creation."""
        return self.select_related("dossier__product__producer", "user", "lifted_by").order_by("pk")

    for_detail = for_list

    def compute(self, dossier, users=None):
        """Record detected conflicts of the dossier's council (or of its members in `users`).

        Having entered the dossier is a conflict for scorers, not for a secretary.
        """
        seats = dossier.council.seats.select_related("user")
        seats = list(seats if users is None else seats.filter(user__in=users))
        known = _known(dossier, [seat.user_id for seat in seats])
        for seat in seats:
            for kind, reason in known[seat.user_id]:
                if kind == ConflictKind.ENTERED and seat.kind not in SCORING_SEATS:
                    continue
                self.get_or_create(dossier=dossier, user=seat.user, kind=kind, defaults={"reason": reason})

    @act_on
    def declare(self, dossier, *, by, reason):
        """Record a conflict declared by a member of the council, or raise RefusedError. It takes effect at once."""
        if not dossier.council or not dossier.council.seats.filter(user=by).exists():
            raise RefusedError(_("Only who has a seat on the council declares a conflict."))
        if dossier.state not in (DossierState.CHECKING, DossierState.ADVISORY, DossierState.SCORING):
            raise RefusedError(_("The dossier is not before the council."))
        if not reason.strip():
            raise RefusedError(_("Give a reason."))
        if self.filter(dossier=dossier, user=by, kind=ConflictKind.DECLARED).exists():
            raise RefusedError(_("You have declared a conflict for this dossier already."))
        return self.create(dossier=dossier, user=by, kind=ConflictKind.DECLARED, reason=reason)


def _known(dossier, users):
    """Return [(kind, reason)] for each user key, from what the register knows about users and the dossier."""
    producer, first = dossier.product.producer, dossier.origin
    acting = {*producer.memberships.filter(user__in=users).values_list("user", flat=True)}
    entered = {
        first.opened_by_id,
        *first.transitions.filter(by__in=users).values_list("by", flat=True),
        *dossier.all_evidence.filter(uploaded_by__in=users).values_list("uploaded_by", flat=True),
    }
    earlier = Conflict.objects.standing().filter(
        user__in=users, kind=ConflictKind.DECLARED, dossier__product__producer=producer
    )
    # Sorted in descending order, so that the first of several overwrites the others.
    before = dict(earlier.exclude(dossier=dossier).order_by("-pk").values_list("user", "reason"))
    return {
        user: [
            *([(ConflictKind.PRODUCER, producer.name)] if user in acting else []),
            *([(ConflictKind.ENTERED, producer.name)] if user in entered else []),
            *([(ConflictKind.EARLIER, before[user])] if user in before else []),
        ]
        for user in users
    }


@tracked()
class Conflict(OfDossier, Record):
    """A member does not score a dossier: no sheet, no part in mean or quorum. Never deleted."""

    place_path = "dossier__product__producer__place"
    producer_path = "dossier__product__producer"
    ministry_reads = forwarded("dossier")

    dossier = models.ForeignKey(Dossier, models.CASCADE, verbose_name=_("dossier"), related_name="conflicts")
    user = models.ForeignKey("ocop.User", models.PROTECT, verbose_name=_("person"), related_name="conflicts")
    kind = models.CharField(_("kind"), max_length=10, choices=ConflictKind)
    reason = models.CharField(_("reason"), max_length=500)
    at = models.DateTimeField(_("at"), auto_now_add=True)
    lifted_by = models.ForeignKey(
        "ocop.User",
        models.PROTECT,
        verbose_name=_("lifted by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    lifted_at = models.DateTimeField(_("lifted at"), null=True, blank=True, editable=False)
    lift_reason = models.CharField(_("why it was lifted"), max_length=500, blank=True, editable=False)

    objects = ConflictQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        ordering = ["pk"]
        triggers = [
            *Record.Meta.triggers,
            refuse_if(
                "conflict_is_kept",
                pgtrigger.Update | pgtrigger.Delete,
                "TG_OP = 'DELETE' OR OLD.lifted_at IS NOT NULL OR (OLD.dossier_id, OLD.user_id, OLD.kind, OLD.reason)"
                " IS DISTINCT FROM (NEW.dossier_id, NEW.user_id, NEW.kind, NEW.reason)",
            ),
            # Doubles Conflict.lift().
            refuse_if(
                "conflict_lifted_by_who_presides",
                pgtrigger.Update,
                "OLD.lifted_at IS NULL AND NEW.lifted_at IS NOT NULL AND NEW.lifted_by_id IS DISTINCT FROM "
                + presiding_in_sql("NEW.dossier_id", unless="p.user_id = NEW.user_id"),
            ),
        ]
        constraints = [
            models.CheckConstraint(name="conflict_kind_known", condition=Q(kind__in=ConflictKind.values)),
            models.CheckConstraint(
                name="conflict_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Give a reason."),
            ),
            models.CheckConstraint(
                name="conflict_lifted_by_at_and_why",
                condition=Q(lifted_by=None, lifted_at=None, lift_reason="")
                | (
                    Q(lifted_by__isnull=False, lifted_at__isnull=False, kind=ConflictKind.DECLARED)
                    & ~Q(lift_reason="")
                ),
                violation_error_message=_("Give a reason."),
            ),
            models.UniqueConstraint(
                name="conflict_once_per_kind",
                fields=["dossier", "user", "kind"],
                violation_error_message=_("You have declared a conflict for this dossier already."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.reason}"

    def get_desk_url(self):
        return reverse("score-dossier", args=[self.dossier_id])

    @act
    def lift(self, *, by, reason):
        """Lift a conflict declared by mistake, with a reason, as the presiding member; or raise RefusedError."""
        if by.pk == self.user_id:
            raise RefusedError(_("Nobody lifts their own conflict."))
        if not Conflict.objects.liftable_by(by).filter(pk=self.pk).exists():
            raise RefusedError(
                _(
                    "Only who presides over the dossier lifts a declared conflict; those that the portal found stand."
                )
            )
        if not reason.strip():
            raise RefusedError(_("Give a reason."))
        Conflict.objects.filter(pk=self.pk, lifted_at=None).update(
            lifted_by=by, lifted_at=timezone.now(), lift_reason=reason
        )
        self.refresh_from_db()
