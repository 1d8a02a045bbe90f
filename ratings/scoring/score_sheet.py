"""Score sheets as pages show them: parts with criteria, options, answers, notes and claims."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ratings.dossiers.models import Citation, Dossier, Evidence
from ratings.scoring.models import Answer, Stage
from ratings.scoring.next_star_page import papers_for, shown_plan
from ratings.scoring.sheet_form import SheetForm, SubmittedAnswer, answers_by_criterion
from ratings.scoring.sheet_lines import (
    CriterionRow,
    LastSave,
    MissingGate,
    SheetPart,
    SupportingMaterial,
    saves_of,
)
from ratings.sheets.models import Criterion, CriterionKind, Sheet, SheetInterpretation
from ratings.sheets.open_questions import ASKED, Question, interpretations_for, questions_on
from ratings.sheets.star import Outcome, Tally
from ratings.sheets.stops import zero_stops

# Findings of the commune (form 03) by criterion; sheet 26 has no local material or identity.
FINDINGS = {
    "1.1": "material_finding",
    "2.1": "idea_finding",
    "3.3": "labour_finding",
    "5.3": "identity_finding",
}
FINDINGS_WITH_CASES = {"2.1", "3.3"}


@dataclass
class ScoreSheet:
    """A sheet with answers {key of criterion: Answer}; the arithmetic is that of ratings.sheets.star.

    `sheet` comes from `for_detail()`. With a `dossier`, its evidence, claims and findings are shown beside
    the rows.
    """

    sheet: Sheet
    branch: int | None
    given: Mapping[int, Answer]
    refusals: Mapping[Criterion, str] = field(default_factory=dict)
    asked: Mapping[Criterion, SubmittedAnswer] = field(default_factory=dict)
    saves: Mapping[int, LastSave] = field(default_factory=dict)
    dossier: Dossier | None = None
    # The province's interpretations of the sheet by code; "" for the whole sheet.
    interpretations: Mapping[str, Sequence[SheetInterpretation]] = field(default_factory=dict)

    @cached_property
    def questions(self) -> dict[str, list[Question]]:
        """Open questions of the sheet by code, with the portal's interpretation; "" for the whole sheet."""
        found: dict[str, list[Question]] = {}
        for question in questions_on(self.sheet):
            for code in question.codes or ("",):
                found.setdefault(code, []).append(question)
        return found

    @property
    def general_questions(self):
        """Questions that concern no single criterion."""
        return self.questions.get("", ())

    @cached_property
    def nodes(self):
        """Rows of the sheet that apply to this dossier, in printed order."""
        return [node for node in self.sheet.criteria.all() if node.case in (None, self.branch)]

    @cached_property
    def choices(self):
        """{code: position of the option, None for “none of these reached”}."""
        given = {node.code: self.given[node.pk] for node in self.nodes if node.pk in self.given}
        return {code: each.option.position if each.option else None for code, each in given.items()}

    @cached_property
    def rubric(self):
        return self.sheet.rubric()

    @cached_property
    def tally(self) -> Tally:
        """Totals of the answers so far."""
        return self.rubric.tally(self.choices, self.branch)

    @cached_property
    def applicable(self) -> set[str]:
        """Codes of the criteria to be answered."""
        return {leaf.code for leaf in self.rubric.applicable(self.choices, self.branch)}

    @cached_property
    def outcome(self) -> Outcome:
        """The star that this sheet alone would give."""
        return self.rubric.outcome([self.choices], self.branch)

    @cached_property
    def parts(self) -> list[SheetPart]:
        """Rows by part."""
        parts: list[SheetPart] = []
        for node in self.nodes:
            if node.kind == CriterionKind.PART:
                parts.append(SheetPart(node, [], self.tally.parts.get(node.code, 0)))
            else:
                parts[-1].blocks.append(self._block(node))
        return parts

    @property
    def blocks(self):
        """Rows on which an option is chosen."""
        return [block for part in self.parts for block in part.scored]

    @property
    def refused(self):
        """Rows whose submitted answer was refused."""
        return [block for block in self.blocks if block.refusal]

    @property
    def missing(self):
        """Unmet requirements with their criteria, lowest star first."""
        nodes = {block.criterion.code: block.criterion for block in self.blocks}
        return [MissingGate(nodes[gate.code], gate) for gate in self.outcome.missing]

    @property
    def stopped(self):
        """Rows with 0 points that stop the assessment by the printed sheet."""
        answered = [block for block in self.blocks if block.applies and block.answered and not block.points]
        return [block for block in answered if zero_stops(self.sheet, block.criterion.code)]

    @property
    def general_interpretations(self):
        """The province's interpretations that concern no single criterion."""
        return self.interpretations.get("", ())

    @property
    def asked_for(self):
        """Number of applicable criteria."""
        return len(self.applicable)

    @property
    def answered(self):
        """Number of answered ones among them."""
        return self.asked_for - len(self.tally.unanswered)

    @property
    def first_open(self):
        """First unanswered criterion, or None."""
        return next((block for block in self.blocks if block.applies and not block.answered), None)

    @cached_property
    def path(self):
        """The plan to the next star (ratings.scoring.next_star_page.ShownPlan)."""
        return shown_plan(self.sheet, self.choices, self.branch)

    def _block(self, node):
        """Return a row with its answer."""
        return CriterionRow(
            criterion=node,
            options=list(node.options.all()),
            applies=node.code in self.applicable,
            given=self.given.get(node.pk),
            refusal=self.refusals.get(node, ""),
            asked=self.asked.get(node) if node in self.refusals else None,
            beside=self._beside(node) if self.dossier and node.options.all() else None,
            save=self.saves.get(node.pk),
            interpretations=self.interpretations.get(node.code, ()),
            questions=self.questions.get(node.code, ()) if node.kind in ASKED else (),
        )

    def _beside(self, node):
        """Return the supporting material of a row."""
        return SupportingMaterial(
            papers=papers_for(self.sheet, node),
            evidence=self._evidence.get(node.pk, []),
            claim=self._claims.get(node.pk),
            finding=self._findings.get(node.code, ""),
        )

    @cached_property
    def _evidence(self):
        """Evidence by key of the cited criteria."""
        pieces: dict[int, list[Evidence]] = {}
        if self.dossier is None:
            return pieces
        cited = Citation.objects.filter(evidence__in=self.dossier.all_evidence)
        for citation in cited.select_related("evidence"):
            pieces.setdefault(citation.criterion_id, []).append(citation.evidence)
        return pieces

    @cached_property
    def _claims(self):
        """The producer's answers in the self-assessment."""
        return claims_of(self.dossier)

    @cached_property
    def _findings(self):
        """Findings in the commune's signed report, by code of the criterion."""
        report = getattr(self.dossier.origin, "commune_report", None) if self.dossier else None
        if report is None or not report.is_signed:
            return {}
        codes = FINDINGS_WITH_CASES if self.branch else FINDINGS
        return {code: getattr(report, FINDINGS[code]) for code in codes}


