"""Withdrawals in a decision signed outside the portal; nothing changes until a second person has confirmed them.

Stars that were issued here are withdrawn here (withdrawal.py).
"""
# ruff: noqa: S608 - texts of triggers, without anything that anybody typed

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.database.triggers import WRITE, immutable, refuse_if
from ocop.models import Record, Role
from ocop.models.record import tracked
from ocop.permissions.scoping import ScopedQuerySet
from ratings.decisions.kinds import DecisionKind, Origin, WithdrawalGround
from ratings.decisions.models.decision import Decision
from ratings.decisions.models.recognition import Recognition
from ratings.decisions.models.withdrawal import why_not_end
from ratings.decisions.recording import became
from ratings.sheets.star import NATIONAL

if TYPE_CHECKING:
    from ocop.models import Place

# Five stars by the ministry; others by who gave them, or by the province of the product, a predecessor or a successor.
OF_ANOTHER_AUTHORITY = (
    "NOT EXISTS (SELECT 1 FROM ratings_decision d JOIN ratings_recognition r ON r.id = NEW.recognition_id"
    " JOIN ratings_decision g ON g.id = r.decision_id JOIN products_product t ON t.id = r.product_id"
    " JOIN producers_producer m ON m.id = t.producer_id JOIN ocop_place o ON o.id = m.place_id"
    f" WHERE d.id = NEW.decision_id AND d.origin = '{Origin.RECORDED}' AND d.kind = '{DecisionKind.WITHDRAW}'"
    f" AND r.origin = '{Origin.RECORDED}' AND CASE WHEN r.stars = {NATIONAL} THEN d.place_id IS NULL"
    " ELSE d.place_id IN (g.place_id, o.province_id) OR EXISTS (SELECT 1 FROM ocop_succession s"
    " WHERE (s.old_id, s.new_id) IN ((d.place_id, o.province_id), (o.province_id, d.place_id))) END)"
)
BEFORE_THE_RECOGNITION = (
    "EXISTS (SELECT 1 FROM ratings_decision d JOIN ratings_recognition r ON r.id = NEW.recognition_id"
    " WHERE d.id = NEW.decision_id AND d.signed_on < r.issued_on)"
)
CONFIRMED_BY_NOBODY_ELSE = (
    "NEW.confirmation_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ratings_confirmation c"
    " WHERE c.id = NEW.confirmation_id AND c.decision_id = NEW.decision_id"
    " AND c.confirmed_by_id IS DISTINCT FROM NEW.proposed_by_id"
    " AND (c.confirmed_at = CURRENT_TIMESTAMP OR OLD.confirmation_id IS NOT DISTINCT FROM c.id))"
)
# What one person proposes is not rewritten, nor put into another's name, while it waits.
CHANGED_WHILE_IT_WAITS = (
    "(OLD.decision_id, OLD.recognition_id, OLD.ground, OLD.proposed_by_id)"
    " IS DISTINCT FROM (NEW.decision_id, NEW.recognition_id, NEW.ground, NEW.proposed_by_id)"
)


class RecordedWithdrawalQuerySet(ScopedQuerySet["RecordedWithdrawal"]):
    def waiting(self):
        """Withdrawals that nobody has confirmed."""
        return self.filter(confirmation=None)

    def editable_by(self, user):
        """Unconfirmed withdrawals of the officer's province, or of the ministry's decisions."""
        if user.role == Role.MINISTRY_OFFICER:
            return self.waiting().filter(decision__place=None)
        return super().editable_by(user).waiting()

    def for_list(self):
        """Rows with recognition, producer, recorder and confirming person, by name."""
        return self.select_related(
            "recognition__product__producer__place",
            "recognition__decision",
            "decision__place",
            "proposed_by",
            "confirmation__confirmed_by",
        ).order_by("recognition__product__name_order", "pk")

    for_detail = for_list


