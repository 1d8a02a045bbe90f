"""The objections to a dossier as pages show them, with what the reader may do."""

from ratings.dossiers.models import Citation
from ratings.scoring.score_sheet import claims_of
from ratings.scoring.sheet_lines import SupportingMaterial


def objections_for(dossier, user):
    """The objections with what the reader may do: `decides` or `takes_back` it."""
    rows = list(dossier.objections.for_list())
    for objection in rows:
        waits = objection.is_pending
        objection.decides = waits and not objection.refusal_to_decide(by=user)
        objection.takes_back = waits and not objection.refusal_to_take_back(by=user)
    return rows


def beside_of(objection):
    """What there is to look at beside the criterion of an objection, or None without one."""
    if objection.criterion is None:
        return None
    dossier, node = objection.dossier, objection.criterion
    cited = Citation.objects.filter(evidence__in=dossier.all_evidence, criterion=node)
    evidence = [citation.evidence for citation in cited.select_related("evidence")]
    return SupportingMaterial(papers=[], evidence=evidence, claim=claims_of(dossier).get(node.pk), finding="")
