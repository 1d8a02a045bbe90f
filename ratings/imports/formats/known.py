"""All formats, and which of them a file looks like."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ratings.imports import headings
from ratings.imports.formats.decision_register import RECORDED_DECISIONS
from ratings.imports.formats.of_producers import DEALS, EVENTS, PARTICIPATIONS, REVENUE, SUPPORT
from ratings.imports.formats.of_products import CERTIFICATIONS, EXPORT_MARKETS, LISTINGS, PRODUCT_SALES
from ratings.imports.formats.producer_register import PRODUCERS
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
        RECORDED_DECISIONS,
    )
}
PRODUCTS = "products"
DEEPEST_HEADING = 40
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

    Where several fit, a person is asked; without an answer the first one is shown. A list of one register that also
    tells of its producers what only their register keeps is one of that register, unless a person says otherwise.
    """
    found = dict.fromkeys(name for table in tables for name in _likely(table))
    names = sorted(found, key=_yields)
    if len(names) < 2:
        return FORMATS.get(names[0]) if names else None
    is_sure = _yields(names[1])
    answer = questions.ask(
        QuestionKind.REGISTER,
        "|".join(sorted(names)),
        _("Which register is this list for?"),
        [Option(name, label_of(name)) for name in names],
        holds_all=not is_sure,
        otherwise=names[0] if is_sure else "",
    )
    return FORMATS.get(answer or names[0])


def _yields(name: str) -> bool:
    return name in FORMATS and FORMATS[name].yields


def _columns_of(table: SourceTable, known: headings.Columns) -> frozenset[int]:
    """Return the columns of the first heading row of a register; none if the table has no such row."""
    for line in table.rows[:DEEPEST_HEADING]:
        fields = headings.fields_of(line, known)
        if headings.is_heading_row(fields, known):
            return frozenset(column for column, name in fields.items() if name not in headings.NOT_TAKEN)
    return frozenset()


def _likely(table: SourceTable) -> list[str]:
    """Return the registers whose headings a table has, without those that know only a part of another's columns."""
    known: dict[str, headings.Columns] = {each.name: each.known_headings for each in FORMATS.values()}
    found = [
        _Likeness(name, columns)
        for name, expected in (known | {PRODUCTS: {}}).items()
        if (columns := _columns_of(table, expected))
    ]
    return [each.name for each in found if not any(each.columns < other.columns for other in found)]
