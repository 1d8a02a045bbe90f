"""What the admin pages of all apps share. The admin is for looking things up: registers are changed in the desk."""

from django.contrib import admin
from django.db import models
from django.utils.functional import cached_property

from ocop.forms import WebField
from ocop.last_day import EndField, EndYearField, last_day
from ocop.vietnamese import fold


def last_day_of(end, label):
    """A column or a line that names the last day of the span which ends on the day in the field `end`."""

    @admin.display(description=label, ordering=end)
    def shown(row):
        return last_day(getattr(row, end))

    return shown


def last_year_of(end, label):
    """The same of the first year out in the field `end`."""

    @admin.display(description=label, ordering=end)
    def shown(row):
        return (year := getattr(row, end)) and year - 1

    return shown


class ReadOnly:
    """Nobody adds, changes or deletes here."""

    @cached_property
    def ends(self):
        """By the name of a day or year in which something ends, the line that names the last that holds."""
        lines = ((EndField, last_day_of), (EndYearField, last_year_of))
        return {
            field.name: line(field.name, field.verbose_name)
            for field in self.model._meta.fields
            for kind, line in lines
            if isinstance(field, kind)
        }

    def get_readonly_fields(self, request, obj=None):
        """Lines that are no fields, so that no form looks for them."""
        return [*super().get_readonly_fields(request, obj), *self.ends.values()]

    def get_fields(self, request, obj=None):
        """The fields; of a day on which something ends the last that holds."""
        names = [name for name in super().get_fields(request, obj) if not callable(name)]
        return [self.ends.get(name, name) for name in names]

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

    def get_list_display(self, request):
        """The columns; of a day or year in which something ends the last that holds."""
        return [self.ends.get(name, name) for name in super().get_list_display(request)]


class FoldedSearch:
    """Search in folded columns (`name_key`): accents and case do not matter."""

    def get_search_results(self, request, queryset, search_term):
        """Search for the folded words."""
        return super().get_search_results(request, queryset, fold(search_term))
