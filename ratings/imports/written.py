"""What an import wrote, so that it can be taken back: keys of new rows, and changed fields before and after."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, Self, cast

from django.db.models import Field, Model

from producers.models import Deal, Participation, Producer, Revenue, Support, TradeEvent
from products.models import Certification, ExportMarket, Listing, Product, ProductSales
from ratings.decisions.models import RecordedDecision, RecordedStar, RecordedWithdrawal, StarClaim

# In the order in which they are deleted: what depends on another row comes before it.
MODELS: dict[str, type[Model]] = {
    model._meta.label: model
    for model in (
        *(Certification, Listing, ExportMarket, ProductSales, RecordedStar, RecordedWithdrawal, StarClaim),
        RecordedDecision,
        *(Participation, Deal, Support, Revenue, TradeEvent, Product, Producer),
    )
}


class ChangedField(NamedTuple):
    """A field that an import changed, as stored in JSON."""

    model: str
    pk: int
    name: str
    before: Any
    after: Any


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, (date, Decimal)) else value


@dataclass
class Written:
    """Rows and fields that an import wrote, by the label of their model."""

    made: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    changed: list[ChangedField] = field(default_factory=list)

    def add(self, model: type[Model], keys: Iterable[int]) -> None:
        self.made[model._meta.label] += keys

    def change(self, model: type[Model], pk: int, name: str, before: Any, after: Any) -> None:
        self.changed.append(ChangedField(model._meta.label, pk, name, before, after))

    def to_json(self) -> dict[str, Any]:
        changed = [[*change[:3], *map(_plain, change[3:])] for change in self.changed]
        return {"made": dict(self.made), "changed": changed}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """Return what `to_json` stored."""
        made = defaultdict(list, stored["made"])
        return cls(made, [_as_in_the_row(*each) for each in stored["changed"]])


def _as_in_the_row(model: str, pk: int, name: str, *values: Any) -> ChangedField:
    """Return a stored change with its values as the field has them: days and decimals are text in JSON."""
    field = cast(Field, MODELS[model]._meta.get_field(name))
    return ChangedField(model, pk, name, *map(field.to_python, values))
