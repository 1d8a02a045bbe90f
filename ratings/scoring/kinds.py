"""Enums of scoring: stages, objections and their outcomes, sessions, grounds for a void finding."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """Whose assessment it is."""

    SELF = "self", _("Self-assessment")
    ADVISER = "adviser", _("Advisory team")
    MEMBER = "member", _("Council member")


class ObjectionKind(models.TextChoices):
    """Kind of an objection: a ground for exclusion, or a note on the sheet that stops scoring."""

    DISQUALIFIER = "disqualifier", _("Ground for exclusion")
    STOP = "stop", _("Scoring stops")


class ObjectionOutcome(models.TextChoices):
    """Decision on an objection, or its withdrawal."""

    PENDING = "pending", _("Not decided yet")
    CONFIRMED = "confirmed", _("Confirmed")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Taken back")


DECIDED = (ObjectionOutcome.CONFIRMED, ObjectionOutcome.REJECTED)


class SessionKind(models.TextChoices):
    """Meeting or written procedure."""

    MEETING = "meeting", _("Meeting")
    WRITTEN = "written", _("Written procedure")


class VoidGround(models.TextChoices):
    """Why a finding is void."""

    REPLACED = "replaced", _("Replaced by a later finding")
    UNLOCKED = "unlocked", _("A sheet was unlocked")
    SECOND_ROUND = "second_round", _("A second round of scoring began")
