"""Whether what was scored is what was filed, decided and recognised: maker, set, name, variants, filing."""

import hashlib

from ratings.dossiers.subject import filed, registered
from ratings.dossiers.workflow import DossierState


def of_the_subject(result, sealed):
    """Yield (field, kept, found) where the filing, a decision, the recognition or the register differs from the seal.

    Registers may say otherwise once the dossier is decided; while it waits for its decision they may not.
    """
    kept, dossier = sealed.get("subject"), result.dossier
    if kept is None:
        return
    yield from between("filing", kept, filed_again(dossier))
    for item in dossier.decision_items.select_related("decision").order_by("pk"):
        decided = item.decision.content.get("items", {}).get(item.key, {})
        yield from between(f"decision {item.decision}", kept, decided)
    if recognition := getattr(dossier, "recognition", None):
        yield from between(f"recognition {recognition.code}", kept, as_given(recognition))
    if dossier.state in (DossierState.CONCLUDED, DossierState.HANDED_BACK):
        yield from between("register", kept, registered(dossier.product))


def as_given(recognition):
    """What the recognition said before decisions corrected it: each of them names what stood."""
    said = {name: getattr(recognition, name) for name in ("name", "variants", "maker")}
    corrections = recognition.decision_items.filter(
        decision__kind="correct", decision__issued_at__isnull=False
    )
    for item in corrections.order_by("-decision__issued_at", "-pk"):
        for name, (before, after) in item.correction.items():
            if said.get(name) == after:
                said[name] = before
    return said


def filed_again(dossier):
    """What the filing says; its hash is that of the text, not the one that stands beside it."""
    filing = dossier.all_filings.order_by("pk").last()
    if filing is None:
        return {"filing": ""}
    try:
        said = filed(dossier)
    except (AttributeError, KeyError, TypeError, ValueError):
        said = {}
    return said | {"filing": hashlib.sha256(filing.sealed.encode()).hexdigest()}


def between(where, kept, found):
    """Yield (field, kept, found) for each name that both say and say differently."""
    for name in sorted(kept.keys() & found.keys()):
        if kept[name] != found[name]:
            yield f"{where}, {name}", kept[name], found[name]
