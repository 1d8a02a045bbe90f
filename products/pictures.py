"""Check uploaded pictures and store their renditions.

The decoding is done by a child process with limits (products.picture_reader), never by the web process.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils.translation import gettext_lazy as _

from ocop.files import children
from ocop.files.documents import BUSY, kind_of
from ocop.files.picture_headers import is_avif

if TYPE_CHECKING:
    from products.picture_reader import File

LARGEST = 20 * 1024 * 1024
FAILURES = {
    "none": _("This is not a picture that can be used. Choose a JPEG, PNG, WebP, AVIF or HEIC file."),
    "large": _(
        "This picture has %(pixels)s megapixels; at most 40 are accepted. Save it smaller and try again."
    ),
    "bomb": _("This picture has far more than 40 megapixels. Save it smaller and try again."),
    "moves": _("This picture moves. Choose a still picture."),
    "damaged": _(
        "This picture is damaged: it ends too early or cannot be decoded. Save it again and try again."
    ),
    "heavy": _(
        "This picture takes more time or memory to open than a photo needs. Save it again as JPEG and try again."
    ),
}


@dataclass(frozen=True)
class AcceptedPhoto:
    """A picture that passed the checks: the files made from it, and the SHA-256 of the upload."""

    sha256: str
    files: "list[tuple[File, bytes]]"

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels, upright."""
        file, _content = self.files[0]
        return file["width"], file["height"]

    def original(self) -> ContentFile:
        """The picture without metadata, for the private storage."""
        return ContentFile(self.files[0][1], name=f"{self.sha256[:32]}.jpeg")

    def renditions(self) -> list[dict]:
        """Store missing renditions and describe all: format, width, height, name.

        A name is a hash of the content, so the same picture is never written twice.
        """
        return [self._kept(file, content) for file, content in self.files[1:]]

    def _kept(self, file, content):
        described = {key: file[key] for key in ("format", "width", "height")}
        name = f"{self.sha256[:2]}/{self.sha256[:32]}-{file['width']}.{file['format']}"
        if not storages["renditions"].exists(name):
            storages["renditions"].save(name, ContentFile(content))
        return described | {"name": name}


def read(upload) -> AcceptedPhoto:
    """Check and decode an upload. Raises ValidationError with a sentence for the user."""
    if upload.size > LARGEST:
        raise ValidationError(
            _("This picture has %(size)s MB; at most 20 MB are accepted. Save it smaller and try again."),
            params={"size": f"{upload.size / 1024 / 1024:.0f}"},
        )
    upload.seek(0)
    content = upload.read()
    if not (is_avif(content[:32]) or (kind_of(upload) or "").startswith("image/")):
        raise ValidationError(FAILURES["none"])
    told, files = _read(content)
    if told["failure"]:
        raise ValidationError(FAILURES[told["failure"]], params={"pixels": told["pixels"] // 1_000_000})
    return AcceptedPhoto(hashlib.sha256(content).hexdigest(), files)


def forget(renditions) -> None:
    """Delete renditions from the public storage."""
    for rendition in renditions:
        storages["renditions"].delete(rendition["name"])


def _read(content):
    """The output of the child, and the files it made."""
    try:
        head, _line, files = children.ask("products.picture_reader", content=content).partition(b"\n")
    except children.BusyError as busy:
        raise ValidationError(BUSY, code="busy") from busy
    except children.ChildError as ended:
        raise ValidationError(FAILURES["heavy"]) from ended
    told, made, at = json.loads(head), [], 0
    for file in told["files"]:
        made.append((file, files[at : at + file["bytes"]]))
        at += file["bytes"]
    return told, made
