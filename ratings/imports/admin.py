"""Imported lists in the Django admin."""

from django.contrib import admin

from ocop.pages.admin_base import ReadOnlyAdmin
from ratings.imports.models import RegisterImport


@admin.register(RegisterImport)
class RegisterImportAdmin(ReadOnlyAdmin):
    list_display = ["file_name", "place", "state", "uploaded_by", "uploaded_at", "written_at"]
    list_filter = ["state"]
    list_select_related = ["place", "uploaded_by"]
    exclude = ["rows"]
