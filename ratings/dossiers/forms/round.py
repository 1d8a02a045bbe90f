"""Forms on assessment rounds."""

from ocop.forms import RecordForm
from ratings.dossiers.models import Round


class RoundForm(RecordForm):
    """A round of the officer's own authority."""

    class Meta:
        model = Round
        fields = ["name", "proposals_before", "result_before", "ground"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.instance.place = self.user.place

    def _get_validation_exclusions(self):
        """The constraint on place and day is asked too, though the place is not a field."""
        return super()._get_validation_exclusions() - {"place"}
