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
def start_recognitions_due(day):
    """Show recognitions that begin on the day."""
    CatalogueEntry.objects.start_recognitions_due(day)


@nightly
def catalogue_entries(day):
    """Refresh entries that differ from the registers; delete words and changes that nothing needs any more."""
    for _done in CatalogueEntry.objects.rebuild():
        pass
    CatalogueWord.prune()
    CatalogueChange.prune()
