"""Store the file of a score sheet as a draft; the official sheets of the portal are published at once."""

from datetime import date
from typing import Any, cast

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ocop.values.dates import today
from products.models import ProductSet
from ratings.sheets.files import SheetError, SheetFile, verify, verify_shape
from ratings.sheets.models import Criterion, CriterionKind, Option, Sheet
from ratings.sheets.models.sheet import BRANCH_NAMES, SheetQuerySet
from ratings.sheets.star import Rubric

HEAD = ("name", "sector", "group", "subgroup", "ministries")
PLAIN_FIELDS = (
    "decision", "number", "key", "samples", "gates_footnote_printed", "total", "disqualifiers", "branch_sections",
)  # fmt: skip


@transaction.atomic
def publish(file: SheetFile, *, source: str) -> bool:
    """Publish a SheetFile as in its decision; return whether it is new. An unchanged sheet is not touched.

    The product set is created or updated as well. Raise SheetError if this version is published with other
    content: a correction is a new version.
    """
    if sheet := stored_versions(file).for_detail().first():
        if sheet.published_at is None:
            raise SheetError(
                _("sheet %(number)d: version %(version)d is a draft, publish that") % _named(sheet)
            )
        if sheet.content() != (file.printed, file.bands, file.errata, file.open_questions):
            raise SheetError(
                _("sheet %(number)d: version %(version)d is published with another content") % _named(sheet)
            )
        # A file without a last day does not reset one that a later version may have set.
        if file.in_force_until:
            stored_versions(file).update(in_force_until=file.in_force_until)
        return False
    sheet = save_draft(file, source=source)
    validate(sheet)
    if sheet.in_force_from <= today():
        name_product_set(sheet)
    Sheet.objects.filter(pk=sheet.pk).update(published_at=timezone.now())
    return True


@transaction.atomic
def save_draft(file: SheetFile, *, source: str) -> Sheet:
    """Store a SheetFile as a draft and return it; it replaces an earlier draft of its version.

    Raise SheetError if the file has not the format of a sheet, or if its version is published.
    """
    verify_shape(file.document)
    for earlier in stored_versions(file):
        discard(earlier)
    sheet = Sheet.objects.create(source=source, **fields_of(file))
    _save_tree(sheet, file.printed["parts"])
    return sheet


def discard(sheet: Sheet) -> None:
    """Delete a draft; raise SheetError for a published version."""
    if sheet.published_at:
        raise SheetError(
            _("sheet %(number)d: version %(version)d is published, a correction is a new version")
            % _named(sheet)
        )
    sheet.delete()


def validate(sheet: Sheet) -> None:
    """Mark a draft as verified, or raise SheetError with the node that does not add up."""
    verify(Sheet.objects.for_detail().get(pk=sheet.pk).document())
    Sheet.objects.drafts().filter(pk=sheet.pk).update(validated_at=timezone.now())


def stored_versions(file: SheetFile) -> SheetQuerySet:
    """Return the stored sheet with the file's decision, number and version, if there is one."""
    return Sheet.objects.filter(
        decision_slug=slug_of(file.printed["decision"]), number=file.printed["number"], version=file.version
    )


def draft_file(document: object) -> SheetFile:
    """Return a document, as in a file or at the public address, as the SheetFile of a new version.

    Version number and missing `about` (bands, corrected misprints, open questions) come from the newest
    version of its decision and number; for another decision only the bands do, from the latest sheet of its
    product set. Raise SheetError if it has not the format of a sheet.
    """
    if not isinstance(document, dict):
        raise SheetError(_("the file holds no sheet: it must begin with “{”, as the sample does"))
    try:
        about = document.get("about") or {}
        document = {name: value for name, value in document.items() if name != "about"}
        verify_shape(document)
        bands = [[band["star"], band["min"]] for band in about.get("star_bands", ())]
    except KeyError as error:
        raise SheetError(
            _("not the shape of a sheet: “%(key)s” is missing") % {"key": error.args[0]}
        ) from error
    except (AttributeError, TypeError) as error:
        raise SheetError(_("not the shape of a sheet: compare it with the sample, field by field")) from error
    number, slug = document["number"], slug_of(document["decision"])
    if not isinstance(number, int) or not ProductSet.objects.filter(number=number).exists():
        raise SheetError(_("there is no product set %(number)s") % {"number": number})
    published = Sheet.objects.published().filter(number=number)
    # A recalled version keeps its number.
    taken = Sheet.objects.filter(number=number, decision_slug=slug, published_at__isnull=False)
    known = taken.order_by("version").last()
    before = known or published.order_by("in_force_from").last()
    document.setdefault("version", known.version + 1 if known else 1)
    document.pop("in_force_until", None)
    return SheetFile(
        document,
        about.get("errata", known.errata if known else []),
        about.get("open", known.open_questions if known else []),
        bands or (before.bands if before else [list(band) for band in Rubric(()).bands]),
    )


def _named(sheet: Sheet) -> dict[str, int]:
    return {"number": sheet.number, "version": sheet.version}


def slug_of(decision: str) -> str:
    """For example “26/2026/QĐ-TTg” gives “26-2026”."""
    return "-".join(decision.split("/")[:2])


def fields_of(file: SheetFile) -> dict[str, Any]:
    """Return the fields of a SheetFile; its product set is created if there is none."""
    printed = file.printed
    product_set, _made = ProductSet.objects.get_or_create(
        number=printed["number"], defaults=product_set_of(printed)
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


def product_set_of(head: dict) -> dict[str, Any]:
    """Return the fields of a product set from the head of its sheet."""
    return {
        "sector": head["sector"]["code"],
        "group_code": head["group"]["code"],
        "group_vi": head["group"]["vi"],
        "group_en": head["group"]["en"],
        "subgroup": head["subgroup"] or "",
        "name_vi": head["name"]["vi"],
        "name_en": head["name"]["en"],
        "ministries": head["ministries"],
    }


def name_product_set(sheet: Sheet) -> None:
    """Update the product set to the names of a sheet in force."""
    names = product_set_of(sheet.head)
    ProductSet.objects.filter(pk=sheet.product_set_id).exclude(**names).update(**names)


def _save_tree(sheet: Sheet, parts: list[dict[str, Any]]) -> None:
    """Save the nodes and options of an unpublished sheet, one query per depth."""
    waiting: list[tuple[Criterion | None, str, dict]] = [(None, CriterionKind.PART, part) for part in parts]
    by_code: dict[str, Criterion] = {}
    position, saved = _positions(parts), []
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
        row.depends_on = by_code[cast(dict, row.condition)["depends_on"]]
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


def _criterion(
    sheet: Sheet, parent: Criterion | None, kind: str, node: dict[str, Any], position: int
) -> Criterion:
    return Criterion(
        sheet=sheet,
        parent=parent,
        kind=kind,
        # Only a case has no code of its own; it always has a parent.
        code=node.get("code") or cast(Criterion, parent).code,
        case=node.get("case"),
        position=position,
        max=node.get("max", parent.max if parent else 0),
        label_vi=node["name"]["vi"],
        label_en=node["name"]["en"],
        condition=node.get("condition"),
        disqualifier=node.get("disqualifier"),
        notes=node.get("notes", []),
    )


def _positions(parts: list[dict]) -> dict[int, int]:
    """Return the printed position of each node, by `id()`."""
    found: dict[int, int] = {}
    waiting = list(parts)[::-1]
    while waiting:
        node = waiting.pop()
        found[id(node)] = len(found)
        waiting += [child for name in BRANCH_NAMES.values() for child in node.get(name, ())][::-1]
    return found
