"""The score sheets as open data."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.response import Response

from ocop.api.schema import MISSING
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


class SheetRows(serializers.Serializer):
    """A line of the list of sheets."""

    decision = serializers.CharField(help_text=_("Decision that prescribes the sheet."))
    number = serializers.IntegerField(help_text=_("Number of the product set, 1 to 26."))
    version = serializers.IntegerField(help_text=_("Version, from 1 on."))
    key = serializers.CharField(help_text=_("Key of the sheet."))
    name = serializers.DictField(
        child=serializers.CharField(), help_text=_("Name of the product set, by language: vi, en.")
    )
    in_force_from = serializers.DateField(help_text=_("First day in force."))
    in_force_until = serializers.DateField(
        allow_null=True, help_text=_("First day on which it is no longer in force; null: it is.")
    )
    url = serializers.URLField(help_text=_("Address of the sheet."))


class SheetListView(SheetData):
    """All published sheets, newest decision first."""

    resource = "sheets"
    about = _("All published score sheets, newest decision first.")

    def answer(self):
        """A list; there are too few for pages."""
        return SheetRows(many=True)

    def get(self, request):
        """Number, name, days in force and address of each."""
        return Response([summary(sheet, request) for sheet in Sheet.objects.public().for_list()])


class SheetView(SheetData):
    """One sheet in the shape of its file, with what is said about it under `about`."""

    resource = "sheet"
    about = _("A score sheet with its criteria, options, points and requirements, as it was published.")
    errors = {404: MISSING}

    def parameters(self):
        """Versions of a sheet have one address."""
        text = _("Version of the sheet; the newest without it.")
        return [OpenApiParameter("version", str, description=text)]

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
