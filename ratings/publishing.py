"""Publishing a score sheet from its file."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from products.models import ProductSet
from ratings.models import Criterion, CriterionKind, Option, Sheet
from ratings.models.sheet import BRANCH_NAMES
from ratings.sheet_files import SheetError

HEAD = ("name", "sector", "group", "subgroup", "ministries")
PLAIN_FIELDS = (
    "decision", "number", "key", "samples", "gates_footnote_printed", "total", "disqualifiers", "branch_sections",
)  # fmt: skip


@transaction.atomic
def publish(file, *, source):
    """Publish a SheetFile; return whether it is new. An unchanged sheet is left alone.

    Creates or updates the product set as well. Raises SheetError if this version is published with
    another content: a correction is a new version.
    """
    stored = Sheet.objects.filter(
        decision_slug=slug_of(file.printed["decision"]), number=file.printed["number"], version=file.version
    )
    if sheet := stored.for_detail().first():
        if sheet.content() != (file.printed, file.bands, file.errata, file.open_questions):
            raise SheetError(
                f"sheet {sheet.number}: version {sheet.version} is published with another content"
            )
        stored.update(in_force_until=file.in_force_until)
        return False
    sheet = Sheet.objects.create(source=source, **fields_of(file))
    _save_tree(sheet, file.printed["parts"])
    Sheet.objects.filter(pk=sheet.pk).update(published_at=timezone.now())
    return True


def slug_of(decision):
    """“26/2026/QĐ-TTg” gives “26-2026”."""
    return "-".join(decision.split("/")[:2])


def fields_of(file):
    """The row of a SheetFile, its product set created or brought up to date."""
    printed = file.printed
    product_set, _created = ProductSet.objects.update_or_create(
        number=printed["number"],
        defaults={
            "sector": printed["sector"]["code"],
            "group_code": printed["group"]["code"],
            "group_vi": printed["group"]["vi"],
            "group_en": printed["group"]["en"],
            "subgroup": printed["subgroup"] or "",
            "name_vi": printed["name"]["vi"],
            "name_en": printed["name"]["en"],
            "ministries": printed["ministries"],
        },
    )
    return {name: printed[name] for name in PLAIN_FIELDS} | {
        "product_set": product_set,
        "decision_slug": slug_of(printed["decision"]),
        "version": file.version,
        "head": {name: printed[name] for name in HEAD},
        "bands": file.bands,
        "errata": file.errata,
        "open_questions": file.open_questions,
        "in_force_from": date.fromisoformat(printed["in_force_from"]),
        "in_force_until": file.in_force_until,
    }


def _save_tree(sheet, parts):
    """Save the nodes and options of an unpublished sheet, one query for each depth."""
    waiting, by_code, position = [(None, CriterionKind.PART, part) for part in parts], {}, _positions(parts)
    saved = []
    while waiting:
        rows = [_criterion(sheet, parent, kind, node, position[id(node)]) for parent, kind, node in waiting]
        Criterion.objects.bulk_create(rows)
        level = [(row, node) for row, (_parent, _kind, node) in zip(rows, waiting, strict=True)]
        saved += level
        by_code |= {row.code: row for row, _node in level if row.kind != CriterionKind.CASE}
        waiting = [
            (row, kind, child)
            for row, node in level
            for kind, name in BRANCH_NAMES.items()
            for child in node.get(name, ())
        ]
    dependent = [row for row, _node in saved if row.condition and row.condition["depends_on"]]
    for row in dependent:
        row.depends_on = by_code[row.condition["depends_on"]]
    Criterion.objects.bulk_update(dependent, ["depends_on"])
    Option.objects.bulk_create(
        Option(
            criterion=row,
            position=number,
            points=option["points"],
            gate=option["gate"],
            label_vi=option["vi"],
            label_en=option["en"],
        )
        for row, node in saved
        for number, option in enumerate(node.get("options", ()))
    )


def _criterion(sheet, parent, kind, node, position):
    return Criterion(
        sheet=sheet,
        parent=parent,
        kind=kind,
        code=node.get("code") or parent.code,
        case=node.get("case"),
        position=position,
        max=node.get("max", parent.max if parent else 0),
        label_vi=node["name"]["vi"],
        label_en=node["name"]["en"],
        condition=node.get("condition"),
        disqualifier=node.get("disqualifier"),
        notes=node.get("notes", []),
    )


def _positions(parts):
    """The printed order of all nodes, by identity."""
    found, waiting = {}, list(parts)[::-1]
    while waiting:
        node = waiting.pop()
        found[id(node)] = len(found)
        waiting += [child for name in BRANCH_NAMES.values() for child in node.get(name, ())][::-1]
    return found
