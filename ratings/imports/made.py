"""What an import wrote, by name: on its result, and before it is taken back or deleted."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ratings.imports.models import RegisterImport
from ratings.imports.written import MODELS, Written

# Rows that a summary names, and rows of a page.
NAMED, ON_A_PAGE = 10, 100
CHANGED = "changed"
# What the name and the page of a row need.
_OWNERS = ("product", "producer", "event", "channel", "recognition", "decision")

# Label of a model and key of a row.
RowKey = tuple[str, int]


class Row(NamedTuple):
    """A row that was written: its name, whose it is (maybe empty), and the page that shows it."""

    name: str
    owner: str
    url: str


@dataclass(frozen=True)
class Kind:
    """Rows of one kind that an import made, or all that it changed."""

    key: str
    label: str
    rows: Sequence[RowKey]

    @property
    def count(self) -> int:
        return len(self.rows)

    def first(self) -> list[Row]:
        return _rows(self.rows[:NAMED])

    def page(self, number: str | None) -> Page:
        """Return a page of the rows; those that are gone meanwhile are missing."""
        paginator: Paginator[Any] = Paginator(self.rows, ON_A_PAGE)
        page = paginator.get_page(number)
        page.object_list = _rows(page.object_list)
        return page


def made_by(kept: RegisterImport) -> list[Kind]:
    """Return what an import made, producers first, then what it changed."""
    written = Written.from_json(kept.written) if kept.written else Written()
    kinds = [
        Kind(label, capfirst(str(model._meta.verbose_name_plural)), [(label, key) for key in keys])
        for label, model in reversed(MODELS.items())
        if (keys := written.made.get(label))
    ]
    changed = list(dict.fromkeys((change.model, change.pk) for change in written.changed))
    return [*kinds, *([Kind(CHANGED, _("Changed rows"), changed)] if changed else [])]


def made_as_text(kinds: Iterable[Kind]) -> str:
    """Return the kinds with their numbers: “Producers: 2; Products: 5”."""
    return "; ".join(f"{kind.label}: {kind.count}" for kind in kinds)


def _rows(keys: Iterable[RowKey]) -> list[Row]:
    by_model: dict[str, list[int]] = defaultdict(list)
    for label, key in keys:
        by_model[label].append(key)
    found: dict[RowKey, Row] = {}
    for label, wanted in by_model.items():
        owners = [field.name for field in MODELS[label]._meta.concrete_fields if field.name in _OWNERS]
        rows = MODELS[label]._base_manager.filter(pk__in=wanted).select_related(*owners)
        found |= {(label, row.pk): _as_shown(row, owners) for row in rows}
    return [found[key] for key in keys if key in found]


def _as_shown(row: Model, owners: Iterable[str]) -> Row:
    around = sorted(owners, key=_OWNERS.index)
    belongs_to = [each for name in around if (each := getattr(row, name)) is not None]
    page = next(each for each in (row, *belongs_to) if hasattr(each, "get_desk_url"))
    owner = str(belongs_to[0]) if belongs_to else ""
    return Row(str(row), "" if owner in str(row) else owner, page.get_desk_url())
