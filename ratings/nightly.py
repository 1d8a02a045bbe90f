"""What the app does every night."""

from ocop.nightly import nightly
from ratings.models import CatalogueChange, CatalogueEntry, CatalogueWord, Sheet
from ratings.publishing import name_product_set


@nightly
def begin_recognitions(day):
    """Enter recognitions that begin on the day into the catalogue."""
    CatalogueEntry.objects.begin(day)


@nightly
def names_of_product_sets(day):
    """Give each product set the names of the sheet that holds on the day."""
    for sheet in Sheet.objects.in_force(day):
        name_product_set(sheet)


@nightly
def catalogue_entries(day):
    """Write entries anew where they differ from the registers; forget old words and the changes of the days before."""
    for _done in CatalogueEntry.objects.rebuild():
        pass
    CatalogueWord.forget()
    CatalogueChange.forget()
