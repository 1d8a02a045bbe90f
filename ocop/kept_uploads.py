"""Uploads outlive a mistake in another field: kept under a token, listed on the form, used by the next save.

Browsers empty file fields of every form that comes back, so without this a file would be lost without a word.
"""

import time
from collections.abc import Callable, Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from ocop.models.kept_upload import KeptUpload
from ocop.storage import StorageError

KEPT, REMOVE = "kept-", "kept-remove"
# What is wrong with a field, but not with its file.
NOT_THE_FILES_FAULT = {"busy", "conflict"}
# Seconds after which a request has no more of its files read.
LONGEST = 30

RefusedUpload = tuple[UploadedFile, ValidationError]


def keep_each(
    uploads: Iterable[UploadedFile], keep: Callable[[UploadedFile], object]
) -> tuple[list[str], list[RefusedUpload]]:
    """Let `keep` keep each; return the names of those it kept, and those it refused by a ValidationError.

    Where nobody has time for one ("busy"), or all take too long, the others are left for the next press.
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
    """Name the uploads of a field that could not be used; `refused` are (upload, error).

    Those that nobody had time to read are kept, if nothing else was refused.
    """
    for upload, error in refused:
        code = "busy" if _is_busy(error) else None
        form.add_error(name, forms.ValidationError(f"{upload.name}: {' '.join(error.messages)}", code=code))
    form.files.setlist(form.add_prefix(name), [upload for upload, _error in refused])


def _each(error):
    """The single errors of which one consists."""
    if hasattr(error, "error_dict"):
        return [each for errors in error.error_dict.values() for each in errors]
    return error.error_list


class KeepsUploads:
    """For every view with a form that has a file field; others are none the worse for it."""

    lost: frozenset[str] = frozenset()

    def get_form_kwargs(self):
        """Put what was kept among the files that came with the request."""
        kwargs = super().get_form_kwargs()
        if "files" in kwargs:
            kwargs["files"] = self._with_kept(kwargs["files"])
        return kwargs

    def get_form(self, form_class=None):
        """Refuse to go on without a file that the person believes to be kept."""
        form = super().get_form(form_class)
        for name in self.lost & form.fields.keys():
            form.add_error(name, _("The file is no longer kept. Choose it again."))
        return form

    def post(self, request, *args, **kwargs):
        """After a save, forget what was kept for it."""
        response = super().post(request, *args, **kwargs)
        if 300 <= response.status_code < 400:
            KeptUpload.objects.of(request.user).filter(token__in=self._tokens()).forget()
        return response

    def form_invalid(self, form):
        """Keep the files in which nothing is wrong, and let the form list them; 422 says that one was refused."""
        refused = False
        for name, field in form.fields.items():
            if isinstance(field, forms.FileField):
                field.kept, field.not_kept = self._kept_of(form, name)
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
                # A field for one file takes the last: what was chosen now counts more than what is kept.
                files.setlist(name, found + files.getlist(name))
        self.lost = frozenset(lost)
        return files

    def _tokens(self):
        sent = self.request.POST
        return [token for key in sent if key.startswith(KEPT) for token in sent.getlist(key)]

    def _kept_of(self, form, name):
        """Return (what is kept of the field, names of what could not be kept)."""
        uploads = form.files.getlist(form.add_prefix(name))
        if _wrong(form, name):
            return [], []
        if not getattr(form.fields[name].widget, "allow_multiple_selected", False):
            uploads = uploads[-1:]
        rows = [self._row_of(upload) for upload in uploads]
        lost = [upload.name for upload, row in zip(uploads, rows, strict=True) if row is None]
        return [row for row in rows if row], lost

    def _row_of(self, upload):
        """The kept upload; an upload that was kept before stays the same."""
        if token := getattr(upload, "token", None):
            return KeptUpload.objects.get(pk=token)
        try:
            return KeptUpload.objects.keep(upload, user=self.request.user)
        except StorageError:
            return None


def _wrong(form, name):
    """What is wrong with the file itself."""
    return {error.code for error in form.errors.as_data().get(name, [])} - NOT_THE_FILES_FAULT
