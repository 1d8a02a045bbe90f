"""Nightly jobs of the app."""

from ocop.operation.nightly import nightly
from ratings.imports.ending import end_old_imports
from ratings.sheets.models import Sheet
from ratings.sheets.versions import name_product_set


@nightly
def names_of_product_sets(day):
    """Set the names of each product set to those of the sheet in force on the day."""
    for sheet in Sheet.objects.in_force(day):
        name_product_set(sheet)


@nightly
def old_imports(day):
    """Delete the contents of lists that were uploaded more than 90 days ago."""
    end_old_imports(day)
