"""Forms on councils, their seats, and what an authority sets for its councils."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ocop.forms import RecordForm
from ocop.models import User
from ocop.permissions import SeatKind
from ratings.councils.models import Council, CouncilAmendment, ScoreDisclosure, Seat, SpreadLimit

RULES = ["decision_number", "decided_on", "quorum", "regulation_number", "regulation_of", "least_members"]


class CouncilForm(RecordForm):
    """A council of the officer's own authority; its rules stay once a second person has confirmed them."""

    class Meta:
        model = Council
        fields = ["name", *RULES]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.changes_by_amendment():
            for name in RULES:
                del self.fields[name]

    def save(self, commit=True):
        """A new council belongs to the place of the person who makes it; another person confirms what was entered."""
        if self.instance.pk is None:
            self.instance.place = self.user.place
        if not self.instance.is_confirmed:
            self.instance.entered_by = self.user
        return super().save(commit)


def person_of(email):
    """Who signs in with this address, or raise ValidationError: somebody without an account gets one first."""
    if person := User.objects.filter(email=email, is_active=True).first():
        return person
    raise ValidationError(_("Nobody signs in with this address. Ask the administrator for an account."))


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
        """Find the person."""
        self.instance.user = person_of(self.cleaned_data["email"])
        return self.cleaned_data["email"].lower()

    def clean_kind(self):
        """On a confirmed council only advisers come without a decision."""
        council = Council.objects.select_for_update().get(pk=self.instance.council_id)
        kind, refusal = self.cleaned_data["kind"], council.refusal_to_edit()
        if refusal and kind != SeatKind.ADVISER:
            raise ValidationError(refusal)
        return kind

    def save(self, commit=True):
        """Another person confirms the seats that were given."""
        if not self.instance.council.is_confirmed:
            Council.objects.filter(pk=self.instance.council_id).update(entered_by=self.user)
        return super().save(commit)


class AmendmentForm(RecordForm):
    """What a decision changes in a council; it takes effect when another person confirms it."""

    email = forms.EmailField(
        label=_("E-mail of the person who joins"),
        required=False,
        help_text=_("The address with which the person signs in here. Leave empty if nobody joins."),
    )

    class Meta:
        model = CouncilAmendment
        fields = [
            "decision_number",
            "decided_on",
            "source",
            "joins_as",
            "leaves",
            "quorum",
            "regulation_number",
            "regulation_of",
            "least_members",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.entered_by = self.user
        council = self.instance.council
        self.fields["leaves"].queryset = User.objects.filter(seats__council=council).order_by(
            "full_name", "pk"
        )
        self.order_fields(["decision_number", "decided_on", "source", "leaves", "email", "joins_as"])

    def _get_validation_exclusions(self):
        """The constraints on who joins are asked too, though the person stands in as an address."""
        return super()._get_validation_exclusions() - {"joins"}

    def clean_email(self):
        """Find the person, if anybody joins."""
        email = self.cleaned_data["email"].lower()
        self.instance.joins = person_of(email) if email else None
        return email


class OwnProvinceForm(RecordForm):
    """A decision of the officer's own authority, set by that officer."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.place = self.user.place
        self.instance.set_by = self.user

    def _get_validation_exclusions(self):
        """The constraint on place and day is asked too, though the place is not a field."""
        return super()._get_validation_exclusions() - {"place"}


class ScoreDisclosureForm(OwnProvinceForm):
    """Whether the officer's own authority publishes part scores, from a day on."""

    class Meta:
        model = ScoreDisclosure
        fields = ["published", "in_force_from", "ground"]


class SpreadLimitForm(OwnProvinceForm):
    """A new limit of the officer's own authority."""

    class Meta:
        model = SpreadLimit
        fields = ["points", "in_force_from", "ground"]
