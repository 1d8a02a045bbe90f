"""The picture that is shown where a page's address is shared: what the page is about, in the page's language.

1200 × 630 pixels, drawn by the server. The address names the content by its hash, so it may be kept for ever;
a picture whose content changed has another address.
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
from ratings.scoring.models.result import stars_in_words

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
# Counted up when the drawing changes, so that the addresses change too.
DRAWING = 1
NAME_SIZES = (76, 64, 54)
NAME_LINES = 3


@dataclass(frozen=True)
class ShareImage:
    """What a picture says: a name, lines under it, stars (0: none) and words beside them. `route` with `keys` draws it."""

    name: str
    lines: tuple[str, ...]
    words: str
    route: str
    keys: tuple[int, ...] = ()
    stars: int = 0

    @cached_property
    def fingerprint(self):
        """A hash of what the picture says and of how it is drawn, 16 hexadecimal digits."""
        return hashlib.sha256(repr((DRAWING, astuple(self))).encode()).hexdigest()[:16]

    @cached_property
    def address(self):
        """Where it is, in the language of the page."""
        return reverse(self.route, args=[*self.keys, self.fingerprint])

    @property
    def alt(self):
        """The text instead of the image."""
        return " · ".join([self.name, *self.lines, self.words])


def of_product(product, recognition):
    """The picture of a product; stars only while a recognition with its `state` is in force, or none."""
    producer, in_force = (
        product.producer,
        recognition is not None and recognition_text.is_in_force(recognition),
    )
    return ShareImage(
        name=product.display_name,
        lines=(_named(producer), _placed(producer.place)),
        words=f"OCOP · {stars_in_words(recognition.stars)}" if in_force else _("OCOP register"),
        route="product-share",
        keys=(product.pk,),
        stars=recognition.stars if in_force else 0,
    )


def of_producer(producer):
    """The picture of a producer."""
    lines = (producer.get_legal_form_display(), _placed(producer.place))
    return ShareImage(_named(producer), lines, _("OCOP register"), "producer-share", (producer.pk,))


def of_place(place):
    """The picture of a place."""
    province = () if place.pk == place.province_id else (place.province.full_name,)
    return ShareImage(place.full_name, province, _("OCOP register"), "place-share", (place.pk,))


def of_portal():
    """The picture of all pages that have none of their own."""
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


def drawn(picture):
    """The picture as PNG."""
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    _frame(draw)
    font, name = _fitted(draw, picture.name)
    y = 120
    for line in name:
        draw.text((MARGIN, y), line, font=font, fill=INK)
        y += round(font.size * 1.28)
    y += 14
    for text, colour in zip(picture.lines, (INK, SOFT), strict=False):
        small = _font("Regular", 34)
        draw.text((MARGIN, y), _wrapped(draw, text, small, 1)[0], font=small, fill=colour)
        y += 48
    _stars(draw, picture.stars, picture.words)
    buffer = io.BytesIO()
    image.quantize(64).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _frame(draw):
    """A band of the register's colour above, a line above the stars."""
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
    """The largest font in which a name fits, and its lines; the last size cuts what is too long."""
    for size in NAME_SIZES:
        font = _font("Semibold", size)
        lines = _wrapped(draw, text, font, NAME_LINES + 1)
        if len(lines) <= (2 if size > NAME_SIZES[-1] else NAME_LINES):
            return font, lines
    return font, _wrapped(draw, text, font, NAME_LINES)


def _wrapped(draw, text, font, most):
    """Lines that fit between the margins, at most `most`; what does not fit ends in an ellipsis."""
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
    """The line, or as much of it as fits with an ellipsis."""
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
