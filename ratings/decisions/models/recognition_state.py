"""State of a recognition on a day."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RecognitionState(models.TextChoices):
    NOT_YET = "not_yet", _("Not in force yet")
    VALID = "valid", _("Valid")
    RENEWAL = "renewal", _("Valid, renewal window open")
    LATE = "late", _("Valid, renewal filing late")
    EXTENDED = "extended", _("Extended")
    AWAITING = "awaiting", _("Awaiting the result, article 12.3")
    LAPSED = "lapsed", _("Lapsed")
    SUPERSEDED = "superseded", _("Superseded")
    WITHDRAWN = "withdrawn", _("Withdrawn")


IN_FORCE_STATES = (
    RecognitionState.VALID,
    RecognitionState.RENEWAL,
    RecognitionState.LATE,
    RecognitionState.EXTENDED,
)
# The term is over but the result is still awaited (article 12.3), so the star is not said to be invalid.
OPEN_ENDED_STATES = (*IN_FORCE_STATES, RecognitionState.AWAITING)
