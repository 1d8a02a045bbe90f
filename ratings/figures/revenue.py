"""What producers earned before and after their first recognition."""

from dataclasses import dataclass

from django.db.models import Aggregate, Count, F, FloatField

from producers.models import Revenue
from producers.models.support import IN_DONG
from ratings.figures.standing import FEWEST, CountedState

ROUNDED_TO = 1_000_000


class Quantile(Aggregate):
    """The value below which a share of the rows lies, between two rows in proportion."""

    function = "percentile_cont"
    template = "percentile_cont(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


@dataclass(frozen=True)
class Quartiles:
    """Three quartiles in đồng, each rounded to whole millions."""

    lower: int
    median: int
    upper: int


@dataclass(frozen=True)
class BeforeAndAfter:
    """Of so many producers; quartiles are None under five of them."""

    producers: int | None
    before: Quartiles | None
    after: Quartiles | None


def before_and_after(register):
    """Compare the last year recorded before a producer's first recognition with the newest year after it.

    Only producers with a public product that was ever recognised by the day, and with both years recorded; years
    that were not over by then do not count.
    """
    recognised = register.recognitions(CountedState.EVER).values("product__producer")
    rows = Revenue.objects.with_growth().filter(
        producer__in=recognised,
        year__gt=F("recognised_in"),
        year__lt=register.day.year,
        recognised_in__lte=register.day.year,
        before__isnull=False,
    )
    newest = rows.order_by("producer_id", "-year").distinct("producer_id").values("pk")
    pairs = Revenue.objects.with_growth().filter(pk__in=newest).order_by().annotate(after=IN_DONG)
    shares = {"lower": 0.25, "median": 0.5, "upper": 0.75}
    asked = {
        f"{when}_{name}": Quantile(when, share=share)
        for when in ("before", "after")
        for name, share in shares.items()
    }
    found = pairs.aggregate(n=Count("pk"), **asked)
    if found["n"] < FEWEST:
        return BeforeAndAfter(None if found["n"] else 0, None, None)
    quartiles = {
        when: Quartiles(*(rounded(found[f"{when}_{name}"]) for name in shares))
        for when in ("before", "after")
    }
    return BeforeAndAfter(found["n"], quartiles["before"], quartiles["after"])


def rounded(amount):
    """Whole millions of đồng, so that no producer's own figure is shown."""
    return round(amount / ROUNDED_TO) * ROUNDED_TO
