"""Every list of the desk as a file, just as it is filtered and sorted."""

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from django.db.models import Model, QuerySet
from django.http import FileResponse
from django.utils.text import capfirst

from ocop.files.spreadsheets import CONTENT_TYPES, Cell, Heading, list_file
from ocop.models import User
from ocop.operation.work import LISTS
from ocop.pages.hand_out import hand_out
from ocop.pages.views import ListPage

AT_ONCE = 2000  # rows of one query
WIDE, NARROW = 28, 14


class ListFormat(Protocol):
    """How rows of a model are written so that they can be imported again; of parts of them, those `reader` may see."""

    @property
    def headings(self) -> list[Heading]: ...

    def cells(self, rows: QuerySet[Any], reader: User | None = None) -> Iterator[Sequence[Cell]]: ...


# Of models that are imported from lists (added by their app when it is ready); others have the columns of their page.
FORMATS: dict[type[Model], ListFormat] = {}


class ListFile(ListPage):
    """All rows of a list, on whatever page. It is written before it is sent, so that it comes whole or not at all."""

    work = LISTS
    ending = ""

    def get(self, request, *args, **kwargs):
        rows = self.get_filterset(self.get_filterset_class()).qs
        known = FORMATS.get(self.model)
        headings = known.headings if known else self._headings()
        cells = known.cells(rows, request.user) if known else self._cells(rows)
        file = list_file(self.ending, headings, cells)
        name = f"{self.model._meta.model_name}-list.{self.ending}"
        response = FileResponse(
            file, as_attachment=True, filename=name, content_type=CONTENT_TYPES[self.ending]
        )
        return hand_out(response, request, request.user.place or request.user, name)

    def _headings(self) -> list[Heading]:
        return [
            Heading(
                text := capfirst(str(column.label)), max(NARROW if column.number else WIDE, len(text) + 4)
            )
            for column in self.columns
        ]

    def _cells(self, rows: QuerySet) -> Iterator[Sequence[Cell]]:
        for row in rows.iterator(chunk_size=AT_ONCE):
            yield [column.cell_of(row, self.request) for column in self.columns]


def file_of(view: type[ListPage], ending: str) -> type[ListFile]:
    """The view of a list as a file: who may read the list may download it, with the same rows."""
    about = {"ending": ending, "__module__": view.__module__, "__doc__": ListFile.__doc__}
    return type(f"{view.__name__.removesuffix('View')}As{ending.title()}", (ListFile, view), about)
