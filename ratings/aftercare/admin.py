"""Inspections in the Django admin."""

from django.contrib import admin

from ocop.pages.admin_base import ReadOnly, ReadOnlyAdmin
from ratings.aftercare.models import ChecklistItem, Inspection


class ChecklistItemInline(ReadOnly, admin.TabularInline):
    model = ChecklistItem
    extra = 0


@admin.register(Inspection)
class InspectionAdmin(ReadOnlyAdmin):
    list_display = ["recognition", "place", "kind", "planned_for", "state", "visited_on"]
    list_select_related = ["recognition", "place"]
    list_filter = ["state", "kind"]
    inlines = [ChecklistItemInline]
