"""Who presides over a dossier in its council; the same rule in Python and SQL.

The chair presides, unless there is a conflict of interest; then the deputy named by the founding decision,
unless there is a conflict as well. In matters of their own (own sheet, own objection) the next in this
order decides. If nobody is left, nobody decides alone.
"""

from collections.abc import Collection

from ocop.database.triggers import sql_in
from ocop.permissions import PRESIDING, SeatKind


def presiding(dossier, *, apart_from: Collection = ()):
    """Return the seat that presides over the dossier, except users in `apart_from`; None if there is none."""
    if dossier.council is None:
        return None
    seats = dossier.council.seats.filter(kind__in=PRESIDING).exclude(user__in=dossier.conflicted())
    return seats.exclude(user__in=apart_from).select_related("user").order_by("kind").first()


def presides(dossier, user, *, apart_from: Collection = ()) -> bool:
    """Whether `user` presides over the dossier in a matter that involves the users in `apart_from`."""
    seat = presiding(dossier, apart_from=apart_from)
    return seat is not None and seat.user_id == user.pk


def conflict_in_sql(dossier: str, user: str) -> str:
    """SQL: whether there is a conflict of interest between dossier and user, both SQL expressions."""
    return (
        f"EXISTS (SELECT 1 FROM ratings_conflict c WHERE c.dossier_id = {dossier}"  # noqa: S608
        f" AND c.user_id = {user} AND c.lifted_at IS NULL)"
    )


def presiding_in_sql(dossier: str, *, unless: str = "FALSE") -> str:
    """SQL: the key of the presiding user of the dossier, or null; `unless` excludes involved users by `p.user_id`."""
    return (
        "(SELECT p.user_id FROM ratings_seat p JOIN ratings_dossier pd ON pd.council_id = p.council_id"  # noqa: S608
        f" WHERE pd.id = {dossier} AND p.kind IN {sql_in(SeatKind.CHAIR, SeatKind.DEPUTY)}"
        f" AND NOT {conflict_in_sql('pd.id', 'p.user_id')} AND NOT ({unless}) ORDER BY p.kind LIMIT 1)"
    )


def counted_in_sql(dossier: str) -> str:
    """SQL: members' sheets `a` that count for the dossier, as in AssessmentQuerySet.counting."""
    # Stage.MEMBER of ratings.scoring
    return (
        f"ratings_assessment a WHERE a.dossier_id = {dossier} AND a.stage = 'member' AND a.locked_at IS NOT NULL"  # noqa: S608
        f" AND a.abstained_at IS NULL AND NOT {conflict_in_sql('a.dossier_id', 'a.by_id')}"
        " AND NOT EXISTS (SELECT 1 FROM ratings_assessment l WHERE l.dossier_id = a.dossier_id"
        " AND l.by_id = a.by_id AND l.stage = 'member' AND l.round > a.round AND l.locked_at IS NOT NULL)"
    )
