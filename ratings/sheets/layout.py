"""Layout of a sheet for reading: parts with criteria, star requirements, differences by place."""

from collections.abc import Iterable
from itertools import groupby

from ratings.sheets.differences import Difference, differences
from ratings.sheets.files import SheetError, verify
from ratings.sheets.models import Criterion, CriterionKind, Sheet
from ratings.sheets.star import GATES


def parts_with_nodes(nodes: Iterable[Criterion]) -> list[dict]:
    """Return [{"node": part, "nodes": its descendants in printed order}]."""
    parts: list[dict] = []
    for node in nodes:
        if node.kind == CriterionKind.PART:
            parts.append({"node": node, "nodes": []})
        else:
            parts[-1]["nodes"].append(node)
    return parts


def gates_of(sheet: Sheet) -> list[tuple[int, list[tuple[str, int, int | None]]]]:
    """Return [(stars, [(code, minimum points, case)])] of a sheet from `for_detail()`, lowest star first."""
    found = [
        (option.gate, (leaf.code, option.points, leaf.case))
        for leaf in sheet.rubric().leaves
        for option in leaf.options
        if option.gate
    ]
    return [(star, [gate for each, gate in found if each == star]) for star in GATES]


def differing(old: Sheet, new: Sheet) -> list[tuple[str, list[Difference]]]:
    """Return [(place, differences)] between two sheets; loads the trees anew."""
    before, after = (Sheet.objects.for_detail().get(pk=each.pk) for each in (old, new))
    return by_place(differences(before.document(), after.document(), before.bands, after.bands))


def by_place(found: Iterable[Difference]) -> list[tuple[str, list[Difference]]]:
    """Group differences in printed order as [(place, differences)]."""
    return [(place, list(each)) for place, each in groupby(found, key=lambda each: each.place)]


def fault_of(sheet: Sheet) -> str:
    """Return a sentence on the first node that does not add up; else empty. The sheet comes from `for_detail()`."""
    try:
        verify(sheet.document())
    except SheetError as error:
        return str(error)
    return ""
