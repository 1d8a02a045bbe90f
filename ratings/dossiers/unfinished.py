"""Unfinished parts of a dossier; a step past them needs a confirmation."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import ngettext

from ocop.refusal import RefusedError
from ratings.dossiers.workflow import WRITABLE_STATES
from ratings.dossiers.workflow import DossierState as S

if TYPE_CHECKING:
    from ratings.dossiers.models.dossier import Dossier

ASKED_BEFORE = frozenset({S.FILED, S.CHECKING, S.ADVISORY, S.SCORING})


@dataclass(frozen=True)
class Unfinished:
    """Number of pieces to complete, and of unchecked pieces; false if there are none."""

    returned: int = 0
    waiting: int = 0

    def __bool__(self) -> bool:
        return bool(self.returned or self.waiting)

    @property
    def key(self) -> str:
        """Key of a confirmation; valid for these numbers only."""
        return f"{self.returned}-{self.waiting}"

    def counts_as_text(self) -> list[str]:
        """For example “1 paper to be completed”, “9 papers not looked at”."""
        said = []
        if self.returned:
            said.append(
                ngettext("%(count)d paper to be completed", "%(count)d papers to be completed", self.returned)
                % {"count": self.returned}
            )
        if self.waiting:
            said.append(
                ngettext("%(count)d paper not looked at", "%(count)d papers not looked at", self.waiting)
                % {"count": self.waiting}
            )
        return said

    def __str__(self) -> str:
        return ", ".join(self.counts_as_text())


class UnfinishedError(RefusedError):
    """A step past unfinished parts was not confirmed."""

    def __init__(self, unfinished: Unfinished) -> None:
        super().__init__(str(unfinished))
        self.unfinished = unfinished


def unfinished_before(dossier: "Dossier", to: str) -> Unfinished:
    """Return what the step to `to` would skip.

    For filing only pieces marked by an office count, because checks come later.
    """
    if to not in ASKED_BEFORE:
        return Unfinished()
    states = list(dossier.all_evidence.values_list("state", flat=True))
    looked = dossier.state in WRITABLE_STATES
    return Unfinished(
        returned=states.count("returned"),
        waiting=0 if looked else states.count("waiting"),
    )


def note_past(unfinished: Unfinished, confirmed: str, note: str) -> str:
    """Return the note of a step with what it skips; raise UnfinishedError unless `confirmed` is the key of it."""
    if not unfinished:
        return note
    if unfinished.key != confirmed:
        raise UnfinishedError(unfinished)
    return "; ".join(filter(None, [note, str(unfinished)]))
