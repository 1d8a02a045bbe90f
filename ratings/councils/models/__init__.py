from ratings.councils.models.amendment import CouncilAmendment
from ratings.councils.models.council import Council, Seat
from ratings.councils.models.score_disclosure import ScoreDisclosure
from ratings.councils.models.scoring_rules import SCORING_SEATS
from ratings.councils.models.spread_limit import SpreadLimit

__all__ = [
    "Council",
    "CouncilAmendment",
    "SCORING_SEATS",
    "ScoreDisclosure",
    "Seat",
    "SpreadLimit",
]
