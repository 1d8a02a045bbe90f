"""What of the registers of a province does not come back as it went out."""

import io

from ocop.files.spreadsheets import CONTENT_TYPES, write_list
from ocop.places.gazetteer import Gazetteer
from products.models import Product
from ratings.imports.exporting import ProductFormat
from ratings.imports.formats.known import FORMATS
from ratings.imports.register import preview


def not_the_same(province):
    """Return the rows of all lists of a province that would change something or are refused, and all questions."""
    found, gazetteer = [], Gazetteer()
    for format_ in (ProductFormat(), *FORMATS.values()):
        path = "producer__place" if format_.model is Product else format_.model.place_path
        rows = format_.model.objects.filter(**{f"{path}__province": province}).for_list()
        for ending in CONTENT_TYPES:
            file = io.BytesIO()
            if not (count := write_list(ending, format_.headings, format_.cells(rows), file)):
                continue
            plan = preview(
                file.getvalue(), file_name=f"list.{ending}", province=province, gazetteer=gazetteer
            )
            found += [each for each in plan.outcomes if each.status != "same"] + plan.questions
            found += [] if len(plan.outcomes) == count else [(format_.model, ending, count)]
            found += [] if plan.register == getattr(format_, "name", "") else [plan.register]
    return found
