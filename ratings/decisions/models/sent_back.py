"""A leader sends a prepared decision back to its officer: by whom, when and why."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ocop.database.triggers import refuse_if
from ratings.decisions.kinds import Origin

# Doubles Decision.why_not_issue().
SENT_BACK_IS_KEPT = refuse_if(
    "decision_sent_back_is_kept",
    pgtrigger.Update,
    "OLD.sent_back_at IS NOT NULL AND (to_jsonb(NEW) - 'version') IS DISTINCT FROM (to_jsonb(OLD) - 'version')",
)


class SentBack(models.Model):
    """Columns of a decision that was sent back. Such a decision is discarded and prepared again, never issued."""

    sent_back_by = models.ForeignKey(
        "ocop.User",
        models.PROTECT,
        verbose_name=_("sent back by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    sent_back_at = models.DateTimeField(_("sent back at"), null=True, blank=True, editable=False)
    sent_back_reason = models.CharField(
        _("reason for sending it back"), max_length=500, blank=True, editable=False
    )

    class Meta:
        abstract = True

    @property
    def is_sent_back(self) -> bool:
        """Whether it was sent back and has to be discarded."""
        return self.sent_back_at is not None


def sent_back_whole(name: str) -> models.CheckConstraint:
    """Return the constraint that sending back has a person, a time and a reason, and that such a decision
    is not issued.
    """
    return models.CheckConstraint(
        name=name,
        condition=Q(sent_back_by=None, sent_back_at=None, sent_back_reason="")
        | (
            Q(sent_back_by__isnull=False, sent_back_at__isnull=False, issued_at=None, origin=Origin.PORTAL)
            & ~Q(sent_back_reason="")
        ),
        violation_error_message=_("This decision was sent back: discard it and prepare it again."),
    )
