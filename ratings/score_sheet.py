"""A score sheet as the page shows it: parts with their criteria, options and what was chosen."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from ratings.models import Criterion, CriterionKind, Option, Sheet

NONE = "none"


@dataclass(frozen=True)
class Block:
    """One line of the sheet: a heading (no options) or a criterion on which an option is chosen."""

    criterion: Criterion
    options: list[Option]
    answered: bool
    chosen: Option | None
    applies: bool
    refusal: str

    @property
    def field(self):
        """The name of its radios in the form."""
        return f"c{self.criterion.pk}"

    @property
    def points(self):
        """Points of what was chosen; 0 where nothing is reached."""
        return self.chosen.points if self.chosen else 0

    @property
    def rows(self):
        """What ui/option.html shows: the options, before them “none of these” where no option gives 0 points."""
        none = [
            {
                "value": NONE,
                "id": f"{self.field}-none",
                "gate": None,
                "label": _("None of these is reached"),
                "points": 0,
                "chosen": self.none_chosen,
            }
        ]
        options = [
            {
                "value": option.pk,
                "id": f"{self.field}-{option.pk}",
                "label": option.label,
                "points": option.points,
                "gate": option.gate,
                "chosen": option == self.chosen,
            }
            for option in self.options
        ]
        return (none if self.criterion.offers_none else []) + options

    @property
    def none_chosen(self):
        """Whether “none of these reached” was chosen."""
        return self.answered and self.chosen is None


@dataclass(frozen=True)
class Part:
    """A part of the sheet (A, B, C) with its lines in printed order."""

    criterion: Criterion
    blocks: list[Block]
    points: int


def parts_of(assessment, refusals=None) -> list[Part]:
    """Lay out the sheet of an assessment; four queries however many criteria there are."""
    sheet = Sheet.objects.for_detail().get(pk=assessment.dossier.sheet_id)
    answers = {answer.criterion_id: answer for answer in assessment.answers.select_related("option")}
    counting = {
        leaf.code for leaf in assessment.rubric.applicable(assessment.choices(), assessment.dossier.branch)
    }
    points = assessment.tally().parts
    parts: list[Part] = []
    for node in sheet.criteria.all():
        if node.kind == CriterionKind.PART:
            parts.append(Part(node, [], points.get(node.code, 0)))
        elif node.case in (None, assessment.dossier.branch):
            parts[-1].blocks.append(_block(node, answers.get(node.pk), counting, refusals or {}))
    return parts


def _block(node, answer, counting, refusals):
    """One line with what was answered on it."""
    return Block(
        criterion=node,
        options=list(node.options.all()),
        answered=answer is not None,
        chosen=answer.option if answer else None,
        applies=node.code in counting,
        refusal=refusals.get(node, ""),
    )


def changed_answers(assessment, data) -> dict[Criterion, Option | None]:
    """Read the form's radios: {criterion: option, or None for “none reached”} of what differs from what is stored.

    Only keys of criteria and options come from the browser; what is not on the sheet is passed over.
    """
    nodes = Criterion.objects.filter(sheet=assessment.dossier.sheet_id).scored(assessment.dossier.branch)
    stored = dict(assessment.answers.values_list("criterion", "option"))
    changed = {}
    for node in nodes.prefetch_related("options"):
        options = {str(option.pk): option for option in node.options.all()} | {NONE: None}
        value = data.get(f"c{node.pk}")
        if value in options and (
            node.pk not in stored or stored[node.pk] != (options[value].pk if options[value] else None)
        ):
            changed[node] = options[value]
    return changed
