"""Triggers on forwarding to the ministry: it needs a result of the council, or the agency's report.

Decision 26/2026/QĐ-TTg, article 7.6: when five stars are reassessed, the provincial OCOP agency's report
may replace the result of the province's council.
"""

# ruff: noqa: S608 - texts of triggers, without anything that anybody typed
from ocop.models import Role
from ratings.dossiers.workflow import DossierKind, DossierState
from ratings.sheets.star import NATIONAL

_TODAY = "(now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date"
_APPROVED = (
    "ratings_decisionitem i JOIN ratings_decision d ON d.id = i.decision_id"
    # DecisionKind.APPROVE of ratings.decisions
    " AND d.kind = 'approve' AND d.issued_at IS NOT NULL"
)
# The recognition `r` of a re-assessment: five stars in force today.
_IN_FORCE = (
    f"r.stars = {NATIONAL} AND r.issued_on <= {_TODAY} AND COALESCE(r.extended_until, r.expires_on) > {_TODAY}"
    f" AND COALESCE(r.withdrawn_on, 'infinity') > {_TODAY} AND COALESCE(r.superseded_on, 'infinity') > {_TODAY}"
)

# A dossier forwarded with neither a result nor a signed report with its approval.
WITHOUT_GROUND = (
    f"(NEW.state = '{DossierState.FORWARDED}' AND NOT EXISTS (SELECT 1 FROM ratings_result WHERE dossier_id = NEW.id)"
    " AND NOT EXISTS (SELECT 1 FROM ratings_agencyreport a"
    f" JOIN ({_APPROVED}) ON i.dossier_id = a.dossier_id"
    " WHERE a.dossier_id = NEW.id AND a.signed_at IS NOT NULL))"
)

# A dossier that skips the council without a report signed since its arrival and approved by its own province.
PAST_THE_COUNCIL = (
    f"OLD.state = '{DossierState.CHECKING}' AND NEW.state = '{DossierState.FORWARDED}'"
    " AND NOT EXISTS (SELECT 1 FROM ratings_agencyreport a"
    f" JOIN ({_APPROVED}) ON i.dossier_id = a.dossier_id"
    " JOIN ratings_recognition r ON r.id = NEW.builds_on_id"
    " JOIN products_product p ON p.id = NEW.product_id JOIN producers_producer m ON m.id = p.producer_id"
    " JOIN ocop_place l ON l.id = m.place_id"
    f" WHERE a.dossier_id = NEW.id AND a.signed_at >= OLD.since AND NEW.kind = '{DossierKind.RENEWAL}'"
    " AND NEW.evaluates_anew_id IS NULL"
    f" AND NEW.forwarded_from_id IS NULL AND d.place_id = l.province_id AND {_IN_FORCE})"
)

# A report on a dossier in which it cannot replace the council.
NOT_OF_FIVE_STARS = (
    "NOT EXISTS (SELECT 1 FROM ratings_dossier o JOIN ratings_recognition r ON r.id = o.builds_on_id"
    f" WHERE o.id = NEW.dossier_id AND o.state = '{DossierState.CHECKING}' AND o.kind = '{DossierKind.RENEWAL}'"
    " AND o.forwarded_from_id IS NULL"
    f" AND o.evaluates_anew_id IS NULL AND {_IN_FORCE})"
)

# A report signed by somebody who is no officer of the product's province.
SIGNED_ELSEWHERE = (
    "NEW.signed_by_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ratings_dossier o"
    " JOIN products_product p ON p.id = o.product_id JOIN producers_producer m ON m.id = p.producer_id"
    " JOIN ocop_place l ON l.id = m.place_id"
    f" JOIN ocop_user u ON u.id = NEW.signed_by_id AND u.role = '{Role.PROVINCIAL_OFFICER}'"
    " AND u.place_id = l.province_id"
    " WHERE o.id = NEW.dossier_id)"
)

# A signed report is valid: the dossier was not returned for completion afterwards.
STANDS = (
    "OLD.signed_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ratings_dossier o"
    f" WHERE o.id = OLD.dossier_id AND o.state = '{DossierState.CHECKING}' AND o.since > OLD.signed_at)"
)
