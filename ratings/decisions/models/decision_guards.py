"""Triggers on decisions and their items: each authority decides only on its own matters."""
# ruff: noqa: S608 - texts of triggers, without anything that anybody typed

import pgtrigger

from ocop.database.triggers import WRITE
from ratings.councils.models.authority import acts_for, refuse_after
from ratings.decisions.kinds import DecisionKind, Origin
from ratings.dossiers.workflow import DossierState
from ratings.sheets.star import NATIONAL

# Before it is issued, a decision is prepared by an officer of the authority, and unchanged since.
DECISION_BY_ITS_AUTHORITY = [
    # Doubles prepare._draft().
    refuse_after(
        "decision_prepared_by_its_authority",
        pgtrigger.Insert,
        f"NEW.origin = '{Origin.PORTAL}' AND (NEW.issued_at IS NOT NULL"
        f" OR NOT {acts_for('NEW.prepared_by_id', 'NEW.place_id', 'officer')})",
    ),
    refuse_after(
        "decision_prepared_is_kept",
        pgtrigger.Update,
        f"OLD.origin = '{Origin.PORTAL}' AND (OLD.kind, OLD.place_id, OLD.prepared_by_id, OLD.prepared_at)"
        " IS DISTINCT FROM (NEW.kind, NEW.place_id, NEW.prepared_by_id, NEW.prepared_at)",
    ),
    # Doubles Decision.why_not_issue().
    refuse_after(
        "decision_issued_by_its_authority",
        pgtrigger.Update,
        f"NEW.origin = '{Origin.PORTAL}' AND NEW.issued_at IS NOT NULL AND OLD.issued_at IS NULL"
        f" AND NOT {acts_for('NEW.issued_by_id', 'NEW.place_id', 'leader')}",
    ),
]

# The province of the product, or its successor.
OF_THE_PROVINCE = (
    "(d.place_id = l.province_id OR EXISTS (SELECT 1 FROM ocop_succession s WHERE s.old_id = l.province_id"
    " AND s.new_id = d.place_id))"
)
# On a dossier the province decides, or the ministry if it was forwarded; on a recognition the authority of its level;
# a correction is decided by the authority that gave the recognition.
# Doubles prepare.why_not_decide(), extension.why_not_extend(), withdrawal.why_not_withdraw() and
# correction.why_not_giver().
ITEM_OF_ITS_AUTHORITY = refuse_after(
    "decision_item_of_its_authority",
    WRITE,
    "NOT EXISTS (SELECT 1 FROM ratings_decision d LEFT JOIN ratings_dossier o ON o.id = NEW.dossier_id"
    " LEFT JOIN ratings_recognition r ON r.id = NEW.recognition_id LEFT JOIN ratings_decision g ON g.id = r.decision_id"
    " JOIN products_product p ON p.id = COALESCE(o.product_id, r.product_id)"
    " JOIN producers_producer m ON m.id = p.producer_id JOIN ocop_place l ON l.id = m.place_id"
    f" WHERE d.id = NEW.decision_id AND (d.origin = '{Origin.RECORDED}' OR CASE"
    " WHEN o.id IS NOT NULL AND d.place_id IS NULL THEN o.forwarded_from_id IS NOT NULL"
    " WHEN o.id IS NOT NULL THEN d.place_id = l.province_id"
    f" WHEN d.kind = '{DecisionKind.CORRECT}' THEN d.place_id IS NOT DISTINCT FROM g.place_id OR EXISTS ("
    "SELECT 1 FROM ocop_succession s WHERE s.old_id = g.place_id AND s.new_id = d.place_id)"
    f" WHEN r.stars = {NATIONAL} THEN d.place_id IS NULL ELSE {OF_THE_PROVINCE} END))",
)

# An item to evaluate anew, on a dossier that does not wait for this decision of this province.
ITEM_MISPLACED = (
    f"EXISTS (SELECT 1 FROM ratings_decision e WHERE e.id = NEW.decision_id AND e.kind = '{DecisionKind.EVALUATE}')"
    " AND NOT EXISTS (SELECT 1 FROM ratings_decision e, ratings_dossier d"
    " JOIN ratings_result r ON r.dossier_id = d.id AND r.ended_by = ''"
    " JOIN products_product p ON p.id = d.product_id JOIN producers_producer m ON m.id = p.producer_id"
    " JOIN ocop_place l ON l.id = m.place_id"
    f" WHERE e.id = NEW.decision_id AND d.id = NEW.dossier_id AND d.state = '{DossierState.HANDED_BACK}'"
    " AND d.forwarded_from_id IS NOT NULL AND e.place_id = l.province_id)"
)
