"""Forms for decisions signed outside the portal: recorded by one person, confirmed by another."""

from django import forms
from django.db.models import F, Q
from django.forms.models import ModelChoiceIterator
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ocop.files.documents import check_document
from ocop.models import Place, PlaceLevel
from ocop.pages.forms import RecordForm, name_rows, row_field
from ocop.values.dates import today
from ocop.values.last_day import last_day
from ocop.values.vietnamese import fold
from products.models import Product
from ratings.decisions.forms.decision import FILE
from ratings.decisions.models import (
    Confirmation,
    Decision,
    DecisionKind,
    OfRules,
    Origin,
    RecordedAs,
    RecordedDecision,
    RecordedStar,
)
from ratings.decisions.models.recorded_decision import why_not_propose
from ratings.decisions.models.recorded_withdrawal import why_not_withdraw_by
from ratings.decisions.number import tidy_number
from ratings.decisions.recording import why_not_product, why_not_stars

OFFERED = 50


def authorities_of(user):
    """Units whose decisions the user may record: own province, provinces merged into it, and their districts."""
    own = Q(pk=user.place_id) | Q(succeeded_by__new=user.place_id)
    provinces = Place.objects.provinces().filter(own).values("pk")
    districts = Q(level=PlaceLevel.DISTRICT, province__in=provinces)
    return (
        Place.objects.filter(Q(pk__in=provinces) | districts)
        .select_related("province")
        .order_by("-level", F("valid_until").desc(nulls_first=True), "name_order", "pk")
    )


MINISTRY = "ministry"


class AuthorityChoices(ModelChoiceIterator):
    """Choices in order: empty, own province, ministry, former provinces and districts."""

    def __iter__(self):
        yield "", self.field.empty_label
        rows = [self.choice(unit) for unit in self.queryset]
        yield from rows[:1]
        yield MINISTRY, _("The ministry for OCOP")
        yield from rows[1:]


class AuthorityField(forms.ModelChoiceField):
    """The unit whose authority signed, or the ministry, which is None. A choice is required."""

    iterator = AuthorityChoices

    def label_from_instance(self, obj):
        """Return the full name, of a former unit with its last day: two provinces are called Thái Nguyên."""
        if obj.valid_until is None:
            return obj.full_name
        return _("%(unit)s (until the end of %(day)s)") % {
            "unit": obj.full_name,
            "day": date_format(last_day(obj.valid_until), "SHORT_DATE_FORMAT"),
        }

    def clean(self, value):
        """Return the unit, or None for the ministry; an empty value is an error."""
        if value == MINISTRY:
            return None
        if value in self.empty_values:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return super().clean(value)


