from ratings.decisions.kinds import DecisionKind, Origin, RecordedAs, WithdrawalGround
from ratings.decisions.models.claim import Confidence, StarClaim
from ratings.decisions.models.confirmation import Confirmation, OfRules
from ratings.decisions.models.decision import Decision
from ratings.decisions.models.item import DecisionItem
from ratings.decisions.models.recognition import Recognition, awaiting_on, in_force_on
from ratings.decisions.models.recognition_state import IN_FORCE_STATES, RecognitionState
from ratings.decisions.models.recorded_decision import RecordedDecision
from ratings.decisions.models.recorded_star import RecordedStar
from ratings.decisions.models.recorded_withdrawal import RecordedWithdrawal
from ratings.decisions.models.withdrawal import Conclusion, pending_withdrawals, why_not_prepare

__all__ = [
    "Conclusion",
    "Confidence",
    "Confirmation",
    "Decision",
    "DecisionItem",
    "DecisionKind",
    "IN_FORCE_STATES",
    "OfRules",
    "Origin",
    "Recognition",
    "RecognitionState",
    "RecordedAs",
    "RecordedDecision",
    "RecordedStar",
    "RecordedWithdrawal",
    "StarClaim",
    "WithdrawalGround",
    "awaiting_on",
    "in_force_on",
    "pending_withdrawals",
    "why_not_prepare",
]
