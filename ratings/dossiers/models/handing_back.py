"""The ministry hands a dossier back to its province (Decision 26/2026/QĐ-TTg, article 7): reason and deadline."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ocop.database.triggers import immutable
from ocop.permissions.scoping import ScopedQuerySet
from ocop.values.vietnamese import NameField
from ratings.dossiers.models.dossier import Dossier
from ratings.dossiers.models.queryset import forwarded


class HandingBack(models.Model):
    """With a result below five stars the province decides, until a day that the ministry sets; the law names none."""

    place_path = "dossier__product__producer__place"
    producer_path = "dossier__product__producer"
    ministry_reads = forwarded("dossier")

    dossier = models.OneToOneField(
        Dossier, models.PROTECT, verbose_name=_("dossier"), related_name="handing_back"
    )
    reason = models.CharField(_("reason"), max_length=500)
    due_on = models.DateField(_("last day for the province"))
    letter_number = NameField(_("number of the letter"), max_length=60, blank=True)
    by = models.ForeignKey("ocop.User", models.PROTECT, verbose_name=_("by"), related_name="+")
    at = models.DateTimeField(_("at"), auto_now_add=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("handing back to the province")
        verbose_name_plural = _("handings back to provinces")
        ordering = ["pk"]
        triggers = [immutable("handing_back_is_kept")]
        constraints = [
            models.CheckConstraint(
                name="handing_back_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Give a reason."),
            )
        ]

    def __str__(self):
        return f"{self.dossier_id}: {self.reason}"
