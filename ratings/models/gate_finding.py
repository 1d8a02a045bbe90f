"""What the council concludes on a requirement where its members' options differ.

The law does not say how a star requirement is judged then. Unless the chair finds otherwise with a reason,
it is met when more than half of the sheets reach it (ratings.star).
"""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ocop.models.record import tracked
from ocop.scoping import ScopedQuerySet
from ratings.models.assessment import Assessment
from ratings.models.council import SeatKind
from ratings.models.criterion import Criterion
from ratings.models.dossier import Dossier
from ratings.models.dossiers import forwarded
from ratings.models.guard import frozen, guard
from ratings.models.moves import DossierState
from ratings.models.refusal import Refused


class GateFindingQuerySet(ScopedQuerySet):
    """Findings of the chair."""

    def seated(self, user):
        """Findings on dossiers before the user's councils."""
        return self.filter(dossier__council__seats__user=user)

    def for_list(self):
        """In printed order."""
        return self.select_related("dossier__product__producer", "criterion", "by").order_by(
            "criterion__position", "star"
        )

    for_detail = for_list

    def as_rule(self, dossier):
        """{(code, star): met} for the arithmetic (ratings.star)."""
        return {
            (code, star): met
            for code, star, met in self.filter(dossier=dossier).values_list("criterion__code", "star", "met")
        }

    def refusal(self, dossier, *, by):
        """Why `by` may not find on the requirements of the dossier; empty if they may."""
        if dossier.state != DossierState.SCORING:
            return _("This dossier is not being scored.")
        if SeatKind.CHAIR not in dossier.council.kinds_of(by):
            return _("Only the chair of the council finds on requirements.")
        if dossier.awaited():
            return _("The members' sheets are not all locked yet.")
        return ""

    def find(self, dossier, code, star, *, met, by, reason):
        """Find as the chair that a disputed requirement is met or not, with a reason, or raise Refused."""
        if refusal := self.refusal(dossier, by=by):
            raise Refused(refusal)
        if not reason.strip():
            raise Refused(_("Give a reason."))
        if (code, star) not in {(gate.code, gate.star) for gate in disputed_gates(dossier)}:
            raise Refused(_("The members agree on this requirement."))
        criterion = dossier.sheet.criteria.scored(dossier.branch).get(code=code)
        self.filter(dossier=dossier, criterion=criterion, star=star).delete()
        return self.create(dossier=dossier, criterion=criterion, star=star, met=met, reason=reason, by=by)


def disputed_gates(dossier):
    """The requirements that some of the counted sheets reach and some do not (ratings.star.Gate), in printed order."""
    sheets = [assessment.choices() for assessment in Assessment.objects.counting(dossier)]
    gates = dossier.sheet.rubric().reached(sheets, dossier.branch)
    return [gate for gate in gates if 0 < gate.reached_by < len(sheets)]


@tracked()
class GateFinding(models.Model):
    """The chair's word on one disputed requirement; kept for ever once the result stands on it."""

    place_path = "dossier__product__producer__place"
    producer_path = "dossier__product__producer"
    ministry_reads = forwarded("dossier")
    Refused = Refused

    dossier = models.ForeignKey(Dossier, models.CASCADE, verbose_name=_("dossier"), related_name="findings")
    criterion = models.ForeignKey(Criterion, models.PROTECT, verbose_name=_("criterion"), related_name="+")
    star = models.PositiveSmallIntegerField(_("required for"))
    met = models.BooleanField(_("met"))
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey("ocop.User", models.PROTECT, verbose_name=_("by"), related_name="+")
    at = models.DateTimeField(_("at"), auto_now_add=True)

    objects = GateFindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding on a requirement")
        verbose_name_plural = _("findings on requirements")
        ordering = ["pk"]
        triggers = [
            frozen("gate_finding_is_kept", once="NEW.id IS NOT NULL"),
            guard(
                "gate_finding_while_scoring",
                pgtrigger.Insert | pgtrigger.Delete,
                "NOT EXISTS (SELECT 1 FROM ratings_dossier"
                " WHERE id = COALESCE(NEW.dossier_id, OLD.dossier_id) AND state = 'scoring')",
            ),
            guard(
                "gate_finding_on_a_gate_of_the_sheet",
                pgtrigger.Insert,
                "NOT EXISTS (SELECT 1 FROM ratings_dossier d JOIN ratings_criterion c ON c.sheet_id = d.sheet_id"
                " JOIN ratings_option o ON o.criterion_id = c.id AND o.gate = NEW.star"
                " WHERE d.id = NEW.dossier_id AND c.id = NEW.criterion_id)",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="gate_finding_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Give a reason."),
            ),
            models.UniqueConstraint(name="gate_finding_once", fields=["dossier", "criterion", "star"]),
        ]

    def __str__(self):
        return f"{self.criterion_id} {self.star}★"
