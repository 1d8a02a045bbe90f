"""Triggers on dossiers: sheet, order of states, immutability after the end."""
# ruff: noqa: S608 - texts of triggers, without anything that anybody typed

import pgtrigger

from ocop.database.triggers import WRITE, refuse_if, sql_in
from ratings.councils.models.authority import DOSSIER_BEFORE_ITS_COUNCIL
from ratings.councils.models.scoring_rules import KEEP_TERMS
from ratings.dossiers.models.forwarding import PAST_THE_COUNCIL, WITHOUT_GROUND
from ratings.dossiers.own_evaluation import WITHOUT_DECISION
from ratings.dossiers.workflow import OFF_THE_TABLE, WRITABLE_STATES, DossierKind, DossierState

# SQL: an extension holds until the result (article 12.3), so it ends with the decision that closes the
# re-assessment.
END_EXTENSION = (
    "SELECT coalesce(max(d.signed_on), (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) INTO last"
    " FROM ratings_decision d JOIN ratings_decisionitem i ON i.decision_id = d.id"
    # DecisionKind.REFUSE of ratings.decisions
    " WHERE i.dossier_id = NEW.id AND d.kind = 'refuse' AND d.signed_on IS NOT NULL;"
    " UPDATE ratings_recognition"
    " SET extended_until = CASE WHEN last + 1 > expires_on THEN last + 1 END,"
    " extension_id = CASE WHEN last + 1 > expires_on THEN extension_id END"
    " WHERE id = NEW.builds_on_id AND extended_until > last + 1"
    # DecisionKind.EVALUATE of ratings.decisions: an evaluation anew has no result yet.
    " AND NOT EXISTS (SELECT 1 FROM ratings_decision d JOIN ratings_decisionitem i"
    " ON i.decision_id = d.id WHERE i.dossier_id = NEW.id AND d.kind = 'evaluate'"
    " AND d.issued_at IS NOT NULL);"
    " INSERT INTO ratings_cataloguechange DEFAULT VALUES; RETURN NULL;"
)

