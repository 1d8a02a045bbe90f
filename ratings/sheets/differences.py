"""Differences between two versions of a score sheet, as text; functions on documents, without database.

A document is a sheet in the format of its file. Nodes correspond by code (and case), options by label or,
failing that, by position. The first day in force is not compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from ratings.sheets.star import GATES

Node = Mapping[str, Any]
# Code and case of a node; None is the sheet itself.
Key = tuple[str, int | None] | None

BRANCHES = ("sections", "children", "alternatives")
# Fields of the sheet as a whole, in the order of its head.
HEAD = {
    "decision": gettext_lazy("Decision"),
    "number": gettext_lazy("Number"),
    "key": gettext_lazy("Key"),
    "name": gettext_lazy("Name"),
    "sector": gettext_lazy("Sector"),
    "group": gettext_lazy("Group"),
    "subgroup": gettext_lazy("Subgroup"),
    "ministries": gettext_lazy("Ministries"),
    "samples": gettext_lazy("Physical samples"),
    "gates_footnote_printed": gettext_lazy("Note on star gates printed"),
    "total": gettext_lazy("Total points"),
    "branch_sections": gettext_lazy("Sections with alternative cases"),
}
TEXTS = {
    "head": gettext_lazy("%(what)s: “%(old)s” became “%(new)s”"),
    "ground_added": gettext_lazy("ground on which the dossier is out added: “%(new)s”"),
    "ground_removed": gettext_lazy("ground on which the dossier is out removed: “%(old)s”"),
    "grounds_order": gettext_lazy("the grounds on which the dossier is out stand in another order"),
    "band": gettext_lazy("%(star)d★ from an average of %(new)s points, before from %(old)s"),
    "node_added": gettext_lazy("added: “%(new)s”, at most %(max)d points"),
    "node_removed": gettext_lazy("removed: “%(old)s”, at most %(max)d points"),
    "moved": gettext_lazy("stands below %(new)s, before below %(old)s"),
    "order": gettext_lazy("what stands below it is in another order"),
    "label": gettext_lazy("the label “%(old)s” became “%(new)s”"),
    "max": gettext_lazy("the maximum went from %(old)d to %(new)d points"),
    "condition_added": gettext_lazy("condition added: “%(new)s”"),
    "condition_removed": gettext_lazy("condition removed: “%(old)s”"),
    "condition": gettext_lazy("the condition “%(old)s” became “%(new)s”"),
    "disqualifier_added": gettext_lazy("ground on which the product is out added: “%(new)s”"),
    "disqualifier_removed": gettext_lazy("ground on which the product is out removed: “%(old)s”"),
    "disqualifier": gettext_lazy("the ground on which the product is out, “%(old)s”, became “%(new)s”"),
    "note_added": gettext_lazy("note added: “%(new)s”"),
    "note_removed": gettext_lazy("note removed: “%(old)s”"),
    "notes_order": gettext_lazy("the notes stand in another order"),
    "option_added": gettext_lazy("option %(at)d added: “%(new)s” (points: %(points)d)"),
    "option_removed": gettext_lazy("option %(at)d removed: “%(old)s” (points: %(points)d)"),
    "option_moved": gettext_lazy("option %(old_at)d, “%(new)s”, became option %(at)d"),
    "option_label": gettext_lazy("the label of option %(at)d, “%(old)s”, became “%(new)s”"),
    "points": gettext_lazy("the points of option %(at)d, “%(label)s”, went from %(old)d to %(new)d"),
    "gate_moved": gettext_lazy("the %(star)d-star requirement moved from option %(old)d to option %(new)d"),
    "gate_added": gettext_lazy("a %(star)d-star requirement was added at option %(new)d"),
    "gate_removed": gettext_lazy("the %(star)d-star requirement at option %(old)d was removed"),
}


@dataclass(frozen=True)
class Difference:
    """A difference: place, kind (a key of TEXTS), and the values of its text."""

    where: Key
    kind: str
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def place(self) -> str:
        return format_place(self.where)

    @property
    def text(self) -> str:
        """The difference as text in the reader's language."""
        values = dict(self.values)
        values["old"], values["new"] = _as_text(values.get("old"), values.get("new"))
        for name in ("what", "label"):
            if name in values:
                values[name] = _as_text(values[name], None)[0]
        return TEXTS[self.kind] % values

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


def format_place(where: Key) -> str:
    """For example “Criterion 1.1”, “Part A”, “Criterion 8, case 2”; without a place, the whole sheet."""
    if where is None:
        return _("Whole sheet")
    code, case = where
    if case is not None:
        return _("Criterion %(code)s, case %(case)d") % {"code": code, "case": case}
    return (_("Criterion %(code)s") if code[:1].isdigit() else _("Part %(code)s")) % {"code": code}


