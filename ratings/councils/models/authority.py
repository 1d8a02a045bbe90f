"""Who acts for an authority, in SQL: rules of the database on decisions, their items, councils and who puts a name to them.

The authority is a province, by the key of its place, or the ministry, where the key is null.
"""
# ruff: noqa: S608 - texts of triggers, without anything that anybody typed

from functools import partial

import pgtrigger

from ocop.triggers import WRITE, refuse_if
from ratings.sheets.star import NATIONAL

# What the row itself must be is said first.
refuse_after = partial(refuse_if, when=pgtrigger.After)


def acts_for(user: str, place: str, *parts: str) -> str:
    """Return the condition that an account works for an authority in one of the parts “officer” and “leader”.

    `user` and `place` are SQL expressions of keys; a closed account works for nobody.
    """
    of_ministry, of_province = (
        ", ".join(f"'{level}_{part}'" for part in parts) for level in ("ministry", "provincial")
    )
    return (
        f"EXISTS (SELECT 1 FROM ocop_user u WHERE u.id = {user} AND u.is_active AND CASE WHEN {place} IS NULL"
        f" THEN u.role IN ({of_ministry}) ELSE u.place_id = {place} AND u.role IN ({of_province}) END)"
    )


def confirmed_by_its_authority(name: str, place: str) -> pgtrigger.Trigger:
    """Return the trigger that lets an officer or a leader of the authority alone confirm the row, when it is confirmed."""
    return refuse_after(
        name,
        WRITE,
        "NEW.confirmed_by_id IS NOT NULL AND NEW.confirmed_by_id IS DISTINCT FROM OLD.confirmed_by_id"
        f" AND NOT {acts_for('NEW.confirmed_by_id', place, 'officer', 'leader')}",
    )


# What is issued here was prepared before, by an officer of the authority, and stays what it is until then.
DECISION_BY_ITS_AUTHORITY = [
    refuse_after(
        "decision_prepared_by_its_authority",
        pgtrigger.Insert,
        "NEW.origin = 'issued' AND (NEW.issued_at IS NOT NULL"
        f" OR NOT {acts_for('NEW.prepared_by_id', 'NEW.place_id', 'officer')})",
    ),
    refuse_after(
        "decision_prepared_is_kept",
        pgtrigger.Update,
        "OLD.origin = 'issued' AND (OLD.kind, OLD.place_id, OLD.prepared_by_id, OLD.prepared_at)"
        " IS DISTINCT FROM (NEW.kind, NEW.place_id, NEW.prepared_by_id, NEW.prepared_at)",
    ),
    refuse_after(
        "decision_issued_by_its_authority",
        pgtrigger.Update,
        "NEW.origin = 'issued' AND NEW.issued_at IS NOT NULL AND OLD.issued_at IS NULL"
        f" AND NOT {acts_for('NEW.issued_by_id', 'NEW.place_id', 'leader')}",
    ),
]

# The province of the product, or one that took its place.
OF_THE_PROVINCE = (
    "(d.place_id = l.province_id OR EXISTS (SELECT 1 FROM ocop_succession s WHERE s.old_id = l.province_id"
    " AND s.new_id = d.place_id))"
)
# On a dossier the province decides, or the ministry on one that was forwarded; on a star its level; a correction is
# its giver's.
ITEM_OF_ITS_AUTHORITY = refuse_after(
    "decision_item_of_its_authority",
    WRITE,
    "NOT EXISTS (SELECT 1 FROM ratings_decision d LEFT JOIN ratings_dossier o ON o.id = NEW.dossier_id"
    " LEFT JOIN ratings_recognition r ON r.id = NEW.recognition_id LEFT JOIN ratings_decision g ON g.id = r.decision_id"
    " JOIN products_product p ON p.id = COALESCE(o.product_id, r.product_id)"
    " JOIN producers_producer m ON m.id = p.producer_id JOIN ocop_place l ON l.id = m.place_id"
    " WHERE d.id = NEW.decision_id AND (d.origin = 'recorded' OR CASE"
    " WHEN o.id IS NOT NULL AND d.place_id IS NULL THEN o.forwarded_from_id IS NOT NULL"
    " WHEN o.id IS NOT NULL THEN d.place_id = l.province_id"
    " WHEN d.kind = 'correct' THEN d.place_id IS NOT DISTINCT FROM g.place_id OR EXISTS ("
    "SELECT 1 FROM ocop_succession s WHERE s.old_id = g.place_id AND s.new_id = d.place_id)"
    f" WHEN r.stars = {NATIONAL} THEN d.place_id IS NULL ELSE {OF_THE_PROVINCE} END))",
)

# A council scores what its own authority decides on.
DOSSIER_BEFORE_ITS_COUNCIL = refuse_after(
    "dossier_before_a_council_of_its_authority",
    WRITE,
    "NEW.council_id IS NOT NULL AND NEW.council_id IS DISTINCT FROM OLD.council_id AND NOT EXISTS ("
    "SELECT 1 FROM ratings_council c JOIN products_product p ON p.id = NEW.product_id"
    " JOIN producers_producer m ON m.id = p.producer_id JOIN ocop_place l ON l.id = m.place_id"
    " WHERE c.id = NEW.council_id AND c.place_id IS NOT DISTINCT FROM"
    " CASE WHEN NEW.forwarded_from_id IS NULL THEN l.province_id END)",
)

# Who calls the council's sessions establishes its results, or the office of its authority.
RESULT_BY_COUNCIL_OR_OFFICE = refuse_after(
    "result_established_by_council_or_office",
    pgtrigger.Insert,
    "NOT EXISTS (SELECT 1 FROM ratings_dossier o JOIN ratings_council k ON k.id = o.council_id"
    f" WHERE o.id = NEW.dossier_id AND ({acts_for('NEW.concluded_by_id', 'k.place_id', 'officer')}"
    " OR EXISTS (SELECT 1 FROM ratings_seat s WHERE s.council_id = k.id AND s.user_id = NEW.concluded_by_id"
    " AND s.kind IN ('chair', 'deputy', 'secretary'))))",
)
