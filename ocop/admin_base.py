"""What the admin pages of all apps share. The admin is for looking things up: registers are changed in the desk."""

import hashlib

from django import forms
from django.contrib import admin
from django.db import models
from django.utils.functional import cached_property

from ocop.forms import NoticesOthers, WebField
from ocop.last_day import EndField, EndYearField, last_day
from ocop.models.record import hold_row
from ocop.once import once
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


class NoticesOthersForm(NoticesOthers, forms.ModelForm):
    """A form of the admin whose version is the hash of what stands in its fields.

    Not the count of changes: an account's row changes whenever somebody signs in with it.
    """

    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.stored_version()

    def stored_version(self):
        """The hash of what is stored in the fields of the form."""
        stored = type(self.instance)._base_manager.get(pk=self.instance.pk)
        names = [name for name, field in self.fields.items() if name != "version" and not field.disabled]
        shown = [getattr(stored, stored._meta.get_field(name).attname) for name in names]
        return hashlib.sha256(repr(shown).encode()).hexdigest()


class ChangedHere(admin.ModelAdmin):
    """For the few rows that the admin changes: nothing that two people save at once or in turn is lost.

    A save from an older version is a conflict (409) that shows both texts, as in the desk; a new row that is sent twice
    is made once.
    """

    change_form_template = "admin/form_sent_once.html"

    def get_object(self, request, object_id, from_field=None):
        """The row, held until a save ends, so that two come one after the other."""
        found = super().get_object(request, object_id, from_field)
        if found and request.method == "POST":
            hold_row(found)
        return found

    def get_form(self, request, obj=None, change=False, **kwargs):
        """The form; on a row that is there one that carries its version."""
        if obj is not None and self.has_change_permission(request, obj):
            kwargs["form"] = type(self.form.__name__, (NoticesOthersForm, self.form), {})
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fieldsets(self, request, obj=None):
        """The version is a hidden field of the first group."""
        (name, options), *others = super().get_fieldsets(request, obj)
        if obj is not None and self.has_change_permission(request, obj):
            options = options | {"fields": [*options["fields"], "version"]}
        return [(name, options), *others]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The page; 409 tells programs of a conflict what the page tells people."""
        view = super().changeform_view
        response = once(request, lambda: view(request, object_id, form_url, extra_context))
        page = getattr(response, "context_data", None) or {}
        if "adminform" in page and getattr(page["adminform"].form, "conflict", False):
            response.status_code = 409
        return response


class FoldedSearch:
    """Search in folded columns (`name_key`): accents and case do not matter."""

    def get_search_results(self, request, queryset, search_term):
        """Search for the folded words."""
        return super().get_search_results(request, queryset, fold(search_term))
