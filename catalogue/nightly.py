"""What the app does every night."""

from datetime import timedelta

from django.conf import settings

from catalogue.models import CatalogueChange, CatalogueEntry, CatalogueWord
from catalogue.open_data.files import due, export, tidy
from ocop.nightly import nightly


@nightly
def open_data_files(day):
    """Write the files of the day that has ended, as nothing is recorded on it any more, and let old ones go."""
    root, ended = settings.OPEN_DATA_ROOT, day - timedelta(days=1)
    for each in due(root, ended):
        export(root, each)
    tidy(root, ended)


@nightly
def begin_recognitions(day):
    """Enter recognitions that begin on the day into the catalogue."""
    CatalogueEntry.objects.begin(day)


@nightly
def catalogue_entries(day):
    """Write entries anew where they differ from the registers; forget old words and the changes of the days before."""
    for _done in CatalogueEntry.objects.rebuild():
        pass
    CatalogueWord.forget()
    CatalogueChange.forget()
