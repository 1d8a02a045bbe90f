"""Unlockings: that a chair opened a member's locked sheet again, and what stood on it."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ocop.scoping import ScopedQuerySet
from ratings.models.assessment import Assessment
from ratings.models.guard import frozen, guard


class UnlockingQuerySet(ScopedQuerySet):
    """Unlockings."""

    def visible_to(self, user):
        """Those of sheets that the user may read: the answers kept are marks as well."""
        return self.filter(assessment__in=Assessment.objects.visible_to(user))

    def for_list(self):
        """Oldest first."""
        return self.select_related("assessment__dossier", "assessment__by", "by").order_by("pk")

    for_detail = for_list


class Unlocking(models.Model):
    """That the chair unlocked a sheet: why, and the answers as they were. Nothing changes it."""

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
            frozen("unlocking_is_kept"),
            guard(
                "unlocking_by_the_chair_while_scoring",
                pgtrigger.Insert,
                "NOT EXISTS (SELECT 1 FROM ratings_assessment a JOIN ratings_dossier d ON d.id = a.dossier_id"
                " JOIN ratings_seat s ON s.council_id = d.council_id WHERE a.id = NEW.assessment_id"
                " AND a.stage = 'member' AND a.locked_at = NEW.locked_at AND a.round = d.scoring_round"
                " AND d.state = 'scoring' AND s.user_id = NEW.by_id AND s.kind = 'chair')",
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
