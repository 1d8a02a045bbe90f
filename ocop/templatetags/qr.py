"""QR codes as inline SVG: no file, no request."""

from functools import lru_cache
from io import BytesIO

import segno
from django import template
from django.utils.safestring import SafeString

register = template.Library()


# One of the eight masks; the symbol names it, and every reader removes it. Comparing all eight would take three times as long
# as the rest of a page.
MASK = 2


@register.simple_tag
@lru_cache(maxsize=512)
def qr_code(text):
    """The SVG for `text`, cached."""
    return drawing(text)


def drawing(text):
    """An SVG of the QR code for `text`, level Q, with the quiet zone of four modules required by the standard."""
    svg = BytesIO()
    segno.make(text, error="q", micro=False, mask=MASK).save(
        svg,
        kind="svg",
        xmldecl=False,
        svgns=False,
        omitsize=True,
        svgclass=None,
        lineclass=None,
        border=4,
    )
    # Safe: the SVG contains only modules, nothing of `text` itself.
    return SafeString(svg.getvalue().decode())
