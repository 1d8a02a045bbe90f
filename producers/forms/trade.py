"""Forms of support, revenue, events and deals. The producer or event is in the URL of the page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.pages.forms import RecordForm, TwinForm, WebField, row_field
from producers.models import Deal, Participation, Producer, Revenue, Support, TradeEvent


class BelongsToProducerForm(TwinForm):
    """Warns if the same row is recorded for the producer already."""

    decided = frozenset({"producer"})

    def find_twins(self, cleaned):
        said = self._meta.model(pk=self.instance.pk, producer=self.instance.producer)
        for name in self.twin_fields:
            setattr(said, name, cleaned.get(name))
        return [] if self.errors else self._meta.model.objects.like(said)


class SupportForm(BelongsToProducerForm):
    twin_fields = {"programme", "kind", "year", "amount"}

    class Meta:
        model = Support
        fields = ["programme", "kind", "content", "agency", "year", "amount", "released", "source"]
        widgets = {"source": forms.TextInput}


class RevenueForm(RecordForm):
    decided = frozenset({"producer"})

    class Meta:
        model = Revenue
        fields = ["year", "domestic", "export", "source"]
        widgets = {"source": forms.TextInput}


class DealForm(BelongsToProducerForm):
    twin_fields = {"counterpart", "signed_on", "value"}

    class Meta:
        model = Deal
        fields = ["kind", "counterpart", "signed_on", "value", "event", "source"]
        widgets = {"source": forms.TextInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        row_field(self, "event").queryset = TradeEvent.objects.editable_by(self.user).for_choice()


class TradeEventForm(RecordForm):
    decided = frozenset({"province", "name_key"})

    class Meta:
        model = TradeEvent
        fields = ["kind", "name", "venue", "starts_on", "ends_on", "organiser", "website", "source"]
        widgets = {"source": forms.TextInput}
        field_classes = {"website": WebField}
        labels = {"starts_on": _("First day of the event"), "ends_on": _("Last day of the event")}
        help_texts = {"ends_on": ""}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.instance.province = self.user.place


class ParticipationForm(RecordForm):
    """Who took part, and with what result; the producer cannot be changed afterwards."""

    decided = frozenset({"event"})

    class Meta:
        model = Participation
        fields = ["producer", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["producer"]
            return
        there = self.instance.event.participations.values("producer")
        others = Producer.objects.editable_by(self.user).exclude(pk__in=there)
        row_field(self, "producer").queryset = others.for_choice()
