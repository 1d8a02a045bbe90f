"""The figures as tables: each cell links to its list, each table has a definition."""

from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from ocop.models import PlaceLevel
from ocop.pages.charts import Bars, Lines
from producers.models import LegalForm
from products.models import ProductSet
from ratings.figures.asked import figures_url
from ratings.figures.counts import STARS, TEA
from ratings.figures.minority import end_of_last_year, is_published_for, led_by_minorities
from ratings.figures.standing import CountedState
from ratings.scoring.models.result import format_stars

MOST_BARS = 12


@dataclass
class FigureCell:
    """A figure and the link to its list; None is a suppressed figure."""

    value: Decimal | float | str | None
    url: str = ""
    text: str = ""

    @property
    def as_text(self):
        """The figure formatted for people."""
        if self.value is None:
            return _("not shown")
        return self.text or number_format(self.value, force_grouping=True)


@dataclass
class FigureTable:
    """A table of the page: caption, columns, rows of (label, cells), and its definition."""

    slug: str
    title: str
    definition: str
    columns: list
    rows: list = field(default_factory=list)
    chart: object = None
    lines: object = None

    @property
    def is_wide(self):
        """Whether the rows are shown as cards on phones."""
        return len(self.columns) > 3

    @property
    def labelled_rows(self):
        """Rows with each cell paired with its column heading."""
        return [(label, list(zip(self.columns[1:], cells, strict=True))) for label, cells in self.rows]

    @property
    def csv_rows(self):
        yield self.columns
        for label, cells in self.rows:
            yield [label, *("" if cell.value is None else cell.value for cell in cells)]


