"""Base classes of the forms on registers."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import CheckConstraint, Model, Q
from django.db.models.fields import BLANK_CHOICE_DASH
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.database.constraints import fields_in
from ocop.history.wording import format_value
from ocop.permissions.scoping import ScopedQuerySet
from ocop.values.naming import why_not_public_name

MOST_FILES = 20  # in one field
DASHES = BLANK_CHOICE_DASH[0][1]


class WebField(forms.URLField):
    """A URL; without a scheme it gets https."""

    def __init__(self, **kwargs):
        super().__init__(assume_scheme="https", **kwargs)


class SeveralFilesInput(forms.ClearableFileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Several uploaded files as a list; each is checked where it is stored."""

    widget = SeveralFilesInput

    def clean(self, data, initial=None):
        """Return the list of files: at least one, not too many, and together not larger than a request may be."""
        files = data if isinstance(data, (list, tuple)) else [data]
        if not files:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(files) > MOST_FILES:
            raise forms.ValidationError(
                _("At most %(most)s files are taken at once. Send the others after these."),
                params={"most": MOST_FILES},
            )
        if sum(file.size for file in files if file) > settings.LARGEST_UPLOAD:
            raise forms.ValidationError(
                _("Together these files are larger than %(most)s MB. Send them one after the other."),
                params={"most": settings.LARGEST_UPLOAD // 1024**2},
            )
        return [super(SeveralFilesField, self).clean(file, initial) for file in files or [None]]


if TYPE_CHECKING:

    class RowForm(forms.ModelForm):
        """What the mixins rely on: a form of Django on a row, with the steps of its checks that Django's stubs leave out."""

        data: QueryDict

        def _get_validation_exclusions(self) -> set[str]: ...
        def _update_errors(self, errors: ValidationError) -> None: ...

    AnyForm = forms.BaseForm
else:
    RowForm = AnyForm = object


class OptimisticLockMixin(RowForm):
    """For forms on existing rows: optimistic locking that shows both texts on a conflict.

    The hidden field `version` says which state of the row the form was filled from.
    """

    conflict = False
    _both = _("Somebody else changed this record meanwhile. Stored now: %(value)s")
    _both_for_files = _(
        "Somebody else changed this record meanwhile. Your file is kept: remove it here if it no longer counts."
    )

    def stored_version(self):
        """The stored state of the row: its number of updates."""
        return self.instance.version

    def clean(self):
        """Refuse a save from an older version and show the stored value at each field."""
        cleaned = super().clean()
        if "version" in self.fields and self.cleaned_data.get("version") != self.stored_version():
            self.conflict = True
            self._show_both()
        return cleaned

    def _show_both(self):
        for name in self.changed_data:
            if name not in ("version", "reason"):
                words = self._both_for_files if isinstance(self.fields[name], forms.FileField) else self._both
                said = words % {"value": self._stored(name)}
                self.add_error(name, forms.ValidationError(said, code="conflict"))
        self.add_error(
            None,
            _(
                "Somebody else saved this record while you were editing. "
                "Nothing of yours is lost: compare and save again."
            ),
        )
        # The next save is made with both texts in view, so it counts.
        data = self.data.copy()
        data[self.add_prefix("version")] = self.stored_version()
        self.data = data

    def _stored(self, name):
        """The stored value of a field, formatted; for a field that is not the row's own, the page's initial value."""
        columns = {field.name: field for field in self.instance._meta.concrete_fields}
        if name in columns:
            stored = type(self.instance)._base_manager.get(pk=self.instance.pk)
            return format_value(columns[name], getattr(stored, name)) or gettext("(empty)")
        shown = self.get_initial_for_field(self.fields[name], name)
        return (", ".join(map(str, shown)) if isinstance(shown, list) else shown) or gettext("(empty)")


class RecordForm(OptimisticLockMixin, forms.ModelForm):
    """A form on a Record: offers only what `user` may choose, and detects conflicting saves.

    `sections` names fields under headings; the others follow without one.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=_("Reason for the change"),
        max_length=300,
        required=False,
        help_text=_("Kept in the history. For example: “new certificate received on 02/06/2026”."),
    )

    sections: list[tuple] = []
    # Fields set by the page and not shown; constraints on them are validated all the same.
    decided: frozenset[str] = frozenset()

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        if self.instance.pk:
            self.fields["version"].initial = self.instance.version
        else:
            del self.fields["version"], self.fields["reason"]
        for field in self.fields.values():
            _name_the_empty_choice(field)
            if isinstance(field, forms.ModelChoiceField) and isinstance(field.queryset, ScopedQuerySet):
                field.queryset = field.queryset.editable_by(user)

    def sectioned(self):
        """Yield (heading, visible fields) in the order of the page."""
        left = {field.name: field for field in self.visible_fields()}
        for heading, names in self.sections:
            yield heading, [left.pop(name) for name in names if name in left]
        yield "", list(left.values())

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - self.decided

    def _update_errors(self, errors):
        """Show an error of one field at that field, or above the form with its name if the page does not show it."""
        said = (
            dict(errors.error_dict)
            if hasattr(errors, "error_dict")
            else {NON_FIELD_ERRORS: errors.error_list}
        )
        for error in said.pop(NON_FIELD_ERRORS, []):
            said.setdefault(self._only_field_of(error) or NON_FIELD_ERRORS, []).append(error)
        shown = {name: found for name, found in said.items() if name in {NON_FIELD_ERRORS, *self.fields}}
        for name in said.keys() - shown.keys():
            field = self.instance._meta.get_field(name)
            words = [
                f"{capfirst(field.verbose_name)}: {text}" for text in ValidationError(said[name]).messages
            ]
            shown.setdefault(NON_FIELD_ERRORS, []).extend(ValidationError(text) for text in words)
        super()._update_errors(ValidationError(shown))

    def _only_field_of(self, error):
        """The only field on the page that a violated constraint mentions; None if it mentions several."""
        for check in self.instance._meta.constraints:
            if (
                not isinstance(check, CheckConstraint)
                or not isinstance(check.condition, Q)
                or str(error.message) != check.get_violation_error_message()
            ):
                continue
            [name, *others] = sorted(fields_in(check.condition))
            if others or name not in self.fields:
                continue
            try:
                check.validate(type(self.instance), self.instance)
            except ValidationError:
                return name
        return None


class TwinForm(RecordForm):
    """A form that shows possible duplicates as `twins` and saves only after confirmation.

    Subclasses define find_twins(cleaned); an edit that leaves `twin_fields` unchanged is not asked again.
    """

    twin_fields: set[str] = set()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.twins = []

    def find_twins(self, cleaned) -> Iterable[Model]:
        """Rows that may be the same one."""
        raise NotImplementedError

    def clean(self):
        """Ask for confirmation if there are duplicates."""
        cleaned = super().clean()
        if self.instance.pk is None or self.twin_fields & set(self.changed_data):
            self._ask_about(list(self.find_twins(cleaned)))
        return cleaned

    def _ask_about(self, found):
        if not found:
            return
        self.twins += [twin for twin in found if twin not in self.twins]
        self.fields["different"] = forms.BooleanField(
            label=_("Save it all the same: it is another one"), required=False
        )
        if not self.data.get(self.add_prefix("different")):
            self.add_error(
                "different",
                _(
                    "Something like it is listed under “This may be registered already”. Tick this if yours is another one."
                ),
            )


class PublicTextMixin(AnyForm):
    """For forms with public names or titles: refuses personal numbers and stars in them.

    Stored texts are left alone until somebody changes them.
    """

    public_texts: tuple[str, ...] = ("name", "name_en")
    # Stars are looked for in texts about products only.
    of_product = False

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        for name in self.public_texts:
            if name in self.changed_data and (
                refusal := why_not_public_name(cleaned.get(name), of_product=self.of_product)
            ):
                self.add_error(name, refusal)
        return cleaned


class PublicNameForm(PublicTextMixin, TwinForm):
    """A form on a row with a public name, which may be registered already."""


def row_field(form: forms.BaseForm, name: str) -> forms.ModelChoiceField:
    """A field of the form that offers rows; one that does not is a TypeError."""
    field = form.fields[name]
    if not isinstance(field, forms.ModelChoiceField):
        raise TypeError(f"{name} offers no rows.")
    return field


def name_rows(form: forms.BaseForm, name: str, label: Callable[[Any], str]) -> None:
    """Let a field call each of the rows that it offers what `label` says of it."""
    vars(row_field(form, name))["label_from_instance"] = label


def choice_field(form: forms.BaseForm, name: str) -> forms.ChoiceField:
    """A field of the form that offers choices; one that does not is a TypeError."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} offers no choices.")
    return field


