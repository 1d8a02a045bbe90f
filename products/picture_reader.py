"""Decodes an untrusted picture in a child process (ocop.files.children) and makes its renditions.

    python -m products.picture_reader <PICTURE

The output is one line of JSON (`Told`), then the bytes of the files named in it. Every stored file is decoded and encoded
anew, so that no metadata (place, camera, comments) and nothing hidden behind the picture survives. The child does not set
up Django.
"""

import io
import json
import sys
from collections.abc import Iterator
from typing import Any, TypedDict

from PIL import AvifImagePlugin, Image, ImageCms, ImageOps

from ocop.files.child_bounds import bound
from ocop.files.picture_headers import UNREADABLE, ManyScansError, header_of

MOST_PIXELS = 40_000_000
WIDTHS = (320, 640, 1280)
# Extension, Pillow's format and its options; the last is the fallback for all browsers.
KINDS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    # more threads would need more memory than the child may use
    ("avif", "AVIF", {"quality": 60, "speed": 9, "max_threads": 1}),
    ("webp", "WEBP", {"quality": 78, "method": 3}),
    ("jpeg", "JPEG", {"quality": 80, "optimize": True, "progressive": True}),
)


class File(TypedDict):
    """A file made from the picture."""

    format: str
    width: int
    height: int
    bytes: int


class ReadPicture(TypedDict):
    """The failure, if any; size in pixels; the picture without metadata, then its renditions."""

    failure: str
    pixels: int
    files: list[File]


def answer(content: bytes) -> bytes:
    """The output of the child. Failures: none, large, bomb, heavy, moves, damaged."""
    image, failure = _opened(content)
    pixels = image.width * image.height if image else 0
    files: list[tuple[File, bytes]] = []
    if image and not failure:
        try:
            files = list(_files(_decoded(image)))
        except UNREADABLE:
            failure = "damaged"
    told: ReadPicture = {"failure": failure, "pixels": pixels, "files": [file for file, _written in files]}
    return json.dumps(told).encode() + b"\n" + b"".join(written for _file, written in files)


def _opened(content: bytes) -> tuple[Image.Image | None, str]:
    """The picture with its header parsed, and the failure that the header shows, if any."""
    try:
        image = header_of(content)
    except ManyScansError:
        return None, "heavy"
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return None, "bomb"
    except UNREADABLE:
        return None, "none"
    if image.width * image.height > MOST_PIXELS:
        return image, "large"
    return image, "moves" if getattr(image, "is_animated", False) else ""


def _decoded(image: Image.Image) -> Image.Image:
    """Upright sRGB pixels on white, without metadata."""
    image.load()
    ImageOps.exif_transpose(image, in_place=True)
    coloured = _in_srgb(image)
    flat = Image.new("RGB", coloured.size, "white")
    flat.paste(coloured, mask=coloured.getchannel("A") if coloured.mode == "RGBA" else None)
    return flat


def _in_srgb(image: Image.Image) -> Image.Image:
    """Apply the colour profile, if it is usable, and keep transparency."""
    if image.mode in ("P", "LA", "PA", "RGBA"):
        return image if image.mode == "RGBA" else image.convert("RGBA")
    profile = image.info.get("icc_profile")
    if profile:
        try:
            source, target = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
            image = ImageCms.profileToProfile(image, source, target, outputMode="RGB") or image
        except ImageCms.PyCMSError:
            pass
    return image if image.mode == "RGB" else image.convert("RGB")


def _files(image: Image.Image) -> Iterator[tuple[File, bytes]]:
    """The picture itself, then its renditions; none is enlarged."""
    yield _file("original", image, "JPEG", {"quality": 92})
    for width in sorted({min(width, image.width) for width in WIDTHS}):
        height = max(1, round(image.height * width / image.width))
        scaled = image
        if width < image.width:
            scaled = image.resize((width, height), Image.Resampling.LANCZOS)
        for ending, kind, options in KINDS:
            yield _file(ending, scaled, kind, options)


def _file(name: str, image: Image.Image, kind: str, options: dict[str, Any]) -> tuple[File, bytes]:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    written = buffer.getvalue()
    return {"format": name, "width": image.width, "height": image.height, "bytes": len(written)}, written


if __name__ == "__main__":
    bound()
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))
