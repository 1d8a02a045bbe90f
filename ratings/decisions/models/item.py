"""Items of decisions."""
# ruff: noqa: S608 - texts of triggers, without anything that anybody typed

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ocop.database.triggers import ANY_WRITE, WRITE, refuse_if, sql_in
from ocop.permissions.scoping import ScopedQuerySet
from ocop.values.last_day import EndField, last_day
from ratings.decisions.kinds import ON_DOSSIERS, DecisionKind, WithdrawalGround
from ratings.decisions.models.decision import Decision
from ratings.decisions.models.decision_guards import ITEM_MISPLACED, ITEM_OF_ITS_AUTHORITY
from ratings.decisions.models.recognition import Recognition
from ratings.decisions.models.withdrawal import CONCLUSION_WHOLE, RestsOnConclusion
from ratings.dossiers.models.dossier import Dossier
from ratings.dossiers.subject import filed_subject, registered_subject


class DecisionItemQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Items of decisions visible to the user; of the ministry's decisions, those on products of the
        user's province.
        """
        rows = self.filter(decision__in=Decision.objects.visible_to(user).values("pk"))
        if user.place_id is None:
            return rows
        about = Q()
        for path in ("dossier__product", "recognition__product"):
            about |= Q(**{f"{path}__producer__place__province": user.place_id})
        return rows.filter(Q(decision__place__isnull=False) | about)

    def for_list(self):
        """Rows with what they decide, in order of preparation."""
        return self.select_related(
            "decision__place",
            "dossier__product__producer",
            "dossier__result__session",
            "dossier__agency_report__signed_by",
            "dossier__handing_back",
            "dossier__recognition",
            "recognition__product__producer",
        ).order_by("pk")

    for_detail = for_list

    def with_today(self):
        """Annotate the recognition in force today of each product as `before` (or None), in one query."""
        items = list(self.for_list())
        products = [item.product.pk for item in items]
        in_force = {
            recognition.product_id: recognition
            for recognition in Recognition.objects.valid_on().filter(product__in=products)
        }
        for item in items:
            item.before = in_force.get(item.product.pk)
        return items


class DecisionItem(RestsOnConclusion, models.Model):
    """One item of a decision: a dossier, or the change of a recognition."""

    place_path = "decision__place"
    producer_path = "dossier__product__producer"

    decision = models.ForeignKey(Decision, models.CASCADE, verbose_name=_("decision"), related_name="items")
    dossier = models.ForeignKey(
        Dossier,
        models.PROTECT,
        verbose_name=_("dossier"),
        null=True,
        blank=True,
        related_name="decision_items",
    )
    recognition = models.ForeignKey(
        Recognition,
        models.PROTECT,
        verbose_name=_("recognition"),
        null=True,
        blank=True,
        related_name="decision_items",
    )
    until = EndField(_("extended until the end of"), null=True, blank=True)
    ground = models.CharField(_("ground of withdrawal"), max_length=10, blank=True, choices=WithdrawalGround)

    # Why the star of an upgrade without a higher star replaces the one in force, or why something is
    # corrected.
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    # {field: [old, new]} of a decision of kind correct (see correction.py).
    correction = models.JSONField(_("correction"), default=dict, blank=True, editable=False)
    seen_where = models.CharField(
        _("where the signed decision was seen"),
        max_length=500,
        blank=True,
        help_text=_("Where the signed document is: a public address or a file number."),
    )

    # Annotated by `with_today()`.
    before: Recognition | None

    objects = DecisionItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of a decision")
        verbose_name_plural = _("items of decisions")
        ordering = ["pk"]
        triggers = [
            refuse_if(
                "decision_item_of_issued_is_kept",
                ANY_WRITE,
                "EXISTS (SELECT 1 FROM ratings_decision WHERE issued_at IS NOT NULL"
                " AND id IN (OLD.decision_id, NEW.decision_id))",
                holds="ratings_decision WHERE id IN (OLD.decision_id, NEW.decision_id)",
            ),
            # Doubles prepare.prepare_decision(), prepare.prepare_withdrawal(), prepare.prepare_extension() and
            # prepare.prepare_correction().
            refuse_if(
                "decision_item_fits_its_kind",
                WRITE,
                "EXISTS (SELECT 1 FROM ratings_decision d WHERE d.id = NEW.decision_id AND"
                f" ((d.kind IN {sql_in(*ON_DOSSIERS)}) = (NEW.dossier_id IS NULL)"
                f" OR (d.kind = '{DecisionKind.EXTEND}') = (NEW.until IS NULL)"
                f" OR (d.kind = '{DecisionKind.WITHDRAW}') = (NEW.ground = '')"
                f" OR (d.kind = '{DecisionKind.CORRECT}') = (NEW.correction = '{{}}')))",
            ),
            # Doubles own_evaluation.why_not_evaluate_anew().
            refuse_if("decision_item_evaluates_what_was_handed_back", pgtrigger.Insert, ITEM_MISPLACED),
            # Doubles withdrawal.refuse_conclusion().
            refuse_if(
                "decision_item_withdraws_on_a_conclusion",
                pgtrigger.Insert,
                "(NEW.ground <> '') <> (NEW.concluded_on IS NOT NULL)",
            ),
            ITEM_OF_ITS_AUTHORITY,
            # Doubles withdrawal.why_not_while_prepared().
            pgtrigger.Trigger(
                name="decision_item_one_of_its_kind_at_a_time",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func=(
                    "IF NEW.recognition_id IS NOT NULL THEN"
                    " PERFORM 1 FROM ratings_recognition WHERE id = NEW.recognition_id FOR UPDATE;"
                    " IF EXISTS (SELECT 1 FROM ratings_decisionitem i JOIN ratings_decision d ON d.id = i.decision_id"
                    " JOIN ratings_decision n ON n.id = NEW.decision_id AND n.kind = d.kind"
                    " WHERE i.recognition_id = NEW.recognition_id AND d.id <> n.id AND d.signed_on IS NULL"
                    " AND n.signed_on IS NULL)"
                    " THEN RAISE EXCEPTION 'decision_item_one_of_its_kind_at_a_time'"
                    " USING ERRCODE = 'check_violation'; END IF; END IF; RETURN NEW;"
                ),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="decision_item_on_one_thing",
                condition=Q(dossier__isnull=False, recognition=None)
                | Q(dossier=None, recognition__isnull=False),
            ),
            models.CheckConstraint(name="decision_item_conclusion_whole", condition=CONCLUSION_WHOLE),
            models.UniqueConstraint(
                name="decision_item_one_decision_a_dossier",
                fields=["dossier"],
                condition=Q(dossier__isnull=False),
                violation_error_message=_("A decision on this dossier is prepared or issued already."),
            ),
            models.UniqueConstraint(
                name="decision_item_once",
                fields=["decision", "dossier", "recognition"],
                nulls_distinct=False,
                violation_error_message=_("It stands in this decision already."),
            ),
        ]

    def __str__(self):
        return f"{self.decision_id}: {self.dossier_id or self.recognition_id}"

    @property
    def product(self):
        return self.dossier.product if self.dossier else self._existing.product

    @property
    def _existing(self) -> Recognition:
        """The recognition of an item without a dossier (see decision_item_on_one_thing)."""
        if self.recognition is None:
            raise ValueError("An item without a dossier is about a recognition.")
        return self.recognition

    @property
    def star(self):
        """The recognition that it changes or created; None if there is none."""
        return self.recognition or getattr(self.dossier, "recognition", None)

    @property
    def last_day(self):
        """Last day of an extension, or None."""
        return last_day(self.until)

    @property
    def key(self):
        """Identifies the item when two contents are compared."""
        return f"dossier {self.dossier_id}" if self.dossier_id else f"recognition {self.recognition_id}"

    def content(self):
        """Return the approved content: result and scope, or the change of the recognition."""
        if self.dossier:
            about = registered_subject(self.product) | {
                "filing": filed_subject(self.dossier).get("filing", "")
            }
            reason = {"reason": self.reason} if self.reason else {}
            return {**self.rests_on(), **about, **reason}
        return {
            "stars": self._existing.stars,
            "name": self._existing.name,
            "maker": self._existing.maker,
            "until": self.last_day.isoformat() if self.until else "",
            "ground": self.ground,
            "conclusion": self.conclusion,
            "correction": self.correction,
            **({"reason": self.reason, "seen_where": self.seen_where} if self.correction else {}),
        }

    def rests_on(self):
        """Return the result of the dossier, or the agency's report that replaces it (article 7.6)."""
        result = self.result
        if result:
            return {"stars": result.stars, "result": result.sha256}
        report = getattr(self.dossier, "agency_report", None)
        return {"report": report.sha256 if report else ""}

    @property
    def result(self):
        """Result of its dossier; None for items on recognitions or based on the agency's report."""
        return getattr(self.dossier, "result", None)

    def stars_after(self):
        """Return the stars in force after the decision, None for none. Needs `before` of `with_today()`."""
        before = self.before.stars if self.before else None
        match self.decision.kind:
            case DecisionKind.RECOGNISE:
                return self.result.stars
            case DecisionKind.WITHDRAW:
                return None
            case DecisionKind.EXTEND:
                return self._existing.stars
            case DecisionKind.CORRECT if self.before == self.recognition:
                return self.correction.get("stars", [before, before])[1]
        return before
