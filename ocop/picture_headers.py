"""Pictures of strangers before a single pixel is decoded: which decoders may be tried, and what is refused.

For children (ocop.children) only; sets up no Django.
"""

import io
import warnings

from PIL import Image

LARGEST = 100_000_000  # pixels
# Loading these formats is what Pillow may try; with the others a stranger would choose the decoder.
FORMATS = ("JPEG", "PNG", "WEBP")
OF_PHONES = ("HEIF",)
# A JPEG that shows itself step by step has about ten scans. Each costs as much as a whole picture, in a few bytes.
MOST_SCANS = 50
SCAN = b"\xff\xda"
# What Pillow raises where a picture cannot be read.
UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, IndexError, ZeroDivisionError)


class ManyScansError(Exception):
    """A JPEG that would be decoded again and again."""


def header_of(content: bytes) -> Image.Image:
    """Read the header only.

    Raises ManyScansError, Pillow's errors of decompression bombs, and of what it cannot read (UNREADABLE).
    """
    Image.MAX_IMAGE_PIXELS = LARGEST
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    if content.startswith(b"\xff\xd8") and content.count(SCAN) > MOST_SCANS:
        raise ManyScansError
    return Image.open(io.BytesIO(content), formats=_formats_of(content))


def is_avif(head: bytes) -> bool:
    """Whether the first bytes of a file say that it is an AVIF picture."""
    return head[4:8] == b"ftyp" and b"avif" in head[8:32]


def _formats_of(content: bytes) -> tuple[str, ...]:
    """What may be tried on a picture; the decoder of phones' pictures takes longest to import."""
    if content[4:8] != b"ftyp":
        return FORMATS
    if is_avif(content[:32]):
        return ("AVIF",)
    from pillow_heif import register_heif_opener  # noqa: PLC0415

    register_heif_opener(thumbnails=False)
    return OF_PHONES
