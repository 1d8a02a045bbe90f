"""What the admin pages of all apps share. The admin is for looking things up: registers are changed in the desk."""

from django.contrib import admin
from django.db import models

from ocop.forms import WebField
from ocop.last_day import EndField, last_day
from ocop.vietnamese import fold


def last_day_of(end, label):
    """A column or a line that names the last day of the span which ends on the day in the field `end`."""

    @admin.display(description=label, ordering=end)
    def shown(row):
        return last_day(getattr(row, end))

    return shown


class ReadOnly:
    """Nobody adds, changes or deletes here."""

    def get_fields(self, request, obj=None):
        """The fields; of a day on which something ends the last that holds."""
        ends = {field.name: field for field in self.model._meta.fields if isinstance(field, EndField)}
        return [
            last_day_of(name, ends[name].verbose_name) if name in ends else name
            for name in super().get_fields(request, obj)
        ]

    def has_add_permission(self, *args):
        """No."""
        return False

    def has_change_permission(self, *args):
        """No."""
        return False

    def has_delete_permission(self, *args):
        """No."""
        return False


class ReadOnlyAdmin(ReadOnly, admin.ModelAdmin):
    """A register to look things up in."""

    list_per_page = 50
    formfield_overrides = {models.URLField: {"form_class": WebField}}
    show_full_result_count = False


class FoldedSearch:
    """Search in folded columns (`name_key`): accents and case do not matter."""

    def get_search_results(self, request, queryset, search_term):
        """Search for the folded words."""
        return super().get_search_results(request, queryset, fold(search_term))
