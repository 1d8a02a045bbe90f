"""Enums of decisions: kinds, origin, state of recorded ones, grounds of withdrawal."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DecisionKind(models.TextChoices):
    RECOGNISE = "recognise", _("Recognition")
    APPROVE = "approve", _("Approval of the result for the ministry")
    REFUSE = "refuse", _("Refusal")
    EVALUATE = "evaluate", _("Own evaluation of what was handed back")
    EXTEND = "extend", _("Extension")
    WITHDRAW = "withdraw", _("Withdrawal")
    CORRECT = "correct", _("Correction")


class Origin(models.TextChoices):
    """Where a decision is prepared; `issued_at` says whether one of the portal is issued already."""

    PORTAL = "issued", _("Issued here")
    RECORDED = "recorded", _("Recorded from a signed decision")


class RecordedAs(models.TextChoices):
    """State of a recorded decision: a list or a single person alone creates no recognition."""

    PROPOSED = "proposed", _("Waits for a second person")
    CONFIRMED = "confirmed", _("Confirmed against the signed document")
    BEFORE = "before", _("Recorded before a second person was asked for")
    EXAMPLE = "example", _("Example of the demonstration")


class WithdrawalGround(models.TextChoices):
    """Grounds of withdrawal (Decision 26/2026/QĐ-TTg, article 8)."""

    UNTRUE = "untrue", _("Untrue information or forged dossier")
    CRITERIA = "criteria", _("No longer meets the criteria")
    BREACH = "breach", _("Breach of the law on quality, food safety, environment, property or labels")
    MARK = "mark", _("Wrong use of the OCOP mark")
    STOPPED = "stopped", _("Production has stopped")
    OTHER = "other", _("Other conclusion of a competent body")


ON_DOSSIERS = (
    DecisionKind.RECOGNISE,
    DecisionKind.APPROVE,
    DecisionKind.REFUSE,
    DecisionKind.EVALUATE,
)
ON_RECOGNITIONS = (DecisionKind.EXTEND, DecisionKind.WITHDRAW, DecisionKind.CORRECT)
