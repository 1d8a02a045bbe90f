"""Every list of the desk as a file, just as it is filtered and sorted."""

from collections.abc import Iterator, Sequence
from typing import cast

from django.db.models import QuerySet
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.utils.text import capfirst

from ocop.files.spreadsheets import CONTENT_TYPES, Cell, Heading, list_file
from ocop.models import User
from ocop.operation.work import LISTS
from ocop.pages.hand_out import hand_out
from ocop.pages.request import PortalRequest
from ocop.pages.views import ListPage

AT_ONCE = 2000  # rows of one query
WIDE, NARROW = 28, 14


class ListFile(ListPage):
    """All rows of a list, on whatever page. It is written before it is sent, so that it comes whole or not at all."""

    work = LISTS
    ending = ""

    def get(self, request: PortalRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        rows = self.get_filterset(self.get_filterset_class()).qs
        file = list_file(self.ending, self._headings(), self._cells(rows))
        name = f"{self.model._meta.model_name}-list.{self.ending}"
        response = FileResponse(
            file, as_attachment=True, filename=name, content_type=CONTENT_TYPES[self.ending]
        )
        user = cast(User, request.user)
        return hand_out(response, request, user.place or user, name)

    def _headings(self) -> list[Heading]:
        return [
            Heading(
                text := str(capfirst(column.label)), max(NARROW if column.number else WIDE, len(text) + 4)
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
