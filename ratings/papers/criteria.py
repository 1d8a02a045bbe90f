"""Criteria of a sheet in printed order with the points of one assessment, for tables of papers."""

from dataclasses import dataclass

from ratings.sheets.models.criterion import Criterion
from ratings.sheets.models.sheet import CriterionKind, Sheet


@dataclass(frozen=True)
class ScoredNode:
    """A node of a sheet with its points; `points` is None if nothing in it was answered."""

    node: Criterion
    depth: int
    points: int | None
    answer: object | None

    @property
    def is_leaf(self):
        """Whether the node is a criterion with options."""
        return bool(self.node.options.all())


def scored_nodes(dossier, assessment=None):
    """Return the nodes that apply to the dossier's case, in printed order; without points if there is no
    assessment.
    """
    nodes = [node for node in tree_of(dossier) if node.case in (None, dossier.branch)]
    answers = {each.criterion_id: each for each in assessment.answers.for_list()} if assessment else {}
    points = dict.fromkeys((node.pk for node in nodes), None)
    counting = (
        {leaf.code for leaf in assessment.rubric.applicable(assessment.choices(), dossier.branch)}
        if answers
        else ()
    )
    by_pk = {node.pk: node for node in nodes}
    for node in nodes:
        if node.pk in answers and node.code in counting:
            above = node
            while above is not None:
                points[above.pk] = (points[above.pk] or 0) + answers[node.pk].points
                above = by_pk.get(above.parent_id)
    depths: dict[int, int] = {}
    for node in nodes:
        depths[node.pk] = depths.get(node.parent_id, -1) + 1
    return [ScoredNode(node, depths[node.pk], points[node.pk], answers.get(node.pk)) for node in nodes]


def tree_of(dossier):
    """Return all nodes of the dossier's sheet in printed order with their options."""
    return Sheet.objects.for_detail().get(pk=dossier.sheet_id).criteria.all()


def is_heading(row):
    """Whether a row is a part or section, whose points are the sum of its criteria."""
    return row.node.kind in (CriterionKind.PART, CriterionKind.SECTION) and not row.is_leaf


def printed_title(row):
    """Return the printed title of a node: “Phần A: …”, “1. …”; a case has no number."""
    node = row.node
    if node.kind == CriterionKind.PART:
        return f"Phần {node.code}: {node.label_vi.upper()}"
    if node.kind == CriterionKind.CASE:
        return f"Trường hợp {node.case}: {node.label_vi}"
    return f"{node.code}. {node.label_vi}"
