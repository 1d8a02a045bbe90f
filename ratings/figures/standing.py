"""Which products are counted: state on a day, place on that day, producer."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Exists, OuterRef, TextChoices
from django.utils.translation import gettext_lazy as _

from ocop.models import Place
from ocop.places.geography import Geography
from producers.models import Producer
from producers.models.producer_move import place_then
from ratings.decisions.models import Recognition, RecognitionState
from ratings.decisions.models.recognition import last_recognitions

FEWEST = 5


class CountedState(TextChoices):
    """States of recognitions by which products are counted: single states, all in force, or any."""

    IN_FORCE = "in_force", _("In force")
    VALID = RecognitionState.VALID.value, _("Valid, renewal window not open yet")
    RENEWAL = RecognitionState.RENEWAL.value, _("Valid, renewal window open")
    LATE = RecognitionState.LATE.value, _("Valid, renewal filing late")
    EXTENDED = RecognitionState.EXTENDED.value, _("Extended")
    AWAITING = RecognitionState.AWAITING.value, _("Awaiting the result, article 12.3")
    LAPSED = RecognitionState.LAPSED.value, _("Lapsed")
    WITHDRAWN = RecognitionState.WITHDRAWN.value, _("Withdrawn")
    EVER = "ever", _("Ever recognised")


PARTS_OF_FORCE = (CountedState.VALID, CountedState.RENEWAL, CountedState.LATE, CountedState.EXTENDED)
PAST_FORCE = (CountedState.AWAITING, CountedState.LAPSED, CountedState.WITHDRAWN)


class RecordedAnswer(TextChoices):
    """Recorded data of a producer's representative."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not recorded")


ANSWERS = {RecordedAnswer.YES: True, RecordedAnswer.NO: False, RecordedAnswer.UNKNOWN: None}


@dataclass
class Register:
    """The public register on `day`, for the whole country or for `place`, a unit in force within the borders used.

    `borders` is the day whose administrative units are used, by default `day`. With it, products of earlier
    years can be counted by today's provinces, or the other way round.
    """

    day: date
    place: Place | None = None
    borders: date | None = None

    def __post_init__(self):
        """Set `borders` to its default."""
        self.borders = self.borders or self.day

    def on(self, day):
        """Return the register on another day within the same borders."""
        return type(self)(day, self.place, self.borders)

    def recognitions(self, state=CountedState.IN_FORCE):
        """Return one recognition for each product in that state."""
        public = self.here(Recognition.objects.public().with_state(self.day).order_by())
        if state == CountedState.IN_FORCE:
            return public.valid_on(self.day)
        if state in PARTS_OF_FORCE:
            return public.valid_on(self.day).filter(state=state)
        if state == CountedState.EVER:
            return self.begun.order_by()
        return self.begun.filter(~Exists(self.in_force_too), state=state).order_by()

    @property
    def begun(self):
        """The latest recognition of each product, whatever its state."""
        return self.here(last_recognitions(self.day).filter(product__in_catalogue=True))

    @property
    def in_force_too(self):
        """Subquery: another recognition of the same product that is in force."""
        return Recognition.objects.valid_on(self.day).filter(product=OuterRef("product"))

    def here(self, recognitions):
        """Annotate the place within the borders used as `lay_in`, and keep rows of the register's place."""
        recognitions = recognitions.annotate(lay_in=place_then(self.borders, "product__producer__"))
        return recognitions.filter(lay_in__in=self.keys_inside) if self.place else recognitions

    @cached_property
    def geography(self):
        """Places of all producers on the day of the borders."""
        producers = Producer.objects.order_by().annotate(lay_in=place_then(self.borders, ""))
        return Geography(self.borders, producers.values_list("lay_in", flat=True).distinct())

    @cached_property
    def keys_inside(self):
        """Keys of producers' places that were within the register's place."""
        return self.geography.inside(self.place)
