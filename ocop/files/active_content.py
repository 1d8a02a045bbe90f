"""Active content in a PDF, found by the names of its objects, compressed ones included.

Nothing of it ever runs here, since only drawn pages are shown. Officers are warned, as they may open the file itself.
"""

import re
import zlib

import pypdfium2.raw as pdfium

# Bytes, of all decompressed object streams together.
LOOKED_AT = 32 * 1024 * 1024
SIGNS = {
    "javascript": re.compile(rb"/(?:JavaScript|JS)(?![A-Za-z0-9])"),
    "launch": re.compile(rb"/Launch(?![A-Za-z0-9])"),
    "embedded": re.compile(rb"/(?:EmbeddedFiles?|RichMedia)(?![A-Za-z0-9])"),
    "html": re.compile(rb"<(?:html|script|!doctype html)[\s>]", re.IGNORECASE),
}
_PACKED = re.compile(rb"/ObjStm(?![A-Za-z0-9]).{0,400}?stream\r?\n", re.DOTALL)
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


def active_content(content: bytes, document) -> list[str]:
    """Return the kinds of active content in a PDF:

    Javascript, launch, embedded, html. `document` is pdfium's; None for an image.
    """
    if document is None:
        return []
    texts = [content, *_unpacked(content)]
    found = {kind for kind, sign in SIGNS.items() if any(_has(sign, text) for text in texts)}
    # With an empty password the names in compressed objects are encrypted, but pdfium can read them.
    if pdfium.FPDFDoc_GetJavaScriptActionCount(document) > 0:
        found.add("javascript")
    if pdfium.FPDFDoc_GetAttachmentCount(document) > 0:
        found.add("embedded")
    return sorted(found)


def _has(sign, text):
    """Whether a name occurs, also with letters escaped as #4A."""
    if sign.search(text):
        return True
    return b"#" in text and bool(sign.search(_ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), text)))


def _unpacked(content):
    """Yield decompressed object streams, up to the limit."""
    left = LOOKED_AT
    for place in _PACKED.finditer(content):
        try:
            text = zlib.decompressobj().decompress(content[place.end() :], left)
        except zlib.error:
            continue
        left -= len(text)
        yield text
        if left <= 0:
            return
