from producers.models.producer import LegalForm, Membership, Producer
from producers.models.producer_move import ProducerMove
from producers.models.support import Revenue, Support, SupportKind
from producers.models.trade import Deal, DealKind, EventKind, Participation, TradeEvent

__all__ = [
    "Deal",
    "DealKind",
    "EventKind",
    "LegalForm",
    "Membership",
    "Participation",
    "Producer",
    "ProducerMove",
    "Revenue",
    "Support",
    "SupportKind",
    "TradeEvent",
]
