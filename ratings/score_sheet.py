"""A score sheet as pages show it: parts with their criteria, options, what was chosen, noted and claimed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ratings.models import Answer, Criterion, CriterionKind, Option, Sheet, SheetReading, Stage
from ratings.readings import readings_for
from ratings.star import Gate, Outcome, Tally
from ratings.steps import path_shown

NONE = "none"
LONGEST_NOTE = Answer._meta.get_field("note").max_length

# Which finding of the commune (form 03) speaks to which criterion; sheet 26 has no local material or identity.
FINDINGS = {
    "1.1": "material_finding",
    "2.1": "idea_finding",
    "3.3": "labour_finding",
    "5.3": "identity_finding",
}
FINDINGS_WITH_CASES = {"2.1", "3.3"}


@dataclass(frozen=True)
class Given:
    """What is answered on a criterion: an option, or None for “none of these reached”, and a note."""

    option: Option | None
    note: str = ""

    @property
    def points(self):
        """Points of the option; 0 where none is reached."""
        return self.option.points if self.option else 0


@dataclass(frozen=True)
class Block:
    """One line of the sheet: a heading (no options) or a criterion on which an option is chosen.

    `given` is what is stored, `asked` what was sent and refused; it stays on the page until it can be saved.
    """

    criterion: Criterion
    options: list[Option]
    applies: bool
    given: Given | None = None
    refusal: str = ""
    asked: "Asked | None" = None
    claim: Given | None = None
    finding: str = ""
    readings: Sequence[SheetReading] = ()

    @property
    def field(self):
        """The name of its radios in the form."""
        return f"c{self.criterion.pk}"

    @property
    def note_field(self):
        """The name of its note in the form."""
        return f"n{self.criterion.pk}"

    @property
    def answered(self):
        """Whether an answer is stored."""
        return self.given is not None

    @property
    def chosen(self):
        """The option that is stored."""
        return self.given.option if self.given else None

    @property
    def points(self):
        """Points of what is stored; 0 where nothing is reached."""
        return self.given.points if self.given else 0

    @property
    def note(self):
        """The note to show: what was typed and refused, else what is stored."""
        if self.asked:
            return self.asked.note
        return self.given.note if self.given else ""

    @property
    def state(self):
        """“refused”, “idle” (does not apply), “done” or “open”."""
        if self.refusal:
            return "refused"
        if not self.applies:
            return "idle"
        return "done" if self.answered else "open"

    @property
    def none_chosen(self):
        """Whether “none of these reached” is stored."""
        return self.answered and self.chosen is None

    @property
    def marked(self):
        """The value of the radio that is shown as chosen: what was asked, else what is stored."""
        if self.asked:
            return self.asked.value
        return _value(self.chosen) if self.answered else ""

    @property
    def rows(self):
        """What ui/option.html shows: the options, before them “none of these” where no option gives 0 points."""
        none = [
            {
                "value": NONE,
                "id": f"{self.field}-none",
                "gate": None,
                "label": gettext_lazy("None of these is reached"),
                "points": 0,
                "key": 0,
                "chosen": self.marked == NONE,
            }
        ]
        options = [
            {
                "value": option.pk,
                "id": f"{self.field}-{option.pk}",
                "label": option.label,
                "points": option.points,
                "gate": option.gate,
                "key": number,
                "chosen": self.marked == str(option.pk),
            }
            for number, option in enumerate(self.options, 1)
        ]
        return (none if self.criterion.offers_none else []) + options


@dataclass(frozen=True)
class Part:
    """A part of the sheet (A, B, C) with its lines in printed order."""

    criterion: Criterion
    blocks: list[Block]
    points: int

    @property
    def scored(self):
        """Its lines on which an option is chosen."""
        return [block for block in self.blocks if block.options]


@dataclass(frozen=True)
class MissingGate:
    """A requirement that is not met: the criterion, the star that requires it, the least points."""

    criterion: Criterion
    gate: Gate


@dataclass
class ScoreSheet:
    """A sheet with answers {key of criterion: Given}; the arithmetic is that of ratings.star.

    `sheet` comes from `for_detail()`; claims and findings are shown beside, never counted.
    """

    sheet: Sheet
    branch: int | None
    given: Mapping[int, Given]
    refusals: Mapping[Criterion, str] = field(default_factory=dict)
    asked: Mapping[Criterion, "Asked"] = field(default_factory=dict)
    claims: Mapping[int, Given] = field(default_factory=dict)
    findings: Mapping[str, str] = field(default_factory=dict)
    # How the province reads the sheet, by code; "" speaks of the whole sheet.
    readings: Mapping[str, Sequence[SheetReading]] = field(default_factory=dict)

    @cached_property
    def nodes(self):
        """The lines of the sheet that this dossier is asked, in printed order."""
        return [node for node in self.sheet.criteria.all() if node.case in (None, self.branch)]

    @cached_property
    def choices(self):
        """By code the position of the option, None for “none of these reached”."""
        given = {node.code: self.given[node.pk] for node in self.nodes if node.pk in self.given}
        return {code: each.option.position if each.option else None for code, each in given.items()}

    @cached_property
    def rubric(self):
        """The arithmetic of the sheet."""
        return self.sheet.rubric()

    @cached_property
    def tally(self) -> Tally:
        """The sheet added up as far as it is answered."""
        return self.rubric.tally(self.choices, self.branch)

    @cached_property
    def outcome(self) -> Outcome:
        """The star this sheet alone would give."""
        return self.rubric.outcome([self.choices], self.branch)

    @cached_property
    def parts(self) -> list[Part]:
        """The lines by part."""
        parts: list[Part] = []
        for node in self.nodes:
            if node.kind == CriterionKind.PART:
                parts.append(Part(node, [], self.tally.parts.get(node.code, 0)))
            else:
                parts[-1].blocks.append(self._block(node))
        return parts

    @property
    def blocks(self):
        """All lines on which an option is chosen."""
        return [block for part in self.parts for block in part.scored]

    @property
    def missing(self):
        """Requirements that are not met, with their criteria, lowest star first."""
        nodes = {block.criterion.code: block.criterion for block in self.blocks}
        return [MissingGate(nodes[gate.code], gate) for gate in self.outcome.missing]

    @property
    def general_readings(self):
        """How the province reads what concerns no single criterion."""
        return self.readings.get("", ())

    @property
    def asked_for(self):
        """How many criteria apply."""
        return len(self.tally.points)

    @property
    def answered(self):
        """How many of them are answered."""
        return self.asked_for - len(self.tally.unanswered)

    @property
    def first_open(self):
        """The first criterion without an answer, or None."""
        return next((block for block in self.blocks if block.applies and not block.answered), None)

    @cached_property
    def path(self):
        """The path to the next star (ratings.steps.ShownPath)."""
        return path_shown(self.sheet, self.choices, self.branch)

    def _block(self, node):
        """One line with what was answered on it."""
        return Block(
            criterion=node,
            options=list(node.options.all()),
            applies=node.code in self.tally.points,
            given=self.given.get(node.pk),
            refusal=self.refusals.get(node, ""),
            asked=self.asked.get(node) if node in self.refusals else None,
            claim=self.claims.get(node.pk),
            finding=self.findings.get(node.code, ""),
            readings=self.readings.get(node.code, ()),
        )


def sheet_of(assessment, form=None, refusals=None) -> ScoreSheet:
    """The sheet of an assessment as it is stored; the same queries however many criteria there are.

    `form` and `refusals` keep on the page what was sent and refused.
    """
    dossier = assessment.dossier
    beside = (
        {"claims": _claims(dossier), "findings": _findings(dossier)} if assessment.stage != Stage.SELF else {}
    )
    return ScoreSheet(
        sheet=Sheet.objects.for_detail().get(pk=dossier.sheet_id),
        branch=dossier.branch,
        given=_given(assessment.answers),
        refusals=refusals or {},
        asked=form.asked if form else {},
        readings=readings_for(dossier),
        **beside,
    )


def practised_sheet(sheet, data) -> ScoreSheet:
    """The sheet with what a form says and nothing else; `sheet` comes from `for_detail()`.

    Of the alternative cases the form names one by its number; without it the first is taken.
    """
    cases = {str(case): case for case in sheet.branches()}
    branch = cases.get(data.get("branch", ""), min(cases.values(), default=None))
    practised = ScoreSheet(sheet, branch, {})
    form = SheetForm.read([node for node in practised.nodes if node.options.all()], {}, data)
    return ScoreSheet(sheet, branch, {node.pk: Given(option) for node, option in form.chosen.items()})


def parts_of(assessment) -> list[Part]:
    """The parts of the sheet of an assessment."""
    return sheet_of(assessment).parts


def _given(answers):
    """Stored answers by the key of their criterion."""
    return {row.criterion_id: Given(row.option, row.note) for row in answers.select_related("option")}


def _claims(dossier):
    """What the producer chose and wrote on the self-assessment."""
    return _given(Answer.objects.filter(assessment__dossier=dossier, assessment__stage=Stage.SELF))


def _findings(dossier):
    """What the commune found in its signed report, by the code of the criterion that it speaks to."""
    report = getattr(dossier, "commune_report", None)
    if report is None or not report.is_signed:
        return {}
    codes = FINDINGS_WITH_CASES if dossier.branch else FINDINGS
    return {code: getattr(report, FINDINGS[code]) for code in codes}


@dataclass(frozen=True)
class Asked:
    """What a form says on one criterion: the radio's value (empty: none is chosen) and the note."""

    value: str
    note: str