DOSSIER_GUARDS = [
    # Doubles DossierQuerySet.why_not_open().
    refuse_if(
        "dossier_on_sheet_of_its_set",
        pgtrigger.Insert,
        "NOT EXISTS (SELECT 1 FROM ratings_sheet s JOIN products_product p ON p.product_set_id = s.product_set_id"
        " WHERE s.id = NEW.sheet_id AND p.id = NEW.product_id AND s.published_at IS NOT NULL)",
    ),
    # Doubles DossierQuerySet.start().
    refuse_if(
        "dossier_branch_iff_sheet_has_cases",
        WRITE,
        'NEW.branch IS DISTINCT FROM (SELECT min(c."case") FROM ratings_criterion c'
        ' WHERE c.sheet_id = NEW.sheet_id AND c."case" IS NOT DISTINCT FROM NEW.branch)'
        " OR (NEW.branch IS NULL AND (SELECT s.branch_sections FROM ratings_sheet s"
        " WHERE s.id = NEW.sheet_id) <> '[]'::jsonb)",
    ),
    refuse_if(
        "dossier_sheet_is_pinned",
        pgtrigger.Update,
        "(NEW.product_id, NEW.sheet_id, NEW.builds_on_id, NEW.forwarded_from_id, NEW.evaluates_anew_id)"
        " IS DISTINCT FROM"
        " (OLD.product_id, OLD.sheet_id, OLD.builds_on_id, OLD.forwarded_from_id, OLD.evaluates_anew_id)"
        f" OR ((OLD.state <> '{DossierState.DRAFT}' OR OLD.evaluates_anew_id IS NOT NULL)"
        " AND (NEW.kind, NEW.branch) IS DISTINCT FROM (OLD.kind, OLD.branch))",
    ),
    refuse_if(
        "dossier_opened_once",
        pgtrigger.Update,
        "(NEW.opened_by_id, NEW.opened_at) IS DISTINCT FROM (OLD.opened_by_id, OLD.opened_at)",
    ),
    refuse_if(
        "dossier_ended_stays_as_it_is",
        pgtrigger.Update,
        f"OLD.state IN {sql_in(DossierState.RECOGNISED, DossierState.CLOSED)} AND NEW.state = OLD.state"
        " AND (to_jsonb(NEW) - 'version' - 'due_on') IS DISTINCT FROM (to_jsonb(OLD) - 'version' - 'due_on')",
    ),
    # Doubles subject.why_not_come_back().
    refuse_if(
        "dossier_filed_on_the_sheet_of_its_set",
        pgtrigger.Update,
        f"OLD.state IN {sql_in(*WRITABLE_STATES)}"
        f" AND NEW.state NOT IN {sql_in(DossierState.DRAFT, DossierState.RETURNED, DossierState.CLOSED)}"
        " AND NOT EXISTS (SELECT 1 FROM ratings_sheet s JOIN products_product p"
        " ON p.product_set_id = s.product_set_id WHERE s.id = NEW.sheet_id AND p.id = NEW.product_id)",
        holds="products_product WHERE id = NEW.product_id AND OLD.state <> NEW.state",
    ),
    # Doubles Dossier._why_not_step().
    refuse_if("dossier_moves_by_the_table", WRITE, OFF_THE_TABLE),
    # Doubles Dossier.why_not_assign_councils().
    refuse_if(
        "dossier_council_kept_while_scoring",
        pgtrigger.Update,
        "NEW.council_id IS DISTINCT FROM OLD.council_id"
        " AND OLD.state NOT IN "
        + sql_in(DossierState.DRAFT, DossierState.FILED, DossierState.RETURNED, DossierState.CHECKING),
    ),
    # Doubles Dossier._missing_for().
    refuse_if(
        "dossier_state_has_its_ground",
        WRITE,
        f"(NEW.state IN {sql_in(DossierState.CONCLUDED, DossierState.HANDED_BACK, DossierState.RECOGNISED)}"
        " AND NOT EXISTS (SELECT 1 FROM ratings_result WHERE dossier_id = NEW.id))"
        f" OR {WITHOUT_GROUND}"
        f" OR (NEW.state = '{DossierState.RECOGNISED}'"
        " AND NOT EXISTS (SELECT 1 FROM ratings_recognition WHERE dossier_id = NEW.id))",
    ),
    # Doubles Dossier.rests_on_agency_report().
    refuse_if("dossier_past_the_council_on_a_report", pgtrigger.Update, PAST_THE_COUNCIL),
    # Doubles Dossier._missing_to_close().
    refuse_if(
        "dossier_closed_by_decision",
        pgtrigger.Update,
        f"NEW.state = '{DossierState.CLOSED}' AND OLD.state <> '{DossierState.CLOSED}' AND ("
        f"(OLD.state = '{DossierState.SCORING}' AND EXISTS (SELECT 1 FROM ratings_objection"
        # ObjectionOutcome.PENDING and CONFIRMED of ratings.scoring
        " WHERE dossier_id = NEW.id AND outcome IN ('pending', 'confirmed')))"
        f" OR (OLD.state IN {sql_in(DossierState.CONCLUDED, DossierState.HANDED_BACK)}"
        " AND EXISTS (SELECT 1 FROM ratings_result"
        f" WHERE dossier_id = NEW.id AND (ended_by <> '' OR (stars >= 3 AND NEW.kind <> '{DossierKind.UPGRADE}')))"
        " AND NOT EXISTS (SELECT 1 FROM ratings_decisionitem i JOIN ratings_decision d ON d.id = i.decision_id"
        # DecisionKind.REFUSE and EVALUATE of ratings.decisions
        " WHERE i.dossier_id = NEW.id AND d.kind IN ('refuse', 'evaluate') AND d.issued_at IS NOT NULL)))",
    ),
    # Doubles SecondRoundQuerySet.begin().
    refuse_if(
        "dossier_second_round_has_its_ground",
        WRITE,
        "(NEW.scoring_round = 2"
        " AND NOT EXISTS (SELECT 1 FROM ratings_secondround WHERE dossier_id = NEW.id))"
        " OR OLD.scoring_round > NEW.scoring_round",
    ),
    pgtrigger.Trigger(
        # Article 12.3: an extension holds until the result. The catalogue is refreshed.
        name="dossier_closing_ends_an_extension",
        operation=pgtrigger.UpdateOf("state"),
        when=pgtrigger.After,
        condition=pgtrigger.Condition(
            f"NEW.state = '{DossierState.CLOSED}' AND OLD.state <> '{DossierState.CLOSED}'"
            f" AND NEW.kind = '{DossierKind.RENEWAL}'"
        ),
        declare=[("last", "date")],
        func=END_EXTENSION,
    ),
    # Doubles Dossier._missing_for().
    refuse_if(
        "dossier_handed_back_with_a_reason",
        pgtrigger.Update,
        f"NEW.state = '{DossierState.HANDED_BACK}' AND OLD.state <> '{DossierState.HANDED_BACK}'"
        " AND NOT EXISTS (SELECT 1 FROM ratings_handingback WHERE dossier_id = NEW.id)",
    ),
    # Doubles DossierQuerySet.open_national().
    refuse_if(
        "dossier_national_from_a_forwarded_one",
        pgtrigger.Insert,
        "NEW.forwarded_from_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ratings_dossier d"
        f" WHERE d.id = NEW.forwarded_from_id AND d.state = '{DossierState.FORWARDED}'"
        " AND d.product_id = NEW.product_id"
        " AND d.sheet_id = NEW.sheet_id AND d.branch IS NOT DISTINCT FROM NEW.branch)",
    ),
    # Doubles own_evaluation.begin_own_evaluation().
    refuse_if("dossier_evaluates_anew_by_decision", pgtrigger.Insert, WITHOUT_DECISION),
    # Doubles Council.why_not_complete().
    refuse_if(
        "dossier_before_a_confirmed_council",
        WRITE,
        f"NEW.state IN {sql_in(DossierState.ADVISORY, DossierState.SCORING)} AND OLD.state IS DISTINCT FROM NEW.state"
        " AND NEW.council_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ratings_council"
        " WHERE id = NEW.council_id AND confirmed_at IS NOT NULL)",
    ),
    DOSSIER_BEFORE_ITS_COUNCIL,
    KEEP_TERMS,
]
