"""The columns of a preview: the fields of the register that a list is for, with what was read of each row."""

from collections.abc import Iterable
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from products.models import Product, ProductSet
from ratings.imports.formats.known import FORMATS

# More fields stand below each other in the row.
MOST_COLUMNS = 4
_SET = "product_set_id"


def show_values(rows: Iterable[dict[str, Any]], register: str) -> list[str]:
    """Give each row the cells of the columns of its table, and what has no column; return the columns' headings."""
    rows = list(rows)
    found = dict.fromkeys(name for row in rows for name in row.get("shown", {}))
    leading = FORMATS[register].leading if register in FORMATS else ()
    names = [*(name for name in leading if name in found), *(name for name in found if name not in leading)]
    columns, others = names[:MOST_COLUMNS], names[MOST_COLUMNS:]
    sets = {each.number: each.name for each in ProductSet.objects.all()} if _SET in found else {}
    labels = {name: _label(register, name) for name in names}
    for row in rows:
        shown = {name: sets.get(value, value) for name, value in row.get("shown", {}).items()}
        row["cells"] = [(labels[name], shown.get(name, "")) for name in columns]
        row["others"] = [(labels[name], shown[name]) for name in others if shown.get(name)]
    return [labels[name] for name in columns]


def name_heading(register: str) -> str:
    """Return what the rows of a list are."""
    if register not in FORMATS:
        return _("Product")
    format_ = FORMATS[register]
    is_product = format_.named_by == ("name",) and "product_id" in format_.fields
    return _("Product") if is_product else capfirst(str(format_.model._meta.verbose_name))


def has_makers(register: str) -> bool:
    """Whether the rows of a register belong to producers, and are not these themselves."""
    return register not in FORMATS or bool(FORMATS[register].maker)


def _label(register: str, name: str) -> str:
    """Return what a field is called, in the language of the page."""
    model = FORMATS[register].model if register in FORMATS else Product
    return capfirst(str(model._meta.get_field(name).verbose_name))  # type: ignore[union-attr]
