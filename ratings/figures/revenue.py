"""Revenue of producers before and after their first recognition."""

from dataclasses import dataclass

from django.db.models import Aggregate, Count, F, FloatField

from producers.models import Revenue
from producers.models.support import IN_DONG
from ratings.figures.standing import FEWEST, CountedState

ROUNDED_TO = 1_000_000


class Quantile(Aggregate):
    """Continuous percentile (PostgreSQL's `percentile_cont`)."""

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
    """Number of producers compared, and quartiles of their revenue; quartiles are None below five producers."""

    producers: int | None
    before: Quartiles | None
    after: Quartiles | None


def before_and_after(register):
    """Compare revenue of the last recorded year before the first recognition with the newest year after it.

    Only producers with a public product recognised by the register's day count, and only with both years
    recorded. Years that were not over by that day are ignored.
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
        when: Quartiles(*(round_to_millions(found[f"{when}_{name}"]) for name in shares))
        for when in ("before", "after")
    }
    return BeforeAndAfter(found["n"], quartiles["before"], quartiles["after"])


def round_to_millions(amount):
    """Round to whole millions of đồng, so that no single producer's figure is published."""
    return round(amount / ROUNDED_TO) * ROUNDED_TO
