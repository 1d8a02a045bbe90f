"""The objections to a dossier as pages show them, with what the reader may do."""


def objections_for(dossier, user):
    """The objections with what the reader may do: `decides` or `takes_back` it."""
    rows = list(dossier.objections.for_list())
    for objection in rows:
        waits = objection.is_pending
        objection.decides = waits and not objection.refusal_to_decide(by=user)
        objection.takes_back = waits and not objection.refusal_to_take_back(by=user)
    return rows
