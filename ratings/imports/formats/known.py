"""All formats, and which of them a file looks like."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ratings.imports import headings
from ratings.imports.formats.of_producers import DEALS, EVENTS, PARTICIPATIONS, REVENUE, SUPPORT
from ratings.imports.formats.of_products import CERTIFICATIONS, EXPORT_MARKETS, LISTINGS, PRODUCT_SALES
from ratings.imports.formats.producer_register import PRODUCERS
from ratings.imports.formats.reading_rows import DEEPEST_HEADING, heading_of
from ratings.imports.formats.register_format import RegisterFormat
from ratings.imports.questions import Option, QuestionKind, Questions
from ratings.imports.reading.table import SourceTable

FORMATS = {
    each.name: each
    for each in (
        PRODUCERS,
        CERTIFICATIONS,
        LISTINGS,
        EXPORT_MARKETS,
        PRODUCT_SALES,
        SUPPORT,
        REVENUE,
        EVENTS,
        PARTICIPATIONS,
        DEALS,
    )
}
PRODUCTS = "products"
PRODUCTS_LABEL: str | Promise = gettext_lazy("Products with their producers and stars")


def label_of(name: str) -> str:
    """Return what a register is called; an empty name means the list of products."""
    return str(FORMATS[name].label if name in FORMATS else PRODUCTS_LABEL)


@dataclass(frozen=True)
class _Likeness:
    """A register that a table looks like, by the columns whose headings it knows."""

    name: str
    columns: frozenset[int]


def register_of(tables: list[SourceTable], questions: Questions) -> RegisterFormat | None:
    """Return the format of the register that a file looks like, None for the list of products.

    Where several fit, a person is asked; without an answer the first one is shown.
    """
    names = list(dict.fromkeys(name for table in tables for name in _likely(table)))
    if len(names) < 2:
        return FORMATS.get(names[0]) if names else None
    answer = questions.ask(
        QuestionKind.REGISTER,
        "|".join(sorted(names)),
        _("Which register is this list for?"),
        [Option(name, label_of(name)) for name in names],
        holds_all=True,
    )
    return FORMATS.get(answer or names[0])


def _likely(table: SourceTable) -> list[str]:
    """Return the registers whose headings a table has, without those that know only a part of another's columns."""
    found = [
        _Likeness(each.name, frozenset(heading[1].values()))
        for each in FORMATS.values()
        if (heading := heading_of(each, table))
    ]
    for line in table.rows[:DEEPEST_HEADING]:
        fields = headings.fields_of(line)
        if headings.is_heading_row(fields):
            found.append(_Likeness(PRODUCTS, frozenset(fields)))
            break
    whole = [each.name for each in found if not any(each.columns < other.columns for other in found)]
    others = [name for name in whole if name not in FORMATS or not FORMATS[name].yields]
    return others or whole
