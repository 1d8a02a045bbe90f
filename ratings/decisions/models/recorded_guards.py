"""Triggers on recorded decisions, and on the numbers of all decisions."""
# ruff: noqa: S608 - texts of triggers, without anything that anybody typed

import pgtrigger

from ocop.database.triggers import WRITE, immutable, refuse_if, sql_in
from ocop.models import PlaceLevel
from ratings.decisions.kinds import DecisionKind, Origin, RecordedAs
from ratings.decisions.number import OF_A_PEOPLES_COMMITTEE, OF_THE_MINISTRY, OF_THE_PRIME_MINISTER, key_sql
from ratings.integrity.models.signed_document import FILE_COLUMNS

# The same number in another spelling is the same decision. The advisory lock serialises numbering within an
# authority.
# Doubles Decision._taken().
NUMBERED_ONCE = pgtrigger.Trigger(
    name="decision_number_once_however_written",
    operation=WRITE,
    when=pgtrigger.After,
    func=(
        "IF NEW.number <> '' AND (TG_OP = 'INSERT' OR (NEW.number, NEW.signed_on, NEW.place_id)"
        " IS DISTINCT FROM (OLD.number, OLD.signed_on, OLD.place_id)) THEN"
        " PERFORM pg_advisory_xact_lock(20180507, COALESCE(NEW.place_id, 0)::int);"
        f" IF EXISTS (SELECT 1 FROM ratings_decision d WHERE {key_sql('d.number')} = {key_sql('NEW.number')}"
        " AND d.id <> NEW.id AND d.place_id IS NOT DISTINCT FROM NEW.place_id"
        " AND EXTRACT(YEAR FROM d.signed_on) = EXTRACT(YEAR FROM NEW.signed_on)) THEN"
        " RAISE EXCEPTION 'decision_number_once_however_written' USING ERRCODE = 'unique_violation';"
        " END IF; END IF; RETURN NEW;"
    ),
)
# A recorded recognition must have a number of the authority that signed, and a unit and programme that
# existed on that day.
RECORDED_OF_NOBODY = (
    f"NEW.origin = '{Origin.RECORDED}' AND NEW.kind IN {sql_in(DecisionKind.RECOGNISE, DecisionKind.WITHDRAW)}"
    " AND NEW.recorded_as"
    f" IN {sql_in(RecordedAs.PROPOSED, RecordedAs.CONFIRMED)}"
    " AND (TG_OP = 'INSERT' OR (NEW.number, NEW.signed_on, NEW.place_id, NEW.recorded_as)"
    " IS DISTINCT FROM (OLD.number, OLD.signed_on, OLD.place_id, OLD.recorded_as)) AND (NEW.signed_on < '2018-05-07'"
    f" OR {key_sql('NEW.number')} ~ '{OF_THE_PRIME_MINISTER}' OR NOT {key_sql('NEW.number')} ~"
    f" (CASE WHEN NEW.place_id IS NULL THEN '{OF_THE_MINISTRY}' ELSE '{OF_A_PEOPLES_COMMITTEE}' END)"
    f" OR EXISTS (SELECT 1 FROM ocop_place p WHERE p.id = NEW.place_id AND (p.level = '{PlaceLevel.COMMUNE}'"
    " OR NEW.signed_on >= p.valid_until OR NEW.signed_on < p.valid_from)))"
)

# A recorded decision waits for a second person and is immutable once confirmed.
RECORDED_TRIGGERS = [
    refuse_if(
        "decision_recorded_in_order",
        WRITE,
        f"(TG_OP = 'UPDATE' AND NEW.origin <> OLD.origin) OR (NEW.origin = '{Origin.RECORDED}' AND ("
        f"(TG_OP = 'INSERT' AND NEW.recorded_as <> '{RecordedAs.PROPOSED}'"
        f" AND NOT (NEW.recorded_as = '{RecordedAs.EXAMPLE}' AND writes_demonstration()))"
        " OR (TG_OP = 'UPDATE' AND NEW.recorded_as <> OLD.recorded_as AND"
        f" NOT (NEW.recorded_as = '{RecordedAs.CONFIRMED}'"
        " AND EXISTS (SELECT 1 FROM ratings_confirmation c WHERE c.decision_id = NEW.id)))))",
    ),
    # Doubles RecordedDecision.discard().
    immutable(
        "decision_recorded_is_kept",
        once=f"OLD.origin = '{Origin.RECORDED}' AND (OLD.recorded_as <> '{RecordedAs.PROPOSED}'"
        " OR EXISTS (SELECT 1 FROM ratings_confirmation c WHERE c.decision_id = OLD.id))",
        except_for=[*FILE_COLUMNS, "recorded_as", "version"],
    ),
    # Doubles recording.why_not_decision().
    refuse_if(
        "decision_recorded_of_its_authority",
        WRITE,
        RECORDED_OF_NOBODY,
        when=pgtrigger.After,
    ),
    NUMBERED_ONCE,
]
