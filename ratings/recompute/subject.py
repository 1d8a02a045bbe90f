"""Check that the scored product is the filed, decided and recognised one: producer, set, name, variants, filing."""

import hashlib

from ratings.decisions.kinds import DecisionKind
from ratings.dossiers.subject import filed_subject, registered_subject
from ratings.dossiers.workflow import DossierState


def subject_differences(result, sealed):
    """Yield (field, kept, found) where filing, decision, recognition or register differs from the seal.

    The register may change after the decision, but not while the dossier waits for it.
    """
    kept, dossier = sealed.get("subject"), result.dossier
    if kept is None:
        return
    yield from compare_fields("filing", kept, recomputed_filing(dossier))
    for item in dossier.decision_items.select_related("decision").order_by("pk"):
        decided = item.decision.content.get("items", {}).get(item.key, {})
        yield from compare_fields(f"decision {item.decision}", kept, decided)
    if recognition := getattr(dossier, "recognition", None):
        yield from compare_fields(f"recognition {recognition.code}", kept, original_recognition(recognition))
    if dossier.state in (DossierState.CONCLUDED, DossierState.HANDED_BACK):
        yield from compare_fields("register", kept, registered_subject(dossier.product))


def original_recognition(recognition):
    """Return the recognition before later corrections; each correction names the earlier value."""
    said = {name: getattr(recognition, name) for name in ("name", "variants", "maker")}
    corrections = recognition.decision_items.filter(
        decision__kind=DecisionKind.CORRECT, decision__issued_at__isnull=False
    )
    for item in corrections.order_by("-decision__issued_at", "-pk"):
        for name, (before, after) in item.correction.items():
            if said.get(name) == after:
                said[name] = before
    return said


def recomputed_filing(dossier):
    """Return the content of the filing, with a hash computed from the text and not the stored one."""
    filing = dossier.all_filings.order_by("pk").last()
    if filing is None:
        return {"filing": ""}
    try:
        said = filed_subject(dossier)
    except (AttributeError, KeyError, TypeError, ValueError):
        said = {}
    return said | {"filing": hashlib.sha256(filing.sealed.encode()).hexdigest()}


def compare_fields(where, kept, found):
    """Yield (field, kept, found) for each name in both whose values differ."""
    for name in sorted(kept.keys() & found.keys()):
        if kept[name] != found[name]:
            yield f"{where}, {name}", kept[name], found[name]
