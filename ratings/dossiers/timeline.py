"""History of a dossier for its page: transitions with a description."""

from django.utils.translation import gettext as _

from ocop.models import Role
from ratings.dossiers.models import ReturnGround
from ratings.dossiers.workflow import DossierState

S = DossierState


def timeline_of(dossier):
    """Return transitions of a dossier from `for_detail()`, newest first: dictionaries of at, by, title and note."""
    returns = iter(dossier.returns.all())
    moves = [
        {"at": move.at, "by": move.by, "note": move.note, "title": _title(move, returns)}
        for move in dossier.moves.all()
    ]
    return moves[::-1]


def _title(move, returns):
    """Return the new state; for a return its ground, for a closing whether the producer withdrew it."""
    if move.to_state == S.RETURNED:
        returned = next(returns, None)
        if returned and returned.ground == ReturnGround.CHANGE:
            return _("Returned for a change of maker, name or variants")
    if move.to_state == S.CLOSED and move.by.role == Role.PRODUCER:
        return _("Withdrawn by the producer")
    return move.get_to_state_display()
