"""The base of every form on a register."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RecordForm(forms.ModelForm):
    """A form on a Record: offers only what `user` may choose and notices that somebody else saved first."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=_("Reason for the change"),
        max_length=300,
        required=False,
        help_text=_("Kept in the history. For example: “new certificate received on 02/06/2026”."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.conflict = False
        if self.instance.pk:
            self.fields["version"].initial = self.instance.version
        else:
            del self.fields["version"], self.fields["reason"]
        for field in self.fields.values():
            rows = getattr(field, "queryset", None)
            if hasattr(rows, "editable_by"):
                field.queryset = rows.editable_by(user)

    def clean(self):
        """Refuse a save from an older version and show, at each field, what is stored now."""
        cleaned = super().clean()
        if "version" in self.fields and self.cleaned_data.get("version") != self.instance.version:
            self.conflict = True
            self._show_both()
        return cleaned

    def _show_both(self):
        for name in self.changed_data:
            if name not in ("version", "reason"):
                stored = self[name].field.prepare_value(self.initial.get(name))
                self.add_error(
                    name,
                    _("Somebody else changed this record meanwhile. Stored now: %(value)s")
                    % {"value": self._words(name, stored)},
                )
        self.add_error(
            None,
            _(
                "Somebody else saved this record while you were editing. Nothing of yours is lost: compare and save again."
            ),
        )
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = self.instance.version

    def _words(self, name, value):
        """A stored value in words: the name of a choice rather than its key."""
        if value in (None, ""):
            return _("(empty)")
        choices = getattr(self.fields[name], "choices", ())
        return next((label for key, label in choices if str(key) == str(value)), value)
