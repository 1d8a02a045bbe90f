"""Withdrawal of a recognition: authority, conclusion and deadline (Decision 26/2026/QĐ-TTg, article 8).

The chair of the province's People's Committee withdraws three and four stars, the Minister five, within 15
days of the conclusion of a competent body or of the commune's confirmation that production has stopped.
"""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.refusal import RefusedError
from ocop.values.dates import today
from ocop.values.vietnamese import NameField
from ratings.decisions.extension import why_not_level as why_not_decide_on
from ratings.decisions.kinds import DecisionKind, Origin
from ratings.decisions.models.recognition_state import RecognitionState
from ratings.dossiers.deadlines import DAY, WITHDRAWAL_DAYS
from ratings.sheets.star import NATIONAL


@dataclass(frozen=True)
class Conclusion:
    """The conclusion or confirmation that a withdrawal is based on: body, number and date."""

    body: str
    number: str
    on: date


class RestsOnConclusion(models.Model):
    """Columns of the conclusion that a withdrawal is based on; empty for withdrawals made before it was required."""

    conclusion_body = NameField(_("who concluded"), max_length=200, blank=True)
    conclusion_number = NameField(_("number of the conclusion"), max_length=60, blank=True)
    concluded_on = models.DateField(_("day of the conclusion"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def conclusion(self) -> str:
        """The conclusion as one line of the decision; empty if there is none."""
        if self.concluded_on is None:
            return ""
        return f"{self.conclusion_number}, {self.concluded_on:%d/%m/%Y}, {self.conclusion_body}"

    @property
    def withdrawal_due(self) -> date | None:
        """Deadline of the withdrawal; None without a conclusion."""
        return self.concluded_on + WITHDRAWAL_DAYS * DAY if self.concluded_on else None


# All fields of a conclusion are set, or none.
CONCLUSION_WHOLE = Q(conclusion_body="", conclusion_number="", concluded_on=None) | (
    ~Q(conclusion_body="") & ~Q(conclusion_number="") & Q(concluded_on__isnull=False)
)


def why_not_level(recognition, place) -> str | Promise:
    """Return why the authority of `place` (None: the ministry) may not withdraw the recognition; else an
    empty string.
    """
    if not why_not_decide_on(recognition, place):
        return ""
    if recognition.stars == NATIONAL:
        return _("Five stars are withdrawn by the Minister (Decision 26/2026/QĐ-TTg, article 8).")
    if place is None:
        return _(
            "Three and four stars are withdrawn by the chair of the province's People's Committee"
            " (Decision 26/2026/QĐ-TTg, article 8)."
        )
    return _(
        "The product belongs to another province, which withdraws its stars"
        " (Decision 26/2026/QĐ-TTg, article 8)."
    )


def pending_withdrawals(recognition):
    """Return items of prepared, unissued withdrawals of the recognition."""
    return recognition.decision_items.filter(
        decision__kind=DecisionKind.WITHDRAW, decision__origin=Origin.PORTAL, decision__issued_at=None
    )


def why_not_while_prepared(recognition, kind) -> str:
    """Return why no second decision of this kind can be prepared, naming the prepared one; else an empty string."""
    waiting = recognition.decision_items.filter(
        decision__kind=kind, decision__origin=Origin.PORTAL, decision__issued_at=None
    )
    item = waiting.select_related("decision").first()
    if item is None:
        return ""
    return gettext("“%(decision)s” is prepared on this recognition already: issue or discard it first.") % {
        "decision": item.decision
    }


def why_not_end(recognition) -> str | Promise:
    """Return why nobody can withdraw the recognition any more; else an empty string."""
    if recognition.withdrawn_on:
        return _("This recognition is withdrawn already.")
    if recognition.end <= today() and recognition.state_on() != RecognitionState.AWAITING:
        return _("This recognition is no longer in force: there is nothing to withdraw.")
    return ""


def why_not_withdraw(recognition, *, place) -> str | Promise:
    """Return why the authority of `place` (None: the ministry) cannot withdraw the recognition today; else
    an empty string.
    """
    return why_not_end(recognition) or why_not_level(recognition, place)


def why_not_prepare(recognition, *, place) -> str | Promise:
    """Same as `why_not_withdraw`, and also refused while another withdrawal is prepared."""
    if refusal := why_not_withdraw(recognition, place=place):
        return refusal
    return why_not_while_prepared(recognition, "withdraw")


def refuse_conclusion(conclusion: Conclusion) -> None:
    """Raise RefusedError unless the conclusion has a body, a number and a date that is not in the future."""
    if not conclusion.body.strip() or not conclusion.number.strip():
        raise RefusedError(_("Write whose conclusion the withdrawal rests on, with its number and day."))
    if conclusion.on > today():
        raise RefusedError(_("The conclusion cannot be of a day that has not come."))
