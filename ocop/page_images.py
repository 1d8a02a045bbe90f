"""The pages of a private document as pictures, so that it can be read beside what it proves.

    python -m ocop.page_images sizes|1|2|… <DOCUMENT

Documents come from strangers and the reader of PDF files is written in C, so each is drawn in a process of
its own with bounds on time and memory: what breaks there breaks nothing here. The child sets up no Django.
"""

import io
import json
import resource
import subprocess
import sys
import warnings
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

LONGEST_SIDE = 1600  # pixels; A4 at about 137 dots per inch: small print can be read
SECONDS = 20
MEMORY = 2 << 30  # bytes of address space; a picture of 50 megapixels needs a tenth
LARGEST_PICTURE = 100_000_000  # pixels before it is made smaller
ROOT = Path(__file__).resolve().parent.parent


class NotReadable(Exception):
    """The document is locked, broken, too large to draw, or has no such page."""


def page_sizes(file) -> list[tuple[int, int]]:
    """Width and height in pixels of each page as it is drawn; a picture has one. Raises NotReadable."""
    return [tuple(size) for size in json.loads(_ask("sizes", file))]


def page_image(file, number: int) -> bytes:
    """Page `number`, from 1, as WebP, its longer side at most 1600 pixels. Raises NotReadable."""
    return _ask(str(number), file)


def _ask(what, file):
    file.seek(0)
    try:
        answer = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "ocop.page_images", what],
            input=file.read(),
            capture_output=True,
            timeout=SECONDS,
            cwd=ROOT,
            check=True,
        )
    except subprocess.SubprocessError as error:
        raise NotReadable from error
    return answer.stdout


def _bound():
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class _Pdf:
    """The pages of a PDF file."""

    def __init__(self, content):
        self.document = pypdfium2.PdfDocument(content)

    def sizes(self):
        return [
            [max(1, round(side * LONGEST_SIDE / max(size))) for side in size]
            for size in map(self.document.get_page_size, range(len(self.document)))
        ]

    def draw(self, number):
        page = self.document[number - 1]
        return page.render(scale=LONGEST_SIDE / max(page.get_size())).to_pil()


class _Picture:
    """A picture, which is its only page."""

    def __init__(self, content):
        Image.MAX_IMAGE_PIXELS = LARGEST_PICTURE
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        self.picture = Image.open(io.BytesIO(content))
        self.picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        self.picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        self.picture = ImageOps.exif_transpose(self.picture)

    def sizes(self):
        return [self.picture.size]

    def draw(self, number):
        return [self.picture][number - 1]


def main(what: str) -> None:
    """Read a document from the standard input and write the sizes of its pages or the picture of one."""
    _bound()
    content = sys.stdin.buffer.read()
    pages = (_Pdf if content.startswith(b"%PDF-") else _Picture)(content)
    if what == "sizes":
        print(json.dumps(pages.sizes()))
        return
    if int(what) < 1:
        raise IndexError(what)
    written = io.BytesIO()
    pages.draw(int(what)).convert("RGB").save(written, "WEBP", quality=70, method=2)
    sys.stdout.buffer.write(written.getvalue())


if __name__ == "__main__":
    main(sys.argv[1])
