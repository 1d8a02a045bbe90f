"""SQL for triggers: whether an account acts for an authority.

Used for councils, confirmations and results. The authority is a province, given by the key of its place, or
the ministry if the key is null.
"""
# ruff: noqa: S608 - texts of triggers, without anything that anybody typed

from functools import partial

import pgtrigger

from ocop.database.triggers import WRITE, refuse_if, sql_in
from ocop.models import Role
from ocop.permissions import SeatKind

# AFTER, so that the row's own constraints are checked first.
refuse_after = partial(refuse_if, when=pgtrigger.After)


def acts_for(user: str, place: str, *parts: str) -> str:
    """Return the condition that an account works for an authority as officer or leader.

    `user` and `place` are SQL expressions of keys; a closed account does not count.
    """
    of_ministry, of_province = (
        sql_in(*(Role(f"{level}_{part}") for part in parts)) for level in ("ministry", "provincial")
    )
    return (
        f"EXISTS (SELECT 1 FROM ocop_user u WHERE u.id = {user} AND u.is_active AND CASE WHEN {place} IS NULL"
        f" THEN u.role IN {of_ministry} ELSE u.place_id = {place} AND u.role IN {of_province} END)"
    )


def confirmed_by_its_authority(name: str, place: str) -> pgtrigger.Trigger:
    """Return the trigger that allows only an officer or leader of the authority to confirm the row."""
    return refuse_after(
        name,
        WRITE,
        "NEW.confirmed_by_id IS NOT NULL AND NEW.confirmed_by_id IS DISTINCT FROM OLD.confirmed_by_id"
        f" AND NOT {acts_for('NEW.confirmed_by_id', place, 'officer', 'leader')}",
    )


# A council scores only dossiers that its own authority decides on.
# Doubles Dossier.why_not_assign().
DOSSIER_BEFORE_ITS_COUNCIL = refuse_after(
    "dossier_before_a_council_of_its_authority",
    WRITE,
    "NEW.council_id IS NOT NULL AND NEW.council_id IS DISTINCT FROM OLD.council_id AND NOT EXISTS ("
    "SELECT 1 FROM ratings_council c JOIN products_product p ON p.id = NEW.product_id"
    " JOIN producers_producer m ON m.id = p.producer_id JOIN ocop_place l ON l.id = m.place_id"
    " WHERE c.id = NEW.council_id AND c.place_id IS NOT DISTINCT FROM"
    " CASE WHEN NEW.forwarded_from_id IS NULL THEN l.province_id END)",
)

# Results are concluded by those who convene the council, or by the office of its authority.
# Doubles conclude.why_not_conclude().
RESULT_BY_COUNCIL_OR_OFFICE = refuse_after(
    "result_established_by_council_or_office",
    pgtrigger.Insert,
    "NOT EXISTS (SELECT 1 FROM ratings_dossier o JOIN ratings_council k ON k.id = o.council_id"
    f" WHERE o.id = NEW.dossier_id AND ({acts_for('NEW.concluded_by_id', 'k.place_id', 'officer')}"
    " OR EXISTS (SELECT 1 FROM ratings_seat s WHERE s.council_id = k.id AND s.user_id = NEW.concluded_by_id"
    f" AND s.kind IN {sql_in(SeatKind.CHAIR, SeatKind.DEPUTY, SeatKind.SECRETARY)})))",
)
