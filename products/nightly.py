"""What the app does every night."""

from datetime import timedelta

from django.conf import settings

from ocop.nightly import nightly
from products.open_data.files import due, export, tidy


@nightly
def open_data_files(day):
    """Write the files of the day that has ended, as nothing is recorded on it any more, and let old ones go."""
    root, ended = settings.OPEN_DATA_ROOT, day - timedelta(days=1)
    for each in due(root, ended):
        export(root, each)
    tidy(root, ended)
