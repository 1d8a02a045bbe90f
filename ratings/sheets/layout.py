"""A sheet laid out for reading: parts with their criteria, star requirements, differences by place."""

from collections.abc import Iterable
from itertools import groupby

from ratings.sheets.differences import Difference, differences
from ratings.sheets.files import SheetError, verify
from ratings.sheets.models import Criterion, CriterionKind, Sheet
from ratings.sheets.star import GATES


def parts_of(nodes: Iterable[Criterion]):
    """[{"node": part, "nodes": what stands below it in printed order}]."""
    parts: list[dict] = []
    for node in nodes:
        if node.kind == CriterionKind.PART:
            parts.append({"node": node, "nodes": []})
        else:
            parts[-1]["nodes"].append(node)
    return parts


def gates_of(sheet: Sheet):
    """[(stars, [(code, least points, case)])] of a sheet from `for_detail()`, lowest star first."""
    found = [
        (option.gate, (leaf.code, option.points, leaf.case))
        for leaf in sheet.rubric().leaves
        for option in leaf.options
        if option.gate
    ]
    return [(star, [gate for each, gate in found if each == star]) for star in GATES]


def differing(old: Sheet, new: Sheet):
    """[(place in words, its differences)] between two sheets; reads the trees anew."""
    before, after = (Sheet.objects.for_detail().get(pk=each.pk) for each in (old, new))
    return by_place(differences(before.document(), after.document(), before.bands, after.bands))


def by_place(found: Iterable[Difference]):
    """[(place in words, its differences)] of differences in printed order."""
    return [(place, list(each)) for place, each in groupby(found, key=lambda each: each.place)]


def fault_of(sheet: Sheet) -> str:
    """The first node that does not add up, in words; empty if the sheet, from `for_detail()`, adds up."""
    try:
        verify(sheet.document())
    except SheetError as error:
        return str(error)
    return ""