def claims_of(dossier) -> dict[int, Answer]:
    """Return the producer's answers in the self-assessment, by key of the criterion."""
    return answers_by_criterion(
        Answer.objects.filter(assessment__dossier=dossier.origin, assessment__stage=Stage.SELF)
    )


def stored_sheet(assessment, form=None, refusals=None) -> ScoreSheet:
    """Return the stored sheet of an assessment; the number of queries does not depend on its criteria.

    `form` and `refusals` keep on the page what was submitted and refused.
    """
    dossier = assessment.dossier
    return ScoreSheet(
        sheet=Sheet.objects.for_detail().get(pk=dossier.sheet_id),
        branch=dossier.branch,
        given=answers_by_criterion(assessment.answers),
        refusals=refusals or {},
        asked=form.asked if form else {},
        saves=saves_of(assessment.answers.filter(criterion__in=refusals)) if refusals else {},
        dossier=dossier,
        interpretations=interpretations_for(dossier),
    )


def practice_sheet(sheet, data) -> ScoreSheet:
    """Return a sheet with the answers of a form only; `sheet` comes from `for_detail()`.

    The form chooses one of the alternative cases by its number; the first is the default.
    """
    cases = {str(case): case for case in sheet.branches()}
    branch = cases.get(data.get("branch", ""), min(cases.values(), default=None))
    practised = ScoreSheet(sheet, branch, {})
    form = SheetForm.read([node for node in practised.nodes if node.options.all()], {}, data)
    return ScoreSheet(
        sheet,
        branch,
        {node.pk: Answer(criterion=node, option=option) for node, option in form.chosen.items()},
    )


def sheet_parts(assessment) -> list[SheetPart]:
    return stored_sheet(assessment).parts


def changed_rows(sheet: ScoreSheet, names) -> list[CriterionRow]:
    """Return rows to replace after a save: those with submitted fields, and those that depend on them."""
    sent = [block for block in sheet.blocks if block.field in names or block.note_field in names]
    keys = {block.criterion.pk for block in sent}
    return [*sent, *(b for b in sheet.blocks if b.criterion.depends_on_id in keys and b not in sent)]


def objections_for(dossier, user):
    """Return the objections with what the user may do: `decides` or `takes_back`."""
    rows = list(dossier.objections.for_list())
    for objection in rows:
        waits = objection.is_pending
        objection.decides = waits and not objection.why_not_decide(by=user)
        objection.takes_back = waits and not objection.why_not_take_back(by=user)
    return rows


def supporting_material_of(objection):
    """Return the supporting material of an objection's criterion; None without a criterion."""
    if objection.criterion is None:
        return None
    dossier, node = objection.dossier, objection.criterion
    cited = Citation.objects.filter(evidence__in=dossier.all_evidence, criterion=node)
    evidence = [citation.evidence for citation in cited.select_related("evidence")]
    return SupportingMaterial(papers=[], evidence=evidence, claim=claims_of(dossier).get(node.pk), finding="")
