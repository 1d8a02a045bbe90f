"""Uploads of forms that were not saved, so that nobody has to choose a file twice."""

import secrets
from datetime import timedelta
from functools import partial

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models, transaction
from django.db.models import Sum
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ocop.files.documents import RandomName, StoredFileField
from ocop.models.user import User

# A working day; the nightly job deletes them.
KEPT_FOR = timedelta(hours=10)
MOST_BYTES = 60 * 1024 * 1024


class KeptFile(SimpleUploadedFile):
    """A file that is kept, as if it came with the form again."""

    token: str


class KeptUploadQuerySet(models.QuerySet["KeptUpload"]):
    """Stored uploads by owner."""

    def of(self, user):
        """Current uploads of the user; nobody else's token opens them."""
        return self.filter(user=user, kept__gt=Now() - KEPT_FOR)

    @transaction.atomic
    def keep(self, upload, *, user):
        """Store an upload for the user; None if they have stored too much already."""
        User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
        already = self.of(user).aggregate(bytes=Sum("size"))["bytes"] or 0
        if already + upload.size > MOST_BYTES:
            return None
        upload.seek(0)
        return self.create(user=user, file=upload, name=upload.name[-200:], size=upload.size)

    def forget(self):
        """Delete these, and their files after the commit."""
        for row in self:
            transaction.on_commit(partial(row.file.storage.delete, row.file.name or ""))
        return self.delete()

    def too_old(self):
        return self.filter(kept__lte=Now() - KEPT_FOR)


class KeptUpload(models.Model):
    """A file submitted with a form that had an error elsewhere."""

    token = models.CharField(_("token"), max_length=50, primary_key=True, default=secrets.token_urlsafe)
    user = models.ForeignKey("ocop.User", models.CASCADE, verbose_name=_("user"), related_name="+")
    file = StoredFileField(_("file"), upload_to=RandomName("kept"), max_length=200)
    name = models.CharField(_("file name"), max_length=200)
    size = models.PositiveIntegerField(_("size in bytes"))
    kept = models.DateTimeField(_("kept since"), auto_now_add=True)

    objects = KeptUploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("kept upload")
        verbose_name_plural = _("kept uploads")

    def __str__(self):
        return self.name

    def upload(self):
        """The file as the form received it, with its token; None if it is lost."""
        try:
            with self.file.open("rb") as file:
                upload = KeptFile(self.name, file.read())
        except OSError:
            return None
        upload.token = self.token
        return upload
