"""Findings on requirements where the members' options differ.

The law does not say how such a requirement is judged. It is met if more than half of the sheets meet it
(ratings.sheets.star), unless the presiding member finds otherwise with a reason. A finding is valid for the
sheets on which it was made: unlocking one, or a second round, voids it.
"""
# ruff: noqa: S608 - texts of triggers, without anything that anybody typed

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ocop.database.triggers import WRITE, immutable, refuse_if
from ocop.models.record import tracked
from ocop.permissions.scoping import ScopedQuerySet
from ocop.refusal import RefusedError
from ratings.acts import act_on
from ratings.councils.models.presiding import counted_in_sql, presides, presiding_in_sql
from ratings.dossiers.models.dossier import Dossier
from ratings.dossiers.models.queryset import forwarded
from ratings.dossiers.workflow import DossierState
from ratings.scoring.kinds import VoidGround
from ratings.scoring.models.assessment import Assessment
from ratings.sheets.models.criterion import Criterion


class GateFindingQuerySet(ScopedQuerySet):
    """Findings of presiding members."""

    def standing(self):
        """Findings that are not void."""
        return self.filter(voided_at=None)

    def seated(self, user):
        """Findings on dossiers of the user's councils."""
        return self.filter(dossier__council__seats__user=user)

    def for_list(self):
        return self.select_related("dossier__product__producer", "criterion", "by").order_by(
            "criterion__position", "star"
        )

    for_detail = for_list

    def as_rule(self, dossier):
        """Return {(code, star): met} for the arithmetic (ratings.sheets.star)."""
        return {
            (code, star): met
            for code, star, met in self.standing()
            .filter(dossier=dossier)
            .values_list("criterion__code", "star", "met")
        }

    def why_not(self, dossier, *, by):
        """Return why `by` may not make findings on the dossier; else an empty string."""
        if dossier.state != DossierState.SCORING:
            return _("This dossier is not being scored.")
        if refusal := dossier.why_not_with_conflict(by):
            return refusal
        if not presides(dossier, by):
            return _("Only who presides over the dossier finds on requirements.")
        if dossier.awaited():
            return _("The members' sheets are not all locked yet.")
        return ""

    @act_on
    def record(self, dossier, code, star, *, met, by, reason):
        """Find that a disputed requirement is met or not, with a reason, or raise RefusedError."""
        if refusal := self.why_not(dossier, by=by):
            raise RefusedError(refusal)
        if not reason.strip():
            raise RefusedError(_("Give a reason."))
        if (code, star) not in {(gate.code, gate.star) for gate in disputed_gates(dossier)}:
            raise RefusedError(_("The members agree on this requirement."))
        criterion = dossier.sheet.criteria.scored(dossier.branch).get(code=code)
        self.standing().filter(dossier=dossier, criterion=criterion, star=star).update(
            voided_at=timezone.now(), void_ground=VoidGround.REPLACED
        )
        return self.create(dossier=dossier, criterion=criterion, star=star, met=met, reason=reason, by=by)


def disputed_gates(dossier):
    """Return the gates that only some of the counted sheets meet, in printed order (ratings.sheets.star.Gate)."""
    sheets = [choices for _sheet, choices in Assessment.objects.counting(dossier).chosen()]
    gates = dossier.sheet.rubric().reached(sheets, dossier.branch)
    return [gate for gate in gates if 0 < gate.reached_by < len(sheets)]


# SQL: either all counted sheets meet the requirement or none does.
SHEETS_AGREE = (
    "(SELECT count(DISTINCT COALESCE(o.points, 0) >= (SELECT g.points FROM ratings_option g"
    " WHERE g.criterion_id = NEW.criterion_id AND g.gate = NEW.star))"
    " FROM (SELECT a.id FROM " + counted_in_sql("NEW.dossier_id") + ") sheets"
    " LEFT JOIN ratings_answer w ON w.assessment_id = sheets.id AND w.criterion_id = NEW.criterion_id"
    " LEFT JOIN ratings_option o ON o.id = w.option_id) < 2"
)


@tracked()
class GateFinding(models.Model):
    """Finding of the presiding member on one disputed requirement. It becomes void with its sheets but is kept."""

    place_path = "dossier__product__producer__place"
    producer_path = "dossier__product__producer"
    ministry_reads = forwarded("dossier")

    dossier = models.ForeignKey(Dossier, models.CASCADE, verbose_name=_("dossier"), related_name="findings")
    criterion = models.ForeignKey(Criterion, models.PROTECT, verbose_name=_("criterion"), related_name="+")
    star = models.PositiveSmallIntegerField(_("required for"))
    met = models.BooleanField(_("met"))
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey("ocop.User", models.PROTECT, verbose_name=_("by"), related_name="+")
    at = models.DateTimeField(_("at"), auto_now_add=True)
    voided_at = models.DateTimeField(_("void since"), null=True, blank=True, editable=False)
    void_ground = models.CharField(
        _("why it is void"), max_length=12, blank=True, choices=VoidGround, editable=False
    )

    objects = GateFindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding on a requirement")
        verbose_name_plural = _("findings on requirements")
        ordering = ["pk"]
        triggers = [
            immutable("gate_finding_is_kept", except_for=("voided_at", "void_ground")),
            refuse_if(
                "gate_finding_is_voided_once",
                pgtrigger.Update,
                "OLD.voided_at IS NOT NULL",
            ),
            # Doubles GateFindingQuerySet.why_not().
            refuse_if(
                "gate_finding_while_scoring",
                WRITE,
                "NOT EXISTS (SELECT 1 FROM ratings_dossier WHERE id = NEW.dossier_id"
                f" AND state = '{DossierState.SCORING}')",
                holds="ratings_dossier WHERE id = NEW.dossier_id",
            ),
            # Doubles GateFindingQuerySet.why_not().
            refuse_if(
                "gate_finding_by_who_presides",
                pgtrigger.Insert,
                f"NEW.by_id IS DISTINCT FROM {presiding_in_sql('NEW.dossier_id')}",
            ),
            # Doubles GateFindingQuerySet.record().
            refuse_if("gate_finding_without_a_dispute", pgtrigger.Insert, SHEETS_AGREE),
            # Doubles GateFindingQuerySet.record().
            refuse_if(
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
            models.UniqueConstraint(
                name="gate_finding_once",
                fields=["dossier", "criterion", "star"],
                condition=Q(voided_at=None),
            ),
            models.CheckConstraint(
                name="gate_finding_void_at_and_why",
                condition=Q(voided_at=None, void_ground="")
                | Q(voided_at__isnull=False, void_ground__in=VoidGround.values),
            ),
        ]

    def __str__(self):
        return f"{self.criterion.code} {self.star}★ – {self.dossier.product}"
