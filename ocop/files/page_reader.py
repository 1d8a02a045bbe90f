"""Parses and draws an untrusted document in a child process (ocop.files.children).

    python -m ocop.files.page_reader read|sizes FIRST LAST|draw NUMBER <DOCUMENT

The child does not set up Django.
"""

import io
import json
import sys
from typing import TypedDict

import pypdfium2
from PIL import ExifTags, Image

from ocop.files.active_content import active_content
from ocop.files.child_bounds import bound
from ocop.files.picture_headers import UNREADABLE, ManyScansError, header_of

# Rotation by EXIF orientation; for some of them width and height are swapped.
UPRIGHT = 1
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
LAID = {TURNS[5], TURNS[6], TURNS[7], TURNS[8]}
LONGEST_SIDE = 1600  # pixels; A4 at about 137 dpi, enough for small print


class ReadDocument(TypedDict):
    """The output of a child: failure or none, number of pages, active content."""

    failure: str
    pages: int
    active: list[str]


class _PdfFile:
    def __init__(self, content):
        self.document = pypdfium2.PdfDocument(content)
        self.count = len(self.document)

    def size(self, number):
        sides = self.document.get_page_size(number - 1)
        return [max(1, round(side * LONGEST_SIDE / max(sides))) for side in sides]

    def draw(self, number):
        page = self.document[number - 1]
        return page.render(scale=LONGEST_SIDE / max(page.get_size())).to_pil()


class _ImageFile:
    """An image, as a document of one page."""

    count = 1

    def __init__(self, content):
        self.picture = header_of(content)
        self.turn = TURNS.get(self.picture.getexif().get(ExifTags.Base.Orientation, UPRIGHT))

    def size(self, number):
        """From the header, so that pixels are decoded only for drawing."""
        sides = self.picture.size[::-1] if self.turn in LAID else self.picture.size
        return [max(1, round(side * min(1, LONGEST_SIDE / max(sides)))) for side in sides]

    def draw(self, number):
        size = self.size(number)
        self.picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        self.picture.load()
        self.picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        upright = self.picture if self.turn is None else self.picture.transpose(self.turn)
        return upright if list(upright.size) == size else upright.resize(size)


def _read(content) -> ReadDocument:
    failure, pages, active = "", 0, []
    try:
        document = _opened(content)
        document.draw(1)
        pages = document.count
        active = active_content(content, getattr(document, "document", None))
    except pypdfium2.PdfiumError as error:
        failure = "locked" if "assword" in str(error) else "broken"
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        failure = "large"
    except ManyScansError:
        failure = "heavy"
    except UNREADABLE:
        failure = "broken"
    return {"failure": failure, "pages": pages, "active": active}


def _opened(content):
    return _PdfFile(content) if content.startswith(b"%PDF-") else _ImageFile(content)


def _written(image, kind, **options):
    file = io.BytesIO()
    image.convert("RGB").save(file, kind, **options)
    return file.getvalue()


def answer(content: bytes, what: str, *numbers: int) -> bytes:
    """What the child is asked for."""
    if what == "read":
        return json.dumps(_read(content)).encode()
    document = _opened(content)
    if min(numbers) < 1 or numbers[-1] > document.count:
        raise IndexError(numbers)
    if what == "sizes":
        return json.dumps([document.size(number) for number in range(numbers[0], numbers[1] + 1)]).encode()
    return _written(document.draw(numbers[0]), "WEBP", quality=70, method=2)


if __name__ == "__main__":
    bound()
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read(), sys.argv[1], *map(int, sys.argv[2:])))
