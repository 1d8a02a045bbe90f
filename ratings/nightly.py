"""Nightly jobs of the app."""

from ocop.operation.nightly import nightly
from ratings.sheets.models import Sheet
from ratings.sheets.versions import name_product_set


@nightly
def names_of_product_sets(day):
    """Set the names of each product set to those of the sheet in force on the day."""
    for sheet in Sheet.objects.in_force(day):
        name_product_set(sheet)
