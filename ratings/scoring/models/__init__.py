from ratings.scoring.kinds import ObjectionKind, ObjectionOutcome, SessionKind, Stage
from ratings.scoring.models.answer import Answer, version_of
from ratings.scoring.models.assessment import Assessment, choices_in
from ratings.scoring.models.conflict import Conflict, ConflictKind
from ratings.scoring.models.gate_finding import GateFinding, disputed_gates
from ratings.scoring.models.objection import Objection
from ratings.scoring.models.reply import Reply
from ratings.scoring.models.result import Result
from ratings.scoring.models.second_round import SecondRound, divergence_between, divergence_of
from ratings.scoring.models.session import Attendance, Session, SessionItem
from ratings.scoring.models.unlocking import Unlocking

__all__ = [
    "Answer",
    "Assessment",
    "Attendance",
    "Conflict",
    "ConflictKind",
    "GateFinding",
    "Objection",
    "ObjectionKind",
    "ObjectionOutcome",
    "Reply",
    "Result",
    "SecondRound",
    "Session",
    "SessionItem",
    "SessionKind",
    "Stage",
    "Unlocking",
    "choices_in",
    "disputed_gates",
    "divergence_between",
    "divergence_of",
    "version_of",
]