@dataclass
class SheetForm:
    """What a form of the sheet says: only keys of criteria and options and notes come from the browser.

    `chosen` is {criterion: option, or None for “none reached”} of what differs from what is stored, `notes` the
    notes that belong to them, `refusals` what cannot be sent to the model as it is. What is not on the sheet
    is passed over; a criterion that the form does not name stays as it is.
    """

    asked: dict[Criterion, Asked] = field(default_factory=dict)
    chosen: dict[Criterion, Option | None] = field(default_factory=dict)
    notes: dict[Criterion, str] = field(default_factory=dict)
    refusals: dict[Criterion, str] = field(default_factory=dict)

    @classmethod
    def read(cls, nodes, given, data):
        """Read `data` for criteria with their options, against what is stored."""
        form = cls()
        for node in nodes:
            stored = given.get(node.pk)
            options = {str(option.pk): option for option in node.options.all()} | {NONE: None}
            value = data.get(f"c{node.pk}", "")
            value = value if value in options else _value(stored.option) if stored else ""
            note = data.get(f"n{node.pk}", stored.note if stored else "").replace("\r\n", "\n").strip()
            form._take(node, stored, Asked(value, note), options)
        return form

    def _take(self, node, stored, asked, options):
        """Keep what one criterion says, if it says anything new."""
        self.asked[node] = asked
        if not asked.value:
            if asked.note:
                self.refusals[node] = _("Choose an option too: the note is kept with it.")
        elif len(asked.note) > LONGEST_NOTE:
            self.refusals[node] = _("A note has at most %(most)s characters.") % {"most": LONGEST_NOTE}
        elif stored != Given(options[asked.value], asked.note):
            self.chosen[node], self.notes[node] = options[asked.value], asked.note


def read_form(assessment, data) -> SheetForm:
    """What a form of the assessment's sheet says."""
    nodes = Criterion.objects.filter(sheet=assessment.dossier.sheet_id).scored(assessment.dossier.branch)
    return SheetForm.read(nodes.prefetch_related("options"), _given(assessment.answers), data)


def changed_answers(assessment, data) -> dict[Criterion, Option | None]:
    """Read the form's radios: what differs from what is stored."""
    return read_form(assessment, data).chosen


@dataclass(frozen=True)
class Swapped:
    """What a page replaces after a save: the line that was sent, and others that depend on it or came along."""

    block: Block | None
    others: list[Block]


def swapped(sheet: ScoreSheet, data) -> Swapped:
    """The lines that the form sent, and those that apply only with them."""
    sent = [block for block in sheet.blocks if block.field in data or block.note_field in data]
    keys = {block.criterion.pk for block in sent}
    others = [block for block in sheet.blocks if block.criterion.depends_on_id in keys and block not in sent]
    return Swapped(sent[0], others) if len(sent) == 1 else Swapped(None, [*sent, *others])


def _value(option):
    """The value of an option's radio."""
    return str(option.pk) if option else NONE
