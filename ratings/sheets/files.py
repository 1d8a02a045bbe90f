"""Read and verify the files of score sheets.

A folder holds one JSON file per sheet and index.json (list of files, errata, open questions, bands, and
expected numbers of criteria, options and gates). The format is described in
ratings/sheets/official/README.md.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

GATES = {3, 4, 5}
PARTS = {"A": 40, "B": 25, "C": 35}
TOTAL = 100
NOTE_KINDS = {"explanation", "evidence", "requirement", "stop", "exclusion", "choose_alternative"}
CONDITION_KINDS = {"applies_only_if", "mandatory_scope"}

# Required and optional keys of each kind of object.
SHEET_KEYS = (
    {
        "decision", "in_force_from", "number", "key", "name", "sector", "group", "subgroup", "ministries", "samples",
        "gates_footnote_printed", "total", "disqualifiers", "branch_sections", "parts",
    },
    {"version", "in_force_until"},
)  # fmt: skip
PART_KEYS: tuple[set[str], set[str]] = ({"code", "name", "max", "sections"}, set())
NODE_KEYS = (
    {"code", "name", "max"},
    {"condition", "disqualifier", "notes", "options", "alternatives", "children"},
)
CASE_KEYS: tuple[set[str], set[str]] = ({"case", "name", "options"}, set())
OPTION_KEYS: tuple[set[str], set[str]] = ({"points", "gate", "vi", "en"}, set())
INDEX_KEYS = (
    {"decision", "files", "scoring_units", "options", "gates", "errata", "open", "scoring"},
    {"signed"},
)

Node = Mapping[str, Any]


class SheetError(ValueError):
    """The file is no valid score sheet; the message names sheet and node."""


@dataclass(frozen=True)
class SheetFile:
    """A verified sheet with its entry in the index."""

    document: dict[str, Any]
    errata: list[dict[str, Any]]
    open_questions: list[dict[str, Any]]
    bands: list[list[int]]

    @property
    def version(self) -> int:
        """1 unless the file says that it replaces an earlier version."""
        return self.document.get("version", 1)

    @property
    def in_force_until(self) -> date | None:
        """First day no longer in force, if known."""
        until = self.document.get("in_force_until")
        return date.fromisoformat(until) if until else None

    @property
    def printed(self) -> dict[str, Any]:
        """The sheet itself, without version and last day."""
        return {key: value for key, value in self.document.items() if key not in SHEET_KEYS[1]}


def read_folder(folder: Path) -> list[SheetFile]:
    """Return the sheets of a folder in the order of its index, or raise SheetError."""
    index = _read(folder / "index.json")
    _keys(index, INDEX_KEYS, "index.json")
    documents = [_read(folder / name) for name in index["files"]]
    if extra := {path.name for path in folder.glob("*.json")} - {*index["files"], "index.json"}:
        raise SheetError(f"index.json does not name {', '.join(sorted(extra))}")
    for document in documents:
        verify(document)
    _verify_counts(index, documents)
    bands = [[band["star"], band["min"]] for band in index["scoring"]["star_bands"]]
    return [
        SheetFile(
            document,
            [entry for entry in index["errata"] if entry["sheet"] == document["number"]],
            [entry for entry in index["open"] if _concerns(entry["sheet"], document["number"])],
            bands,
        )
        for document in documents
    ]


def verify(document: Node) -> None:
    """Raise SheetError unless the sheet has a valid shape and adds up."""
    verify_shape(document)
    verify_sums(document)


def verify_shape(document: Node) -> None:
    """Raise SheetError unless all required keys are present and none is unknown; sums are not checked."""
    where = sheet_label(document.get("number", "?"))
    _keys(document, SHEET_KEYS, where)
    for named in ("name", "sector", "group"):
        _labels(document[named], f"{where}, {named}")
    for ground in document["disqualifiers"]:
        _labels(ground, f"{where}, disqualifiers")
    for part in document["parts"]:
        _keys(part, PART_KEYS, f"{where}, {part['code']}")
        _labels(part["name"], f"{where}, {part['code']}")
        for section in part["sections"]:
            _verify_node(section, "", where)
    _verify_references(document, where)


def verify_sums(document: Node) -> None:
    """Raise SheetError for the first node that does not add up; the shape must be valid."""
    where = sheet_label(document["number"])
    parts = {part["code"]: part["max"] for part in document["parts"]}
    if parts != PARTS or document["total"] != TOTAL:
        raise SheetError(
            _("%(where)s: parts are %(parts)s of %(total)s, expected %(expected)s of %(all)s")
            % {"where": where, "parts": parts, "total": document["total"], "expected": PARTS, "all": TOTAL}
        )
    for part in document["parts"]:
        _sum(part["sections"], part["max"], f"{where}, {part['code']}")
    for node in nodes(document):
        if "children" in node:
            _sum(node["children"], node["max"], f"{where}, {node['code']}")
        for options in leaf_options(node):
            _add_up(options, node["max"], f"{where}, {node['code']}")


def nodes(document: Node) -> Iterator[Node]:
    """Yield sections and criteria in printed order, without parts and cases."""
    waiting = [section for part in document["parts"] for section in part["sections"]][::-1]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += node.get("children", [])[::-1]


def leaf_options(node: Node) -> list[list[Node]]:
    """Return the lists of options of a node: one for a leaf, one per case, none for a node with children."""
    cases = [case["options"] for case in node.get("alternatives", [])]
    return [node["options"], *cases] if "options" in node else cases


def _verify_node(node: Node, above: str, sheet: str) -> None:
    where = f"{sheet}, {node.get('code', f'below {above}')}"
    _keys(node, NODE_KEYS, where)
    _labels(node["name"], where)
    if above and not node["code"].startswith(f"{above}."):
        raise SheetError(_("%(where)s: stands below %(above)s") % {"where": where, "above": above})
    if sum(key in node for key in ("options", "alternatives", "children")) != 1:
        raise SheetError(_("%(where)s: needs either options or alternatives or children") % {"where": where})
    _verify_remarks(node, where)
    for child in node.get("children", []):
        _verify_node(child, node["code"], sheet)
    for case in node.get("alternatives", []):
        _keys(case, CASE_KEYS, where)
        _labels(case["name"], where)
    for options in leaf_options(node):
        _verify_options(options, where)


def _verify_remarks(node: Node, where: str) -> None:
    for note in node.get("notes", []):
        _keys(note, ({"kind", "text"}, set()), f"{where}, note")
        _labels(note["text"], f"{where}, note")
        if note["kind"] not in NOTE_KINDS:
            raise SheetError(
                _("%(where)s: unknown kind of note %(kind)r") % {"where": where, "kind": note["kind"]}
            )
    if "disqualifier" in node:
        _labels(node["disqualifier"], f"{where}, disqualifier")
    if "condition" in node:
        _keys(node["condition"], ({"kind", "depends_on", "text"}, set()), f"{where}, condition")
        _labels(node["condition"]["text"], f"{where}, condition")
        if node["condition"]["kind"] not in CONDITION_KINDS:
            raise SheetError(
                _("%(where)s: unknown kind of condition %(kind)r")
                % {"where": where, "kind": node["condition"]["kind"]}
            )


def _verify_options(options: list[Node], where: str) -> None:
    for option in options:
        _keys(option, OPTION_KEYS, f"{where}, option")
        _labels(option, f"{where}, option")
        if option["gate"] is not None and option["gate"] not in GATES:
            raise SheetError(
                _("%(where)s: a gate of %(stars)s stars, expected 3, 4, 5 or none")
                % {"where": where, "stars": option["gate"]}
            )
        if (
            not isinstance(option["points"], int)
            or isinstance(option["points"], bool)
            or option["points"] < 0
        ):
            raise SheetError(
                _("%(where)s: %(points)r points, expected a whole number")
                % {"where": where, "points": option["points"]}
            )


def _add_up(options: list[Node], most: int, where: str) -> None:
    points = [option["points"] for option in options]
    gates = [option["gate"] for option in options if option["gate"]]
    if max(points, default=0) != most:
        raise SheetError(
            _("%(where)s: the best option gives %(points)d points, expected %(most)s")
            % {"where": where, "points": max(points, default=0), "most": most}
        )
    if points != sorted(points) or gates != sorted(set(gates)):
        raise SheetError(_("%(where)s: points or gates fall from one option to the next") % {"where": where})


def _verify_references(document: Node, where: str) -> None:
    codes = Counter(node["code"] for node in nodes(document))
    if doubled := [code for code, times in codes.items() if times > 1]:
        raise SheetError(_("%(where)s: the code stands twice") % {"where": f"{where}, {doubled[0]}"})
    leaves = {node["code"] for node in nodes(document) if "options" in node}
    for node in nodes(document):
        condition = node.get("condition", {})
        needs_target = condition.get("kind") == "applies_only_if"
        if (needs_target or condition.get("depends_on")) and condition["depends_on"] not in leaves - {
            node["code"]
        }:
            raise SheetError(
                _("%(where)s: depends on %(code)r, which is no criterion")
                % {"where": f"{where}, {node['code']}", "code": condition["depends_on"]}
            )
    _verify_branches(document, where)


def _verify_branches(document: Node, where: str) -> None:
    cases = {
        node["code"]: [case["case"] for case in node["alternatives"]]
        for node in nodes(document)
        if "alternatives" in node
    }
    for group in document["branch_sections"]:
        for code in group:
            if code not in cases:
                raise SheetError(f"{where}, {code}: named in branch_sections, has no alternatives")
        if len({tuple(cases[code]) for code in group}) > 1:
            raise SheetError(f"{where}, {group[0]}: the sections of a branch have different cases")
    # One case is chosen for the whole sheet, so there is at most one group.
    if sorted(cases) != sorted(code for group in document["branch_sections"] for code in group):
        raise SheetError(f"{where}: branch_sections and the sections with alternatives differ")
    if len(document["branch_sections"]) > 1:
        raise SheetError(f"{where}: more than one group of branch_sections")


def _verify_counts(index: Node, documents: Sequence[Node]) -> None:
    every = [node for document in documents for node in nodes(document)]
    options = [option for node in every for levels in leaf_options(node) for option in levels]
    found = {
        "scoring_units": sum("children" not in node for node in every),
        "options": len(options),
        "gates": sum(option["gate"] is not None for option in options),
    }
    for name, count in found.items():
        if count != index[name]:
            raise SheetError(f"index.json: {count} {name} in the files, expected {index[name]}")
    if doubled := [
        n for n, times in Counter(document["number"] for document in documents).items() if times > 1
    ]:
        raise SheetError(f"sheet {doubled[0]}: stands in two files")
    if others := [d["number"] for d in documents if d["decision"] != index["decision"]]:
        raise SheetError(f"sheet {others[0]}: belongs to another decision than the index")


def sheet_label(number: Any) -> str:
    """Return the name of a sheet for messages."""
    return _("sheet %(number)s") % {"number": number}


def _sum(children: list[Node], most: int, where: str) -> None:
    points = sum(child["max"] for child in children)
    if points != most:
        raise SheetError(
            _("%(where)s: the parts sum to %(points)s points, expected %(most)s")
            % {"where": where, "points": points, "most": most}
        )


def _keys(found: Node, keys: tuple[set[str], set[str]], where: str) -> None:
    required, optional = keys
    if missing := required - found.keys():
        raise SheetError(
            _("%(where)s: without %(keys)s") % {"where": where, "keys": ", ".join(sorted(missing))}
        )
    if unknown := found.keys() - required - optional:
        raise SheetError(
            _("%(where)s: unknown %(keys)s") % {"where": where, "keys": ", ".join(sorted(unknown))}
        )


def _labels(labels: Node, where: str) -> None:
    for language in ("vi", "en"):
        if not labels.get(language, "").strip():
            raise SheetError(
                _("%(where)s: no label in %(language)s") % {"where": where, "language": language}
            )


def _concerns(sheets: int | list[int], number: int) -> bool:
    return number in sheets if isinstance(sheets, list) else number == sheets


def _read(path: Path) -> dict[str, Any]:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SheetError(f"{path.name} is missing in {path.parent}") from None
    except ValueError as error:
        raise SheetError(f"{path.name}: not JSON ({error})") from None
