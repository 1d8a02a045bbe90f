"""Private documents: which files are accepted and how they are stored.

The bytes decide what a file is, never its name or the browser's content type. Documents are in the private storage under
random names and are served by ocop.pages.document_views only, that is within a scope.
"""

import hashlib
import re
import uuid
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.db.models import FileField
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext_lazy as _

from ocop.files.children import BusyError
from ocop.files.document_reading import DocumentReading, Failure
from ocop.values.in_migrations import PlainInMigrations

LARGEST = 20 * 1024 * 1024
BUSY = _("The portal is reading other documents. Send this one again in a minute.")
ENDINGS = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/heic": ".heic",
}
# HEIC brands, which follow "ftyp" in the file.
_OF_PHONES = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"}
_UNSAFE = re.compile(r"[^\w .()\-]+")


def kind_of(file) -> str | None:
    """The content type by the first bytes of `file`; None if it is not accepted."""
    file.seek(0)
    head = file.read(32)
    file.seek(0)
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp" and head[8:12] in _OF_PHONES and b"avif" not in head[8:]:
        return "image/heic"
    return None


def sha256_of(file) -> str:
    """The SHA-256 of `file` in hexadecimal."""
    digest = hashlib.sha256()
    file.seek(0)
    for chunk in iter(lambda: file.read(1 << 20), b""):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def check_document(value) -> None:
    """Accept a PDF, JPEG, PNG, WebP or HEIC of up to 20 MB that opens; stored files were accepted before.

    Active content is no reason to refuse; the officer is warned (ActiveContent).
    """
    if getattr(value, "_committed", False):
        return
    if value.size > LARGEST:
        raise ValidationError(
            _("This file has %(size)s MB; at most 20 MB are accepted. Save it smaller and try again."),
            params={"size": f"{value.size / 1024 / 1024:.0f}"},
        )
    if kind_of(value.file) is None:
        raise ValidationError(
            _("This is not a PDF or a picture (JPEG, PNG, WebP, HEIC). Save it as PDF and try again.")
        )
    value.file.seek(0)
    if failure := _reading(value.file.read()).failure:
        raise ValidationError(Failure(failure).label, code=failure)
    value.file.seek(0)


def _reading(content):
    try:
        return DocumentReading.objects.of(content)
    except BusyError as busy:
        raise ValidationError(BUSY, code="busy") from busy


def is_new(document: FieldFile) -> bool:
    """Whether there is a file in a column that its storage does not have yet."""
    return bool(document) and not document._committed  # type: ignore[attr-defined] # django-stubs leave it out


def plain_name(name: str) -> str:
    """The original file name for display: no folders, no control characters, at most 200 characters."""
    base = PurePosixPath(name.replace("\\", "/")).name
    return _UNSAFE.sub("_", base).strip()[-200:] or "document"


class RandomName:
    """`upload_to`: a random name in `folder` with the extension of the content."""

    def __init__(self, folder):
        self.folder = folder

    def __call__(self, instance, filename):
        ending = PurePosixPath(filename).suffix.lower()
        kept = ending if ending in (*ENDINGS.values(), ".jpeg") else ""
        return f"{self.folder}/{uuid.uuid4().hex}{kept}"


class StoredFileField(PlainInMigrations, FileField):
    """A file under a random name: `upload_to=RandomName(…)`."""

    def deconstruct(self):
        """The name in the store is no matter of the database."""
        name, path, args, options = super().deconstruct()
        return name, path, args, options | {"upload_to": ""}


class DocumentField(StoredFileField):
    """A document that people send: what it is and whether it opens is looked at before it is stored."""

    default_validators = [check_document]
