"""The format of a register: its columns, what its rows belong to, and what tells one row from another."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ocop.files.spreadsheets import Cell, Heading
from ocop.models import User
from ocop.permissions import Act
from ocop.permissions.scoping import rows_of
from ratings.imports.formats.columns import RegisterColumn, example_of, headings_of
from ratings.imports.headings import RegisterHeadings
from ratings.imports.template_workbook import TemplateColumn, write_template_workbook
from ratings.imports.written import Written

if TYPE_CHECKING:
    from ratings.imports.formats.known_rows import KnownRows
    from ratings.imports.formats.reading_rows import RegisterRow

AT_ONCE = 2000  # rows of one query
# Columns that name what a row belongs to → its field.
_NAMES_OF = {"name": "product", "commune": "place"}
OF_KEYS = _(
    "Stands in what you download here, so that the same row is found again. Leave it empty for a new one."
)


@dataclass(frozen=True)
class RegisterFormat:
    """How a register is written as a list and read from one.

    `belongs_to` find what a row belongs to (its product, its channel, …) among the known rows. `key` are the fields
    that tell a row from all others; a row of the list that agrees in them is that row of the register. A table is a
    list of this register if of each group in `telling` it has a column. One that `yields` is no list of a register
    that others belong to if it is also a list of those: it then only says whose its rows are. `leading` are the fields
    that a preview shows first.
    """

    name: str
    label: str | Promise
    model: type[Model]
    columns: tuple[RegisterColumn, ...]
    key: tuple[str, ...]
    telling: tuple[tuple[str, ...], ...]
    belongs_to: tuple[Callable[["KnownRows", "RegisterRow"], None], ...]
    # Name and maker in the preview.
    named_by: tuple[str, ...]
    maker: str = "producer"
    related: tuple[str, ...] = ()
    yields: bool = False
    leading: tuple[str, ...] = ()

    @cached_property
    def written(self) -> tuple[RegisterColumn, ...]:
        """The columns of an export and of the template."""
        return tuple(column for column in self.columns if column.is_written)

    @property
    def headings(self) -> list[Heading]:
        return [Heading(column.heading, column.width) for column in self.written]

    @cached_property
    def known_headings(self) -> RegisterHeadings:
        """The headings by which a list of the register is known."""
        labels = {column.name: column.heading for column in self.columns if column.read}
        only_shown = frozenset(column.name for column in self.columns if not column.read)
        return RegisterHeadings(headings_of(self.columns), labels, self.telling, only_shown)

    @cached_property
    def by_name(self) -> dict[str, RegisterColumn]:
        return {column.name: column for column in self.columns}

    @cached_property
    def fields(self) -> set[str]:
        """Names of the model's fields; what another row is named by is its key."""
        return {field.attname for field in self.model._meta.concrete_fields}

    def rows_for(self, user: User, act: Act) -> QuerySet[Any]:
        """Return the rows that a user may export by an act."""
        return act.narrow(rows_of(self.model), user)

    def new_row(self, row: "RegisterRow", origin: str) -> Model:
        """Return an empty row that says where it comes from."""
        return self.model(**({"source": origin} if "source" in self.fields else {}))

    def check(self, entry: Model, row: "RegisterRow") -> list[tuple[str, str]]:
        """Return why a row cannot be made or changed, by column; or raise ValidationError."""
        entry.full_clean()
        return []

    def save(self, entry: Model, by: User | None, written: Written) -> None:
        """Save a new row."""
        entry.save()
        written.add(type(entry), [cast(int, entry.pk)])

    def cells(self, rows: QuerySet[Any], reader: User | None = None) -> Iterator[Sequence[Cell]]:
        """Yield the cells of rows in their order."""
        for row in rows.select_related(*self.related).iterator(chunk_size=AT_ONCE):
            yield [column.cell_of(row) for column in self.written]

    def write_template(self, file: BinaryIO) -> None:
        """Write an empty list; cells with a choice offer their words."""
        write_template_workbook([self._template_column(column) for column in self.written], file)

    def _template_column(self, column: RegisterColumn) -> TemplateColumn:
        words = column.choices() if column.choices else []
        return TemplateColumn(
            Heading(column.heading, column.width),
            self._is_needed(column.name),
            words[0] if words else example_of(column),
            words,
            OF_KEYS if column.name == "key" else "",
        )

    def _is_needed(self, name: str) -> bool:
        """Whether a new row cannot do without a column: a field that must be filled, or what it belongs to."""
        fields: dict[str, Any] = {each.name: each for each in self.model._meta.concrete_fields}
        field = fields.get(_NAMES_OF.get(name, name)) or fields.get(name)
        return field is not None and not field.blank and not field.has_default()
