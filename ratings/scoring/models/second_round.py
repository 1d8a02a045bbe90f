"""Second round of scoring, required by a large spread in the first or by a change of a sheet."""
# ruff: noqa: S608 - texts of triggers, without anything that anybody typed

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ocop.database.triggers import immutable, refuse_if
from ocop.permissions.scoping import ScopedQuerySet
from ocop.refusal import RefusedError
from ratings.acts import act_on
from ratings.councils.models.presiding import conflict_in_sql
from ratings.dossiers.models.dossier import Dossier
from ratings.dossiers.models.queryset import forwarded
from ratings.dossiers.workflow import DossierState
from ratings.scoring.divergence import divergence
from ratings.scoring.kinds import VoidGround
from ratings.scoring.models.assessment import Assessment

FIRST, SECOND = 1, 2


def divergence_of(dossier):
    """Return the divergence of the counted sheets (ratings.scoring.divergence.Divergence), or None if there
    are none.
    """
    rubric, sheets = dossier.sheet.rubric(), Assessment.objects.counting(dossier).chosen()
    tallies = [rubric.tally(choices, dossier.branch) for _sheet, choices in sheets]
    return divergence_between(dossier, tallies) if tallies else None


def divergence_between(dossier, tallies):
    """Return the divergence of these sheets, with the limit at the start of scoring."""
    return divergence(dossier.sheet.rubric(), tallies, dossier.branch, dossier.terms.spread_limit)


class SecondRoundQuerySet(ScopedQuerySet):
    """Second rounds, and how one is opened."""

    def is_needed(self, dossier):
        """Whether a second round must precede the result because totals exceed the limit."""
        if dossier.scoring_round != FIRST:
            return False
        found = divergence_of(dossier)
        return found is not None and found.passes_limit

    def why_not(self, dossier, *, by):
        """Return why `by` may not open the second round; else an empty string."""
        if dossier.state != DossierState.SCORING:
            return _("This dossier is not being scored.")
        if not dossier.is_step_of(by, DossierState.CONCLUDED):
            return _("This step belongs to somebody else.")
        if refusal := dossier.why_not_with_conflict(by):
            return refusal
        if dossier.scoring_round != FIRST:
            return _("The second round is the last one.")
        if dossier.awaited():
            return _("The first round is not over: not every sheet is locked.")
        if not self.is_needed(dossier):
            return _("The totals lie within the limit: no second round is needed.")
        return ""

    @act_on
    def open(self, dossier, *, by, reason):
        """Open the second round; sheets of the first are kept. Raise RefusedError."""
        if refusal := self.why_not(dossier, by=by):
            raise RefusedError(refusal)
        if not reason.strip():
            raise RefusedError(_("Give a reason."))
        second = self.begin(dossier, by=by, reason=reason.strip())
        dossier.refresh_from_db()
        return second

    def begin(self, dossier, *, by, reason, unlocking=None):
        """Start it, because of the totals or of a sheet to be unlocked after others' scores were seen."""
        limit = dossier.terms.spread_limit
        second = self.create(dossier=dossier, by=by, reason=reason, limit=limit, unlocking=unlocking)
        Dossier.objects.filter(pk=dossier.pk).update(scoring_round=SECOND)
        return second

    def for_list(self):
        """Rows with the person who opened them."""
        return self.select_related("dossier__product", "by").order_by("-pk")

    for_detail = for_list


class SecondRound(models.Model):
    """A second scoring of a dossier: who opened it, why, and the limit exceeded."""

    place_path = "dossier__product__producer__place"
    producer_path = "dossier__product__producer"
    ministry_reads = forwarded("dossier")

    dossier = models.OneToOneField(
        Dossier, models.CASCADE, verbose_name=_("dossier"), related_name="second_round"
    )
    by = models.ForeignKey("ocop.User", models.PROTECT, verbose_name=_("by"), related_name="+")
    at = models.DateTimeField(_("at"), auto_now_add=True)
    reason = models.CharField(_("reason"), max_length=500)
    limit = models.PositiveSmallIntegerField(_("limit in points"))
    # Set if it was opened to change a sheet after others' scores were seen.
    unlocking = models.OneToOneField(
        "ratings.Unlocking",
        models.PROTECT,
        verbose_name=_("unlocking of a sheet"),
        null=True,
        blank=True,
        editable=False,
        related_name="second_round",
    )

    objects = SecondRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("second round of scoring")
        verbose_name_plural = _("second rounds of scoring")
        ordering = ["pk"]
        triggers = [
            immutable("second_round_is_kept"),
            # Doubles SecondRoundQuerySet.why_not().
            refuse_if(
                "second_round_after_the_first",
                pgtrigger.Insert,
                "NOT EXISTS (SELECT 1 FROM ratings_dossier"
                f" WHERE id = NEW.dossier_id AND state = '{DossierState.SCORING}' AND scoring_round = 1)",
            ),
            pgtrigger.Trigger(
                name="void_findings_in_second_round",
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                func=f"UPDATE ratings_gatefinding SET voided_at = now(), void_ground = '{VoidGround.SECOND_ROUND}'"
                " WHERE dossier_id = NEW.dossier_id AND voided_at IS NULL; RETURN NULL;",
            ),
            # Doubles SecondRoundQuerySet.why_not().
            refuse_if(
                "second_round_by_nobody_in_conflict",
                pgtrigger.Insert,
                conflict_in_sql("NEW.dossier_id", "NEW.by_id"),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="second_round_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Give a reason."),
            )
        ]

    def __str__(self):
        return f"{self.dossier_id}: {self.reason}"
