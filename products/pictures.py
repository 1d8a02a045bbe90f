"""Pictures: what is accepted, and the renditions that are made of them once.

Limits are checked from the header, before a single pixel is decoded. What is stored is decoded and written
again, so that no metadata (place, camera, comments) and nothing hidden behind the picture survives.
"""

import hashlib
import io
import warnings
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from ocop.children import BusyError
from ocop.documents import BUSY, kind_of
from ocop.page_images import NotReadable, as_jpeg

# What a child has made a JPEG of first: pictures of phones (HEIC).
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
LARGEST = 20 * 1024 * 1024
MOST_PIXELS = 40_000_000
WIDTHS = (320, 640, 1280)
# Ending, Pillow's format and how it is written; the last is what every browser shows.
KINDS = (
    ("avif", "AVIF", {"quality": 60, "speed": 9}),
    ("webp", "WEBP", {"quality": 78, "method": 3}),
    ("jpeg", "JPEG", {"quality": 80, "optimize": True, "progressive": True}),
)
NOT_A_PICTURE = _("This is not a picture that can be used. Choose a JPEG, PNG, WebP, AVIF or HEIC file.")

DAMAGED = _("This picture is damaged: it ends too early or cannot be decoded. Save it again and try again.")


@dataclass(frozen=True)
class Picture:
    """A picture that was accepted: upright RGB pixels and the SHA-256 of the bytes as they came."""

    image: Image.Image
    sha256: str

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.image.size

    def original(self) -> ContentFile:
        """The picture without metadata, to be kept in private."""
        return ContentFile(_written(self.image, "JPEG", {"quality": 92}), name=f"{self.sha256[:32]}.jpeg")

    def renditions(self) -> list[dict]:
        """Make the renditions that are not there yet and describe all: format, width, height, name.

        Names follow from the content, so the same picture is never written twice. Never larger than it came.
        """
        widest = self.image.width
        widths = sorted({min(width, widest) for width in WIDTHS})
        return [
            rendition
            for width in widths
            for rendition in _renditions(self.image, width, f"{self.sha256[:2]}/{self.sha256[:32]}")
        ]


def read(upload) -> Picture:
    """Check and decode an uploaded file; raises ValidationError with a sentence for the person."""
    if upload.size > LARGEST:
        raise ValidationError(
            _("This picture has %(size)s MB; at most 20 MB are accepted. Save it smaller and try again."),
            params={"size": f"{upload.size / 1024 / 1024:.0f}"},
        )
    upload.seek(0)
    content = upload.read()
    image = _opened(_from_phone(content) if kind_of(upload) == "image/heic" else content)
    if image.width * image.height > MOST_PIXELS:
        raise ValidationError(
            _(
                "This picture has %(pixels)s megapixels; at most 40 are accepted. Save it smaller and try again."
            ),
            params={"pixels": image.width * image.height // 1_000_000},
        )
    if getattr(image, "is_animated", False):
        raise ValidationError(_("This picture moves. Choose a still picture."))
    return Picture(_decoded(image), hashlib.sha256(content).hexdigest())


def forget(renditions) -> None:
    """Remove renditions from the public storage."""
    for rendition in renditions:
        storages["renditions"].delete(rendition["name"])


def _from_phone(content):
    """The JPEG of a HEIC file, drawn by a child."""
    try:
        return as_jpeg(content)
    except BusyError as busy:
        raise ValidationError(BUSY, code="busy") from busy
    except NotReadable as broken:
        raise ValidationError(DAMAGED) from broken


def _opened(content):
    """Read the header only; the formats that are tried are the accepted ones."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return Image.open(io.BytesIO(content), formats=FORMATS)
    except Image.DecompressionBombError as bomb:
        raise ValidationError(
            _("This picture has far more than 40 megapixels. Save it smaller and try again.")
        ) from bomb
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as broken:
        raise ValidationError(NOT_A_PICTURE) from broken


def _decoded(image):
    """Upright sRGB pixels on white, without anything else."""
    try:
        image.load()
        upright = ImageOps.exif_transpose(image)
        coloured = _in_srgb(upright)
    except (OSError, SyntaxError, ValueError, EOFError) as broken:
        raise ValidationError(DAMAGED) from broken
    flat = Image.new("RGB", coloured.size, "white")
    if coloured.mode == "RGBA":
        flat.paste(coloured, mask=coloured.getchannel("A"))
    else:
        flat.paste(coloured.convert("RGB"))
    return flat


def _in_srgb(image):
    """Apply the colour profile, if there is a usable one, and keep transparency."""
    if image.mode in ("P", "LA", "PA", "RGBA"):
        return image.convert("RGBA")
    profile = image.info.get("icc_profile")
    if not profile:
        return image.convert("RGB")
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
    except ImageCms.PyCMSError:
        return image.convert("RGB")
    return converted or image.convert("RGB")


def _renditions(image, width, base):
    height = max(1, round(image.height * width / image.width))
    scaled = image.resize((width, height), Image.Resampling.LANCZOS) if width < image.width else image
    for ending, kind, options in KINDS:
        name = f"{base}-{width}.{ending}"
        if not storages["renditions"].exists(name):
            storages["renditions"].save(name, ContentFile(_written(scaled, kind, options)))
        yield {"format": ending, "width": width, "height": height, "name": name}


def _written(image, kind, options) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()
