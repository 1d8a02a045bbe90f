"""Viewer of a piece of evidence beside a score sheet: pages, and the producer's claims that cite it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ocop.files.children import BusyError
from ocop.files.document_reading import active_in_words
from ocop.files.page_images import NotReadableError
from ocop.models import DocumentReading
from ratings.dossiers.models import Evidence
from ratings.scoring.models import Answer
from ratings.scoring.score_sheet import claims_of
from ratings.sheets.models import Criterion

# Pages shown at once, so that time does not depend on the length of the document.
AT_ONCE = 10


@dataclass(frozen=True)
class DocumentPage:
    """A page of the document: number from 1, and size of its image in pixels."""

    number: int
    width: int
    height: int


@dataclass(frozen=True)
class PageWindow:
    """A range of pages of a document with `count` pages; `previous` and `next` are window numbers, 0 for none."""

    pages: list[DocumentPage]
    count: int = 0
    previous: int = 0
    next: int = 0
    refusal: str = ""
    active: str = ""


@dataclass(frozen=True)
class EvidenceViewer:
    """The piece and its window, which is empty if the document has no images. `claims`: (criterion, claim
    or None).
    """

    piece: Evidence
    window: PageWindow
    claims: list[tuple[Criterion, Answer | None]]


def viewer_of(piece, number=1) -> EvidenceViewer:
    """Load document and claims; `piece` comes from `for_detail()`. `number` is the window, from 1."""
    claims = claims_of(piece.dossier)
    return EvidenceViewer(
        piece,
        window_of(piece.document, number),
        [(node, claims.get(node.pk)) for node in piece.cites.all()],
    )


def window_of(document, number) -> PageWindow:
    """Return the nearest existing window of a stored document, or the reason why it cannot be shown."""
    cannot = _("This file cannot be shown here. Open the file itself.")
    try:
        with document.open("rb") as file:
            content = file.read()
        reading = DocumentReading.objects.of(content)
        return _window(reading, content, number, cannot)
    except BusyError:
        return PageWindow(
            [], refusal=_("Other documents are being drawn. Load the page again in a few seconds.")
        )
    except (NotReadableError, OSError, ValueError):
        return PageWindow([], refusal=cannot)


def _window(reading, content, number, cannot):
    active = active_in_words(reading.active)
    if reading.failure:
        return PageWindow([], refusal=cannot, active=active)
    windows = -(-reading.pages // AT_ONCE)
    number = min(max(number, 1), windows)
    first, last = (number - 1) * AT_ONCE + 1, min(number * AT_ONCE, reading.pages)
    sizes = reading.sizes(content, first, last)
    return PageWindow(
        [DocumentPage(place, *size) for place, size in enumerate(sizes, first)],
        reading.pages,
        number - 1,
        number + 1 if number < windows else 0,
        active=active,
    )
