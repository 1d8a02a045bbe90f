"""Forms on what of the scores is published."""

from ocop.forms import RecordForm
from ratings.models import ScoreDisclosure


class ScoreDisclosureForm(RecordForm):
    """Whether the officer's own province publishes part scores, from a day on."""

    class Meta:
        model = ScoreDisclosure
        fields = ["published", "in_force_from", "ground"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.place = self.user.place
        self.instance.set_by = self.user

    def _get_validation_exclusions(self):
        """The constraint on place and day is asked too, though the place is not a field."""
        return super()._get_validation_exclusions() - {"place"}
