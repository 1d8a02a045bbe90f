"""What forms have in common by which a province decides something for itself, from a day on."""

from ocop.forms import RecordForm


class OwnProvinceForm(RecordForm):
    """A decision of the officer's own authority, set by that officer."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.place = self.user.place
        self.instance.set_by = self.user

    def _get_validation_exclusions(self):
        """The constraint on place and day is asked too, though the place is not a field."""
        return super()._get_validation_exclusions() - {"place"}
