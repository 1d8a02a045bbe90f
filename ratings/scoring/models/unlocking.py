"""Unlockings: the presiding member unlocked a member's sheet; its answers are kept."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ocop.database.triggers import immutable, refuse_if
from ocop.permissions.scoping import ScopedQuerySet
from ratings.councils.models.presiding import presiding_in_sql
from ratings.dossiers.workflow import DossierState
from ratings.scoring.kinds import Stage
from ratings.scoring.models.assessment import Assessment
from ratings.scoring.models.second_round import SecondRound


class UnlockingQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Unlockings of sheets that the user may read, since the saved answers are scores too."""
        return self.filter(assessment__in=Assessment.objects.visible_to(user))

    def record(self, assessment, *, by, reason):
        """Save the answers of a locked sheet before it is unlocked."""
        return self.create(
            assessment=assessment,
            by=by,
            reason=reason,
            locked_at=assessment.locked_at,
            abstention=assessment.abstention,
            answers={
                answer.criterion.code: {
                    "option": answer.option.position if answer.option else None,
                    "points": answer.points,
                    "note": answer.note,
                }
                for answer in assessment.answers.for_list()
            },
        )

    def for_list(self):
        """Oldest first."""
        return self.select_related("assessment__dossier", "assessment__by", "by").order_by("pk")

    for_detail = for_list


class Unlocking(models.Model):
    """An unlocking of a sheet: by whom, why, and the former answers. Immutable."""

    place_path = "assessment__dossier__product__producer__place"
    producer_path = "assessment__dossier__product__producer"

    assessment = models.ForeignKey(
        Assessment, models.CASCADE, verbose_name=_("assessment"), related_name="unlockings"
    )
    by = models.ForeignKey("ocop.User", models.PROTECT, verbose_name=_("by"), related_name="+")
    at = models.DateTimeField(_("at"), auto_now_add=True)
    reason = models.CharField(_("reason"), max_length=500)
    locked_at = models.DateTimeField(_("locked at"))
    abstention = models.CharField(_("reason for abstaining"), max_length=500, blank=True)
    # {code: {"option": position or null, "points", "note"}}
    answers = models.JSONField(_("answers as they were"))

    objects = UnlockingQuerySet.as_manager()

    class Meta:
        verbose_name = _("unlocking of a sheet")
        verbose_name_plural = _("unlockings of sheets")
        ordering = ["pk"]
        triggers = [
            immutable("unlocking_is_kept"),
            # Doubles Assessment.why_not_unlock().
            refuse_if(
                "unlocking_by_who_presides_in_the_first_round",
                pgtrigger.Insert,
                "NOT EXISTS (SELECT 1 FROM ratings_assessment a JOIN ratings_dossier d ON d.id = a.dossier_id"  # noqa: S608
                f" WHERE a.id = NEW.assessment_id AND a.stage = '{Stage.MEMBER}' AND a.locked_at = NEW.locked_at"
                f" AND a.round = d.scoring_round AND d.scoring_round = 1 AND d.state = '{DossierState.SCORING}'"
                f" AND NEW.by_id = {presiding_in_sql('d.id', unless='p.user_id = a.by_id')})",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="unlocking_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Give a reason."),
            ),
            models.UniqueConstraint(name="unlocking_once_per_lock", fields=["assessment", "locked_at"]),
        ]

    def __str__(self):
        return f"{self.assessment_id}: {self.reason}"

    def open_second_round(self):
        """Start a second round, because others' scores were seen before this sheet was to change."""
        dossier = self.assessment.dossier
        return SecondRound.objects.begin(dossier, by=self.by, reason=self.reason, unlocking=self)
