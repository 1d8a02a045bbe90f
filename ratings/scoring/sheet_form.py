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


@dataclass(frozen=True)
class StoredAnswer:
    """What is answered on a criterion: an option, or None for “none of these reached”, and a note."""

    option: Option | None
    note: str = ""

    @property
    def points(self):
        """Points of the option; 0 where none is reached."""
        return self.option.points if self.option else 0

    @property
    def version(self):
        """What the page carries to say which answer it showed."""
        return version_of(self.option, self.note)


def given_in(answers):
    """Stored answers by the key of their criterion."""
    return {row.criterion_id: StoredAnswer(row.option, row.note) for row in answers.select_related("option")}


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
    def read(cls, nodes, given, data, *, touched=False):
        """Read `data` for criteria with their options, against what is stored."""
        form = cls(touched=touched)
        for node in nodes:
            stored, counts = given.get(node.pk), data.get(f"k{node.pk}", "")
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
        elif len(asked.note) > LONGEST_NOTE:
            self.refusals[node] = _("A note has at most %(most)s characters.") % {"most": LONGEST_NOTE}
        elif (given := StoredAnswer(options[asked.value], asked.note)) != stored and (
            self.touched or given.version != asked.shown
        ):
            self.chosen[node], self.notes[node], self.shown[node] = given.option, given.note, asked.shown


def read_form(assessment, data, *, touched=False) -> SheetForm:
    """What a form of the assessment's sheet says."""
    nodes = Criterion.objects.filter(sheet=assessment.dossier.sheet_id).scored(assessment.dossier.branch)
    given = given_in(assessment.answers)
    return SheetForm.read(nodes.prefetch_related("options"), given, data, touched=touched)


def changed_answers(assessment, data) -> dict[Criterion, Option | None]:
    """Read the form's radios: what differs from what is stored."""
    return read_form(assessment, data).chosen


def value_of(option):
    """The value of an option's radio."""
    return str(option.pk) if option else NONE
