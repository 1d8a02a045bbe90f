"""Uploads outlive a mistake in another field: kept under a token, listed on the form, used by the next save.

Browsers empty file fields of every form that comes back, so without this a file would be lost without a word.
"""

from django import forms

from ocop.models.kept_upload import KeptUpload
from ocop.storage import StorageError

KEPT, REMOVE = "kept-", "kept-remove"
# What is wrong with a field, but not with its file.
NOT_THE_FILES_FAULT = {"busy", "conflict"}


class KeepsUploads:
    """For every view with a form that has a file field; others are none the worse for it."""

    def get_form_kwargs(self):
        """Put what was kept among the files that came with the request."""
        kwargs = super().get_form_kwargs()
        if "files" in kwargs:
            kwargs["files"] = self._with_kept(kwargs["files"])
        return kwargs

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
        sent, files = self.request.POST, files.copy()
        kept = KeptUpload.objects.of(self.request.user).exclude(token__in=sent.getlist(REMOVE))
        for key in sent:
            if key.startswith(KEPT) and key != REMOVE:
                name = key.removeprefix(KEPT)
                found = [row.upload() for row in kept.filter(token__in=sent.getlist(key)).order_by("kept")]
                # A field for one file takes the last: what was chosen now counts more than what is kept.
                files.setlist(name, found + files.getlist(name))
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
