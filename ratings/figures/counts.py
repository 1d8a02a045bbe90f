"""The figures, counted in the database. The number of queries does not depend on the size of the register."""

from collections import Counter
from datetime import date
from functools import cached_property

from django.db.models import Count, Exists, F, OuterRef, Q

from ocop.models import Place
from ratings.decisions.models import Recognition, in_force_on
from ratings.figures.standing import ANSWERS, FEWEST, PARTS_OF_FORCE, PAST_FORCE, CountedState

# Fresh and processed tea. Herbal teas are in set 12.
TEA = 11
EARLIEST = 2018
STARS = (5, 4, 3)


class Counts:
    """All figures of a register as numbers by key."""

    def __init__(self, register):
        self.register = register

    @cached_property
    def cells(self):
        subjects = {"set": F("product__product_set")}
        rows = self.register.recognitions().values("stars", "state", **subjects)
        return list(rows.annotate(n=Count("pk")))

    @property
    def total(self):
        return sum(cell["n"] for cell in self.cells)

    def by(self, subject):
        """Return the number of products in force by stars, set or state."""
        counts: Counter = Counter()
        for cell in self.cells:
            counts[cell[subject]] += cell["n"]
        return counts

    @property
    def tea(self):
        return self.by("set")[TEA]

    @cached_property
    def standings(self):
        """Number of products by the state of their recognition."""
        states = self.by("state")
        counts = {standing: states[standing.value] for standing in PARTS_OF_FORCE}
        ever = self.register.recognitions(CountedState.EVER)
        ended = dict(
            ever.exclude(product__in=self.register.recognitions().values("product"))
            .values_list("state")
            .annotate(n=Count("pk"))
        )
        return counts | {standing: ended.get(standing.value, 0) for standing in PAST_FORCE}

    @cached_property
    def makers(self):
        """Products in force and their producers, by legal form and by the representative's recorded data."""
        path = "product__producer"
        subjects = {
            "form": F(f"{path}__legal_form"),
            "woman": F(f"{path}__led_by_woman"),
        }
        rows = self.register.recognitions().values(**subjects)
        return list(rows.annotate(products=Count("pk"), producers=Count(path, distinct=True)))

    def makers_by(self, subject):
        counts: dict[object, tuple[int, int]] = {}
        for cell in self.makers:
            products, producers = counts.get(cell[subject], (0, 0))
            counts[cell[subject]] = (products + cell["products"], producers + cell["producers"])
        return counts

    def people(self, subject):
        """Return producers by recorded data of their representative; None means suppressed."""
        counts = {answer: self.makers_by(subject).get(value, (0, 0))[1] for answer, value in ANSWERS.items()}
        return suppress_small_counts(counts)

    @property
    def producers(self):
        return sum(cell["producers"] for cell in self.makers)

    @cached_property
    def by_key(self):
        """Products in force by key of the place, within the borders used."""
        return dict(self.register.recognitions().values_list("lay_in").annotate(n=Count("pk")))

    def places(self, level):
        """Return (place, products in force) of a level on the day; the place is None where it is not known."""
        counts: Counter = Counter()
        for key, n in self.by_key.items():
            counts[self.register.geography.unit(key, level)] += n
        rows = Place.objects.filter(pk__in=counts.keys() - {None}).for_list()
        found = [(place, counts[place.pk]) for place in rows]
        return found + ([(None, counts[None])] if counts[None] else [])

    @property
    def first_in(self):
        earlier = Q(issued_on__lt=OuterRef("issued_on")) | Q(
            issued_on=OuterRef("issued_on"), pk__lt=OuterRef("pk")
        )
        before = Recognition.objects.filter(earlier, product=OuterRef("product"))
        public = Recognition.objects.public().filter(~Exists(before), issued_on__lte=self.register.day)
        rows = self.register.here(public.order_by())
        return dict(rows.values_list("issued_on__year").annotate(n=Count("pk")))

    @cached_property
    def growth(self):
        """By year: its last day (or the register's day), products in force on that day, tea among them,
        total ever recognised.
        """
        first_in = self.first_in
        days = year_ends(max(min(first_in), EARLIEST), self.register.day) if first_in else []
        asked = {}
        for day in days:
            then = in_force_on(day)
            asked[f"all_{day.year}"] = Count("pk", filter=then)
            asked[f"tea_{day.year}"] = Count("pk", filter=then & Q(product__product_set=TEA))
        everything = self.register.here(Recognition.objects.public().order_by())
        counts = everything.aggregate(**asked) if asked else {}
        return [
            {
                "day": day,
                "in_force": counts[f"all_{day.year}"],
                "tea": counts[f"tea_{day.year}"],
                "ever": sum(n for year, n in first_in.items() if year <= day.year),
            }
            for day in days
        ]


def year_ends(first, last):
    """Return the last day of each year from `first` to the year of `last`; for that year `last` itself."""
    return [min(date(year, 12, 31), last) for year in range(first, last.year + 1)]


def suppress_small_counts(counts):
    """Suppress counts of people under five by None.

    If only one count is suppressed, the smallest of the others is suppressed too (non-zero ones first), so
    that the first cannot be computed from the total.
    """
    hidden = {key for key, n in counts.items() if 0 < n < FEWEST}
    others = sorted((n == 0, n, str(key), key) for key, n in counts.items() if key not in hidden)
    if len(hidden) == 1 and others:
        hidden.add(others[0][-1])
    return {key: None if key in hidden else n for key, n in counts.items()}
