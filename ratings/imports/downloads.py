"""Files of the import: a list with marks at what is refused, the empty template, the register as a list."""

from io import BytesIO
from typing import Any, cast

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin
from django.views.generic.list import MultipleObjectMixin

from ocop.files.spreadsheets import CONTENT_TYPES, XLSX, list_file
from ocop.models import Place
from ocop.operation.work import LISTS
from ocop.pages.hand_out import hand_out
from ocop.pages.request import PortalRequest
from ocop.pages.steps import refused
from ocop.pages.views import ScopedViewMixin
from ocop.permissions import Act
from ocop.values.vietnamese import fold
from products.models import Product
from ratings.imports.exporting import HEADINGS, cells_of, rows, write_template
from ratings.imports.marked_workbook import write_marked_workbook
from ratings.imports.models import RegisterImport

LONGEST_NAME = 80  # letters of a file's name


def file_name_of(*words: str) -> str:
    """Return a workbook's name in the words of the reader, in letters that every system keeps."""
    return f"{slugify(fold(' '.join(words)))[:LONGEST_NAME] or 'ocop'}.xlsx"


class ImportMarkedView(ScopedViewMixin, SingleObjectMixin, View):
    """Download the list as it was sent, with marks and reasons at the refused cells."""

    model = RegisterImport
    act = Act.IMPORT_LISTS
    work = LISTS

    def get(self, request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        kept = self.get_object()
        if not kept.file:
            return refused(request, _("The contents of this list were deleted."))
        file = BytesIO()
        write_marked_workbook(kept, file)
        file.seek(0)
        name = file_name_of(_("with marks"), kept.file_name.rpartition(".")[0])
        response = FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
        return hand_out(response, request, kept, name)


class ImportTemplateView(ScopedViewMixin, View):
    """Download an empty list with all headings."""

    act = Act.IMPORT_LISTS

    def get(self, request: PortalRequest) -> HttpResponse:
        file = BytesIO()
        write_template(file)
        name = file_name_of(_("template"), _("Products"))
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(file.getvalue(), content_type=CONTENT_TYPES[XLSX], headers=headers)


class ExportView(ScopedViewMixin, MultipleObjectMixin, View):
    """Download the officer's part of the register as a list that imports without changes."""

    model = Product
    act = Act.IMPORT_LISTS
    work = LISTS

    def get(self, request: PortalRequest) -> HttpResponseBase:
        file = list_file(XLSX, HEADINGS, cells_of(rows(self.get_queryset())))
        name = file_name_of(_("Products"))
        response = FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPES[XLSX])
        return hand_out(response, request, cast(Place, request.user.place), name)