class RecordedDecisionForm(RecordForm):
    """First page of an old decision. Saving sets the user as the one who recorded it."""

    class Meta:
        model = RecordedDecision
        fields = ["number", "signed_on", "place", "signatory"]
        field_classes = {"place": AuthorityField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.instance.origin, self.instance.recorded_as = Origin.RECORDED, RecordedAs.PROPOSED
            self.instance.kind = DecisionKind.RECOGNISE
        elif self.instance.place_id is None:
            self.initial["place"] = MINISTRY
        self.instance.prepared_by = self.user
        number, signed_on, place = (self.fields[name] for name in ("number", "signed_on", "place"))
        number.required = signed_on.required = place.required = True
        number.help_text = _("As signed, for example “1234/QĐ-UBND”.")
        place.label, place.help_text = _("Signed by the authority of"), ""
        signers = row_field(self, "place")
        signers.queryset, signers.empty_label = authorities_of(self.user), _("Choose who signed it")

    def clean(self):
        """Reject invalid decisions, and changes that do not fit products named already."""
        cleaned = super().clean()
        number, signed_on, place = (cleaned.get(name) for name in ("number", "signed_on", "place"))
        if number and signed_on:
            number = cleaned["number"] = tidy_number(number)
            if refusal := why_not_propose(self.instance.kind, number, signed_on, place):
                self.add_error(None, refusal)
            again = Decision.objects.numbered(number, signed_on, place).exclude(pk=self.instance.pk)
            if again.exists():
                self.add_error("number", _("This authority has a decision with this number in that year."))
            for star in self.instance.recorded_stars.for_list() if self.instance.pk else ():
                refusal = why_not_stars(star.stars, signed_on, place) or why_not_product(place, star.product)
                if refusal:
                    self.add_error(None, f"{star.product}: {refusal}")
            for each in self.instance.recorded_withdrawals.for_list() if self.instance.pk else ():
                if refusal := why_not_withdraw_by(each.recognition, signed_on=signed_on, place=place):
                    self.add_error(None, f"{each}: {refusal}")
        return cleaned


class RecordedDecisionCreateForm(RecordedDecisionForm):
    """The same form with the scan of the signed decision."""

    scan = forms.FileField(
        label=FILE.verbose_name,
        help_text=FILE.help_text,
        required=False,
        validators=[check_document],
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )

    def save(self, commit=True):
        """Save the decision with its scan; raise RefusedError if the scan is no readable PDF."""
        decision = super().save(commit)
        if scan := self.cleaned_data.get("scan"):
            decision.attach(scan, by=self.user)
        return decision


class RecordedStarForm(RecordForm):
    """Stars of a product by a recorded decision. The user is the one who proposes them.

    Stars that wait are replaced, not changed: in the place of a proposal comes the one of whoever corrects it.
    """

    decided = frozenset({"decision", "product"})

    class Meta:
        model = RecordedStar
        fields = ["stars", "expires_on", "source"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.proposed_by = self.user

    def full_clean(self):
        """Reject stars that the decision could not give."""
        super().full_clean()
        if self.is_bound and not self.errors and (refusal := self.instance.why_not()):
            self.add_error(None, refusal)

    def save(self, commit=True):
        """Save the proposal; one that stood in its place is deleted, and leaves it its key and the next version."""
        if self.instance.pk:
            former = RecordedStar.objects.get(pk=self.instance.pk)
            former.delete()
            self.instance.version, self.instance._state.adding = former.version + 1, True
        return super().save(commit)


class RecordedStarAddForm(RecordedStarForm):
    """A product named by the decision, with its stars; `words` filters the choice of products."""

    decided = frozenset({"decision"})

    class Meta(RecordedStarForm.Meta):
        fields = ["product", "stars", "expires_on", "source"]

    def __init__(self, *args, words="", **kwargs):
        super().__init__(*args, **kwargs)
        row_field(self, "product").queryset = products_for(
            self.user, self.instance.decision, words, self.data
        )
        name_rows(self, "product", lambda product: f"{product} · {product.producer}")


def products_for(user, decision, words, data):
    """Return the first products by name that match and are not in the decision yet, and the submitted one."""
    rows = (
        Product.objects.visible_to(user)
        .exclude(recorded_stars__decision=decision)
        .order_by("name_order", "pk")
    )
    sent = str(data.get("product", ""))
    if words:
        asked = fold(words)
        narrowed = rows.filter(Q(name_key__contains=asked) | Q(producer__name_key__contains=asked))
    else:
        narrowed = rows
    keys = list(narrowed.values_list("pk", flat=True)[:OFFERED])
    keys += [int(sent)] if sent.isascii() and sent.isdigit() and len(sent) < 18 else []
    return rows.filter(pk__in=keys).select_related("producer")


class RecordedConfirmForm(forms.Form):
    """Confirmation by a second person who has seen the signed document: where, when, and what it says."""

    seen_on = forms.DateField(label=_("You have seen the signed document on"), initial=today)
    seen_where = forms.CharField(
        label=Confirmation._meta.get_field("seen_where").verbose_name,
        max_length=500,
        required=False,
        help_text=_("A public address or a file number; may stay empty where the document is attached here."),
    )
    of_rules = forms.ChoiceField(
        label=_("By which rules was it assessed? (Decision 26/2026/QĐ-TTg, article 12.2)"),
        choices=OfRules,
        widget=forms.RadioSelect,
        required=False,
    )
    longer_term_seen = forms.BooleanField(
        label=_("The document prints the last days that are later than 36 months after its signing"),
        required=False,
    )
    places_seen = forms.BooleanField(
        label=_("The document places each producer in a commune of the district that signed"), required=False
    )
    # Hash of the content that the second person was shown; required to confirm.
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, decision, **kwargs):
        super().__init__(*args, **kwargs)
        if not decision.needs_rules:
            del self.fields["of_rules"]
        stars = list(decision.waiting_stars())
        if not any(star.is_longer for star in stars):
            del self.fields["longer_term_seen"]
        if all(star.is_placed for star in stars):
            del self.fields["places_seen"]


class RecordedDiscardForm(forms.Form):
    """Reason for discarding a recorded decision; kept in its history."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("For example “no such decision in the archive”.")
    )
