"""Check that recognitions are what decisions made of them, no more and no less."""
# ruff: noqa: S608 - queries without anything that anybody typed

from collections.abc import Iterator
from typing import Any

from django.db import connection

from ratings.decisions.kinds import DecisionKind
from ratings.dossiers.workflow import DossierKind, DossierState

_CLOSED_RENEWAL = f"o.kind = '{DossierKind.RENEWAL}' AND o.state = '{DossierState.CLOSED}'"

# (recognition, field, value by decisions, value found), as text; empty if there is none.
EFFECTS = f"""
WITH decided AS (
    SELECT i.recognition_id, d.kind, d.id, d.signed_on, i.ground, i.until,
        row_number() OVER (PARTITION BY i.recognition_id, d.kind ORDER BY d.issued_at DESC, d.id DESC) AS back
    FROM ratings_decisionitem i JOIN ratings_decision d ON d.id = i.decision_id
    WHERE i.recognition_id IS NOT NULL AND d.issued_at IS NOT NULL
    UNION ALL
    SELECT r.recognition_id, d.kind, d.id, d.signed_on, r.ground, NULL, 1
    FROM ratings_recordedwithdrawal r JOIN ratings_decision d ON d.id = r.decision_id
    WHERE r.confirmation_id IS NOT NULL
), last AS (
    SELECT r.*, w.id AS w_id, w.signed_on AS w_on, w.ground AS w_ground, e.id AS e_id, e.until AS e_until,
        c.id AS c_id, EXISTS (
            SELECT FROM ratings_dossier o WHERE o.builds_on_id = r.id AND {_CLOSED_RENEWAL}
        ) AS ended
    FROM ratings_recognition r
    LEFT JOIN decided w ON w.recognition_id = r.id AND w.kind = '{DecisionKind.WITHDRAW}' AND w.back = 1
    LEFT JOIN decided e ON e.recognition_id = r.id AND e.kind = '{DecisionKind.EXTEND}' AND e.back = 1
    LEFT JOIN decided c ON c.recognition_id = r.id AND c.kind = '{DecisionKind.CORRECT}' AND c.back = 1
)
SELECT l.id, said.field, said.kept, said.found
FROM last l CROSS JOIN LATERAL (VALUES
    ('withdrawn by', l.w_id::text, l.withdrawal_id::text),
    ('withdrawn on', l.w_on::text, l.withdrawn_on::text),
    ('ground of withdrawal', COALESCE(l.w_ground, ''), l.withdrawal_ground),
    ('corrected by', l.c_id::text, l.correction_id::text),
    -- The end of the re-assessment shortens an extension, to nothing at most.
    ('extended by', CASE WHEN NOT l.ended OR l.extension_id IS NOT NULL THEN l.e_id::text END, l.extension_id::text),
    ('extended until', CASE
        WHEN NOT l.ended THEN l.e_until WHEN l.extended_until IS NOT NULL THEN LEAST(l.e_until, l.extended_until)
    END::text, l.extended_until::text),
    ('superseded on', (
        SELECT n.issued_on FROM ratings_recognition n
        WHERE n.product_id = l.product_id AND n.id <> l.id AND n.issued_on = l.superseded_on LIMIT 1
    )::text, l.superseded_on::text)
) said (field, kept, found)
WHERE said.kept IS DISTINCT FROM said.found ORDER BY l.id, said.field
"""


def deviating_recognitions() -> Iterator[tuple[str, Any, Any]]:
    """Yield (recognition and field, value by issued decisions, value found)."""
    with connection.cursor() as cursor:
        cursor.execute(EFFECTS)
        for key, field, kept, found in cursor.fetchall():
            yield f"recognition {key}, {field}", kept, found
