"""Workflow: allowed transitions between states, and who is responsible for each.

Decision 26/2026/QĐ-TTg, articles 5 to 7. The commune reports and does not score. The province checks, its
advisory team visits and scores, its council scores. The ministry decides on 5 stars.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ocop.permissions import Act


class DossierKind(models.TextChoices):
    """Why a product is assessed (Decision 26/2026/QĐ-TTg, article 7)."""

    FIRST = "first", _("First assessment")
    UPGRADE = "upgrade", _("Upgrade")
    RENEWAL = "renewal", _("Re-assessment")


class DossierState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    FILED = "filed", _("With the commune")
    RETURNED = "returned", _("Returned for completion")
    CHECKING = "checking", _("Being checked")
    ADVISORY = "advisory", _("With the advisory team")
    SCORING = "scoring", _("Being scored")
    CONCLUDED = "concluded", _("Result established")
    FORWARDED = "forwarded", _("Forwarded to the ministry")
    HANDED_BACK = "handed_back", _("Handed back to the province")
    RECOGNISED = "recognised", _("Recognised")
    CLOSED = "closed", _("Closed without recognition")


S = DossierState
OPEN_STATES = (
    S.DRAFT,
    S.FILED,
    S.RETURNED,
    S.CHECKING,
    S.ADVISORY,
    S.SCORING,
    S.CONCLUDED,
    S.HANDED_BACK,
)
# States that need a council. On the agency's report a dossier is forwarded without one.
SCORED_STATES = (S.ADVISORY, S.SCORING, S.CONCLUDED, S.HANDED_BACK, S.RECOGNISED)
# States in which the producer's side may be edited.
WRITABLE_STATES = (S.DRAFT, S.RETURNED)
# From each state: possible next states with the act (ocop/permissions/__init__.py) that allows each.
TRANSITIONS = {
    S.DRAFT: {S.FILED: Act.FILE_DOSSIER, S.CLOSED: Act.FILE_DOSSIER},
    S.FILED: {
        S.CHECKING: Act.CHECK_AS_COMMUNE,
        S.RETURNED: Act.CHECK_AS_COMMUNE,
        S.CLOSED: Act.WITHDRAW_FILED,
    },
    S.RETURNED: {
        S.FILED: Act.FILE_DOSSIER,
        S.CHECKING: Act.FILE_DOSSIER,
        S.ADVISORY: Act.FILE_DOSSIER,
        S.CLOSED: Act.FILE_DOSSIER,
    },
    S.CHECKING: {
        S.ADVISORY: Act.CHECK_AS_PROVINCE,
        S.SCORING: Act.CHECK_AS_PROVINCE,
        S.RETURNED: Act.CHECK_AS_PROVINCE,
        S.CLOSED: Act.CHECK_AS_PROVINCE,
        # Five stars reassessed, on the agency's report instead of the council's result (article 7.6).
        S.FORWARDED: Act.DECIDE_AS_PROVINCE,
    },
    S.ADVISORY: {
        S.SCORING: Act.BEGIN_SCORING,
        S.RETURNED: Act.CHECK_AS_PROVINCE,
        S.CLOSED: Act.CHECK_AS_PROVINCE,
    },
    S.SCORING: {S.CONCLUDED: Act.CONCLUDE, S.CLOSED: Act.CHECK_AS_PROVINCE},
    S.CONCLUDED: {
        S.RECOGNISED: Act.DECIDE_AS_PROVINCE,
        S.FORWARDED: Act.DECIDE_AS_PROVINCE,
        S.CLOSED: Act.CLOSE_AS_PROVINCE,
    },
}

# The same for dossiers forwarded by a province: the ministry's council scores anew. The producer may withdraw
# until scoring; a result of five stars ends by a decision only.
NATIONAL_TRANSITIONS = {
    S.CHECKING: {
        S.ADVISORY: Act.CHECK_AS_MINISTRY,
        S.SCORING: Act.CHECK_AS_MINISTRY,
        S.RETURNED: Act.CHECK_AS_MINISTRY,
        S.CLOSED: Act.WITHDRAW_FORWARDED,
    },
    S.RETURNED: {S.CHECKING: Act.FILE_DOSSIER, S.ADVISORY: Act.FILE_DOSSIER, S.CLOSED: Act.FILE_DOSSIER},
    S.ADVISORY: {
        S.SCORING: Act.BEGIN_SCORING_AT_MINISTRY,
        S.RETURNED: Act.CHECK_AS_MINISTRY,
        S.CLOSED: Act.WITHDRAW_FORWARDED,
    },
    S.SCORING: {S.CONCLUDED: Act.CONCLUDE_AT_MINISTRY, S.CLOSED: Act.CHECK_AS_MINISTRY},
    S.CONCLUDED: {
        S.RECOGNISED: Act.DECIDE_AS_MINISTRY,
        S.HANDED_BACK: Act.HAND_BACK,
        S.CLOSED: Act.DECIDE_AS_MINISTRY,
    },
    S.HANDED_BACK: {S.RECOGNISED: Act.DECIDE_AS_PROVINCE, S.CLOSED: Act.CLOSE_AS_PROVINCE},
}


def transitions_from(state, *, national=False):
    """Return {next state: act that allows it} from `state`, in the ministry's or province's table."""
    return (NATIONAL_TRANSITIONS if national else TRANSITIONS).get(state, {})


# Who is responsible, as text; the ministry if the dossier is national.
HOLDERS = {
    S.DRAFT: _("Producer"),
    S.FILED: _("Commune"),
    S.RETURNED: _("Producer"),
    S.CHECKING: _("Provincial OCOP office"),
    S.ADVISORY: _("Advisory team"),
    S.SCORING: _("Council"),
    S.CONCLUDED: _("Leader of the province"),
    S.HANDED_BACK: _("Leader of the province"),
}
NATIONAL_HOLDERS = {
    S.CHECKING: _("Ministry of Agriculture and Environment"),
    S.RETURNED: _("Province and producer"),
    S.ADVISORY: _("Advisory team of the ministry"),
    S.SCORING: _("Council of the ministry"),
    S.CONCLUDED: _("Ministry of Agriculture and Environment"),
}


def responsible_for(state, *, national=False):
    """Return who is responsible in `state`, as text; empty when finished."""
    return (NATIONAL_HOLDERS.get(state, "") if national else "") or HOLDERS.get(state, "")


def _pairs(table):
    return ", ".join(f"('{state}', '{to}')" for state, nexts in table.items() for to in nexts)


# SQL: a transition that is not in the tables, or a wrong initial state. Permissions and reasons are checked
# by the model, unknown states by a constraint.
OFF_THE_TABLE = (
    f"NEW.state IN ({', '.join(repr(state.value) for state in S)})"
    f" AND ((TG_OP = 'INSERT' AND ((NEW.forwarded_from_id IS NULL) <> (NEW.state = '{DossierState.DRAFT}')"
    f" OR (NEW.forwarded_from_id IS NOT NULL) <> (NEW.state = '{DossierState.CHECKING}')))"
    " OR (TG_OP = 'UPDATE' AND NEW.state <> OLD.state"
    f" AND ((NEW.forwarded_from_id IS NULL AND (OLD.state, NEW.state) NOT IN ({_pairs(TRANSITIONS)}))"
    f" OR (NEW.forwarded_from_id IS NOT NULL AND (OLD.state, NEW.state) NOT IN ({_pairs(NATIONAL_TRANSITIONS)})))))"
)
