"""Triggers on recognitions: which decision gave it, for how long, and which one withdrew or extended it."""
# ruff: noqa: S608 - texts of triggers, without anything that anybody typed

import pgtrigger

from ocop.database.triggers import WRITE, refuse_if
from ocop.models import PlaceLevel
from ocop.values.naming import IDENTITY, STARS, TELEPHONE, public_name
from ratings.decisions.kinds import DecisionKind, Origin, RecordedAs
from ratings.decisions.validity import TERMS
from ratings.dossiers.workflow import DossierKind, DossierState
from ratings.sheets.star import NATIONAL

# The decision that gave NEW, with its dossier.
GIVEN = "FROM ratings_decision d JOIN ratings_dossier o ON o.id = NEW.dossier_id WHERE d.id = NEW.decision_id"

ISSUED_AT = "(SELECT o.issued_at FROM ratings_decision o WHERE o.id = {})"
# Only the end of the re-assessment shortens an extension; no statement may do so directly.
SHORTENED = (
    "(pg_trigger_depth() > 1 AND ((NEW.extension_id = OLD.extension_id AND NEW.extended_until < OLD.extended_until)"
    " OR (NEW.extension_id IS NULL AND NEW.extended_until IS NULL))"
    f" AND EXISTS (SELECT 1 FROM ratings_dossier o WHERE o.builds_on_id = NEW.id AND o.kind = '{DossierKind.RENEWAL}'"
    f" AND o.state = '{DossierState.CLOSED}'))"
)
# SQL: a recognition that may not replace the one in force, because its upgrade gave no higher star.
NOT_RAISED = (
    f"NEW.origin = '{Origin.PORTAL}' AND EXISTS (SELECT 1 FROM ratings_dossier d"
    " JOIN ratings_decisionitem i ON i.dossier_id = d.id AND i.decision_id = NEW.decision_id AND i.reason = ''"
    " JOIN ratings_recognition b ON b.product_id = d.product_id AND b.stars >= NEW.stars"
    f" WHERE d.id = NEW.dossier_id AND d.kind = '{DossierKind.UPGRADE}' AND b.issued_on <= NEW.issued_on"
    " AND COALESCE(b.extended_until, b.expires_on) > NEW.issued_on"
    " AND COALESCE(b.withdrawn_on, 'infinity') > NEW.issued_on"
    " AND COALESCE(b.superseded_on, 'infinity') >= NEW.issued_on)"
)

# SQL: the withdrawal of NEW by a recorded decision, confirmed by a second person.
RECORDED_WITHDRAWAL = (
    "SELECT 1 FROM ratings_recordedwithdrawal w JOIN ratings_decision d ON d.id = w.decision_id"
    " WHERE w.recognition_id = NEW.id AND d.id = NEW.withdrawal_id AND w.confirmation_id IS NOT NULL"
    f" AND NEW.origin = '{Origin.RECORDED}' AND d.origin = '{Origin.RECORDED}'"
    f" AND d.kind = '{DecisionKind.WITHDRAW}' AND d.recorded_as = '{RecordedAs.CONFIRMED}'"
    " AND d.signed_on = NEW.withdrawn_on AND w.ground = NEW.withdrawal_ground"
)


def named(column: str, kind: DecisionKind) -> str:
    """Return a query for the decision in a column of NEW, if it was issued in the portal on this recognition.

    Its level must be the one that gave the star, or that gives this number of stars today.
    """
    return (
        "SELECT 1 FROM ratings_decision d JOIN ratings_decisionitem i ON i.decision_id = d.id"
        f" JOIN ratings_decision given ON given.id = NEW.decision_id WHERE d.id = NEW.{column}"
        f" AND d.kind = '{kind}' AND d.issued_at IS NOT NULL AND i.recognition_id = NEW.id"
        " AND (d.place_id IS NULL) IN (given.place_id IS NULL, NEW.stars = 5)"
    )


def _done_before(column: str) -> str:
    """Return the condition that NEW has in a column a decision that it had before."""
    return (
        f"(NEW.{column} IS DISTINCT FROM OLD.{column} AND EXISTS (SELECT 1 FROM ratings_recognitionevent e"
        f" WHERE e.pgh_obj_id = NEW.id AND e.{column} = NEW.{column}))"
    )


def months_of_the_term(day: str) -> str:
    """Return SQL for the months of a term that starts on `day` (ratings.decisions.validity)."""
    rising = sorted(TERMS, key=lambda term: term.issued_from)
    newest_first = "".join(
        f" WHEN {day} >= '{term.issued_from.isoformat()}' THEN {term.months}" for term in reversed(rising)
    )
    return f"(CASE{newest_first} ELSE {rising[0].months} END)"