class FigureTables:
    def __init__(self, counts):
        self.counts = counts
        self.register = counts.register

    def all(self):
        found = [self.standings(), self.stars(), self.sets(), *self.places(), self.forms()]
        minorities = [self.minorities()] if is_published_for(self.register) else []
        return [*found, self.people("woman"), *minorities, self.growth()]

    def products(self, **asked):
        return figures_url("statistics-products", self.register, **asked)

    def producers(self, **asked):
        return figures_url("statistics-producers", self.register, **asked)

    def counted(self, slug, title, definition, rows, *, what):
        """Return a table of products with their share and bars, from (label, number, address)."""
        total = sum(n for _label, n, _url in rows)
        longest = sorted(rows, key=lambda row: -row[1])[:MOST_BARS] if len(rows) > MOST_BARS else rows
        return FigureTable(
            slug,
            title,
            definition,
            [what, _("Products"), _("Share in %")],
            [(label, [FigureCell(n, url), percent(n, total)]) for label, n, url in rows],
            chart=Bars(longest) if total else None,
        )

    def standings(self):
        """Products in force by state; awaited, lapsed and withdrawn ones."""
        rows = [
            (CountedState(key).label, n, self.products(state=key.value))
            for key, n in self.counts.standings.items()
        ]
        definition = _(
            "Products by their recognition on that day. The first four are in force: the renewal window opens 180 days "
            "before the expiry date, filing is late from 120 days before it. Products past their term whose re-assessment "
            "was filed in time and is not decided yet (article 12.3), lapsed and withdrawn ones are not in force and "
            "are in no other table, except as “ever recognised”. Recognitions superseded by a newer one are not "
            "counted."
        )
        return self.counted("state", _("By state"), definition, rows, what=_("State"))

    def stars(self):
        counts = self.counts.by("stars")
        rows = [(str(format_stars(n)), counts[n], self.products(stars=n)) for n in STARS]
        definition = _("Products with a recognition in force on that day, by its stars.")
        return self.counted("stars", _("By stars"), definition, rows, what=_("Stars"))

    def sets(self):
        counts = self.counts.by("set")
        rows = [
            (f"{row.number}. {row.name}", counts[row.pk], self.products(set=row.pk))
            for row in ProductSet.objects.filter(pk__in=counts.keys() - {None})
        ]
        if counts[None]:
            rows.append((_("Set not known"), counts[None], self.products(set="none")))
        definition = _(
            "Products in force by the 26 sets of Decision 26/2026/QĐ-TTg, also those recognised under earlier rules. "
            "The drawing shows the twelve largest."
        )
        return self.counted("set", _("By product set"), definition, rows, what=_("Product set"))

    def places(self):
        """Products in force by the provinces of the day; inside a province by district (if any existed) and
        commune.
        """
        if not self.register.place:
            return [self.place_table("province", _("By province"), PlaceLevel.PROVINCE)]
        found = [self.place_table("commune", _("By commune"), PlaceLevel.COMMUNE)]
        if any(place for place, _n in self.counts.places(PlaceLevel.DISTRICT)):
            found.insert(0, self.place_table("district", _("By district"), PlaceLevel.DISTRICT))
        return found

    def place_table(self, slug, title, level):
        rows = []
        for place, n in self.counts.places(level):
            if place:
                rows.append((place.full_name, n, figures_url("statistics-products", self.of(place))))
            else:
                rows.append((_("Cannot be told for that day"), n, self.products(lost=level.value)))
        definition = _(
            "Products in force by the units that existed on that day. A producer lies in its commune if that existed "
            "then, else in the unit of its papers, else in what its commune was made of; where this was several units, "
            "it cannot be told."
        )
        return self.counted(slug, title, definition, rows, what=level.label)

    def of(self, place):
        """Return the register of a smaller place on the same day, within the same borders."""
        return replace(self.register, place=place)

    def forms(self):
        counts = self.counts.makers_by("form")
        rows = [(form, counts[form.value]) for form in LegalForm if form.value in counts]
        return FigureTable(
            "form",
            _("By legal form of the producer"),
            _("Products in force, and the producers who make them, each producer once."),
            [_("Legal form"), _("Products"), _("Producers")],
            [
                (
                    str(form.label),
                    [
                        FigureCell(products, self.products(form=form.value)),
                        FigureCell(producers, self.producers(form=form.value)),
                    ],
                )
                for form, (products, producers) in rows
            ],
            chart=Bars([(str(form.label), n, self.products(form=form.value)) for form, (n, _m) in rows]),
        )

    def people(self, subject):
        """Producers by recorded data of their representative; counts below five are suppressed."""
        titles = {"woman": _("Led by women")}
        rows = [
            (str(answer.label), FigureCell(n, self.producers(**{subject: answer.value}) if n else ""))
            for answer, n in self.counts.people(subject).items()
        ]
        definition = _(
            "Producers with a product in force, by their legal representative as recorded today. Fewer than five are not "
            "shown, nor the figure from which they would follow."
        )
        return FigureTable(
            subject,
            titles[subject],
            definition,
            [_("Recorded"), _("Producers")],
            [(label, [cell]) for label, cell in rows],
            chart=Bars([(label, cell.value, cell.url) for label, cell in rows if cell.value is not None]),
        )

    def minorities(self):
        """Producers led by members of ethnic minorities. No list stands behind this figure."""
        day, n = date_format(end_of_last_year(), "SHORT_DATE_FORMAT"), led_by_minorities(self.register)
        return FigureTable(
            "minority",
            _("Led by members of ethnic minorities"),
            _(
                "Producers with a product in force at the end of the last whole year. Who they are is not public (Decree "
                "356/2025/NĐ-CP, article 4), so no list stands behind the figure. It is rounded down to a multiple of "
                "five and not shown under five, nor where nearly all producers would be meant."
            ),
            [_("On"), _("Producers")],
            [
                (
                    day,
                    [
                        FigureCell(
                            n,
                            text=_("at least %(n)s") % {"n": number_format(n, force_grouping=True)}
                            if n
                            else "",
                        )
                    ],
                )
            ],
        )

    def growth(self):
        """Products in force at the end of each year, tea among them, and total ever recognised."""
        rows, drawn = [], []
        for row in self.counts.growth:
            then = self.register.on(row["day"])
            ever, in_force, tea = (
                FigureCell(row["ever"], figures_url("statistics-products", then, state="ever")),
                FigureCell(row["in_force"], figures_url("statistics-products", then)),
                FigureCell(row["tea"], figures_url("statistics-products", then, set=TEA)),
            )
            label = date_format(row["day"], "SHORT_DATE_FORMAT")
            rows.append((label, [in_force, tea, percent(row["tea"], row["in_force"]), ever]))
            drawn.append((str(row["day"].year), [row["ever"], row["in_force"], row["tea"]]))
        return FigureTable(
            "growth",
            _("Over the years"),
            _(
                "Products in force on the last day of each year, tea (set 11, fresh and processed tea) among them, and "
                "products ever recognised until then, whether or not they still are. The two are never added."
            ),
            [_("On"), _("In force"), _("Tea"), _("Share of tea in %"), _("Ever recognised")],
            rows,
            lines=Lines([_("Ever recognised"), _("In force"), _("Tea in force")], drawn) if drawn else None,
        )


def percent(part, whole):
    """Return a share in percent with one decimal; an empty string if the whole is zero."""
    if not whole:
        return FigureCell("", text="–")
    share = round(100 * part / whole, 1)
    return FigureCell(share, text=number_format(share, 1))
