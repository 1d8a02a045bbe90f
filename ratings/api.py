"""The score sheets as open data."""

from django.shortcuts import get_object_or_404
from rest_framework.response import Response

from ocop.api.views import PublicData
from ratings.models import Sheet

ONE_DAY = 24 * 3600


class SheetData(PublicData):
    """Data that anyone may keep for a day; a published sheet does not change."""

    def dispatch(self, request, *args, **kwargs):
        """Let caches keep what was found for longer than a page."""
        response = super().dispatch(request, *args, **kwargs)
        if response.status_code in (200, 304):
            response["Cache-Control"] = f"public, max-age={ONE_DAY}"
        return response


class SheetListView(SheetData):
    """All published sheets, newest decision first."""

    def get(self, request):
        """Number, name, days in force and address of each."""
        return Response([summary(sheet, request) for sheet in Sheet.objects.public().for_list()])


class SheetView(SheetData):
    """One sheet in the shape of its file, with what is said about it under `about`."""

    def get(self, request, decision, number):
        """The published version that `?version=` names, without it the newest, or 404."""
        versions = Sheet.objects.public().filter(decision_slug=decision, number=number).order_by("-version")
        if wanted := request.GET.get("version"):
            versions = versions.filter(version=wanted if wanted.isdecimal() else 0)
        sheet = get_object_or_404(versions.for_detail()[:1])
        return Response(sheet.document() | {"about": about(sheet)})


def summary(sheet, request):
    """A line of the list."""
    return {
        "decision": sheet.decision,
        "number": sheet.number,
        "version": sheet.version,
        "key": sheet.key,
        "name": sheet.head["name"],
        "in_force_from": sheet.in_force_from,
        "in_force_until": sheet.in_force_until,
        "url": request.build_absolute_uri(sheet.get_absolute_url()),
    }


def about(sheet):
    """What does not stand on the printed sheet: version, last day, bands, misprints mended and open questions."""
    return {
        "version": sheet.version,
        "in_force_until": sheet.in_force_until,
        "published_at": sheet.published_at,
        "source": sheet.source,
        "star_bands": [{"star": star, "min": least} for star, least in sheet.bands],
        "errata": sheet.errata,
        "open": sheet.open_questions,
    }
