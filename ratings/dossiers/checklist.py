"""Checklist of a dossier: its parts with their states, for its page and the review before filing."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ratings.dossiers.models import Evidence, EvidenceState
from ratings.dossiers.requirements import requirements_on
from ratings.dossiers.workflow import DossierKind

# States with their badge and text.
NOT_STARTED, IN_PROGRESS, NEEDS_FIXING, COMPLETE, ACCEPTED = "draft", "soon", "lapsed", "done", "valid"


def state_text(kind):
    return {
        NOT_STARTED: _("Not started"),
        IN_PROGRESS: _("In progress"),
        NEEDS_FIXING: _("Needs fixing"),
        COMPLETE: _("Complete"),
        ACCEPTED: _("Accepted"),
    }[kind]


@dataclass(frozen=True)
class Task:
    """A part of the dossier: title, link, state."""

    label: str
    url: str
    kind: str
    note: str = ""

    @property
    def word(self):
        return state_text(self.kind)


@dataclass(frozen=True)
class EvidenceGroup:
    """Evidence of one kind in a dossier."""

    requirement: object
    obligatory: bool
    pieces: list[Evidence]

    @property
    def kind(self):
        """State of this kind: needs fixing while a piece is returned, expired or unconfirmed."""
        if not self.pieces:
            return NOT_STARTED
        if any(p.state == EvidenceState.RETURNED or p.is_expired or p.look_again for p in self.pieces):
            return NEEDS_FIXING
        if all(p.state == EvidenceState.ACCEPTED for p in self.pieces):
            return ACCEPTED
        return COMPLETE

    @property
    def to_fix(self):
        """Pieces to fix, each with the reason."""
        return [f"“{piece}”: {why}" for piece in self.pieces if (why := _what_is_wrong(piece))]

    @property
    def word(self):
        return state_text(self.kind)


def _what_is_wrong(piece):
    """Return why a piece is not valid evidence as it is; else an empty string."""
    if piece.is_expired:
        day = date_format(piece.last_day, "SHORT_DATE_FORMAT")
        return _("expired, held until the end of %(day)s") % {"day": day}
    if piece.state == EvidenceState.RETURNED:
        return _("to be completed")
    return _("to be looked at again") if piece.look_again else ""


def evidence_groups_of(dossier):
    """Return the kinds of evidence that the dossier's sheet asks for with their pieces, required kinds first."""
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
    """Return the producer's tasks of a dossier, self-assessment and evidence, each with its state."""
    groups = evidence_groups_of(dossier)
    evidence_url = reverse("desk-dossier-evidence", args=[dossier.pk])
    yield _self_assessment(dossier, self_assessment)
    yield _evidence(_("Obligatory evidence"), [group for group in groups if group.obligatory], evidence_url)
    yield _evidence(
        _("Supplementary evidence"), [group for group in groups if not group.obligatory], evidence_url
    )
    if dossier.kind != DossierKind.FIRST:
        yield Task(
            _("What has changed since"), "", COMPLETE if dossier.changes else NOT_STARTED, dossier.changes
        )


def _self_assessment(dossier, assessment):
    """Return the state of the self-assessment: complete when all is answered. No office accepts it."""
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
    """Return one task for several kinds of evidence: the worst of their states, and how many have a piece."""
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
