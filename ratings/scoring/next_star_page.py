"""The plan to the next star for display: each step with criterion, options and proofs."""

import json
from dataclasses import dataclass, replace

from ratings.dossiers.requirements import requirements_on
from ratings.sheets.models import Criterion, Option, Sheet
from ratings.sheets.next_star import StarPlan, plan_of_council, plan_to

# Kinds of notes that say what must be shown.
PROVING = ("evidence", "requirement", "explanation")


@dataclass(frozen=True)
class ShownStep:
    """A step from `before` (None: nothing reached, or unanswered) to `after`, with the points gained.

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
        """Legal notes on what proves the option, {"vi": …, "en": …}."""
        return [note["text"] for note in self.criterion.notes if note["kind"] in PROVING]


@dataclass(frozen=True)
class ShownPlan:
    """The plan to `star`: requirements first, then steps for the missing points."""

    star: int
    required: list[ShownStep]
    for_points: list[ShownStep]
    # Points that the sum of all sheets still lacks if every member follows the steps.
    short: int = 0
    sheets: int = 1

    @property
    def gained(self):
        """Points gained by all steps."""
        return sum(step.gained for step in [*self.required, *self.for_points])


def shown_plan(sheet, choices, branch=None):
    """Return the plan from the choices of one sheet; `sheet` comes from `for_detail()`."""
    return _shown_steps(sheet, plan_to(sheet.rubric(), choices, branch), branch)


def plan_from_result(result):
    """Return the plan from the council's result; None if excluded, stopped, or scored by nobody."""
    filled = [entry["choices"] for entry in json.loads(result.sealed)["sheets"]]
    if result.ended_by or not filled:
        return None
    sheet = Sheet.objects.for_detail().get(pk=result.dossier.sheet_id)
    branch = result.dossier.branch
    plan = _shown_steps(sheet, plan_of_council(sheet.rubric(), filled, branch), branch)
    return replace(plan, sheets=len(filled))


def _shown_steps(sheet, plan: StarPlan, branch):
    """Return the steps with their rows of the sheet."""
    nodes = {node.code: node for node in sheet.criteria.all() if _is_asked(node, branch)}
    return ShownPlan(
        plan.star,
        [_step(sheet, nodes[step.code], step) for step in plan.required],
        [_step(sheet, nodes[step.code], step) for step in plan.for_points],
        plan.short,
    )


def _is_asked(node, branch):
    """Whether a dossier of this branch chooses an option on this row."""
    return bool(node.options.all()) and node.case in (None, branch)


def papers_for(sheet, node):
    """Return names of the kinds of evidence that usually prove a criterion."""
    return [kind.name for kind in requirements_on(sheet.number) if kind.criteria_of([node])]


def _step(sheet, node, step):
    options = list(node.options.all())
    before = None if step.before is None else options[step.before]
    return ShownStep(node, before, options[step.after], step.gained, step.gate, papers_for(sheet, node))
