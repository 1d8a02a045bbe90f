"""The image shown where a page's address is shared (Open Graph), in the language of the page.

1200 × 630 pixels, drawn by the server. Its URL contains a hash of the content, so it can be cached for ever.
"""

import hashlib
import io
import math
from dataclasses import astuple, dataclass
from functools import cache, cached_property
from pathlib import Path

import font_source_serif_pro
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw, ImageFont

from ratings.decisions import recognition_text
from ratings.scoring.models.result import format_stars

SIZE = (1200, 630)
MARGIN = 84
PAPER, INK, SOFT, TEA, LINE, GOLD, EDGE = (
    "#fbf9f5",
    "#1b231f",
    "#525c55",
    "#1c5a41",
    "#dcd7cb",
    "#e3a51a",
    "#8c5e06",
)
# Increase when the drawing changes, so that the URLs change too.
DRAWING = 1
NAME_SIZES = (76, 64, 54)
NAME_LINES = 3


@dataclass(frozen=True)
class ShareImage:
    """The content of an image:

    Name, lines under it, stars (0: none) and words beside them; `route` and `keys` make its URL.
    """

    name: str
    lines: tuple[str, ...]
    words: str
    route: str
    keys: tuple[int, ...] = ()
    stars: int = 0

    @cached_property
    def fingerprint(self):
        """16 hexadecimal digits of a hash of content and drawing."""
        return hashlib.sha256(repr((DRAWING, astuple(self))).encode()).hexdigest()[:16]

    @cached_property
    def address(self):
        """The URL, in the language of the page."""
        return reverse(self.route, args=[*self.keys, self.fingerprint])

    @property
    def alt(self):
        """The text alternative."""
        return " · ".join([self.name, *self.lines, self.words])


def of_product(product, recognition):
    """The image of a product, with stars only while `recognition` (with its `state`, or None) is in force."""
    producer, in_force = (
        product.producer,
        recognition is not None and recognition_text.is_in_force(recognition),
    )
    return ShareImage(
        name=product.display_name,
        lines=(_named(producer), _placed(producer.place)),
        words=f"OCOP · {format_stars(recognition.stars)}" if in_force else _("OCOP register"),
        route="product-share",
        keys=(product.pk,),
        stars=recognition.stars if in_force else 0,
    )


def of_producer(producer):
    lines = (producer.get_legal_form_display(), _placed(producer.place))
    return ShareImage(_named(producer), lines, _("OCOP register"), "producer-share", (producer.pk,))


def of_place(place):
    province = () if place.pk == place.province_id else (place.province.full_name,)
    return ShareImage(place.full_name, province, _("OCOP register"), "place-share", (place.pk,))


def of_portal():
    """The image of pages without one of their own."""
    return _of_portal(get_language())


@cache
def _of_portal(_language):
    lines = (_("Products of Vietnam’s communes, with stars you can check"),)
    return ShareImage(_("One Commune One Product"), lines, _("OCOP register"), "share")


def _named(producer):
    return (get_language() == "en" and producer.name_en) or producer.name


def _placed(place):
    province = "" if place.pk == place.province_id else f", {place.province.full_name}"
    return f"{place.full_name}{province}"


def render_png(content: ShareImage) -> bytes:
    """The image as PNG."""
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    _frame(draw)
    font, name = _fitted(draw, content.name)
    y = 120
    for line in name:
        draw.text((MARGIN, y), line, font=font, fill=INK)
        y += round(font.size * 1.28)
    y += 14
    for text, colour in zip(content.lines, (INK, SOFT), strict=False):
        small = _font("Regular", 34)
        draw.text((MARGIN, y), _wrapped(draw, text, small, 1)[0], font=small, fill=colour)
        y += 48
    _stars(draw, content.stars, content.words)
    buffer = io.BytesIO()
    image.quantize(64).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _frame(draw):
    """A coloured band above, a line above the stars."""
    width, height = SIZE
    draw.rectangle((0, 0, width, 24), fill=TEA)
    for x in range(0, width, 48):
        draw.polygon([(x + 12, 24), (x + 24, 36), (x + 36, 24)], fill=TEA)
    draw.line((MARGIN, height - 156, width - MARGIN, height - 156), fill=LINE, width=3)


def _stars(draw, stars, words):
    y = SIZE[1] - 84
    x = MARGIN + 30
    for place in range(5 if stars else 0):
        points = _star(x, y, 30)
        draw.polygon(points, fill=GOLD if place < stars else PAPER)
        draw.line([*points, points[0]], fill=EDGE if place < stars else LINE, width=3, joint="curve")
        x += 72
    draw.text((x if stars else MARGIN, y), words, font=_font("Semibold", 42), fill=TEA, anchor="lm")


def _star(x, y, radius):
    """Corners of a star around a point."""
    return [
        (
            x + math.sin(corner * math.pi / 5) * radius * (0.45 if corner % 2 else 1),
            y - math.cos(corner * math.pi / 5) * radius * (0.45 if corner % 2 else 1),
        )
        for corner in range(10)
    ]


def _fitted(draw, text):
    """The largest font in which a name fits, and its lines; in the smallest font it may be cut."""
    for size in NAME_SIZES:
        font = _font("Semibold", size)
        lines = _wrapped(draw, text, font, NAME_LINES + 1)
        if len(lines) <= (2 if size > NAME_SIZES[-1] else NAME_LINES):
            return font, lines
    return font, _wrapped(draw, text, font, NAME_LINES)


def _wrapped(draw, text, font, most):
    """Lines that fit between the margins, at most `most`; a longer text ends in an ellipsis."""
    room = SIZE[0] - 2 * MARGIN
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or draw.textlength(longer, font=font) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    cut = len(lines) > most
    lines = [_cut(draw, line, font, room) for line in lines[:most]]
    if cut:
        lines[-1] = _cut(draw, f"{lines[-1]} …", font, room)
    return lines


def _cut(draw, line, font, room):
    """The line, cut with an ellipsis to fit."""
    if draw.textlength(line, font=font) <= room:
        return line
    line = line.removesuffix(" …")
    while line and draw.textlength(f"{line}…", font=font) > room:
        line = line[:-1]
    return f"{line.rstrip()}…"


@cache
def _font(face, size):
    return ImageFont.truetype(
        str(Path(font_source_serif_pro.font_directory) / f"SourceSerifPro-{face}.ttf"), size
    )
