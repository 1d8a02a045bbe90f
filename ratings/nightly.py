"""What the app does every night."""

from ocop.nightly import nightly
from ratings.models import CatalogueChange, CatalogueEntry


@nightly
def begin_recognitions(day):
    """Enter recognitions that begin on the day into the catalogue, and forget the changes of the days before."""
    CatalogueEntry.objects.begin(day)
    CatalogueChange.forget()
