"""Which requirements an inspection looks at: those of the sealed score sheets, as they were proved.

Of each criterion the options that the council's sheets chose are compared: it was proved to reach what more than half
of the sheets reach, as with the requirements of a star (ratings/sheets/star.py). What had no points proved nothing.
A star recorded from elsewhere has no sealed sheet: its checklist is the requirements of its stars on the official
sheet in force.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ratings.decisions.models import Recognition
from ratings.scoring.models import Result
from ratings.sheets.models import Criterion, Option, Sheet


def options_as_proved(recognition: Recognition) -> list[Option]:
    """Return the option that each requirement was proved to reach, in the order of the sheet."""
    result = Result.objects.filter(dossier=recognition.dossier_id).select_related("dossier__sheet").first()
    if result is None:
        return list(_asked_for(recognition))
    content = result.content
    criteria = result.dossier.sheet.criteria.scored(content["branch"]).prefetch_related("options")
    return [found for each in criteria if (found := reached(each, content["sheets"]))]


def reached(criterion: Criterion, sheets: list[dict[str, Any]]) -> Option | None:
    """Return the option that more than half of the sealed sheets reach; None if it has no points."""
    options = list(criterion.options.all())
    chosen = [sheet["choices"].get(criterion.code) for sheet in sheets if criterion.code in sheet["points"]]
    found = [options[choice] for choice in chosen if choice is not None]
    found.sort(key=lambda option: option.points, reverse=True)
    half = len(sheets) // 2
    return found[half] if half < len(found) and found[half].points else None


def _asked_for(recognition: Recognition) -> Iterator[Option]:
    """Yield the options that the official sheet requires for the stars, the highest of each criterion."""
    sheet = Sheet.objects.in_force().filter(product_set=recognition.product.product_set_id).first()
    if sheet is None:
        return
    for criterion in sheet.criteria.scored().prefetch_related("options"):
        required = [each for each in criterion.options.all() if each.gate and each.gate <= recognition.stars]
        if required:
            yield max(required, key=lambda option: option.points)
