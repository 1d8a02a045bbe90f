"""Untrusted documents, parsed and drawn by a child process with limits (ocop.files.page_reader)."""

import json
from typing import TYPE_CHECKING

from ocop.files import children

if TYPE_CHECKING:
    from ocop.files.page_reader import ReadDocument

CHILD = "ocop.files.page_reader"


class NotReadableError(Exception):
    """The document is encrypted, broken, too large to draw, or has no such page."""


def read(content: bytes) -> "ReadDocument":
    """Open the document and draw its first page. Failures: locked, broken, large, heavy. Raises BusyError."""
    try:
        return json.loads(children.ask(CHILD, "read", content=content))
    except children.ChildError:
        return {"failure": "heavy", "pages": 0, "active": []}


def page_sizes(content: bytes, first: int, last: int) -> list[tuple[int, int]]:
    """Width and height in pixels of pages `first` to `last`, counted from 1, as drawn. Raises NotReadableError."""
    return [tuple(size) for size in json.loads(_ask("sizes", str(first), str(last), content=content))]


def page_image(content: bytes, number: int) -> bytes:
    """Page `number`, counted from 1, as WebP, at most 1600 pixels. Raises NotReadableError."""
    return _ask("draw", str(number), content=content)


def _ask(*arguments, content):
    try:
        return children.ask(CHILD, *arguments, content=content)
    except children.ChildError as error:
        raise NotReadableError from error
