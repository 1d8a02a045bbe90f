"""Labels on pages of recognitions."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from ocop.models import User
from ocop.permissions import Act
from ocop.values.last_day import last_day
from ratings.decisions.models import IN_FORCE_STATES, Recognition
from ratings.labels.artwork import SIZES, svg_of
from ratings.labels.models import label_of

register = template.Library()
PREVIEW = 40  # millimetres


@register.inclusion_tag("ratings/labels/_label.html")
def label_for_printing(recognition: Recognition, user: User) -> dict[str, Any]:
    """The artwork of a recognition in all sizes, for somebody of an office or its maker."""
    label = label_of(recognition)
    return {
        "holds": recognition.state_on() in IN_FORCE_STATES,
        "label": label,
        # Safe: the texts in it are escaped.
        "drawing": SafeString(svg_of(label, PREVIEW)) if label else "",
        "last_day": last_day(recognition.ends_on),
        "sizes": SIZES,
        "address": "my-recognition-label" if Act.TAKE_OWN_PAPERS.allows(user) else "desk-recognition-label",
    }
