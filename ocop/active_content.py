"""What in a PDF could act on the machine of whoever opens it: found by its names, also in packed objects.

Nothing of it ever runs here: pages are drawn. It is said to the officer, who may open the file itself.
"""

import re
import zlib

import pypdfium2.raw as pdfium

# Unpacked bytes that are looked at, of all packed objects together.
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
    """Return what is in a PDF: javascript, launch, embedded, html. `document`: pdfium's, None of a picture."""
    if document is None:
        return []
    texts = [content, *_unpacked(content)]
    found = {kind for kind, sign in SIGNS.items() if any(_has(sign, text) for text in texts)}
    # Locked by a password that is empty: names in packed objects cannot be read here, but pdfium reads them.
    if pdfium.FPDFDoc_GetJavaScriptActionCount(document) > 0:
        found.add("javascript")
    if pdfium.FPDFDoc_GetAttachmentCount(document) > 0:
        found.add("embedded")
    return sorted(found)


def _has(sign, text):
    """Whether the sign stands there, also with letters of its name written as #4A."""
    if sign.search(text):
        return True
    return b"#" in text and bool(sign.search(_ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), text)))


def _unpacked(content):
    """Yield the objects that are packed in streams, as far as they may be looked at."""
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
