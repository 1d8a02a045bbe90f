"""Forms for councils, seats, and an authority's rules for its councils."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ocop.models import User
from ocop.pages.forms import RecordForm, row_field
from ocop.permissions import SeatKind
from ratings.councils.models import Council, CouncilAmendment, ScoreDisclosure, Seat, SpreadLimit

RULES = ["decision_number", "decided_on", "quorum", "regulation_number", "regulation_of", "least_members"]


class CouncilForm(RecordForm):
    """A council of the officer's own authority; its rules are fixed once a second person has confirmed them."""

    class Meta:
        model = Council
        fields = ["name", *RULES]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.changes_by_amendment():
            for name in RULES:
                del self.fields[name]

    def save(self, commit=True):
        """Set the creator's place on a new council; another person has to confirm it."""
        if self.instance.pk is None:
            self.instance.place = self.user.place
        if not self.instance.is_confirmed:
            self.instance.entered_by = self.user
        return super().save(commit)


def person_of(email):
    """Return the user with this e-mail address, or raise ValidationError: an account must exist first."""
    if person := User.objects.filter(email=email, is_active=True).first():
        return person
    raise ValidationError(_("Nobody signs in with this address. Ask the administrator for an account."))


class SeatForm(RecordForm):
    """A seat for a person, given by the e-mail address of the account."""

    decided = frozenset({"council"})

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

    def clean_email(self):
        self.instance.user = person_of(self.cleaned_data["email"])
        self.decided |= {"user"}
        return self.cleaned_data["email"].lower()

    def clean_kind(self):
        """On a confirmed council only advisers are added without a decision."""
        council = Council.objects.select_for_update().get(pk=self.instance.council_id)
        kind, refusal = self.cleaned_data["kind"], council.why_not_edit()
        if refusal and kind != SeatKind.ADVISER:
            raise ValidationError(refusal)
        return kind

    def save(self, commit=True):
        """Record who assigned the seat; another person has to confirm it."""
        if not self.instance.council.is_confirmed:
            Council.objects.filter(pk=self.instance.council_id).update(entered_by=self.user)
        return super().save(commit)


class AmendmentForm(RecordForm):
    """Change of a council by a decision; takes effect when another person confirms it."""

    decided = frozenset({"joins"})

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
        row_field(self, "leaves").queryset = User.objects.filter(seats__council=council).order_by(
            "full_name", "pk"
        )
        self.order_fields(["decision_number", "decided_on", "source", "leaves", "email", "joins_as"])

    def clean_email(self):
        """Find the person, if there is one."""
        email = self.cleaned_data["email"].lower()
        self.instance.joins = person_of(email) if email else None
        return email


class OwnProvinceForm(RecordForm):
    """Form for rules of the officer's own authority."""

    decided = frozenset({"place"})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.place = self.user.place
        self.instance.set_by = self.user


class ScoreDisclosureForm(OwnProvinceForm):
    """Whether the officer's own authority publishes part scores, from a day on."""

    class Meta:
        model = ScoreDisclosure
        fields = ["published", "in_force_from", "ground"]


class SpreadLimitForm(OwnProvinceForm):
    """New spread limit of the officer's own authority."""

    class Meta:
        model = SpreadLimit
        fields = ["points", "in_force_from", "ground"]
