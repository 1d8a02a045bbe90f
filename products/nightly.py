"""What the app does every night."""

from django.conf import settings

from ocop.nightly import nightly
from products.open_data.files import export, tidy


@nightly
def open_data_files(day):
    """Write the files of the open data as of the day, and let old ones go."""
    export(settings.OPEN_DATA_ROOT, day)
    tidy(settings.OPEN_DATA_ROOT, day)
