"""Forms on the limit of the spread."""

from ratings.councils.models import SpreadLimit
from ratings.forms.own_province import OwnProvinceForm


class SpreadLimitForm(OwnProvinceForm):
    """A new limit of the officer's own authority."""

    class Meta:
        model = SpreadLimit
        fields = ["points", "in_force_from", "ground"]
