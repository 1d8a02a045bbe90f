"""The API of score sheets and of the change log."""

from datetime import date

from django import forms
from django.conf import settings
from django.db.models import CharField, DateField
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from catalogue import changes
from catalogue.change_filters import ChangeForm
from catalogue.changes import ChangeKind
from ocop.api.rows import DataRows
from ocop.api.schema import CURSOR, MISSING
from ocop.api.views import PublicData, RowList
from ocop.values.last_day import last_day
from ratings.decisions.kinds import WithdrawalGround
from ratings.sheets.models import Sheet


class ChangeRows(DataRows):
    """Changes of public stars, each on the day from which it holds."""

    id = serializers.CharField(help_text=_("Key of the change."))
    day = serializers.DateField(help_text=_("Day from which it holds."))
    kind = serializers.ChoiceField(choices=ChangeKind.choices, help_text=_("What happened."))
    code = serializers.CharField(help_text=_("Code of the recognition."))
    product = serializers.IntegerField(help_text=_("Key of the product."))
    name = serializers.CharField(help_text=_("Product as recognised."))
    maker = serializers.CharField(help_text=_("Maker as recognised."))
    stars = serializers.IntegerField(help_text=_("Stars of the recognition."))
    stars_before = serializers.IntegerField(
        allow_null=True, help_text=_("Stars until then; null: the product had none before.")
    )
    decision_number = serializers.CharField(
        allow_null=True, help_text=_("Number of the decision; null where the term simply ended.")
    )
    decision_signed_on = serializers.DateField(
        allow_null=True, help_text=_("Day on which the decision was signed.")
    )
    withdrawal_ground = serializers.ChoiceField(
        choices=WithdrawalGround.choices, allow_blank=True, help_text=_("Ground of withdrawal.")
    )
    province_code = serializers.CharField(help_text=_("Statistics code of the province."))
    province = serializers.CharField(help_text=_("Province, today's unit."))


class ChangeData(RowList):
    """The change log, oldest first, so that clients can continue where they stopped."""

    resource = "changes"
    about = _(
        "What was recognised, renewed, raised, lowered, extended, withdrawn, corrected or has lapsed; oldest first."
    )
    rows = ChangeRows
    key = ("day", "id")

    def statement(self, request):
        """The filters of the page; a day that cannot be parsed is an error."""
        form = ChangeForm(request.GET)
        if not form.is_valid():
            raise ValidationError({name: [*map(str, said)] for name, said in form.errors.items()})
        return changes.changes_sql(**form.cleaned_data)

    def key_fields(self):
        return [DateField(), CharField(max_length=60)]

    def parameters(self):
        return [CURSOR, *(described(name, field) for name, field in ChangeForm.base_fields.items())]

    def changed_at(self):
        return changes.changed_at()


def described(name, field):
    """The API parameter for a form's field: a date, a choice of several, or a text."""
    listed = ", ".join(f"{key} ({label})" for key, label in getattr(field, "choices", []))
    kind = date if isinstance(field, forms.DateField) else str
    text = f"{field.label}: {listed}" if listed else f"{field.label}. {field.help_text}"
    return OpenApiParameter(name, kind, many=bool(listed), explode=True, description=text)


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
        allow_null=True, help_text=_("Last day in force; null: no end is known.")
    )
    url = serializers.URLField(help_text=_("Address of the sheet."))


class SheetListView(PublicData):
    resource = "sheets"
    about = _("All published score sheets, newest decision first.")

    def answer(self):
        return SheetRows(many=True)

    def get(self, request):
        return Response([summary(sheet) for sheet in Sheet.objects.published().for_list()])


class SheetView(PublicData):
    """One sheet in the format of its file, with notes about it under `about`."""

    resource = "sheet"
    about = _("A score sheet with its criteria, options, points and requirements, as it was published.")
    errors = {404: MISSING}

    def parameters(self):
        """Versions of a sheet share one URL."""
        text = _("Version of the sheet; without it the newest whose first day has come.")
        return [OpenApiParameter("version", str, description=text)]

    def get(self, request, decision, number):
        """The published version `?version=`, else the newest that has begun, or 404."""
        versions = (
            Sheet.objects.published().filter(decision_slug=decision, number=number).order_by("-version")
        )
        if wanted := request.GET.get("version"):
            versions = versions.filter(version=wanted if wanted.isdecimal() else 0)
        else:
            versions = versions.begun()
        sheet = get_object_or_404(versions.for_detail()[:1])
        return Response(sheet.document() | {"about": about(sheet)})


def summary(sheet):
    return {
        "decision": sheet.decision,
        "number": sheet.number,
        "version": sheet.version,
        "key": sheet.key,
        "name": sheet.head["name"],
        "in_force_from": sheet.in_force_from,
        "in_force_until": last_day(sheet.in_force_until),
        "url": settings.SITE_URL + sheet.get_absolute_url(),
    }


def about(sheet):
    """What the printed sheet does not say: version, last day, bands, corrected misprints, open questions."""
    return {
        "version": sheet.version,
        "in_force_until": last_day(sheet.in_force_until),
        "published_at": sheet.published_at,
        "source": sheet.source,
        "star_bands": [{"star": star, "min": least} for star, least in sheet.bands],
        "errata": sheet.errata,
        "open": sheet.open_questions,
    }
