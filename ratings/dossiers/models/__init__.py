from ratings.dossiers.models.agency_report import AgencyReport
from ratings.dossiers.models.calendar_day import CalendarDay
from ratings.dossiers.models.dossier import Dossier
from ratings.dossiers.models.evidence import Citation, Evidence, EvidenceState
from ratings.dossiers.models.filing import Filing
from ratings.dossiers.models.handing_back import HandingBack
from ratings.dossiers.models.history import (
    CompletionGround,
    CompletionRequest,
    CompletionRequestItem,
    Transition,
)
from ratings.dossiers.models.reports import AdvisoryReport, CommuneReport
from ratings.dossiers.models.round import Round
from ratings.dossiers.models.scoring_terms import ScoringSeat, ScoringTerms

__all__ = [
    "AdvisoryReport",
    "AgencyReport",
    "CalendarDay",
    "Citation",
    "CommuneReport",
    "CompletionGround",
    "CompletionRequest",
    "CompletionRequestItem",
    "Dossier",
    "Evidence",
    "EvidenceState",
    "Filing",
    "HandingBack",
    "Round",
    "ScoringSeat",
    "ScoringTerms",
    "Transition",
]
