"""What the admin pages of all apps share. The admin is for looking things up: registers are changed in the desk."""

from django.contrib import admin
from django.db import models

from ocop.forms import WebField
from ocop.vietnamese import fold


class ReadOnly:
    """Nobody adds, changes or deletes here."""

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
