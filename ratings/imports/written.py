"""What an import wrote, so that it can be taken back: keys of new rows, and changed fields before and after."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Self

from django.db.models import Model

from producers.models import Producer
from products.models import Certification, Product
from ratings.decisions.models import RecordedDecision, RecordedStar, StarClaim

# In the order in which they are deleted: what depends on another row comes before it.
MODELS: dict[str, type[Model]] = {
    model._meta.label: model
    for model in (Certification, RecordedStar, StarClaim, RecordedDecision, Product, Producer)
}


class ChangedField(NamedTuple):
    """A field that an import changed, as stored in JSON."""

    model: str
    pk: int
    name: str
    before: Any
    after: Any


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
        return {"made": dict(self.made), "changed": [list(change) for change in self.changed]}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """Return what `to_json` stored."""
        made = defaultdict(list, stored["made"])
        return cls(made, [ChangedField(*each) for each in stored["changed"]])