def differences(
    old: Node, new: Node, old_bands: Sequence[Sequence[int]] = (), new_bands: Sequence[Sequence[int]] = ()
) -> list[Difference]:
    """Return the differences between two documents (and their star bands), in printed order; empty if there
    are none.
    """
    before, after = _nodes(old), _nodes(new)
    found = [*_head(old, new), *_bands(old_bands, new_bands), *_order(None, old["parts"], new["parts"])]
    for key in _merged(list(before), list(after)):
        if key not in after:
            found.append(_whole("removed", key, before[key]))
        elif key not in before:
            found.append(_whole("added", key, after[key]))
        else:
            found += _node(key, before[key], after[key])
    return found


@dataclass(frozen=True)
class _Entry:
    """A node and its parent."""

    node: Node
    above: Key


def _nodes(document: Node) -> dict[Key, _Entry]:
    """Return the nodes in printed order by code and case."""
    found: dict[Key, _Entry] = {}
    waiting: list[tuple[Key, str, Node]] = []
    waiting.extend((None, "", part) for part in reversed(document["parts"]))
    while waiting:
        above, code, node = waiting.pop()
        key = (node.get("code", code), node.get("case"))
        found[key] = _Entry(node, above)
        waiting += [(key, key[0], child) for child in _below(node)][::-1]
    return found


def nodes_by_place(document: Node) -> dict[Key, Node]:
    """Return the nodes of a document in printed order by code and case."""
    return {key: entry.node for key, entry in _nodes(document).items()}


def in_reader_language(text: Node) -> str:
    return _format_value(text, "en" if get_language() == "en" else "vi")


def _below(node: Node) -> list[Node]:
    return [child for name in BRANCHES for child in node.get(name, ())]


def _merged(old: list[Key], new: list[Key]) -> list[Key]:
    """Merge the keys of both in printed order; a removed node stays behind its former predecessor."""
    merged = list(new)
    for index, key in enumerate(old):
        if key not in merged:
            merged.insert(merged.index(old[index - 1]) + 1 if index else 0, key)
    return merged


def _head(old: Node, new: Node) -> Iterator[Difference]:
    for name, what in HEAD.items():
        if old[name] != new[name]:
            yield Difference(None, "head", {"what": what, "old": old[name], "new": new[name]})
    yield from _listed(None, old["disqualifiers"], new["disqualifiers"], "ground", "grounds_order")


def _bands(old: Sequence[Sequence[int]], new: Sequence[Sequence[int]]) -> Iterator[Difference]:
    least_before = {band[0]: band[1] for band in old}
    least = {band[0]: band[1] for band in new}
    for star in sorted(least_before.keys() | least.keys(), reverse=True):
        if least_before.get(star) != least.get(star):
            values = {"star": star, "old": least_before.get(star), "new": least.get(star)}
            yield Difference(None, "band", values)


def _whole(change: str, key: Key, entry: _Entry) -> Difference:
    side = "new" if change == "added" else "old"
    return Difference(key, f"node_{change}", {side: entry.node["name"], "max": entry.node.get("max", 0)})


def _node(key: Key, before: _Entry, after: _Entry) -> Iterator[Difference]:
    """Return the differences of a node in both documents."""
    old, new = before.node, after.node
    if before.above != after.above:
        yield Difference(key, "moved", {"old": _Place(before.above), "new": _Place(after.above)})
    if old["name"] != new["name"]:
        yield Difference(key, "label", {"old": old["name"], "new": new["name"]})
    if old.get("max") != new.get("max"):
        yield Difference(key, "max", {"old": old.get("max", 0), "new": new.get("max", 0)})
    yield from _remark(key, "condition", old.get("condition"), new.get("condition"))
    yield from _remark(key, "disqualifier", old.get("disqualifier"), new.get("disqualifier"))
    yield from _listed(key, old.get("notes", ()), new.get("notes", ()), "note", "notes_order")
    yield from _order(key, _below(old), _below(new))
    yield from _options(key, old.get("options", ()), new.get("options", ()))


def _order(key: Key, old: Sequence[Node], new: Sequence[Node]) -> Iterator[Difference]:
    """Return a difference if the common nodes are in another order."""

    def codes(nodes: Sequence[Node], others: Sequence[Node]) -> list[Any]:
        known = {(node.get("code"), node.get("case")) for node in others}
        return [key for node in nodes if (key := (node.get("code"), node.get("case"))) in known]

    if codes(old, new) != codes(new, old):
        yield Difference(key, "order")


def _remark(key: Key, kind: str, old: Node | None, new: Node | None) -> Iterator[Difference]:
    if old == new:
        return
    suffix = "" if old and new else "_added" if new else "_removed"
    yield Difference(key, f"{kind}{suffix}", {"old": old, "new": new})


def _listed(
    key: Key, old: Sequence[Node], new: Sequence[Node], kind: str, order: str
) -> Iterator[Difference]:
    """Return the texts added to and removed from a list."""
    gone, come = _without(old, new), _without(new, old)
    yield from (Difference(key, f"{kind}_removed", {"old": text}) for text in gone)
    yield from (Difference(key, f"{kind}_added", {"new": text}) for text in come)
    if not gone and not come and list(old) != list(new):
        yield Difference(key, order)


