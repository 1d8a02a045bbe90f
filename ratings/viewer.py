"""A piece of evidence as it is read beside a score sheet: its pages, and what the producer claims by it."""

from dataclasses import dataclass

from ocop.page_images import NotReadable, page_sizes
from ratings.models import Criterion, Evidence
from ratings.score_sheet import claims_of
from ratings.sheet_form import Given


@dataclass(frozen=True)
class Page:
    """A page of the document: its number from 1 and its size in pixels as it is drawn."""

    number: int
    width: int
    height: int


@dataclass(frozen=True)
class Viewer:
    """The piece; `pages` is empty where the document is locked or broken. `claims`: (criterion, claim or None)."""

    piece: Evidence
    pages: list[Page]
    claims: list[tuple[Criterion, Given | None]]


def viewer_of(piece) -> Viewer:
    """Read the document and the claims; `piece` comes from `for_detail()`."""
    claims = claims_of(piece.dossier)
    return Viewer(
        piece, pages_of(piece.document), [(node, claims.get(node.pk)) for node in piece.cites.all()]
    )


def pages_of(document) -> list[Page]:
    """The pages of a stored document; none where it cannot be drawn or is not there."""
    try:
        with document.open("rb") as file:
            return [Page(number, *size) for number, size in enumerate(page_sizes(file), 1)]
    except (NotReadable, OSError, ValueError):
        return []
