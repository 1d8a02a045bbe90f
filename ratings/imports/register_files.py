"""Files of the registers: the empty template of each, and an officer's part of it as a list."""

from io import BytesIO
from typing import cast

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.generic import View

from ocop.files.spreadsheets import CONTENT_TYPES, XLSX, list_file
from ocop.models import Place
from ocop.operation.work import LISTS
from ocop.pages.hand_out import hand_out
from ocop.pages.request import PortalRequest
from ocop.pages.views import ScopedViewMixin
from ocop.permissions import Act
from ratings.imports.downloads import file_name_of
from ratings.imports.formats.known import FORMATS
from ratings.imports.formats.register_format import RegisterFormat


def _format_named(register: str) -> RegisterFormat:
    if register not in FORMATS:
        raise Http404
    return FORMATS[register]


class RegisterTemplateView(ScopedViewMixin, View):
    """Download an empty list of a register."""

    act = Act.IMPORT_LISTS

    def get(self, request: PortalRequest, register: str) -> HttpResponse:
        file = BytesIO()
        _format_named(register).write_template(file)
        name = file_name_of(_("template"), str(_format_named(register).label))
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(file.getvalue(), content_type=CONTENT_TYPES[XLSX], headers=headers)


class RegisterExportView(ScopedViewMixin, View):
    """Download an officer's part of a register as a list that imports without changes."""

    act = Act.IMPORT_LISTS
    work = LISTS

    def get(self, request: PortalRequest, register: str) -> HttpResponseBase:
        found = _format_named(register)
        rows = found.rows_for(request.user, self.act)
        file, name = list_file(XLSX, found.headings, found.cells(rows)), file_name_of(str(found.label))
        response = FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPES[XLSX])
        return hand_out(response, request, cast(Place, request.user.place), name)
