"""Artwork of a label for printers: the QR code at the left, stars and facts beside it, as SVG and PDF.

It is as high as the QR code with its quiet zone, and two and a half times as wide. All lengths are in hundredths of the
height; the SVG and the PDF place the same texts at the same points.
"""

import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

import segno
from django.conf import settings
from django.utils.translation import gettext, override
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from ocop.values.dates import format_day
from ocop.values.last_day import last_day
from ratings.labels.models import Label
from ratings.papers.pdf import BOLD, REGULAR, load_fonts

# Heights in millimetres. Below 20 a telephone does not read the code any more.
SIZES = (20, 25, 30, 40, 50, 60)
HEIGHT, WIDTH = 100, 250
LEFT, TOP = 106, 12  # of the texts
ROOM = WIDTH - LEFT - 4
GREEN, RED = "#1c5a41", "#a3232b"
QUIET_ZONE = 4  # modules


@dataclass(frozen=True)
class Text:
    """A line of text; `y` is its baseline from the top, `size` the height of its letters."""

    words: str
    y: float
    size: float
    bold: bool = False

    @property
    def font(self) -> str:
        return BOLD if self.bold else REGULAR


def address_of(label: Label) -> str:
    """Return what the QR code says: an address in capitals, of which a code has more room."""
    with override("vi"):
        return f"{settings.SITE_URL}/Q/".upper() + label.text


def code_of(label: Label) -> segno.QRCode:
    """Return the QR code, level Q: a quarter of it may be dirty or torn."""
    return segno.make(address_of(label), error="q", micro=False, boost_error=False)


def texts_of(label: Label) -> Iterator[Text]:
    """Yield the lines beside the code, in Vietnamese; long names are cut with an ellipsis."""
    with override("vi"):
        until = gettext("until the end of %(day)s") % {"day": format_day(last_day(label.ends_on))}
    load_fonts()
    y = 41.0
    for words, size, bold, most in (
        (label.name, 10.5, True, 2),
        ("; ".join(label.variants.splitlines()), 6.5, False, 1),
        (label.maker, 7.5, False, 2),
    ):
        for line in _lines(words, BOLD if bold else REGULAR, size, most):
            yield Text(line, y, size, bold)
            y += size * 1.15
    yield Text(until, 90, 7.5)
    yield Text(label.recognition.code, 98, 8, bold=True)


def svg_of(label: Label, height: int) -> str:
    """Return the artwork as SVG, `height` millimetres high."""
    code, border = code_of(label), QUIET_ZONE
    side = code.symbol_size(border=border)[0]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{height * WIDTH / HEIGHT:g}mm" height="{height}mm"'
        f' viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="\'Source Serif Pro\', serif">',
        f"<title>OCOP: {escape(label.name)}, {label.stars} sao, {label.recognition.code}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<path transform="scale({HEIGHT / side:.5f})" stroke="#000" d="{_modules(code, border)}"/>',
        f'<text x="{LEFT}" y="{TOP}" font-size="12" font-weight="700" fill="{GREEN}">OCOP</text>',
        *(
            f'<polygon points="{" ".join(f"{x:.2f},{y:.2f}" for x, y in points)}" fill="{RED}"/>'
            for points in _stars(label.stars)
        ),
        *(_text_element(each) for each in texts_of(label)),
        "</svg>",
    ]
    return "\n".join(parts)


def _text_element(text: Text) -> str:
    """Return a line of text, which no other font makes wider than its room."""
    width = min(ROOM, stringWidth(text.words, text.font, text.size))
    weight = 700 if text.bold else 400
    return (
        f'<text x="{LEFT}" y="{text.y:g}" font-size="{text.size:g}" font-weight="{weight}"'
        f' textLength="{width:.1f}" lengthAdjust="spacingAndGlyphs">{escape(text.words)}</text>'
    )


def pdf_of(label: Label, height: int) -> bytes:
    """Return the artwork as a PDF page of its size, `height` millimetres high, with its letters embedded."""
    unit = height * mm / HEIGHT
    load_fonts()
    buffer = io.BytesIO()
    page = Canvas(buffer, pagesize=(WIDTH * unit, HEIGHT * unit), invariant=1)
    page.setTitle(f"OCOP: {label.name}, {label.recognition.code}")
    page.scale(unit, unit)
    _draw_code(page, code_of(label))
    page.setFillColor(GREEN)
    page.setFont(BOLD, 12)
    page.drawString(LEFT, HEIGHT - TOP, "OCOP")
    page.setFillColor(RED)
    for points in _stars(label.stars):
        path = page.beginPath()
        path.moveTo(points[0][0], HEIGHT - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, HEIGHT - y)
        path.close()
        page.drawPath(path, stroke=0, fill=1)
    page.setFillColor("#000000")
    for each in texts_of(label):
        page.setFont(each.font, each.size)
        page.drawString(LEFT, HEIGHT - each.y, each.words)
    page.save()
    return buffer.getvalue()


def _lines(words: str, font: str, size: float, most: int) -> list[str]:
    """Return the words in at most so many lines of the room."""
    lines = simpleSplit(" ".join(words.split()), font, size, ROOM) if words else []
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and stringWidth(last + "…", font, size) > ROOM:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip() + "…"]


def _stars(number: int) -> Iterator[list[tuple[float, float]]]:
    """Yield the corners of each star, in a row below the top."""
    radius = 6.5
    for star in range(number):
        x, y = LEFT + radius + star * 2.3 * radius, 22.5
        yield [
            (
                x + math.sin(corner * math.pi / 5) * (radius if corner % 2 == 0 else radius * 0.4),
                y - math.cos(corner * math.pi / 5) * (radius if corner % 2 == 0 else radius * 0.4),
            )
            for corner in range(10)
        ]


def _rows(code: segno.QRCode) -> Iterator[tuple[int, int, int]]:
    """Yield the dark runs of the code: row, first module, number of modules."""
    for row, modules in enumerate(code.matrix):
        start = None
        for at, dark in enumerate([*modules, 0]):
            if dark and start is None:
                start = at
            elif not dark and start is not None:
                yield row, start, at - start
                start = None


def _modules(code: segno.QRCode, border: int) -> str:
    return "".join(f"M{at + border} {row + border}.5h{run}" for row, at, run in _rows(code))


def _draw_code(page: Canvas, code: segno.QRCode) -> None:
    module = HEIGHT / code.symbol_size(border=QUIET_ZONE)[0]
    page.setFillColor("#000000")
    for row, at, run in _rows(code):
        y = HEIGHT - (row + QUIET_ZONE + 1) * module
        page.rect((at + QUIET_ZONE) * module, y, run * module, module, stroke=0, fill=1)
