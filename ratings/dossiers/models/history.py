"""History of a dossier: transitions and completion requests."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ocop.database.triggers import immutable
from ocop.permissions.scoping import ScopedQuerySet
from ratings.dossiers.models.dossier import Dossier
from ratings.dossiers.models.queryset import forwarded
from ratings.dossiers.workflow import DossierState

S = DossierState


class Transition(models.Model):
    """A transition of a dossier, shown in its history; immutable."""

    place_path = "dossier__product__producer__place"
    producer_path = "dossier__product__producer"
    ministry_reads = forwarded("dossier")

    dossier = models.ForeignKey(
        Dossier, models.CASCADE, verbose_name=_("dossier"), related_name="transitions"
    )
    from_state = models.CharField(_("from"), max_length=12, choices=S, blank=True)
    to_state = models.CharField(_("to"), max_length=12, choices=S)
    by = models.ForeignKey("ocop.User", models.PROTECT, verbose_name=_("by"), related_name="+")
    at = models.DateTimeField(_("at"), auto_now_add=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        db_table = "ratings_dossiermove"
        verbose_name = _("transition of a dossier")
        verbose_name_plural = _("transitions of dossiers")
        ordering = ["pk"]
        triggers = [immutable("dossier_move_is_kept")]
        constraints = [
            models.CheckConstraint(
                name="dossier_move_states_known",
                condition=Q(from_state__in=["", *S.values]) & Q(to_state__in=S.values),
            )
        ]

    def __str__(self):
        return f"{self.from_state} → {self.to_state}"


class CompletionGround(models.TextChoices):
    COMPLETION = "completion", _("Completion")
    CHANGE = "change", _("Change of maker, product set, name or variants")


class CompletionRequest(models.Model):
    """What a dossier is returned for: from where, why, until when. Immutable except for its answer."""

    place_path = "dossier__product__producer__place"
    producer_path = "dossier__product__producer"
    ministry_reads = forwarded("dossier")

    dossier = models.ForeignKey(
        Dossier, models.CASCADE, verbose_name=_("dossier"), related_name="completion_requests"
    )
    from_state = models.CharField(_("from"), max_length=12, choices=S)
    ground = models.CharField(
        _("ground"), max_length=10, choices=CompletionGround, default=CompletionGround.COMPLETION
    )
    reason = models.CharField(_("reason"), max_length=500)
    due_on = models.DateField(_("last day"))
    by = models.ForeignKey("ocop.User", models.PROTECT, verbose_name=_("by"), related_name="+")
    at = models.DateTimeField(_("at"), auto_now_add=True)
    answered_by = models.ForeignKey(
        "ocop.User",
        models.PROTECT,
        verbose_name=_("answered by"),
        null=True,
        blank=True,
        related_name="+",
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        db_table = "ratings_return"
        verbose_name = _("completion request")
        verbose_name_plural = _("completion requests")
        ordering = ["pk"]
        triggers = [
            immutable("return_is_kept", except_for=["answered_by_id", "answered_at"]),
            immutable("return_answered_is_kept", once="OLD.answered_at IS NOT NULL"),
        ]
        constraints = [
            models.CheckConstraint(
                name="return_from_an_office",
                condition=Q(from_state__in=[S.FILED, S.CHECKING, S.ADVISORY]),
            ),
            models.CheckConstraint(
                name="return_ground_known", condition=Q(ground__in=CompletionGround.values)
            ),
            models.CheckConstraint(
                name="return_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Give a reason."),
            ),
            models.CheckConstraint(
                name="return_answered_by_and_at",
                condition=Q(answered_by=None, answered_at=None)
                | Q(answered_by__isnull=False, answered_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="return_one_open_per_dossier", fields=["dossier"], condition=Q(answered_at=None)
            ),
        ]

    def __str__(self):
        return f"{self.dossier_id}: {self.reason}"

    @property
    def is_for_change(self):
        """Whether producer, product set, name and variants may be changed meanwhile."""
        return self.ground == CompletionGround.CHANGE


class CompletionRequestItem(models.Model):
    """One thing to complete: what, and why it is not sufficient."""

    place_path = "completion_request__dossier__product__producer__place"
    producer_path = "completion_request__dossier__product__producer"
    ministry_reads = forwarded("completion_request__dossier")

    completion_request = models.ForeignKey(
        CompletionRequest,
        models.CASCADE,
        verbose_name=_("completion request"),
        related_name="items",
        db_column="returned_id",
    )
    what = models.CharField(_("what"), max_length=250)
    why = models.CharField(_("why"), max_length=500)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        db_table = "ratings_returnitem"
        verbose_name = _("item to complete")
        verbose_name_plural = _("items to complete")
        ordering = ["pk"]
        triggers = [immutable("return_item_is_kept")]
        constraints = [
            models.CheckConstraint(
                name="return_item_says_what_and_why",
                condition=~Q(what="") & ~Q(why=""),
                violation_error_message=_("Say what is to be completed, and why."),
            )
        ]

    def __str__(self):
        return self.what
