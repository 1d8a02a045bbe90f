"""One row of a list: the values of its cells, and what the lines above it say."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ratings.imports.cells import cell_text
from ratings.imports.decision_cell import find_decision
from ratings.imports.layouts import Layout
from ratings.imports.purposes import Purpose, Title, purpose_of

_NO_ADDRESSES: Mapping[str, str] = {}


@dataclass(slots=True)
class ListRow:
    """One row of a list: value of each field (`plain_value`), and what the titles and sections above it say.

    `problems` are fields that cannot be read, each with a sentence; `asked` keys of the questions that it waits for;
    `evaluations` the earlier evaluations that the same row tells; `products` the names in its cell, if these can be
    several products.
    """

    layout: Layout
    number: int
    values: dict
    said: dict
    # The lines between the rows that hold for this one; the titles above the list are those of the layout.
    sections: tuple[Title, ...] = ()
    # Addresses of values that do not stand in the column of their field.
    addresses: Mapping[str, str] = field(default_factory=lambda: _NO_ADDRESSES)
    problems: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    evaluations: tuple["ListRow", ...] = ()
    products: tuple[str, ...] = ()
    # The number of the row as the spreadsheet shows it; kept, because all that is known of the row names it.
    place_in_file: str = field(init=False)

    def __post_init__(self) -> None:
        self.place_in_file = f"{self.layout.label}{self.number + 1}"

    @property
    def decision_title(self) -> Title | None:
        """The line above the row that names the decision, with its wording; None if there is none."""
        lines = [*self.layout.outer, *self.layout.titles, *self.sections]
        named = (line for line in reversed(lines) if line.purpose != Purpose.LEGAL_BASES)
        number = self.said.get("decision")
        return next(
            (
                line
                for line in named
                if number and (found := find_decision(line.text)) and found.number == number
            ),
            None,
        )

    @property
    def purpose(self) -> Purpose:
        """What the section of the row says that it is for, else the titles of its list."""
        own = purpose_of(self.sections)[0] if self.sections else Purpose.UNKNOWN
        return self.layout.purpose if own == Purpose.UNKNOWN else own

    def get(self, name: str) -> object:
        return self.values.get(name, "")

    def text(self, name: str) -> str:
        """Return the field as one line of text."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else cell_text(value)

    def cell(self, name: str) -> str:
        """Return the address of the field's cell, such as “D14”."""
        return self.addresses.get(name) or self.layout.cell(self.number, name)

    def heading(self, name: str) -> str:
        """Return the heading of the field's column; empty if the list has no such column."""
        column = self.layout.columns.get(name)
        return "" if column is None else self.layout.headings.get(column, "")
