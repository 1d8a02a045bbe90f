"""Forms on what of the scores is published."""

from ratings.councils.models import ScoreDisclosure
from ratings.forms.own_province import OwnProvinceForm


class ScoreDisclosureForm(OwnProvinceForm):
    """Whether the officer's own authority publishes part scores, from a day on."""

    class Meta:
        model = ScoreDisclosure
        fields = ["published", "in_force_from", "ground"]
