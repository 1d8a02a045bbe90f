"""Triggers that copy the rules of a council when it begins to score a dossier, or is changed meanwhile.

The copies are in ratings.dossiers.models.scoring_terms. The database writes them itself, so they exist
whoever moved the dossier, and cannot be written otherwise.
"""
# ruff: noqa: S608 - texts of triggers, without anything that anybody typed

import pgtrigger

from ocop.database.triggers import sql_in
from ocop.permissions import SeatKind

# Chair and deputy score too, the secretary does not.
SCORING_SEATS = (SeatKind.CHAIR, SeatKind.DEPUTY, SeatKind.MEMBER)

# Maximum spread of totals in points if the authority has no limit in force.
DEFAULT_LIMIT = 10

TODAY = "(now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date"

# SQL: the confirmed limit in force today for council `c`.
LIMIT_OF_TODAY = (
    "COALESCE((SELECT l.points FROM ratings_spreadlimit l WHERE l.place_id IS NOT DISTINCT FROM c.place_id"
    f" AND l.confirmed_at IS NOT NULL AND l.in_force_from <= {TODAY}"
    f" ORDER BY l.in_force_from DESC LIMIT 1), {DEFAULT_LIMIT})"
)


def terms_of(council, *, dossier, number, amendment, limit):
    """Return SQL that writes the rules of a council and then its seats for a dossier.

    Arguments are SQL expressions; `c` is the council and `terms` a variable for the key of the new row.
    """
    return (
        "INSERT INTO ratings_scoringterms (dossier_id, number, amendment_id, at, quorum, spread_limit,"
        " least_members, decision_number, decided_on, regulation_number, regulation_of)"
        f" SELECT {dossier}, {number}, {amendment}, now(), c.quorum, {limit}, c.least_members,"
        " c.decision_number, c.decided_on, c.regulation_number, c.regulation_of"
        f" FROM ratings_council c WHERE c.id = {council} RETURNING id INTO terms;"
        " INSERT INTO ratings_scoringseat (terms_id, user_id, kind)"
        f" SELECT terms, s.user_id, s.kind FROM ratings_seat s WHERE s.council_id = {council}"
        f" AND s.kind <> '{SeatKind.ADVISER}' ORDER BY s.id;"
    )


# On dossiers: when scoring begins, keep today's rules for the dossier.
KEEP_TERMS = pgtrigger.Trigger(
    name="dossier_keeps_its_terms_of_scoring",
    operation=pgtrigger.Insert | pgtrigger.Update,
    when=pgtrigger.After,
    declare=[("terms", "bigint")],
    func=(
        # DossierState.SCORING of ratings.dossiers
        "IF NEW.state = 'scoring'"
        " AND NOT EXISTS (SELECT 1 FROM ratings_scoringterms WHERE dossier_id = NEW.id) THEN"
        # an amendment that is being confirmed comes first or afterwards, not in between
        " PERFORM 1 FROM ratings_council WHERE id = NEW.council_id FOR SHARE; "
        + terms_of("NEW.council_id", dossier="NEW.id", number="1", amendment="NULL", limit=LIMIT_OF_TODAY)
        + " END IF; RETURN NULL;"
    ),
)

# SQL: the council of an amendment has no chair or too few scorers.
# Doubles CouncilAmendment._misfit().
NOT_WHOLE = (
    f"NOT EXISTS (SELECT 1 FROM ratings_seat WHERE council_id = NEW.council_id AND kind = '{SeatKind.CHAIR}')"
    " OR (SELECT count(*) FROM ratings_seat WHERE council_id = NEW.council_id"
    f" AND kind IN {sql_in(*SCORING_SEATS)}) < (SELECT COALESCE(least_members, 5) FROM ratings_council"
    " WHERE id = NEW.council_id)"
)

# On amendments: a confirmed one changes the council and every dossier that it is scoring.
APPLY_AMENDMENT = pgtrigger.Trigger(
    name="council_amendment_takes_effect",
    operation=pgtrigger.Update,
    when=pgtrigger.After,
    declare=[("terms", "bigint"), ("d", "record")],
    func=(
        "IF OLD.confirmed_at IS NULL AND NEW.confirmed_at IS NOT NULL THEN"
        " PERFORM 1 FROM ratings_council WHERE id = NEW.council_id FOR UPDATE;"
        " DELETE FROM ratings_seat WHERE council_id = NEW.council_id AND user_id = NEW.leaves_id;"
        " IF NEW.joins_id IS NOT NULL THEN"
        " INSERT INTO ratings_seat (version, council_id, user_id, kind)"
        " VALUES (1, NEW.council_id, NEW.joins_id, NEW.joins_as)"
        " ON CONFLICT (council_id, user_id) DO UPDATE SET kind = EXCLUDED.kind; END IF;"
        " UPDATE ratings_council SET quorum = COALESCE(NEW.quorum, quorum),"
        " least_members = COALESCE(NEW.least_members, least_members),"
        " regulation_number = COALESCE(NULLIF(NEW.regulation_number, ''), regulation_number),"
        " regulation_of = COALESCE(NEW.regulation_of, regulation_of)"
        " WHERE id = NEW.council_id AND (NEW.quorum IS NOT NULL OR NEW.least_members IS NOT NULL"
        " OR NEW.regulation_number <> '');"
        f" IF {NOT_WHOLE} THEN RAISE EXCEPTION 'council_stays_whole' USING ERRCODE = 'check_violation'; END IF;"
        " FOR d IN SELECT t.dossier_id, max(t.number) AS number, max(t.spread_limit) AS spread_limit"
        " FROM ratings_scoringterms t JOIN ratings_dossier o ON o.id = t.dossier_id"
        # DossierState.SCORING of ratings.dossiers
        " WHERE o.council_id = NEW.council_id AND o.state = 'scoring' GROUP BY t.dossier_id ORDER BY t.dossier_id LOOP "
        + terms_of(
            "NEW.council_id",
            dossier="d.dossier_id",
            number="d.number + 1",
            amendment="NEW.id",
            limit="d.spread_limit",
        )
        + " END LOOP; END IF; RETURN NULL;"
    ),
)
# SQL: the statement came from outside and not from one of the triggers above.
BY_HAND = "pg_trigger_depth() = 1"


def held_truly(session):
    """SQL: a session (its alias) was not held in the future nor before scoring began."""
    return (
        f"({session}.held_on <= {TODAY} AND NOT EXISTS (SELECT 1 FROM ratings_sessionitem held"
        " JOIN ratings_scoringterms began ON began.dossier_id = held.dossier_id AND began.number = 1"
        f" WHERE held.session_id = {session}.id AND held.taken_off = ''"
        f" AND {session}.held_on < (began.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date))"
    )


def under_rules(council):
    """SQL: the council (key as SQL expression) is confirmed or scores, so it changes by amendment only."""
    return (
        f"(EXISTS (SELECT 1 FROM ratings_council WHERE id = {council} AND confirmed_at IS NOT NULL)"
        # DossierState.SCORING of ratings.dossiers
        f" OR EXISTS (SELECT 1 FROM ratings_dossier WHERE council_id = {council} AND state = 'scoring'))"
    )
