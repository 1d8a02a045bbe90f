"""Download of sealed packages."""

from django.http import HttpResponse
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from ocop.operation.work import PACKAGES
from ocop.pages.hand_out import hand_out
from ocop.pages.views import ScopedViewMixin
from ocop.permissions import Act
from ratings.scoring.models import Result
from ratings.sealing.seal import download_of


class ResultPackageView(ScopedViewMixin, SingleObjectMixin, View):
    """The package of a result, for the offices and the auditor; never cached."""

    model = Result
    act = Act.READ_PACKAGE
    work = PACKAGES

    def get(self, request, *args, **kwargs):
        result = self.get_object()
        name, archive = download_of(result)
        response = HttpResponse(archive, content_type="application/zip")
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return hand_out(response, request, result.dossier, name)