def choices_of(field: forms.ChoiceField) -> Iterable[tuple]:
    """Value and label of each choice; the field keeps them so, in whatever form they were given."""
    return cast(Iterable[tuple], field.choices)


def say_when_needed(form: forms.BaseForm, name: str, when: str | Promise) -> None:
    """Let a field that may be empty now say, in place of “(optional)”, when it may not."""
    vars(form.fields[name])["needed"] = when


def _name_the_empty_choice(field):
    """Label the empty choice, for which Django draws a line."""
    if getattr(field, "empty_label", None) == DASHES:
        field.empty_label = _("Choose")
    elif isinstance(field, forms.ChoiceField) and not hasattr(field, "queryset"):
        field.choices = [(key, _("Choose") if label == DASHES else label) for key, label in choices_of(field)]


def by_district(field):
    """Group the choices of a field of former places by province and district, each district itself first."""

    def choices():
        groups: dict[tuple, list] = {}
        for place in field.queryset.order_by("name_order", "pk"):
            district = place if place.level == "district" else place.parent
            groups.setdefault((place.province.name_order, district.name_order, district), []).append(place)
        yield "", field.empty_label
        for (_province, _order, district), places in sorted(groups.items(), key=lambda item: item[0][:2]):
            places.sort(key=lambda place: place != district)
            yield (
                f"{district} ({district.province})",
                [(place.pk, str(place)) for place in places],
            )

    field.choices = choices