def _without(texts: Sequence[Node], others: Sequence[Node]) -> list[Node]:
    left = Counter(repr(sorted(text.items())) for text in others)
    found = []
    for text in texts:
        if left[repr(sorted(text.items()))]:
            left[repr(sorted(text.items()))] -= 1
        else:
            found.append(text)
    return found


def _options(key: Key, old: Sequence[Node], new: Sequence[Node]) -> Iterator[Difference]:
    pairs = paired(old, new)
    back = {after: before for before, after in pairs.items()}
    kept_order = sorted(pairs.values()) == [pairs[at] for at in sorted(pairs)]
    for at, option in enumerate(old):
        if at not in pairs:
            yield Difference(key, "option_removed", {"at": at + 1, "old": option, "points": option["points"]})
    for at, option in enumerate(new):
        if at not in back:
            yield Difference(key, "option_added", {"at": at + 1, "new": option, "points": option["points"]})
            continue
        before = old[back[at]]
        if not kept_order and back[at] != at:
            yield Difference(key, "option_moved", {"old_at": back[at] + 1, "at": at + 1, "new": option})
        if (before["vi"], before["en"]) != (option["vi"], option["en"]):
            yield Difference(key, "option_label", {"at": at + 1, "old": before, "new": option})
        if before["points"] != option["points"]:
            values = {"at": at + 1, "label": option, "old": before["points"], "new": option["points"]}
            yield Difference(key, "points", values)
    for star in GATES:
        yield from _gates(key, star, old, new, pairs)


def paired(old: Sequence[Node], new: Sequence[Node]) -> dict[int, int]:
    """Return pairs of corresponding options by position from 0: same label first, then same position
    between neighbours.
    """
    matcher = SequenceMatcher(
        None, [option["vi"] for option in old], [option["vi"] for option in new], autojunk=False
    )
    pairs: dict[int, int] = {}
    left_old: list[int] = []
    left_new: list[int] = []
    for _tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if _tag == "equal":
            pairs |= dict(zip(range(i1, i2), range(j1, j2), strict=True))
        else:
            left_old += range(i1, i2)
            left_new += range(j1, j2)
    # The same label elsewhere: the option was moved.
    for at in list(left_old):
        to = next((to for to in left_new if new[to]["vi"] == old[at]["vi"]), None)
        if to is not None:
            pairs[at] = to
            left_old.remove(at)
            left_new.remove(to)
    # Another label between the same neighbours: the label was changed.
    for _tag, i1, i2, j1, j2 in matcher.get_opcodes():
        stayed = [at for at in range(i1, i2) if at in left_old]
        pairs |= dict(zip(stayed, [to for to in range(j1, j2) if to in left_new], strict=False))
    return pairs


def _gates(
    key: Key, star: int, old: Sequence[Node], new: Sequence[Node], pairs: Mapping[int, int]
) -> Iterator[Difference]:
    before = [at for at, option in enumerate(old) if option["gate"] == star]
    after = [at for at, option in enumerate(new) if option["gate"] == star]
    gone = [at for at in before if pairs.get(at) not in after]
    come = [at for at in after if at not in {pairs.get(each) for each in before}]
    if len(gone) == len(come) == 1:
        yield Difference(key, "gate_moved", {"star": star, "old": gone[0] + 1, "new": come[0] + 1})
        return
    yield from (Difference(key, "gate_removed", {"star": star, "old": at + 1}) for at in gone)
    yield from (Difference(key, "gate_added", {"star": star, "new": at + 1}) for at in come)


@dataclass(frozen=True)
class _Place:
    """Place of a node, used for references to other nodes."""

    key: Key

    def __str__(self) -> str:
        return format_place(self.key)


def _as_text(old: Any, new: Any) -> tuple[Any, Any]:
    """Return both values in the reader's language; also in the other language if only that differs."""
    language = "en" if get_language() == "en" else "vi"
    words = _format_value(old, language), _format_value(new, language)
    if old != new and words[0] == words[1]:
        words = _full(old), _full(new)
    return words


def _format_value(value: Any, language: str) -> Any:
    match value:
        case bool():
            return _("yes") if value else _("no")
        case None:
            return "–"
        case {"text": text}:
            return _format_value(text, language)
        case {"vi": _vi, "en": _en}:
            return value[language]
        case list() | tuple():
            return ", ".join(str(_format_value(each, language)) for each in value) or "–"
    return value


def _full(value: Any) -> str:
    """Return the complete value, for differences that are otherwise invisible."""
    if isinstance(value, Mapping):
        told = (f"{name}: {_full(each)}" for name, each in value.items() if name not in ("points", "gate"))
        return "; ".join(told)
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_full, value))}]"
    return str(value)
