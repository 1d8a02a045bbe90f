"""The province's own evaluation of a dossier handed back by the ministry (Decision 26/2026/QĐ-TTg, article 7).

Below 90 points at the ministry, the province decides on that result or evaluates anew. For the latter its
leader issues a decision: the handed-back dossier is closed, and a new one of the province starts with what
was filed.
"""

# ruff: noqa: S608 - texts of triggers, without anything that anybody typed
from django.apps import apps
from django.utils.translation import gettext_lazy as _

from ratings.dossiers.workflow import DossierState

EXCLUDED = _(
    "The ministry's council has excluded this product: it has no points, so it is refused and not evaluated anew."
)
NOT_HANDED_BACK = _("Only what the ministry has handed back is evaluated anew.")

_DECIDED = (
    "ratings_decisionitem i JOIN ratings_decision e ON e.id = i.decision_id"
    # DecisionKind.EVALUATE of ratings.decisions
    " AND e.kind = 'evaluate' AND e.issued_at IS NOT NULL"
)

# An evaluation anew without an issued decision, or of something else than what was filed and handed back.
WITHOUT_DECISION = (
    "NEW.evaluates_anew_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ratings_dossier d"
    f" JOIN ({_DECIDED}) ON i.dossier_id = d.id"
    f" WHERE d.id = NEW.evaluates_anew_id AND d.state = '{DossierState.CLOSED}' AND d.forwarded_from_id IS NOT NULL"
    " AND NEW.forwarded_from_id IS NULL AND (d.product_id, d.sheet_id, d.kind) = (NEW.product_id, NEW.sheet_id, NEW.kind)"
    " AND (d.branch, d.builds_on_id) IS NOT DISTINCT FROM (NEW.branch, NEW.builds_on_id))"
)


def why_not_evaluate_anew(dossier, *, place):
    """Return why the authority of `place` (None: the ministry) cannot decide to evaluate it anew; else an
    empty string.
    """
    if place is None or dossier.state != DossierState.HANDED_BACK:
        return NOT_HANDED_BACK
    return EXCLUDED if dossier.result.ended_by else ""


def begin_own_evaluation(national, *, by, note):
    """Create the province's dossier after the decision to evaluate anew, and return it.

    It is a draft on the sheet of the first filing with the filed data. The producer confirms each piece of
    evidence and the self-assessment before it is filed.
    """
    dossiers = apps.get_model("ratings", "Dossier").objects
    own = dossiers.create(
        product=national.product,
        kind=national.kind,
        sheet=national.sheet,
        branch=national.branch,
        changes=national.changes,
        builds_on=national.builds_on,
        evaluates_anew=national,
        opened_by=by,
    )
    own.transitions.create(to_state=DossierState.DRAFT, by=by, note=note)
    own.evidence.carry_over(own, national, by=by)
    # Stage.SELF of ratings.scoring
    if claimed := national.origin.assessments.filter(stage="self").first():
        own.assessments.create(stage=claimed.stage, by=claimed.by).begin_from(claimed)
    return own
