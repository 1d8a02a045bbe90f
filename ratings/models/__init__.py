"""How products got their stars."""

from ocop.refusal import RefusedError
from ratings.models.agency_report import AgencyReport
from ratings.models.anchor import Anchor, AnchorKind
from ratings.models.answer import Answer, version_of
from ratings.models.assessment import Assessment, choices_in
from ratings.models.assessments import Stage
from ratings.models.calendar_day import CalendarDay
from ratings.models.claim import Confidence, StarClaim
from ratings.models.confirmation import Confirmation, OfRules
from ratings.models.conflict import Conflict, ConflictKind
from ratings.models.council import SCORING_SEATS, Council, Seat, SeatKind
from ratings.models.council_amendment import CouncilAmendment
from ratings.models.criterion import Criterion, Option
from ratings.models.criterion_kind import CriterionKind
from ratings.models.decision import Decision, DecisionKind, Origin, RecordedAs, WithdrawalGround
from ratings.models.decision_item import DecisionItem
from ratings.models.dossier import Dossier
from ratings.models.evidence import Citation, Evidence, EvidenceState
from ratings.models.filing import Filing
from ratings.models.gate_finding import GateFinding, disputed_gates
from ratings.models.handing_back import HandingBack
from ratings.models.moves import (
    FILERS,
    MOVES,
    NATIONAL_MOVES,
    OPEN_STATES,
    WRITABLE_STATES,
    DossierKind,
    DossierState,
    moves_from,
)
from ratings.models.objection import Objection, ObjectionKind, ObjectionOutcome
from ratings.models.package import READERS, SealedPackage
from ratings.models.recognition import Recognition, awaiting_on, in_force_on
from ratings.models.recognition_state import IN_FORCE_STATES, RecognitionState
from ratings.models.recorded_decision import RecordedDecision
from ratings.models.recorded_star import RecordedStar
from ratings.models.register_import import ImportState, RegisterImport, RowStatus
from ratings.models.reply import Reply
from ratings.models.reports import AdvisoryReport, CommuneReport
from ratings.models.result import Result
from ratings.models.round import Round
from ratings.models.score_disclosure import ScoreDisclosure
from ratings.models.scoring_terms import ScoringSeat, ScoringTerms
from ratings.models.second_round import SecondRound, divergence_between, divergence_of
from ratings.models.session import Attendance, Session, SessionItem, SessionKind
from ratings.models.sheet import Sheet, SheetState
from ratings.models.sheet_reading import SheetReading
from ratings.models.spread_limit import SpreadLimit
from ratings.models.unfinished import UnfinishedError
from ratings.models.unlocking import Unlocking
from ratings.models.way import DossierMove, Return, ReturnGround, ReturnItem
from ratings.models.withdrawal import Conclusion, pending_withdrawals, refusal_to_prepare

__all__ = [
    "Conclusion",
    "pending_withdrawals",
    "refusal_to_prepare",
    "Anchor",
    "AnchorKind",
    "Attendance",
    "Session",
    "SessionItem",
    "SessionKind",
    "disputed_gates",
    "GateFinding",
    "ConflictKind",
    "Confirmation",
    "Conflict",
    "Filing",
    "HandingBack",
    "EvidenceState",
    "Evidence",
    "Citation",
    "moves_from",
    "Round",
    "ReturnGround",
    "ReturnItem",
    "Return",
    "CommuneReport",
    "AdvisoryReport",
    "AgencyReport",
    "WRITABLE_STATES",
    "NATIONAL_MOVES",
    "FILERS",
    "IN_FORCE_STATES",
    "MOVES",
    "OPEN_STATES",
    "SCORING_SEATS",
    "Answer",
    "Assessment",
    "Confidence",
    "Council",
    "CouncilAmendment",
    "ScoringSeat",
    "ScoringTerms",
    "Criterion",
    "CriterionKind",
    "Decision",
    "DecisionItem",
    "DecisionKind",
    "Dossier",
    "DossierMove",
    "DossierKind",
    "DossierState",
    "ImportState",
    "Objection",
    "ObjectionKind",
    "ObjectionOutcome",
    "Option",
    "OfRules",
    "Origin",
    "Recognition",
    "awaiting_on",
    "in_force_on",
    "RecognitionState",
    "RecordedAs",
    "RecordedDecision",
    "RecordedStar",
    "RefusedError",
    "RegisterImport",
    "Reply",
    "Result",
    "RowStatus",
    "READERS",
    "SealedPackage",
    "Seat",
    "SeatKind",
    "Sheet",
    "SheetReading",
    "SheetState",
    "Stage",
    "CalendarDay",
    "StarClaim",
    "SecondRound",
    "ScoreDisclosure",
    "SpreadLimit",
    "UnfinishedError",
    "Unlocking",
    "choices_in",
    "version_of",
    "divergence_between",
    "divergence_of",
    "WithdrawalGround",
]
