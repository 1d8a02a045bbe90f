import hashlib
from typing import TYPE_CHECKING

from django import forms
from django.contrib import admin
from django.db import models
from django.utils.functional import cached_property

from ocop.models.record import hold_row
from ocop.pages.forms import OptimisticLockMixin, WebField
from ocop.pages.once import once
from ocop.values.last_day import EndField, EndYearField, last_day
from ocop.values.vietnamese import fold


def last_day_of(end, label):
    """A column with the last valid day of a span; `end` is the field with the first day after it."""

    @admin.display(description=label, ordering=end)
    def shown(row):
        return last_day(getattr(row, end))

    return shown


def last_year_of(end, label):
    """The same for years."""

    @admin.display(description=label, ordering=end)
    def shown(row):
        return (year := getattr(row, end)) and year - 1

    return shown


if TYPE_CHECKING:
    AnyAdmin = admin.ModelAdmin
else:
    AnyAdmin = object


class ReadOnly(AnyAdmin):
    """No permission to add, change or delete."""

    @cached_property
    def ends(self):
        """Maps fields with the end of a span to columns with the last day or year."""
        lines = ((EndField, last_day_of), (EndYearField, last_year_of))
        return {
            field.name: line(field.name, field.verbose_name)
            for field in self.model._meta.fields
            for kind, line in lines
            if isinstance(field, kind)
        }

    def get_readonly_fields(self, request, obj=None):
        """Computed columns, which are no form fields."""
        return [*super().get_readonly_fields(request, obj), *self.ends.values()]

    def get_fields(self, request, obj=None):
        """With the last valid day or year in place of the end."""
        names = [name for name in super().get_fields(request, obj) if not callable(name)]
        return [self.ends.get(name, name) for name in names]

    def has_add_permission(self, *args):
        return False

    def has_change_permission(self, *args):
        return False

    def has_delete_permission(self, *args):
        return False


class ReadOnlyAdmin(ReadOnly, admin.ModelAdmin):
    list_per_page = 50
    formfield_overrides = {models.URLField: {"form_class": WebField}}
    show_full_result_count = False

    def get_list_display(self, request):
        """With the last valid day or year in place of the end."""
        return [self.ends.get(name, name) for name in super().get_list_display(request)]


class OptimisticLockAdminForm(OptimisticLockMixin, forms.ModelForm):
    """An admin form whose version is a hash of its stored fields.

    Not the update count: an account's row changes with each sign-in.
    """

    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.stored_version()

    def stored_version(self):
        stored = type(self.instance)._base_manager.get(pk=self.instance.pk)
        names = [name for name, field in self.fields.items() if name != "version" and not field.disabled]
        shown = [getattr(stored, stored._meta.get_field(name).attname) for name in names]
        return hashlib.sha256(repr(shown).encode()).hexdigest()


class ChangedHere(admin.ModelAdmin):
    """For the few models that the admin changes: optimistic locking and protection against double submission.

    A save from an older version is a conflict (409) that shows both texts, as in the desk; a new row submitted twice is
    created once.
    """

    change_form_template = "admin/form_sent_once.html"

    def get_object(self, request, object_id, from_field=None):
        """The row, locked on POST, so that two saves come one after the other."""
        found = super().get_object(request, object_id, from_field)
        if found and request.method == "POST":
            hold_row(found)
        return found

    def get_form(self, request, obj=None, change=False, **kwargs):
        """For an existing row the form carries its version."""
        if obj is not None and self.has_change_permission(request, obj):
            kwargs["form"] = type(self.form.__name__, (OptimisticLockAdminForm, self.form), {})
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fieldsets(self, request, obj=None):
        """With the version as a hidden field."""
        (name, options), *others = super().get_fieldsets(request, obj)
        if obj is not None and self.has_change_permission(request, obj):
            options = options | {"fields": [*options["fields"], "version"]}
        return [(name, options), *others]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Answers 409 where the form shows a conflict."""
        view = super().changeform_view
        response = once(request, lambda: view(request, object_id, form_url, extra_context))
        page = getattr(response, "context_data", None) or {}
        if "adminform" in page and getattr(page["adminform"].form, "conflict", False):
            response.status_code = 409
        return response


class FoldedSearchMixin(AnyAdmin):
    """Search in folded columns (`name_key`), without accents and case."""

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, fold(search_term))
