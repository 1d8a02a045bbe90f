"""History of a dossier for its page: transitions with a description."""

from django.utils.translation import gettext as _

from ocop.models import Role
from ratings.dossiers.models import CompletionGround
from ratings.dossiers.workflow import DossierState

S = DossierState


def timeline_of(dossier):
    """Return transitions of a dossier from `for_detail()`, newest first: dictionaries of at, by, title and note."""
    requests = iter(dossier.completion_requests.all())
    transitions = [
        {"at": each.at, "by": each.by, "note": each.note, "title": _title(each, requests)}
        for each in dossier.transitions.all()
    ]
    return transitions[::-1]


def _title(transition, requests):
    """Return the new state; for a return its ground, for a closing whether the producer withdrew it."""
    if transition.to_state == S.RETURNED:
        request = next(requests, None)
        if request and request.ground == CompletionGround.CHANGE:
            return _("Returned for a change of maker, name or variants")
    if transition.to_state == S.CLOSED and transition.by.role == Role.PRODUCER:
        return _("Withdrawn by the producer")
    return transition.get_to_state_display()
