"""Where the readings of a province are shown: by the criteria that their questions touch."""

from collections.abc import Iterable

from ocop.models import Place
from ratings.sheets.models import CriterionKind, Sheet, SheetReading
from ratings.sheets.open_questions import Question, questions_of

ASKED = (CriterionKind.SECTION, CriterionKind.CRITERION)


def questions_on(sheet: Sheet) -> list[Question]:
    """The open questions of a sheet; one query unless its criteria are fetched."""
    nodes = sorted(sheet.criteria.all(), key=lambda node: node.position)
    names = {node.code: node.label_vi for node in nodes if node.kind in ASKED}
    return questions_of(sheet.open_questions, sheet.number, names)


def readings_for(dossier, day=None) -> dict[str, list[SheetReading]]:
    """The readings that the dossier's province has on `day` (today unless told) by code of the criterion.

    What concerns the whole sheet stands under "". A dossier before the ministry has none: a province's
    reading binds its own council alone. One query where there is no reading.
    """
    if dossier.is_national:
        return {}
    place = Place.objects.filter(pk=dossier.product.producer.place_id).values("province")
    rows = SheetReading.objects.in_force(day).filter(place__in=place).on_versions_of(dossier.sheet).for_list()
    return by_code(newest(rows), dossier.sheet) if rows else {}


def newest(readings: Iterable[SheetReading]) -> list[SheetReading]:
    """Of one province's readings on versions of a sheet, for each question the one on the latest version.

    So a reading goes with its question through the versions of a decision, until the province reads it otherwise.
    """
    latest = {each.question: each for each in sorted(readings, key=lambda each: each.sheet.version)}
    return list(latest.values())


def by_code(readings: Iterable[SheetReading], sheet: Sheet) -> dict[str, list[SheetReading]]:
    """Readings of one sheet by code of the criteria that their questions touch, "" for the whole sheet."""
    codes = {question.key: question.codes for question in questions_on(sheet)}
    found: dict[str, list[SheetReading]] = {}
    # A question that this version no longer asks has no place on it.
    for reading in (each for each in readings if each.question in codes):
        for code in codes[reading.question] or ("",):
            found.setdefault(code, []).append(reading)
    return found


def questions_of_sheets(sheets: Iterable[Sheet]) -> list[dict]:
    """Each question once, with the sheets on which it arises and all criteria it touches there."""
    found: dict[tuple, dict] = {}
    for sheet in sheets:
        for each in questions_on(sheet):
            entry = found.setdefault((each.kind, each.detail), {"question": each, "sheets": [], "codes": {}})
            entry["sheets"].append(sheet)
            entry["codes"] |= dict.fromkeys(each.codes)
    return list(found.values())


def with_readings(sheet: Sheet, readings: Iterable[SheetReading]) -> list[dict]:
    """The questions of a sheet, each with the readings of it that the reader may see."""
    readings = list(readings)
    return [
        {"question": each, "readings": [one for one in readings if one.question == each.key]}
        for each in questions_on(sheet)
    ]
