"""What the form of a score sheet says, read against what is stored."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ratings.scoring.models import Answer, version_of
from ratings.sheets.models import Criterion, Option

NONE = "none"
# Of two answers that met, the one that is stored shall stay.
STORED = "stored"
# The version that a page carries on whose criterion two answers met: none is like it, so nothing there passes for unchanged.
MET = "met"
LONGEST_NOTE = Answer._meta.get_field("note").max_length


def answers_by_criterion(answers):
    """Stored answers by the key of their criterion."""
    return {row.criterion_id: row for row in answers.select_related("option")}


@dataclass(frozen=True)
class SubmittedAnswer:
    """What a form says on one criterion: the radio's value (empty: none is chosen) and the note.

    `shown` is the version of the answer that the page showed when it was written; empty: none was stored.
    """

    value: str
    note: str
    shown: str = ""


@dataclass
class SheetForm:
    """What a form of the sheet says: only keys of criteria and options and notes come from the browser.

    `chosen` is {criterion: option, or None for “none reached”} of what differs from what the page showed, `notes`
    and `shown` the notes and the versions that belong to them, `refusals` what cannot be sent to the model as it is.
    What is not on the sheet is passed over; a criterion that the form does not name stays as it is, and so does one
    on which the page is older than what is stored and nothing was changed. A form that is `touched` names only what
    somebody chose or wrote: there that is an answer too, though it is the one that the page was opened with.
    """

    asked: dict[Criterion, SubmittedAnswer] = field(default_factory=dict)
    chosen: dict[Criterion, Option | None] = field(default_factory=dict)
    notes: dict[Criterion, str] = field(default_factory=dict)
    shown: dict[Criterion, str] = field(default_factory=dict)
    refusals: dict[Criterion, str] = field(default_factory=dict)
    touched: bool = False

    @classmethod
    def read(cls, nodes, answers, data, *, touched=False):
        """Read `data` for criteria with their options, against what is stored."""
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
        """Keep what one criterion says, if it says anything new."""
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
    """What a form of the assessment's sheet says."""
    nodes = Criterion.objects.filter(sheet=assessment.dossier.sheet_id).scored(assessment.dossier.branch)
    answers = answers_by_criterion(assessment.answers)
    return SheetForm.read(nodes.prefetch_related("options"), answers, data, touched=touched)


def changed_answers(assessment, data) -> dict[Criterion, Option | None]:
    """Read the form's radios: what differs from what is stored."""
    return read_form(assessment, data).chosen


def value_of(option):
    """The value of an option's radio."""
    return str(option.pk) if option else NONE
