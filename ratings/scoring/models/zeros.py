"""Triggers for 0 points on a locked sheet: they raise an objection or require a declaration on safety.

ratings.sheets.stops says where each applies.
"""
# ruff: noqa: S608 - texts of triggers, without anything that anybody typed

from ocop.database.triggers import sql_in
from ratings.scoring.kinds import DECIDED, ObjectionKind, ObjectionOutcome, Stage
from ratings.sheets.stops import DECISION, ZERO_STOPS

# SQL on a criterion `c` of a sheet `s`: the two conditions, and the printed note.
ZERO_STOPS_IN_SQL = f"(s.decision = '{DECISION}' AND (s.number, c.code) IN ({{pairs}}))".format(
    pairs=", ".join(f"({number}, '{code}')" for number, codes in ZERO_STOPS.items() for code in codes)
)
NOTED_IN_SQL = (
    "EXISTS (SELECT 1 FROM ratings_criterion k WHERE k.id IN (c.id, c.parent_id)"
    """ AND k.notes @> '[{"kind": "stop"}]'::jsonb)"""
)
ZERO_IS_ASKED_IN_SQL = f"(NOT {ZERO_STOPS_IN_SQL} AND {NOTED_IN_SQL})"
PRINTED_IN_SQL = (
    "(SELECT n.note -> 'text' ->> 'vi' FROM ratings_criterion k, jsonb_array_elements(k.notes) AS n(note)"
    " WHERE k.id IN (c.id, c.parent_id) AND n.note ->> 'kind' = 'stop' ORDER BY k.position DESC LIMIT 1)"
)
REASON_IN_SQL = f"left('0 điểm: ' || COALESCE({PRINTED_IN_SQL}, c.label_vi), 1000)"


def zeros_in_sql(assessment: str) -> str:
    """SQL: answers `w` with 0 points of an assessment, with criterion `c` and sheet `s`."""
    return (
        "ratings_answer w JOIN ratings_criterion c ON c.id = w.criterion_id JOIN ratings_sheet s ON s.id = c.sheet_id"
        f" LEFT JOIN ratings_option o ON o.id = w.option_id WHERE w.assessment_id {assessment}"
        " AND COALESCE(o.points, 0) = 0"
    )


# Effect of locking or unlocking a member's sheet on objections raised by sheets. An objection names its
# sheets; each criterion has at most one pending, and it is dropped when no locked sheet supports it any more.
RAISED_BY_SHEETS = f"""
IF NEW.stage <> '{Stage.MEMBER}' OR (OLD.locked_at IS NULL) = (NEW.locked_at IS NULL) THEN RETURN NULL; END IF;
UPDATE ratings_objection j SET sheets = ARRAY(
    SELECT each FROM unnest(j.sheets) AS each WHERE NOT EXISTS (SELECT 1 FROM ratings_assessment a
    WHERE a.id = each AND a.by_id = NEW.by_id AND (a.round < NEW.round OR a.id = NEW.id)))
WHERE j.dossier_id = NEW.dossier_id AND j.outcome = '{ObjectionOutcome.PENDING}' AND j.raised_by_id IS NULL
    AND j.sheets && ARRAY(SELECT a.id FROM ratings_assessment a WHERE a.dossier_id = NEW.dossier_id
    AND a.by_id = NEW.by_id AND a.stage = '{Stage.MEMBER}');
IF NEW.locked_at IS NOT NULL AND NEW.abstained_at IS NULL THEN
    INSERT INTO ratings_objection (version, dossier_id, criterion_id, kind, reason, raised_at, outcome,
        decision_reason, sheets)
    SELECT 1, NEW.dossier_id, c.id, '{ObjectionKind.STOP}', {REASON_IN_SQL}, now(),
        '{ObjectionOutcome.PENDING}', '', ARRAY[NEW.id]
    FROM {zeros_in_sql("= NEW.id")} AND {ZERO_STOPS_IN_SQL} AND NOT EXISTS (SELECT 1 FROM ratings_objection j
        WHERE j.dossier_id = NEW.dossier_id AND (j.outcome = '{ObjectionOutcome.CONFIRMED}'
        OR (j.outcome = '{ObjectionOutcome.REJECTED}' AND j.criterion_id = c.id AND NEW.id = ANY(j.sheets))))
    ON CONFLICT (dossier_id, criterion_id) WHERE outcome = '{ObjectionOutcome.PENDING}' AND raised_by_id IS NULL
    DO UPDATE SET sheets = ratings_objection.sheets || EXCLUDED.sheets;
END IF;
UPDATE ratings_objection SET outcome = '{ObjectionOutcome.WITHDRAWN}', decided_at = now(),
    decision_reason = 'Không còn phiếu đã khóa nào có 0 điểm ở tiêu chí này.'
WHERE dossier_id = NEW.dossier_id AND outcome = '{ObjectionOutcome.PENDING}' AND raised_by_id IS NULL AND sheets = '{{}}';
RETURN NULL;
"""

# SQL: a lock to refuse, because 0 points lack the declaration whether the product is unsafe.
LOCKED_WITHOUT_A_WORD = (
    f"NEW.stage = '{Stage.MEMBER}' AND OLD.locked_at IS NULL AND NEW.locked_at IS NOT NULL"
    " AND NEW.abstained_at IS NULL"
    f" AND EXISTS (SELECT 1 FROM {zeros_in_sql('= NEW.id')} AND {ZERO_IS_ASKED_IN_SQL}"
    " AND (w.unsafe IS NULL OR w.safety_reason = '' OR (w.unsafe AND NOT EXISTS (SELECT 1 FROM ratings_objection j"
    " WHERE j.dossier_id = NEW.dossier_id AND j.criterion_id = c.id AND j.raised_by_id = NEW.by_id"
    f" AND j.kind = '{ObjectionKind.STOP}' AND j.outcome <> '{ObjectionOutcome.WITHDRAWN}'))))"
)


def stop_not_decided_in_sql(counted: str, dossier: str) -> str:
    """SQL: a counted sheet of the dossier stops by its print, and its objection is undecided.

    The sheets are looked up once and not per answer, whatever the planner's statistics.
    """
    sheets = f"= ANY (ARRAY(SELECT a.id FROM {counted}))"
    return (
        f"EXISTS (SELECT 1 FROM {zeros_in_sql(sheets)} AND {ZERO_STOPS_IN_SQL}"
        f" AND NOT EXISTS (SELECT 1 FROM ratings_objection j WHERE j.dossier_id = {dossier} AND j.criterion_id = c.id"
        f" AND j.outcome IN {sql_in(*DECIDED)} AND w.assessment_id = ANY(j.sheets)))"
    )
