"""The submitted form of a score sheet, compared with what is stored."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ratings.scoring.models import version_of
from ratings.scoring.models.answer import LONGEST_NOTE
from ratings.sheets.models import Criterion, Option

NONE = "none"
# Choice between two concurrent answers: keep the stored one.
STORED = "stored"
# Version sent by a page after concurrent answers to a criterion. It matches no stored version, so it never
# counts as unchanged.
MET = "met"


def answers_by_criterion(answers):
    """Return stored answers by key of the criterion."""
    return {row.criterion_id: row for row in answers.select_related("option")}


@dataclass(frozen=True)
class SubmittedAnswer:
    """Submitted value for one criterion: radio (empty: none) and note.

    `shown` is the version of the answer that the page showed; empty if none was stored.
    """

    value: str
    note: str
    shown: str = ""


@dataclass
class SheetForm:
    """The submitted form; the browser sends only keys of criteria and options, and notes.

    `chosen` is {criterion: option, or None for “none reached”} of changed answers; `notes` and `shown` are
    their notes and versions; `refusals` are values that the model cannot take. Values that are not on the
    sheet are ignored. A criterion missing in the form stays unchanged, and so does one where the page is
    older than what is stored but nothing was changed. A `touched` form contains only fields that the user
    changed, so each is an answer, even if equal to what the page showed at first.
    """

    asked: dict[Criterion, SubmittedAnswer] = field(default_factory=dict)
    chosen: dict[Criterion, Option | None] = field(default_factory=dict)
    notes: dict[Criterion, str] = field(default_factory=dict)
    shown: dict[Criterion, str] = field(default_factory=dict)
    refusals: dict[Criterion, str] = field(default_factory=dict)
    touched: bool = False

    @classmethod
    def read(cls, nodes, answers, data, *, touched=False):
        """Read `data` for criteria with their options, compared with what is stored."""
        form = cls(touched=touched)
        for node in nodes:
            stored, counts = answers.get(node.pk), data.get(f"k{node.pk}", "")
            if counts == STORED:
                continue
            options = {str(option.pk): option for option in node.options.all()} | {NONE: None}
            value = data.get(f"c{node.pk}", "")
            value = value if value in options else value_of(stored.option) if stored else ""
            note = data.get(f"n{node.pk}", stored.note if stored else "").replace("\r\n", "\n").strip()
            form._take(
                node, stored, SubmittedAnswer(value, note, counts or data.get(f"v{node.pk}", "")), options
            )
        return form

    def _take(self, node, stored, asked, options):
        """Add one criterion if it is a change."""
        self.asked[node] = asked
        if not asked.value:
            if asked.note:
                self.refusals[node] = _("Choose an option too: the note is kept with it.")
            return
        if len(asked.note) > LONGEST_NOTE:
            self.refusals[node] = _("A note has at most %(most)s characters.") % {"most": LONGEST_NOTE}
            return
        option = options[asked.value]
        version = version_of(option, asked.note)
        is_new = stored is None or version != stored.version
        if is_new and (self.touched or version != asked.shown):
            self.chosen[node], self.notes[node], self.shown[node] = option, asked.note, asked.shown


def read_form(assessment, data, *, touched=False) -> SheetForm:
    nodes = Criterion.objects.filter(sheet=assessment.dossier.sheet_id).scored(assessment.dossier.branch)
    answers = answers_by_criterion(assessment.answers)
    return SheetForm.read(nodes.prefetch_related("options"), answers, data, touched=touched)


def changed_answers(assessment, data) -> dict[Criterion, Option | None]:
    """Read the radios of the form; return what differs from what is stored."""
    return read_form(assessment, data).chosen


def value_of(option):
    return str(option.pk) if option else NONE
