"""QR codes as drawings in the page: no file, no request."""

from functools import lru_cache
from io import BytesIO

import segno
from django import template
from django.utils.safestring import SafeString

register = template.Library()


# Which of the eight masks lies over the modules; the symbol names it, and every reader takes it off again. To weigh all
# eight against each other takes three times as long as all the rest of a page.
MASK = 2


@register.simple_tag
@lru_cache(maxsize=512)
def qr_code(text):
    """The drawing of `text`, kept for the next page that shows it."""
    return drawing(text)


def drawing(text):
    """An SVG of the QR code for `text`, level Q, with the quiet zone of four modules that the standard asks for."""
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
    # The drawing holds nothing of `text` but its modules.
    return SafeString(svg.getvalue().decode())
