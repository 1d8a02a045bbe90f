"""A piece of evidence as it is read beside a score sheet: its pages, and what the producer claims by it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ocop.children import BusyError
from ocop.models import DocumentReading
from ocop.models.document_reading import active_in_words
from ocop.page_images import NotReadableError
from ratings.dossiers.models import Evidence
from ratings.scoring.models import Answer
from ratings.scoring.score_sheet import claims_of
from ratings.sheets.models import Criterion

# Pages that are shown together; a document of 100,000 takes no longer than one of 10.
AT_ONCE = 10


@dataclass(frozen=True)
class Page:
    """A page of the document: its number from 1 and its size in pixels as it is drawn."""

    number: int
    width: int
    height: int


@dataclass(frozen=True)
class Window:
    """Some pages of a document that has `count`; `previous` and `next` are the numbers of windows, 0 for none."""

    pages: list[Page]
    count: int = 0
    previous: int = 0
    next: int = 0
    refusal: str = ""
    active: str = ""


@dataclass(frozen=True)
class Viewer:
    """The piece; its window has no pages where the document cannot be drawn. `claims`: (criterion, claim or None)."""

    piece: Evidence
    window: Window
    claims: list[tuple[Criterion, Answer | None]]


def viewer_of(piece, number=1) -> Viewer:
    """Read the document and the claims; `piece` comes from `for_detail()`. `number`: the window, from 1."""
    claims = claims_of(piece.dossier)
    return Viewer(
        piece,
        window_of(piece.document, number),
        [(node, claims.get(node.pk)) for node in piece.cites.all()],
    )


def window_of(document, number) -> Window:
    """The window of a stored document with this number, or the nearest; says why where it cannot be drawn."""
    cannot = _("This file cannot be shown here. Open the file itself.")
    try:
        with document.open("rb") as file:
            content = file.read()
        reading = DocumentReading.objects.of(content)
        return _window(reading, content, number, cannot)
    except BusyError:
        return Window([], refusal=_("Other documents are being drawn. Load the page again in a few seconds."))
    except (NotReadableError, OSError, ValueError):
        return Window([], refusal=cannot)


def _window(reading, content, number, cannot):
    active = active_in_words(reading.active)
    if reading.failure:
        return Window([], refusal=cannot, active=active)
    windows = -(-reading.pages // AT_ONCE)
    number = min(max(number, 1), windows)
    first, last = (number - 1) * AT_ONCE + 1, min(number * AT_ONCE, reading.pages)
    sizes = reading.sizes(content, first, last)
    return Window(
        [Page(place, *size) for place, size in enumerate(sizes, first)],
        reading.pages,
        number - 1,
        number + 1 if number < windows else 0,
        active=active,
    )
