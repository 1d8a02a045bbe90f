"""Official sheets in the Django admin."""

from django.contrib import admin

from ocop.pages.admin_base import ReadOnly, ReadOnlyAdmin
from ratings.sheets.models import Criterion, Option, Sheet, SheetInterpretation


class OptionInline(ReadOnly, admin.TabularInline):
    model = Option
    extra = 0


@admin.register(Sheet)
class SheetAdmin(ReadOnlyAdmin):
    list_display = ["number", "key", "decision", "version", "state", "in_force_from", "in_force_until"]
    list_filter = ["decision"]


@admin.register(SheetInterpretation)
class SheetInterpretationAdmin(ReadOnlyAdmin):
    list_display = ["question", "sheet", "place", "text", "in_force_from", "in_force_until"]
    list_filter = ["sheet__number"]
    list_select_related = ["sheet", "place"]


@admin.register(Criterion)
class CriterionAdmin(ReadOnlyAdmin):
    list_display = ["code", "label_vi", "label_en", "max", "sheet"]
    list_filter = ["sheet__number"]
    list_select_related = ["sheet"]
    search_fields = ["code", "label_vi", "label_en"]
    inlines = [OptionInline]
