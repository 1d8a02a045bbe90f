"""What the app does every night."""

from ocop.nightly import nightly
from ratings.sheets.models import Sheet
from ratings.sheets.versions import name_product_set


@nightly
def names_of_product_sets(day):
    """Give each product set the names of the sheet that holds on the day."""
    for sheet in Sheet.objects.in_force(day):
        name_product_set(sheet)
