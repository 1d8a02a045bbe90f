"""Forms on councils and their seats."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ocop.forms import RecordForm
from ocop.models import User
from ratings.models import Council, Seat


class CouncilForm(RecordForm):
    """A council of the officer's own authority."""

    class Meta:
        model = Council
        fields = ["name", "decision_number", "decided_on", "quorum"]

    def save(self, commit=True):
        """A new council belongs to the place of the person who makes it."""
        if self.instance.pk is None:
            self.instance.place = self.user.place
        return super().save(commit)


class SeatForm(RecordForm):
    """A seat, given to a person by the e-mail address with which they sign in."""

    email = forms.EmailField(
        label=_("E-mail of the person"), help_text=_("The address with which the person signs in here.")
    )

    class Meta:
        model = Seat
        fields = ["kind"]

    def __init__(self, *args, council, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.council = council
        self.order_fields(["email", "kind"])

    def _get_validation_exclusions(self):
        """The constraints on council and person are asked too, though the person stands in as an address."""
        asked = {"council", "user"} if self.instance.user_id else {"council"}
        return super()._get_validation_exclusions() - asked

    def clean_email(self):
        """Find the person; somebody without an account must be given one first."""
        email = self.cleaned_data["email"].lower()
        if person := User.objects.filter(email=email, is_active=True).first():
            self.instance.user = person
        else:
            raise ValidationError(
                _("Nobody signs in with this address. Ask the administrator for an account.")
            )
        return email
