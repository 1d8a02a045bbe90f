"""Uploads survive an error in another field: stored under a token, listed on the form, used by the next save.

Browsers clear file fields of a form that is shown again, so a file would be lost silently.
"""

import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.views.generic import FormView

from ocop.files.storage import StorageError
from ocop.models.kept_upload import KeptUpload
from ocop.pages.request import PortalRequest

KEPT, REMOVE = "kept-", "kept-remove"
# Error codes that do not concern the file itself.
NOT_THE_FILES_FAULT = {"busy", "conflict"}
# Seconds after which no more files of a request are read.
LONGEST = 30

RefusedUpload = tuple[UploadedFile, ValidationError]


def keep_each(
    uploads: Iterable[UploadedFile], keep: Callable[[UploadedFile], object]
) -> tuple[list[str], list[RefusedUpload]]:
    """Call `keep` for each upload; return the names of the stored ones, and the ones refused by ValidationError.

    If the parser is busy or all take too long, the rest is left for the next submission.
    """
    kept: list[str] = []
    refused: list[RefusedUpload] = []
    left: ValidationError | None = None
    until = time.monotonic() + LONGEST
    for upload in uploads:
        if left is None and time.monotonic() > until:
            left = ValidationError(_("The files before it took long to read. Send it again."), code="busy")
        if left:
            refused.append((upload, left))
            continue
        try:
            keep(upload)
        except ValidationError as error:
            refused.append((upload, error))
            left = error if _is_busy(error) else None
        else:
            kept.append(upload.name or "")
    return kept, refused


def _is_busy(error):
    return {each.code for each in _each(error)} == {"busy"}


def refuse(form, name, refused) -> None:
    """Report unusable uploads of a field; `refused` are (upload, error).

    Uploads that could not be read for lack of time are stored, if nothing else was refused.
    """
    for upload, error in refused:
        code = "busy" if _is_busy(error) else None
        form.add_error(name, forms.ValidationError(f"{upload.name}: {' '.join(error.messages)}", code=code))
    form.files.setlist(form.add_prefix(name), [upload for upload, _error in refused])


def _each(error):
    """The single errors of a ValidationError."""
    if hasattr(error, "error_dict"):
        return [each for errors in error.error_dict.values() for each in errors]
    return error.error_list


if TYPE_CHECKING:

    class FormPage(FormView):
        """What the mixin relies on."""

        request: PortalRequest
else:
    FormPage = object


class KeepsUploads(FormPage):
    """For views whose form may have file fields."""

    lost: frozenset[str] = frozenset()

    def get_form_kwargs(self):
        """Add stored uploads to the files of the request."""
        kwargs = super().get_form_kwargs()
        if "files" in kwargs:
            kwargs["files"] = self._with_kept(kwargs["files"])
        return kwargs

    def get_form(self, form_class=None):
        """Refuse to go on without a file that the user believes to be stored."""
        form = super().get_form(form_class)
        for name in self.lost & form.fields.keys():
            form.add_error(name, _("The file is no longer kept. Choose it again."))
        return form

    def post(self, request, *args, **kwargs):
        """After a save, delete the stored uploads."""
        response = super().post(request, *args, **kwargs)
        if 300 <= response.status_code < 400:
            KeptUpload.objects.of(request.user).filter(token__in=self._tokens()).forget()
        return response

    def form_invalid(self, form):
        """Store the files without errors and list them on the form; 422 if a file was refused."""
        refused = False
        for name, field in form.fields.items():
            if isinstance(field, forms.FileField):
                kept, not_kept = self._kept_of(form, name)
                vars(field).update(kept=kept, not_kept=not_kept)  # for the template of a field
                refused |= bool(_wrong(form, name) and form.files.getlist(form.add_prefix(name)))
        response = super().form_invalid(form)
        response.status_code = 422 if refused else response.status_code
        return response

    def _with_kept(self, files):
        sent, files, lost = self.request.POST, files.copy(), set()
        for key in sent:
            if key.startswith(KEPT) and key != REMOVE:
                name = key.removeprefix(KEPT)
                tokens = set(sent.getlist(key)) - set(sent.getlist(REMOVE))
                rows = KeptUpload.objects.of(self.request.user).filter(token__in=tokens).order_by("kept")
                found = [upload for row in rows if (upload := row.upload())]
                lost |= {name} if len(found) < len(tokens) and not files.getlist(name) else set()
                # A field for one file takes the last: a file chosen now replaces the stored one.
                files.setlist(name, found + files.getlist(name))
        self.lost = frozenset(lost)
        return files

    def _tokens(self):
        sent = self.request.POST
        return [token for key in sent if key.startswith(KEPT) for token in sent.getlist(key)]

    def _kept_of(self, form, name):
        """(stored uploads of the field, names of those that could not be stored)."""
        uploads = form.files.getlist(form.add_prefix(name))
        if _wrong(form, name):
            return [], []
        if not getattr(form.fields[name].widget, "allow_multiple_selected", False):
            uploads = uploads[-1:]
        rows = [self._row_of(upload) for upload in uploads]
        lost = [upload.name for upload, row in zip(uploads, rows, strict=True) if row is None]
        return [row for row in rows if row], lost

    def _row_of(self, upload):
        """The stored upload; one that was stored before stays the same."""
        if token := getattr(upload, "token", None):
            return KeptUpload.objects.get(pk=token)
        try:
            return KeptUpload.objects.keep(upload, user=self.request.user)
        except StorageError:
            return None


def _wrong(form, name):
    return {error.code for error in form.errors.as_data().get(name, [])} - NOT_THE_FILES_FAULT
