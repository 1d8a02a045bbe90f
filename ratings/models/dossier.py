"""Dossiers (hồ sơ đánh giá, phân hạng): a product on its way to a star, by a table of moves."""

import pgtrigger
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ocop.calendar import today
from ocop.models import Record, Role
from ocop.models.record import tracked
from ocop.scoping import ScopedQuerySet
from products.models import Product
from ratings.models.council import Council, SeatKind
from ratings.models.guard import frozen, guard
from ratings.models.refusal import Refused
from ratings.models.sheet import Sheet
from ratings.star import LOWEST_CERTIFIED


class DossierKind(models.TextChoices):
    """Why a product is assessed: Decision 26/2026/QĐ-TTg, article 7."""

    FIRST = "first", _("First assessment")
    UPGRADE = "upgrade", _("Upgrade")
    RENEWAL = "renewal", _("Re-assessment")


class DossierState(models.TextChoices):
    """Where a dossier stands."""

    DRAFT = "draft", _("Draft")
    FILED = "filed", _("Filed")
    SCORING = "scoring", _("Being scored")
    CONCLUDED = "concluded", _("Result established")
    FORWARDED = "forwarded", _("Forwarded to the ministry")
    RECOGNISED = "recognised", _("Recognised")
    CLOSED = "closed", _("Closed without recognition")


S = DossierState
OPEN_STATES = (S.DRAFT, S.FILED, S.SCORING, S.CONCLUDED, S.FORWARDED)
SCORED_STATES = (S.SCORING, S.CONCLUDED, S.FORWARDED, S.RECOGNISED)
FILERS = {Role.PRODUCER, Role.COMMUNE_OFFICER, Role.PROVINCIAL_OFFICER}

# From each state: where a dossier may go next, and which roles or seats of its council take it there.
MOVES = {
    S.DRAFT: {S.FILED: FILERS, S.CLOSED: FILERS},
    S.FILED: {
        S.DRAFT: {Role.PROVINCIAL_OFFICER},
        S.SCORING: {Role.PROVINCIAL_OFFICER},
        S.CLOSED: {Role.PROVINCIAL_OFFICER},
    },
    S.SCORING: {
        S.CONCLUDED: {Role.PROVINCIAL_OFFICER, SeatKind.CHAIR, SeatKind.SECRETARY},
        S.CLOSED: {Role.PROVINCIAL_OFFICER},
    },
    S.CONCLUDED: {
        S.RECOGNISED: {Role.PROVINCIAL_LEADER},
        S.FORWARDED: {Role.PROVINCIAL_LEADER},
        S.CLOSED: {Role.PROVINCIAL_OFFICER, Role.PROVINCIAL_LEADER},
    },
    S.FORWARDED: {S.RECOGNISED: {Role.MINISTRY_OFFICER}, S.CLOSED: {Role.MINISTRY_OFFICER}},
    S.RECOGNISED: {},
    S.CLOSED: {},
}


class DossierQuerySet(ScopedQuerySet):
    """Dossiers by where they stand and who may see them."""

    def open(self):
        """Dossiers that are not finished."""
        return self.filter(state__in=OPEN_STATES)

    def seated(self, user):
        """Dossiers before a council on which the user sits."""
        return self.filter(council__seats__user=user)

    def decidable_by(self, user):
        """Dossiers with a result that wait for a decision which `user` may prepare."""
        held = self.model.objects.filter(
            decision_items__isnull=False, decision_items__decision__issued_at=None
        )
        free = self.exclude(pk__in=held.values("pk"))
        match user.role:
            case Role.PROVINCIAL_OFFICER:
                return free.editable_by(user).filter(state=S.CONCLUDED)
            case Role.MINISTRY_OFFICER:
                return free.filter(state=S.FORWARDED)
        return self.none()

    def with_own_sheet(self, user):
        """Annotate `own_locked_at` and `own_answers`: how far the user's own sheet is, nobody else's."""
        own = models.Q(assessments__stage="member", assessments__by=user)
        return self.annotate(
            own_locked_at=models.Max("assessments__locked_at", filter=own),
            own_answers=models.Count("assessments__answers", filter=own, distinct=True),
        )

    def waiting_first(self):
        """Those being scored on top, then newest first; after `for_list()`."""
        return self.order_by(models.Case(models.When(state=S.SCORING, then=0), default=1), "-pk")

    def for_list(self):
        """Rows for a list, newest first."""
        return self.select_related(
            "product__producer__place__province", "product__product_set", "sheet", "council", "result"
        ).order_by("-pk")

    def for_detail(self):
        """One row with what its page shows."""
        return self.for_list().prefetch_related("moves__by", "council__seats__user", "objections__criterion")

    def refusal_to_open(self, product, *, by):
        """Why `by` may not open a dossier for the product; empty if they may."""
        if by.role not in FILERS or not Product.objects.visible_to(by).filter(pk=product.pk).exists():
            return _("Your role may not open a dossier for this product.")
        if product.product_set_id is None:
            return _("The product has no product set yet, so there is no sheet to score it on.")
        if not Sheet.objects.in_force().filter(product_set=product.product_set_id).exists():
            return _("No score sheet of this product set is in force today.")
        if self.model.objects.open().filter(product=product).exists():
            return _("This product has an open dossier already.")
        return ""

    @transaction.atomic
    def start(self, product, *, by, kind=DossierKind.FIRST, branch=None, day=None):
        """Open a dossier on the sheet in force for the product's set, or raise Refused.

        `branch` is the alternative case of sheet 26 that applies; other sheets have none.
        """
        Product.objects.select_for_update(no_key=True).get(pk=product.pk)  # one opening after the other
        if refusal := self.refusal_to_open(product, by=by):
            raise Refused(refusal)
        sheet = Sheet.objects.in_force(day or today()).get(product_set=product.product_set_id)
        if sheet.has_branches and branch not in sheet.branches():
            raise Refused(_("Say which of the cases of this sheet applies."))
        if branch is not None and not sheet.has_branches:
            raise Refused(_("This sheet has no alternative cases."))
        dossier = self.create(product=product, kind=kind, sheet=sheet, branch=branch, opened_by=by)
        dossier.moves.create(to_state=S.DRAFT, by=by)
        return dossier


