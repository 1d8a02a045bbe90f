"""The plan to the next star as pages show it: each step with its criterion, options and what proves it."""

import json
from dataclasses import dataclass, replace

from ratings.dossiers.requirements import requirements_on
from ratings.sheets.models import Criterion, Option, Sheet
from ratings.sheets.next_star import StarPlan, plan_of_council, plan_to

# Notes of a criterion that say what has to be shown.
PROVING = ("evidence", "requirement", "explanation")


@dataclass(frozen=True)
class ShownStep:
    """One step: from `before` (None: nothing reached or not answered) to `after`, with what it brings.

    `papers` are the kinds of evidence of form 02 that usually prove the criterion.
    """

    criterion: Criterion
    before: Option | None
    after: Option
    gained: int
    gate: int | None
    papers: list[str]

    @property
    def proofs(self):
        """The notes of the law on what proves the option, {"vi": …, "en": …}."""
        return [note["text"] for note in self.criterion.notes if note["kind"] in PROVING]


@dataclass(frozen=True)
class ShownPlan:
    """The plan to `star`: what is required, then what brings the points that are missing."""

    star: int
    required: list[ShownStep]
    for_points: list[ShownStep]
    # What the sum of so many sheets may still lack where every member follows the steps.
    short: int = 0
    sheets: int = 1

    @property
    def gained(self):
        """Points that all steps bring together."""
        return sum(step.gained for step in [*self.required, *self.for_points])


def shown_plan(sheet, choices, branch=None):
    """The plan from the choices on one sheet; `sheet` comes from `for_detail()`."""
    return _shown(sheet, plan_to(sheet.rubric(), choices, branch), branch)


def plan_from_result(result):
    """The plan from what the council found, or None where there is none: out, stopped, or nobody scored."""
    filled = [entry["choices"] for entry in json.loads(result.sealed)["sheets"]]
    if result.ended_by or not filled:
        return None
    sheet = Sheet.objects.for_detail().get(pk=result.dossier.sheet_id)
    branch = result.dossier.branch
    plan = _shown(sheet, plan_of_council(sheet.rubric(), filled, branch), branch)
    return replace(plan, sheets=len(filled))


def _shown(sheet, plan: StarPlan, branch):
    """The steps with the rows of the sheet that they name."""
    nodes = {node.code: node for node in sheet.criteria.all() if _is_asked(node, branch)}
    return ShownPlan(
        plan.star,
        [_step(sheet, nodes[step.code], step) for step in plan.required],
        [_step(sheet, nodes[step.code], step) for step in plan.for_points],
        plan.short,
    )


def _is_asked(node, branch):
    """Whether an option is chosen on this line by a dossier of this branch."""
    return bool(node.options.all()) and node.case in (None, branch)


def papers_for(sheet, node):
    """The names of the kinds of evidence that usually prove a criterion of the sheet."""
    return [kind.name for kind in requirements_on(sheet.number) if kind.criteria_of([node])]


def _step(sheet, node, step):
    """One step with its criterion and options."""
    options = list(node.options.all())
    before = None if step.before is None else options[step.before]
    return ShownStep(node, before, options[step.after], step.gained, step.gate, papers_for(sheet, node))
