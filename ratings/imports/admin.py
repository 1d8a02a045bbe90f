"""Imported lists in the Django admin."""

from django.contrib import admin

from ocop.pages.admin_base import ReadOnlyAdmin
from ratings.imports.models import ColumnMatch, RegisterImport


@admin.register(RegisterImport)
class RegisterImportAdmin(ReadOnlyAdmin):
    list_display = ["file_name", "place", "state", "uploaded_by", "uploaded_at", "written_at"]
    list_filter = ["state"]
    list_select_related = ["place", "uploaded_by"]
    exclude = ["rows"]


@admin.register(ColumnMatch)
class ColumnMatchAdmin(ReadOnlyAdmin):
    list_display = ["heading", "field_label", "place", "matched_by", "matched_at"]
    list_select_related = ["place", "matched_by"]
