"""The parts of a dossier with their states: what its page lists and what is read back before filing."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ratings.dossiers.models import Evidence, EvidenceState
from ratings.dossiers.requirements import requirements_on

# Words of the five states with the kind of badge that shows each.
NOT_STARTED, IN_PROGRESS, NEEDS_FIXING, COMPLETE, ACCEPTED = "draft", "soon", "lapsed", "done", "valid"


def word_of(kind):
    """The state in words."""
    return {
        NOT_STARTED: _("Not started"),
        IN_PROGRESS: _("In progress"),
        NEEDS_FIXING: _("Needs fixing"),
        COMPLETE: _("Complete"),
        ACCEPTED: _("Accepted"),
    }[kind]


@dataclass(frozen=True)
class Task:
    """One part: what, where it is done, how far it is."""

    label: str
    url: str
    kind: str
    note: str = ""

    @property
    def word(self):
        """The state in words."""
        return word_of(self.kind)


@dataclass(frozen=True)
class EvidenceGroup:
    """The pieces of one kind of evidence in a dossier."""

    requirement: object
    obligatory: bool
    pieces: list[Evidence]

    @property
    def kind(self):
        """How far this kind is: needs fixing while a piece is returned, expired or to be looked at again."""
        if not self.pieces:
            return NOT_STARTED
        if any(p.state == EvidenceState.RETURNED or p.is_expired or p.look_again for p in self.pieces):
            return NEEDS_FIXING
        if all(p.state == EvidenceState.ACCEPTED for p in self.pieces):
            return ACCEPTED
        return COMPLETE

    @property
    def to_fix(self):
        """What is to be put right, each paper with why."""
        return [f"“{piece}”: {why}" for piece in self.pieces if (why := _what_is_wrong(piece))]

    @property
    def word(self):
        """The state in words."""
        return word_of(self.kind)


def _what_is_wrong(piece):
    """Why a piece proves nothing as it is; empty if it does."""
    if piece.is_expired:
        day = date_format(piece.last_day, "SHORT_DATE_FORMAT")
        return _("expired, held until the end of %(day)s") % {"day": day}
    if piece.state == EvidenceState.RETURNED:
        return _("to be completed")
    return _("to be looked at again") if piece.look_again else ""


def evidence_groups_of(dossier):
    """The kinds of evidence that the dossier's sheet asks for, with their pieces; obligatory ones first."""
    pieces = list(dossier.all_evidence.for_list())
    return [
        EvidenceGroup(
            requirement,
            requirement.is_obligatory(dossier.sheet.number),
            [piece for piece in pieces if piece.requirement == requirement.key],
        )
        for requirement in requirements_on(dossier.sheet.number)
    ]


def tasks_of(dossier, self_assessment):
    """The producer's side of a dossier: self-assessment and evidence, each with its state."""
    groups = evidence_groups_of(dossier)
    evidence_url = reverse("desk-dossier-evidence", args=[dossier.pk])
    yield _self_assessment(dossier, self_assessment)
    yield _evidence(_("Obligatory evidence"), [group for group in groups if group.obligatory], evidence_url)
    yield _evidence(
        _("Supplementary evidence"), [group for group in groups if not group.obligatory], evidence_url
    )
    if dossier.kind != "first":
        yield Task(
            _("What has changed since"), "", COMPLETE if dossier.changes else NOT_STARTED, dossier.changes
        )


def _self_assessment(dossier, assessment):
    """How far the self-assessment is: complete when all is answered. No office accepts it."""
    if assessment is None:
        return Task(_("Self-assessment"), "", NOT_STARTED)
    open_ones = len(assessment.tally().unanswered)
    kind = COMPLETE if not open_ones else IN_PROGRESS
    left = ngettext("%(count)d criterion left", "%(count)d criteria left", open_ones) % {"count": open_ones}
    note = _("entered by %(person)s") % {"person": assessment.by}
    return Task(
        _("Self-assessment"), assessment.get_absolute_url(), kind, f"{note} · {left}" if open_ones else note
    )


def _evidence(label, groups, url):
    """One line for several kinds of evidence: the worst of their states, and how many have a piece."""
    there = [group for group in groups if group.pieces]
    kinds = {group.kind for group in there}
    if not there:
        kind = NOT_STARTED
    elif NEEDS_FIXING in kinds:
        kind = NEEDS_FIXING
    elif groups[0].obligatory and len(there) < len(groups):
        kind = IN_PROGRESS
    else:
        kind = ACCEPTED if kinds == {ACCEPTED} else COMPLETE
    note = _("%(there)d of %(asked)d kinds") % {"there": len(there), "asked": len(groups)}
    return Task(label, url, kind, "; ".join([note, *(line for group in there for line in group.to_fix)]))
