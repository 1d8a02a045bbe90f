"""Headers of untrusted images, before any pixel is decoded: which decoders may run, and what is refused.

For child processes only (ocop.files.children); does not set up Django.
"""

import io
import warnings

from PIL import Image

LARGEST = 100_000_000  # pixels
# The only formats that Pillow may try; otherwise the sender would choose the decoder.
FORMATS = ("JPEG", "PNG", "WEBP")
OF_PHONES = ("HEIF",)
# A progressive JPEG has about ten scans. Each costs as much as a whole image, in a few bytes.
MOST_SCANS = 50
SCAN = b"\xff\xda"
# What Pillow raises for a broken image.
UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, IndexError, ZeroDivisionError)


class ManyScansError(Exception):
    """A JPEG with too many scans."""


def header_of(content: bytes) -> Image.Image:
    """Read the header only.

    Raises ManyScansError, Pillow's decompression bomb errors, and UNREADABLE.
    """
    Image.MAX_IMAGE_PIXELS = LARGEST
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    if content.startswith(b"\xff\xd8") and content.count(SCAN) > MOST_SCANS:
        raise ManyScansError
    return Image.open(io.BytesIO(content), formats=_formats_of(content))


def is_avif(head: bytes) -> bool:
    """Whether a file starts like an AVIF image."""
    return head[4:8] == b"ftyp" and b"avif" in head[8:32]


def _formats_of(content: bytes) -> tuple[str, ...]:
    """Formats to try; the HEIC decoder takes longest to import."""
    if content[4:8] != b"ftyp":
        return FORMATS
    if is_avif(content[:32]):
        return ("AVIF",)
    from pillow_heif import register_heif_opener  # noqa: PLC0415

    register_heif_opener(thumbnails=False)
    return OF_PHONES