@tracked()
class RecordedWithdrawal(Record):
    """Withdrawal of a recorded recognition by a decision signed elsewhere."""

    place_path = "recognition__product__producer__place"
    producer_path = "recognition__product__producer"

    decision = models.ForeignKey(
        Decision, models.CASCADE, verbose_name=_("decision"), related_name="recorded_withdrawals"
    )
    recognition = models.OneToOneField(
        Recognition, models.PROTECT, verbose_name=_("recognition"), related_name="recorded_withdrawal"
    )
    ground = models.CharField(_("ground of withdrawal"), max_length=10, choices=WithdrawalGround)
    source = models.CharField(
        _("source"),
        max_length=500,
        blank=True,
        help_text=_("Where it was read: a list with its row, a public address, a file number."),
    )
    proposed_by = models.ForeignKey(
        "ocop.User", models.PROTECT, verbose_name=_("recorded by"), editable=False, related_name="+"
    )
    confirmation = models.ForeignKey(
        "ratings.Confirmation",
        models.PROTECT,
        verbose_name=_("confirmation"),
        null=True,
        blank=True,
        editable=False,
        related_name="recorded_withdrawals",
    )

    objects = RecordedWithdrawalQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("recorded withdrawal")
        verbose_name_plural = _("recorded withdrawals")
        ordering = ["pk"]
        triggers = [
            *Record.Meta.triggers,
            # Doubles recorded_withdrawal.why_not_signer().
            refuse_if("recorded_withdrawal_of_its_authority", WRITE, OF_ANOTHER_AUTHORITY),
            # Doubles recorded_withdrawal.why_not_withdraw_by().
            refuse_if("recorded_withdrawal_after_its_recognition", WRITE, BEFORE_THE_RECOGNITION),
            # Doubles RecordedDecision.why_not_confirm().
            refuse_if(
                "recorded_withdrawal_confirmed_by_another",
                pgtrigger.Insert | pgtrigger.Update,
                CONFIRMED_BY_NOBODY_ELSE,
            ),
            immutable(
                "recorded_withdrawal_confirmed_is_kept",
                once="OLD.confirmation_id IS NOT NULL",
                except_for=["version"],
            ),
            refuse_if("recorded_withdrawal_stays_as_proposed", pgtrigger.Update, CHANGED_WHILE_IT_WAITS),
        ]
        constraints = [
            models.CheckConstraint(
                name="recorded_withdrawal_on_a_ground",
                condition=Q(ground__in=WithdrawalGround.values),
                violation_error_message=_("A withdrawal needs one of the six grounds."),
            ),
        ]

    def __str__(self):
        return str(self.recognition)

    def get_desk_url(self):
        return reverse("desk-recorded-decision", args=[self.decision_id])

    get_list_url = get_desk_url

    @property
    def product(self):
        return self.recognition.product

    @property
    def is_waiting(self):
        """Whether nobody has confirmed it."""
        return self.confirmation_id is None

    def why_not(self):
        """Return why the decision cannot withdraw the recognition; else an empty string."""
        by = self.decision
        return why_not_withdraw_by(self.recognition, signed_on=by.signed_day, place=by.place)

    def content(self) -> dict[str, Any]:
        """Return the content that the second person confirms."""
        return {
            "recognition": self.recognition_id,
            "code": self.recognition.code,
            "name": self.recognition.name,
            "maker": self.recognition.maker,
            "stars": self.recognition.stars,
            "ground": self.ground,
        }


def why_not_withdraw_by(recognition: Recognition, *, signed_on: date, place: Place | None) -> str:
    """Return why a decision signed elsewhere cannot withdraw the recognition; else an empty string.

    `place` is the unit whose authority signed, None for the ministry.
    """
    if refusal := why_not_end(recognition):
        return str(refusal)
    if recognition.origin == Origin.PORTAL:
        return gettext(
            "This star was issued here and is withdrawn here: open its recognition in the desk and choose “Prepare the"
            " withdrawal”; somebody else issues it (Decision 26/2026/QĐ-TTg, article 8)."
        )
    if signed_on < recognition.issued_on:
        return gettext(
            "The star in force began on %(day)s, after this decision: it does not withdraw it."
        ) % {"day": date_format(recognition.issued_on, "SHORT_DATE_FORMAT")}
    return why_not_signer(recognition, place)


def why_not_signer(recognition: Recognition, place: Place | None) -> str:
    """Return why the authority of `place` (None: the ministry) did not withdraw the recognition; else an empty string.

    Five stars are the ministry's; others are withdrawn by who gave them, or by the province of the product.
    """
    if recognition.stars == NATIONAL:
        if place is None:
            return ""
        return gettext("Five stars are withdrawn by the Minister (Decision 26/2026/QĐ-TTg, article 8).")
    if place is None:
        return gettext(
            "Three and four stars are withdrawn by the chair of the province's People's Committee"
            " (Decision 26/2026/QĐ-TTg, article 8)."
        )
    own = cast(int, recognition.product.producer.place.province_id)
    if place.pk in (recognition.decision.place_id, own) or became(place.pk, own) or became(own, place.pk):
        return ""
    return gettext("%(place)s did not give this star and is not the province of its product.") % {
        "place": place.full_name
    }
