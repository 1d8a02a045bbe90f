"""Check that rows match their anchors, and that the chain of anchors is unbroken."""
# ruff: noqa: S608 - queries without anything that anybody typed

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.db import connection

from ocop.database.triggers import sql_in
from ratings.decisions.kinds import Origin, RecordedAs
from ratings.integrity.models import Anchor, AnchorKind
from ratings.scoring.models import Result

# A finding: (name, kept value, found value).
Found = tuple[str, Any, Any]
GONE = "gone"
NOTHING = "nothing"

# Rows that must have an anchor. One without was written with the triggers bypassed.
UNANCHORED = {
    AnchorKind.RESULT: "SELECT id FROM ratings_result",
    AnchorKind.DECISION: "SELECT id FROM ratings_decision WHERE issued_at IS NOT NULL",
    AnchorKind.RECOGNITION: f"SELECT id FROM ratings_recognition WHERE origin = '{Origin.PORTAL}'",
    AnchorKind.PACKAGE: "SELECT id FROM ratings_sealedpackage",
    AnchorKind.DOCUMENT: (
        "SELECT id FROM ratings_decision WHERE file_sha256 <> ''"
        f" AND (issued_at IS NOT NULL OR recorded_as = '{RecordedAs.CONFIRMED}')"
    ),
}
# Results with an issued decision but without a package.
UNPACKED = (
    "SELECT r.id FROM ratings_result r WHERE EXISTS (SELECT 1 FROM ratings_decisionitem i"
    " JOIN ratings_decision d ON d.id = i.decision_id WHERE i.dossier_id = r.dossier_id AND d.issued_at IS NOT NULL)"
    " AND NOT EXISTS (SELECT 1 FROM ratings_sealedpackage p WHERE p.result_id = r.id) ORDER BY r.id"
)
# Anchors of a result, its package, the decisions on its dossier, and its recognition.
OF_RESULT = f"""
    SELECT a.number, a.kind, a.row_id, a.facts, ratings_facts(a.kind, a.row_id)
    FROM ratings_result r JOIN ratings_anchor a ON
        (a.kind = '{AnchorKind.RESULT}' AND a.row_id = r.id)
        OR (a.kind = '{AnchorKind.PACKAGE}' AND (a.facts::jsonb -> 'result') = to_jsonb(r.id))
        OR (a.kind = '{AnchorKind.RECOGNITION}' AND (a.facts::jsonb -> 'dossier') = to_jsonb(r.dossier_id))
        OR (a.kind IN {sql_in(AnchorKind.DECISION, AnchorKind.DOCUMENT)} AND a.row_id IN (
            SELECT i.decision_id FROM ratings_decisionitem i WHERE i.dossier_id = r.dossier_id
        ))
    WHERE r.id = %s ORDER BY a.number
"""
# Anchors of no single result: decisions on recognitions, and anchors whose row was deleted.
OF_NO_RESULT = f"""
    SELECT a.number, a.kind, a.row_id, a.facts, ratings_facts(a.kind, a.row_id) FROM ratings_anchor a
    WHERE (a.kind IN {sql_in(AnchorKind.DECISION, AnchorKind.DOCUMENT)} AND NOT EXISTS (
            SELECT 1 FROM ratings_decisionitem i JOIN ratings_result r ON r.dossier_id = i.dossier_id
            WHERE i.decision_id = a.row_id
        ))
        OR (a.kind = '{AnchorKind.RESULT}' AND NOT EXISTS (SELECT 1 FROM ratings_result WHERE id = a.row_id))
        OR (a.kind = '{AnchorKind.PACKAGE}' AND NOT EXISTS (SELECT 1 FROM ratings_sealedpackage WHERE id = a.row_id))
        OR (a.kind = '{AnchorKind.RECOGNITION}' AND NOT EXISTS (SELECT 1 FROM ratings_recognition WHERE id = a.row_id))
    ORDER BY a.number
"""


def of_result(result: Result) -> Iterator[Found]:
    """Yield where a result, its package, decisions and recognition differ from their anchors."""
    return _compared(OF_RESULT, [result.pk])


def of_no_result() -> Iterator[Found]:
    """Yield the same for decisions on recognitions, and every anchored row that was deleted."""
    return _compared(OF_NO_RESULT, [])


def chain() -> Iterator[Found]:
    """Yield every anchor whose hash does not follow from the one before it."""
    expected, head = 1, ""
    for anchor in Anchor.objects.order_by("number").iterator(chunk_size=500):
        if anchor.number != expected:
            yield f"anchor {expected}", NOTHING, f"anchor {anchor.number}"
        words = [str(anchor.number), anchor.kind, str(anchor.row_id), anchor.facts, anchor.previous]
        hashed = hashlib.sha256("\n".join(words).encode()).hexdigest()
        if anchor.head != hashed:
            yield f"anchor {anchor.number}", anchor.head, hashed
        if anchor.previous != head:
            yield f"anchor {anchor.number}, previous head", anchor.previous, head
        expected, head = anchor.number + 1, anchor.head


def missing() -> Iterator[Found]:
    """Yield every row without its required anchor, and every decided result without a package."""
    for kind, rows in UNANCHORED.items():
        anchors = Anchor.objects.filter(kind=kind).values_list("row_id", flat=True)
        for row in sorted({*_ids(rows)} - {*anchors}):
            yield f"{kind} {row}", "an anchor", NOTHING
    for row in _ids(UNPACKED):
        yield f"result {row}, package", "a sealed package", NOTHING


def _compared(query: str, values: list[Any]) -> Iterator[Found]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        rows = cursor.fetchall()
    for number, kind, row, facts, now in rows:
        where = f"anchor {number}, {kind} {row}"
        try:
            kept = json.loads(facts)
        except ValueError:
            yield where, "facts", "no JSON"
            continue
        yield from _changed(where, kept, GONE if now is None else json.loads(now))


def _changed(where: str, kept: Any, found: Any) -> Iterator[Found]:
    """Yield fields whose value differs. Fields found only now were added later and are no difference."""
    if isinstance(kept, dict) and isinstance(found, dict):
        for name, value in kept.items():
            yield from _changed(f"{where}, {name}", value, found.get(name, GONE))
    elif kept != found:
        yield where, kept, found


def _ids(query: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [row for (row,) in cursor.fetchall()]