def guards_of_recognitions() -> list[pgtrigger.Trigger]:
    """Return the triggers; each raises its own name."""
    return [
        # Doubles prepare.why_not_decide().
        _afterwards(
            "recognition_of_five_stars_is_the_ministrys",
            f"NEW.origin = '{Origin.PORTAL}' AND EXISTS (SELECT 1 {GIVEN}"
            f" AND (NEW.stars >= {NATIONAL}) <> (d.place_id IS NULL))",
        ),
        # Doubles validity.term_on().
        _afterwards(
            "recognition_for_the_term_of_its_day",
            f"NEW.origin = '{Origin.PORTAL}'"
            f" AND NEW.term_months IS DISTINCT FROM {months_of_the_term('NEW.issued_on')}",
        ),
        # Set once and never changed, with the date and ground of the decision.
        # Doubles Recognition.withdraw().
        _afterwards(
            "recognition_withdrawn_by_what_names_it",
            "((NEW.withdrawal_id, NEW.withdrawn_on) IS DISTINCT FROM (OLD.withdrawal_id, OLD.withdrawn_on)"
            " OR NEW.withdrawal_ground <> COALESCE(OLD.withdrawal_ground, ''))"
            " AND (OLD.withdrawal_id IS NOT NULL"
            f" OR (NOT EXISTS ({named('withdrawal_id', DecisionKind.WITHDRAW)}"
            " AND d.signed_on = NEW.withdrawn_on AND i.ground = NEW.withdrawal_ground)"
            f" AND NOT EXISTS ({RECORDED_WITHDRAWAL})))",
        ),
        # Only a decision extends it; only the end of the re-assessment shortens it
        # (dossier_closing_ends_an_extension).
        # Doubles Recognition.extend().
        _afterwards(
            "recognition_extended_by_what_names_it",
            "(NEW.extension_id, NEW.extended_until) IS DISTINCT FROM (OLD.extension_id, OLD.extended_until)"
            f" AND NOT EXISTS ({named('extension_id', DecisionKind.EXTEND)} AND i.until = NEW.extended_until"
            " AND NEW.extension_id IS DISTINCT FROM OLD.extension_id"
            f" AND d.issued_at > COALESCE({ISSUED_AT.format('OLD.extension_id')}, '-infinity'))"
            f" AND NOT COALESCE({SHORTENED}, FALSE)",
        ),
        refuse_if(
            "recognition_changed_once_by_a_decision",
            pgtrigger.Update,
            f"{_done_before('extension_id')} OR {_done_before('correction_id')}",
        ),
        # Doubles Recognition.correct().
        refuse_if(
            "recognition_corrected_in_full",
            pgtrigger.Update,
            "NEW.correction_id IS DISTINCT FROM OLD.correction_id AND EXISTS (SELECT 1 FROM ratings_decisionitem i"
            " CROSS JOIN LATERAL jsonb_each(i.correction) field WHERE i.decision_id = NEW.correction_id"
            " AND i.recognition_id = NEW.id"
            " AND to_jsonb(NEW) ->> field.key IS DISTINCT FROM field.value ->> 1)",
        ),
        refuse_if(
            "recognition_superseded_for_good",
            pgtrigger.Update,
            "OLD.superseded_on IS NOT NULL AND (NEW.superseded_on > OLD.superseded_on) IS NOT FALSE",
        ),
        # Deferred to the end of the transaction: the later one is created after the earlier one was ended.
        # Doubles issue.recognise().
        pgtrigger.Trigger(
            name="recognition_superseded_by_a_later_one",
            operation=WRITE,
            when=pgtrigger.After,
            timing=pgtrigger.Deferred,
            condition=pgtrigger.Condition("NEW.superseded_on IS NOT NULL"),
            func=(
                "IF EXISTS (SELECT 1 FROM ratings_recognition r WHERE r.id = NEW.id AND r.superseded_on IS NOT NULL"
                " AND NOT EXISTS (SELECT 1 FROM ratings_recognition n WHERE n.product_id = r.product_id"
                " AND n.id <> r.id AND n.issued_on = r.superseded_on))"
                " THEN RAISE EXCEPTION 'recognition_superseded_by_a_later_one' USING ERRCODE = 'check_violation';"
                " END IF; RETURN NULL;"
            ),
        ),
        # Same rules as correction.py: a reason is required; no stars that the authority could not give; no
        # term beyond 36 months; no increase without the signed document.
        # Doubles correction.why_not_correct().
        refuse_if(
            "recognition_corrected_within_the_law",
            pgtrigger.Update,
            "NEW.correction_id IS DISTINCT FROM OLD.correction_id AND NOT EXISTS (SELECT 1 FROM ratings_decisionitem i"
            " JOIN ratings_decision g ON g.id = NEW.decision_id LEFT JOIN ocop_place p ON p.id = g.place_id"
            " WHERE i.decision_id = NEW.correction_id AND i.recognition_id = NEW.id AND i.reason <> ''"
            " AND (NEW.stars = OLD.stars OR (CASE WHEN p.id IS NULL THEN NEW.stars = 5"
            f" WHEN p.level = '{PlaceLevel.DISTRICT}' THEN NEW.stars = 3 ELSE NEW.stars < 5 END))"
            " AND (i.seen_where <> '' OR (NEW.stars <= OLD.stars AND NEW.expires_on <= OLD.expires_on))"
            " AND (NEW.expires_on <= OLD.expires_on"
            " OR NEW.expires_on <= (g.signed_on + make_interval(months => 36))::date + 1))",
            when=pgtrigger.After,
        ),
        # Doubles naming.why_not_public_name().
        public_name(
            "recognition_name_is_public",
            STARS,
            TELEPHONE,
            IDENTITY,
            columns=("name", "variants"),
            operation=pgtrigger.Update,
        ),
        # Doubles naming.why_not_public_name().
        public_name(
            "recognition_maker_is_public",
            TELEPHONE,
            IDENTITY,
            columns=("maker",),
            operation=pgtrigger.Update,
        ),
    ]


def _afterwards(name: str, broken_if: str) -> pgtrigger.Trigger:
    return refuse_if(name, WRITE, broken_if, when=pgtrigger.After)
