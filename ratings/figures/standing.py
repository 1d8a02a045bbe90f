"""Which products count: in what state they were on a day, where they lay then, and who makes them."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Exists, OuterRef, TextChoices
from django.utils.translation import gettext_lazy as _

from ocop.geography import Geography, place_then
from ocop.models import Place
from producers.models import Producer
from ratings.decisions.models import Recognition, RecognitionState
from ratings.decisions.models.recognition import last_recognitions

FEWEST = 5


class CountedState(TextChoices):
    """By which states of recognitions products are counted: each one, those in force together, or any at all."""

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


class Answer(TextChoices):
    """What is recorded of a producer's representative."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not recorded")


ANSWERS = {Answer.YES: True, Answer.NO: False, Answer.UNKNOWN: None}


@dataclass
class Register:
    """The public register on `day`, of the whole country or of `place`, a unit that was in force then.

    `borders` is the day whose units count, `day` itself unless told: what lay in a province of today may be counted as
    of years in which that province was three.
    """

    day: date
    place: Place | None = None
    borders: date | None = None

    def __post_init__(self):
        """Take the units of the day."""
        self.borders = self.borders or self.day

    def on(self, day):
        """The register on another day within the same borders."""
        return type(self)(day, self.place, self.borders)

    def recognitions(self, state=CountedState.IN_FORCE):
        """One recognition for every product that stood so."""
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
        """The latest recognition of every product that had one."""
        return self.here(last_recognitions(self.day).filter(product__in_catalogue=True))

    @property
    def in_force_too(self):
        """A recognition of the same product that is in force."""
        return Recognition.objects.valid_on(self.day).filter(product=OuterRef("product"))

    def here(self, recognitions):
        """With the place that counts within the borders as `lay_in`, narrowed to those in the register's place."""
        recognitions = recognitions.annotate(lay_in=place_then(self.borders, "product__producer__"))
        return recognitions.filter(lay_in__in=self.keys_inside) if self.place else recognitions

    @cached_property
    def geography(self):
        """Where the places of all producers lay on the day of the borders."""
        producers = Producer.objects.order_by().annotate(lay_in=place_then(self.borders, ""))
        return Geography(self.borders, producers.values_list("lay_in", flat=True).distinct())

    @cached_property
    def keys_inside(self):
        """Keys of places of producers that lay in the register's place."""
        return self.geography.inside(self.place)