@tracked()
class Dossier(Record):
    """An assessment of a product from its opening to its decision, on the sheet pinned when it was opened."""

    place_path = "product__producer__place"
    producer_path = "product__producer"
    Refused = Refused

    product = models.ForeignKey(
        "products.Product", models.PROTECT, verbose_name=_("product"), related_name="dossiers"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=DossierKind, default=DossierKind.FIRST)
    sheet = models.ForeignKey(Sheet, models.PROTECT, verbose_name=_("score sheet"), related_name="dossiers")
    branch = models.PositiveSmallIntegerField(_("case of the sheet"), null=True, blank=True)
    council = models.ForeignKey(
        Council, models.PROTECT, verbose_name=_("council"), null=True, blank=True, related_name="dossiers"
    )
    state = models.CharField(_("state"), max_length=12, choices=S, default=S.DRAFT, editable=False)
    opened_by = models.ForeignKey(
        "ocop.User", models.PROTECT, verbose_name=_("opened by"), editable=False, related_name="+"
    )
    opened_at = models.DateTimeField(_("opened at"), auto_now_add=True)

    objects = DossierQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
        ordering = ["-pk"]
        triggers = [
            *Record.Meta.triggers,
            guard(
                "dossier_on_sheet_of_its_set",
                pgtrigger.Insert,
                "NOT EXISTS (SELECT 1 FROM ratings_sheet s JOIN products_product p ON p.product_set_id = s.product_set_id"
                " WHERE s.id = NEW.sheet_id AND p.id = NEW.product_id AND s.published_at IS NOT NULL)",
            ),
            guard(
                "dossier_branch_iff_sheet_has_cases",
                pgtrigger.Insert | pgtrigger.Update,
                'NEW.branch IS DISTINCT FROM (SELECT min(c."case") FROM ratings_criterion c'
                ' WHERE c.sheet_id = NEW.sheet_id AND c."case" IS NOT DISTINCT FROM NEW.branch)'
                " OR (NEW.branch IS NULL AND (SELECT s.branch_sections FROM ratings_sheet s"
                " WHERE s.id = NEW.sheet_id) <> '[]'::jsonb)",
            ),
            guard(
                "dossier_sheet_is_pinned",
                pgtrigger.Update,
                "(NEW.product_id, NEW.sheet_id) IS DISTINCT FROM (OLD.product_id, OLD.sheet_id)"
                " OR (OLD.state <> 'draft'"
                " AND (NEW.kind, NEW.branch) IS DISTINCT FROM (OLD.kind, OLD.branch))",
            ),
            guard(
                "dossier_council_kept_while_scoring",
                pgtrigger.Update,
                "NEW.council_id IS DISTINCT FROM OLD.council_id AND OLD.state NOT IN ('draft', 'filed')",
            ),
            guard(
                "dossier_state_has_its_ground",
                pgtrigger.Insert | pgtrigger.Update,
                "(NEW.state IN ('concluded', 'forwarded', 'recognised')"
                " AND NOT EXISTS (SELECT 1 FROM ratings_result WHERE dossier_id = NEW.id))"
                " OR (NEW.state = 'recognised'"
                " AND NOT EXISTS (SELECT 1 FROM ratings_recognition WHERE dossier_id = NEW.id))",
            ),
        ]
        constraints = [
            models.CheckConstraint(name="dossier_state_known", condition=Q(state__in=S.values)),
            models.CheckConstraint(name="dossier_kind_known", condition=Q(kind__in=DossierKind.values)),
            models.CheckConstraint(
                name="dossier_scored_by_a_council",
                condition=~Q(state__in=SCORED_STATES) | Q(council__isnull=False),
                violation_error_message=_("Name a council first."),
            ),
            models.UniqueConstraint(
                name="dossier_one_open_per_product",
                fields=["product"],
                condition=Q(state__in=OPEN_STATES),
                violation_error_message=_("This product has an open dossier already."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.pk}"

    def get_desk_url(self):
        """The page in the desk."""
        return reverse("desk-dossier", args=[self.pk])

    @property
    def is_open(self):
        """Whether it is not finished."""
        return self.state in OPEN_STATES

    @property
    def next_states(self):
        """Where the table of moves leads from here."""
        return list(MOVES[self.state])

    def refusal(self, to, *, by):
        """Why `by` may not take this dossier to `to`; empty if they may."""
        if to not in MOVES[self.state]:
            return _("A dossier in state “%(state)s” cannot go to “%(to)s”.") % {
                "state": self.get_state_display(),
                "to": S(to).label,
            }
        if not MOVES[self.state][to] & self.parts_of(by):
            return _("This step belongs to somebody else.")
        return self._missing_for(to)

    @transaction.atomic
    def move(self, to, *, by, note=""):
        """Take the dossier to `to` and record who did it, or raise Refused.

        The UPDATE names the state it moves from, so when two people act at once the second is refused
        instead of undoing the first.
        """
        if refusal := self.refusal(to, by=by):
            raise Refused(refusal)
        if not Dossier.objects.filter(pk=self.pk, state=self.state).update(state=to):
            raise Refused(_("Somebody else has just moved this dossier."))
        self.moves.create(from_state=self.state, to_state=to, by=by, note=note)
        self.refresh_from_db(fields=["state", "version"])

    def refusal_to_name(self, council, *, by):
        """Why `by` may not put this dossier before the council; empty if they may."""
        if self.state not in (S.DRAFT, S.FILED):
            return _("The council stays as it is once scoring has begun.")
        if not Dossier.objects.editable_by(by).filter(pk=self.pk).exists():
            return _("This step belongs to somebody else.")
        if council.place_id != self.product.producer.place.province_id:
            return _("This council belongs to another province.")
        return ""

    def name_council(self, council, *, by):
        """Put the dossier before a council of its province, or raise Refused."""
        if refusal := self.refusal_to_name(council, by=by):
            raise Refused(refusal)
        if not Dossier.objects.filter(pk=self.pk, state=self.state).update(council=council):
            raise Refused(_("Somebody else has just moved this dossier."))
        self.refresh_from_db(fields=["council", "version"])

    def awaited(self):
        """Seats that score and have not locked their sheet yet."""
        locked = self.assessments.filter(stage="member", locked_at__isnull=False).values("by")
        return self.council.seats.scoring().exclude(user__in=locked).for_list()

    def parts_of(self, user):
        """What `user` is to this dossier: their role if it is in their scope, and their seats in its council."""
        parts = self.council.kinds_of(user) if self.council else set()
        if Dossier.objects.visible_to(user).filter(pk=self.pk).exists():
            parts = parts | {user.role}
        return parts

    def _missing_for(self, to):
        """What must be there before the dossier can be in state `to`; empty if it is."""
        match to:
            case S.SCORING:
                return self.council.incomplete() if self.council else _("Name a council first.")
            case S.CONCLUDED if not self._has("result"):
                return _("There is no result yet.")
            case S.RECOGNISED if not self._has("recognition"):
                return _("There is no decision of recognition yet.")
            case S.FORWARDED if not self._is_decided("approve"):
                return _("There is no decision to forward it yet.")
            case S.CLOSED if self.state in (S.CONCLUDED, S.FORWARDED):
                if self.result.stars >= LOWEST_CERTIFIED and not self._is_decided("refuse"):
                    return _("Only a decision can refuse a product whose result is three stars or more.")
        return ""

    def _has(self, related):
        return Dossier.objects.filter(pk=self.pk, **{f"{related}__isnull": False}).exists()

    def _is_decided(self, kind):
        return self.decision_items.filter(decision__kind=kind, decision__issued_at__isnull=False).exists()


class DossierMove(models.Model):
    """A move of a dossier; the history that its page shows. Nothing edits it."""

    place_path = "dossier__product__producer__place"
    producer_path = "dossier__product__producer"

    dossier = models.ForeignKey(Dossier, models.CASCADE, verbose_name=_("dossier"), related_name="moves")
    from_state = models.CharField(_("from"), max_length=12, choices=S, blank=True)
    to_state = models.CharField(_("to"), max_length=12, choices=S)
    by = models.ForeignKey("ocop.User", models.PROTECT, verbose_name=_("by"), related_name="+")
    at = models.DateTimeField(_("at"), auto_now_add=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("move of a dossier")
        verbose_name_plural = _("moves of dossiers")
        ordering = ["pk"]
        triggers = [frozen("dossier_move_is_kept")]
        constraints = [
            models.CheckConstraint(
                name="dossier_move_states_known",
                condition=Q(from_state__in=["", *S.values]) & Q(to_state__in=S.values),
            )
        ]

    def __str__(self):
        return f"{self.from_state} → {self.to_state}"
