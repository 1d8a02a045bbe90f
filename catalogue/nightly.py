"""Nightly jobs of the catalogue."""

from datetime import timedelta

from django.conf import settings

from catalogue.models import CatalogueChange, CatalogueEntry, CatalogueWord
from catalogue.open_data.files import due, export, tidy
from ocop.operation.nightly import nightly


@nightly
def open_data_files(day):
    """Export the day that has ended, since nothing is recorded on it any more, and delete old exports."""
    root, ended = settings.OPEN_DATA_ROOT, day - timedelta(days=1)
    for each in due(root, ended):
        export(root, each)
    tidy(root, ended)


@nightly
def start_recognitions_due(day):
    CatalogueEntry.objects.start_recognitions_due(day)


@nightly
def catalogue_entries(day):
    """Refresh entries that differ from the registers; delete old words and changes."""
    for _done in CatalogueEntry.objects.rebuild():
        pass
    CatalogueWord.prune()
    CatalogueChange.prune()
