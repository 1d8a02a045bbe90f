"""What an import would do: the outcome of each row, and the rows of the register to create or update."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ratings.imports.account import Part
from ratings.imports.models import RowStatus
from ratings.imports.parsed_row import Refusal
from ratings.imports.questions import Question
from ratings.imports.snapshot import ProducerDraft, ProductDraft
from ratings.imports.withdrawals import WithdrawalDraft
from ratings.imports.written import Written

# Called after each batch with the numbers of rows done and of all rows.
Progress = Callable[[int, int], object]


class FieldChange(NamedTuple):
    """A changed field: value before and after."""

    label: str
    before: str
    after: str


_SELDOM = ("differences", "notes", "raw", "asked", "lowers", "decision", "product", "shown")


@dataclass(slots=True)
class RowOutcome:
    """Outcome of one row, as text."""

    row: str
    name: str
    maker: str
    status: str
    refusals: list[Refusal] = field(default_factory=list)
    differences: list[FieldChange] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    raw: dict = field(default_factory=dict)
    # Keys of the questions that the row waits for.
    asked: list[str] = field(default_factory=list)
    # Whether it proposes or claims fewer stars than the product has; a note says which.
    lowers: bool = False
    # Key of the recorded decision that names the product.
    decision: int | None = None
    # Key of the product, once it is written.
    product: int | None = None
    # What was read, by field, for the columns of the preview (ratings/imports/shown.py).
    shown: dict[str, str | int] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return it as it is stored: of most rows most fields are empty and left out."""
        told = {name: value for name in _SELDOM if (value := getattr(self, name))}
        return {
            "row": self.row,
            "name": self.name,
            "maker": self.maker,
            "status": str(self.status),
            "refusals": self.refusals,
            **told,
        }


@dataclass
class Plan:
    """Outcomes of all rows, and the rows of the register to create or update, in the order of the list."""

    outcomes: list[RowOutcome] = field(default_factory=list)
    makers: dict[ProducerDraft, None] = field(default_factory=dict)
    items: dict[ProductDraft, None] = field(default_factory=dict)
    # Outcomes with their star, so that the decision's key can be added after writing.
    stars: list = field(default_factory=list)
    # Outcomes with the withdrawal that they propose.
    withdrawals: list[tuple[RowOutcome, WithdrawalDraft]] = field(default_factory=list)
    # Outcomes with their product, so that its key can be added after writing.
    rows: list[tuple[RowOutcome, ProductDraft]] = field(default_factory=list)
    written: Written | None = None
    account: list[Part] = field(default_factory=list)
    # What the lines above the rows say of all of them.
    said: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    # Keys of the headings that are read as the province has matched them.
    matched: list[str] = field(default_factory=list)
    # Texts of the corrected cells of the file, by their addresses.
    corrected: dict[str, str] = field(default_factory=dict)
    # The register that the list is for; empty for the list of products.
    register: str = ""

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(outcome.status for outcome in self.outcomes)
        return {status: found[status] for status in RowStatus.values}

    @property
    def not_written(self) -> int:
        """The number of rows that an import would leave out."""
        return not_written(self.counts)

    @property
    def open_questions(self) -> list[Question]:
        """The questions that hold back the whole list; nothing is written before each has its answer."""
        return [question for question in self.questions if question.is_open_for_all]

    @property
    def summary(self) -> str:
        """The counts as a sentence: “64 rows: 50 new, 3 changed, 9 same, 2 refused”."""
        return counts_as_text(self.counts)


def not_written(counts: dict[str, int]) -> int:
    """Return how many rows are refused or wait for an answer."""
    return counts.get(RowStatus.REFUSED, 0) + counts.get(RowStatus.ASKED, 0)


def counts_as_text(counts: dict[str, int]) -> str:
    """Return the counts as a sentence that includes every row."""
    counts = dict.fromkeys(RowStatus.values, 0) | counts
    rows, asked = sum(counts.values()), counts[RowStatus.ASKED]
    said = ngettext(
        "%(rows)d row: %(new)d new, %(changed)d changed, %(same)d same, %(refused)d refused",
        "%(rows)d rows: %(new)d new, %(changed)d changed, %(same)d same, %(refused)d refused",
        rows,
    ) % {"rows": rows, **counts}
    if not asked:
        return said
    waiting = ngettext("%(asked)d waits for an answer", "%(asked)d wait for an answer", asked) % {
        "asked": asked
    }
    return f"{said}, {waiting}"


def import_as_text(counts: dict[str, int]) -> str:
    """Return what an import of these rows does, as its button says it: “Import 12 new and 3 changed rows”."""
    new, changed = counts.get(RowStatus.NEW, 0), counts.get(RowStatus.CHANGED, 0)
    if new and changed:
        said = _("Import %(new)d new and %(changed)d changed rows")
    elif new:
        said = ngettext("Import %(new)d new row", "Import %(new)d new rows", new)
    else:
        said = ngettext("Import %(changed)d changed row", "Import %(changed)d changed rows", changed)
    return said % {"new": new, "changed": changed}


# What a difference is called.
MAKER_LABELS = {
    "legal_form": gettext_lazy("Legal form"),
    "tax_number": gettext_lazy("Tax number"),
    "place_id": gettext_lazy("Commune"),
    "former_place_id": gettext_lazy("Former commune or district"),
    "address_line": gettext_lazy("House, street, village"),
    "representative": gettext_lazy("Legal representative"),
    "phone": gettext_lazy("Telephone"),
}
ITEM_LABELS = {
    "name": gettext_lazy("Name"),
    "name_en": gettext_lazy("Name in English"),
    "product_set_id": gettext_lazy("Product set"),
    "variants": gettext_lazy("Variants and pack sizes"),
    "code": gettext_lazy("Product code"),
    "gtin": gettext_lazy("GTIN"),
    "source": gettext_lazy("Source"),
    "import_key": gettext_lazy("Key in the list"),
}
