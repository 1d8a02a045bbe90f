"""Queryset of dossiers: state, visibility, opening."""

from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import ExtractYear
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ocop.models import Role
from ocop.permissions import MINISTRY_ROLES, PRESIDING, Act
from ocop.permissions.scoping import ScopedQuerySet
from ocop.refusal import RefusedError
from ocop.values.dates import today
from products.models import Product
from ratings.dossiers.models.round import Round
from ratings.dossiers.subject import FREE_STATES
from ratings.dossiers.workflow import OPEN_STATES, DossierKind, DossierState
from ratings.sheets.models.sheet import Sheet
from ratings.sheets.star import NATIONAL

S = DossierState

if TYPE_CHECKING:
    from ratings.dossiers.models.dossier import Dossier  # noqa: F401 -- named in quotes below


def forwarded(path=""):
    """Return the condition that the dossier at `path` was forwarded to the ministry, or is the ministry's.

    The ministry reads these only; drafts and unforwarded dossiers of a province are not visible to it.
    """
    prefix = f"{path}__" if path else ""
    return Q(**{f"{prefix}state": S.FORWARDED}) | Q(**{f"{prefix}forwarded_from__isnull": False})


class DossierQuerySet(ScopedQuerySet["Dossier"]):
    """Dossiers by state and visibility."""

    def open(self):
        """Unfinished dossiers."""
        return self.filter(state__in=OPEN_STATES)

    def keeping_its_product(self):
        """Dossiers that lock their product as filed; annotates `for_change`: returned so that it may be changed."""
        for_change = self.model.objects.filter(
            pk=models.OuterRef("pk"),
            completion_requests__answered_at=None,
            completion_requests__ground="change",
        )
        return self.exclude(state__in=FREE_STATES).annotate(for_change=models.Exists(for_change))

    def seated(self, user):
        """Dossiers of councils on which the user has a seat."""
        return self.filter(council__seats__user=user)

    def judged_by(self, user):
        """Dossiers of the user's councils without a conflict of interest of the user."""
        conflicts = user.conflicts.filter(lifted_at=None).values("dossier")
        return self.seated(user).exclude(pk__in=conflicts)

    def presided_by(self, user):
        """Dossiers over which the user presides: as chair, or as deputy if the chair has a conflict."""
        conflicts = user.conflicts.model.objects.standing().filter(
            dossier=models.OuterRef(models.OuterRef("pk")), user=models.OuterRef("user")
        )
        seats = user.seats.model.objects.filter(
            ~models.Exists(conflicts), council=models.OuterRef("council"), kind__in=PRESIDING
        )
        first = models.Subquery(seats.order_by("kind").values("user")[:1])
        return self.alias(presiding=first).filter(presiding=user.pk)

    def editable_by(self, user):
        """Dossiers of the province for its officers, at the ministry for the ministry's."""
        if user.role == Role.MINISTRY_OFFICER:
            return self.filter(forwarded_from__isnull=False)
        back = (S.RETURNED, S.HANDED_BACK)
        return super().editable_by(user).filter(Q(forwarded_from=None) | Q(state__in=back))

    def listed_for(self, user):
        """Dossiers visible to the user, one per product: the ministry sees its own instead of the province's."""
        rows = self.visible_to(user)
        return rows.exclude(state=S.FORWARDED) if user.role in MINISTRY_ROLES else rows

    def to_hand_back(self):
        """Results of the ministry's council below five stars, to be handed back."""
        return self.filter(state=S.CONCLUDED, forwarded_from__isnull=False, result__stars__lt=NATIONAL)

    def overdue(self, day=None):
        """Dossiers past their deadline."""
        return self.filter(due_on__lt=day or today())

    def renewing_five_stars(self):
        """Re-assessments of five stars that the province checks; the agency's report is enough for them."""
        five = apps.get_model("ratings", "Recognition").objects.valid_on().filter(stars=NATIONAL)
        rows = self.filter(state=S.CHECKING, kind=DossierKind.RENEWAL, forwarded_from=None)
        rows = rows.filter(evaluates_anew=None)  # a decision requires a council
        return rows.filter(builds_on__in=five.values("pk"))

    def on_agency_report(self):
        """Those with the agency's report signed since their arrival, which replaces a result (article 7.6)."""
        return self.renewing_five_stars().filter(agency_report__signed_at__gte=models.F("since"))

    def decidable_by(self, user):
        """Dossiers with a result, or the agency's report, that wait for a decision which `user` may prepare."""
        held = self.model.objects.filter(
            decision_items__isnull=False, decision_items__decision__issued_at=None
        )
        free = self.exclude(pk__in=held.values("pk"))
        match user.role:
            case Role.PROVINCIAL_OFFICER:
                provincial = Q(state=S.CONCLUDED, forwarded_from=None) | Q(state=S.HANDED_BACK)
                on_report = self.model.objects.on_agency_report().values("pk")
                return free.editable_by(user).filter(provincial | Q(pk__in=on_report))
            case Role.MINISTRY_OFFICER:
                return free.filter(state=S.CONCLUDED, forwarded_from__isnull=False, result__stars=NATIONAL)
        return self.none()

    def with_own_assessment(self, user):
        """Annotate the state of the user's own score sheet: `own_locked_at`, `own_abstained_at`, `own_answers`."""
        unlocked = user.assessments.filter(
            dossier=models.OuterRef("pk"),
            round=models.OuterRef("scoring_round"),
            locked_at=None,
            unlockings__isnull=False,
        ).order_by("-unlockings__pk")
        own = models.Q(
            # Stage of ratings.scoring
            assessments__stage__in=("member", "adviser"),
            assessments__by=user,
            assessments__round=models.F("scoring_round"),
        )
        return self.annotate(
            own_locked_at=models.Max("assessments__locked_at", filter=own),
            own_abstained_at=models.Max("assessments__abstained_at", filter=own),
            own_answers=models.Count("assessments__answers", filter=own, distinct=True),
            own_unlocked_why=models.Subquery(unlocked.values("unlockings__reason")[:1]),
            own_unlocked_by=models.Subquery(unlocked.values("unlockings__by__full_name")[:1]),
        )

    def most_urgent_first(self):
        """Nearest deadline first, those without one last; after `for_list()`."""
        return self.order_by(models.F("due_on").asc(nulls_last=True), "pk")

    def waiting_first(self):
        """Those being scored first, then newest first; after `for_list()`."""
        return self.order_by(models.Case(models.When(state=S.SCORING, then=0), default=1), "-pk")

    def with_announced(self):
        """Annotate `year_announced`: whether the days of the deadline's year are announced (CalendarDay)."""
        days = apps.get_model("ratings", "CalendarDay").objects.filter(
            day__year=ExtractYear(OuterRef("due_on"))
        )
        return self.annotate(**{"year_announced": Exists(days)})

    def for_list(self):
        return (
            self.with_announced()
            .select_related(
                "product__producer__place__province",
                "product__product_set",
                "sheet",
                "council",
                "result",
                "agency_report__signed_by",
                "round",
            )
            .order_by("-pk")
        )

    def for_detail(self):
        """One row with the data of its page."""
        return (
            self.for_list()
            .select_related(
                "builds_on__decision",
                "commune_report",
                "advisory_report",
                "forwarded_from",
                "handing_back",
                "evaluates_anew__handing_back",
            )
            .prefetch_related(
                "transitions__by",
                "completion_requests__items",
                "conflicts__user",
                "council__seats__user",
                "objections__criterion",
            )
        )

    def products_to_open(self, by):
        """Return products for which `by` may open a dossier, by the rules of `why_not_open`."""
        if not Act.FILE_DOSSIER.allows(by):
            return Product.objects.none()
        asked = Product.objects.visible_to(by).filter(
            product_set__in=Sheet.objects.in_force().values("product_set")
        )
        return asked.exclude(pk__in=self.model.objects.open().values("product"))

    def why_not_open(self, product, *, by):
        """Return why `by` may not open a dossier for the product; else an empty string."""
        if (
            not Act.FILE_DOSSIER.allows(by)
            or not Product.objects.visible_to(by).filter(pk=product.pk).exists()
        ):
            return _("Your role may not open a dossier for this product.")
        if product.product_set_id is None:
            return _("The product has no product set yet, so there is no sheet to score it on.")
        if not Sheet.objects.in_force().filter(product_set=product.product_set_id).exists():
            return _("No score sheet of this product set is in force today.")
        if self.model.objects.open().filter(product=product).exists():
            return _("This product has an open dossier already.")
        return ""

    def why_not_kind(self, product, kind, changes="", day=None):
        """Return why no dossier of this kind can be opened for the product on `day`; else an empty string."""
        day = day or today()
        current = product.recognitions.valid_on(day).first()
        if kind == DossierKind.FIRST:
            return _("The product holds a recognition: choose upgrade or re-assessment.") if current else ""
        if not current:
            return _("The product holds no recognition in force: choose first assessment.")
        if kind == DossierKind.UPGRADE:
            if current.stars == NATIONAL:
                return _("Five stars are the highest.")
            return "" if changes.strip() else _("Say what has changed since the recognition.")
        opens, _closes = current.renewal_window
        if day < opens:
            return _("The re-assessment can be opened from %(day)s on.") % {
                "day": date_format(opens, "SHORT_DATE_FORMAT")
            }
        return ""

    @transaction.atomic
    def start(self, product, *, by, kind=DossierKind.FIRST, branch=None, changes="", day=None):
        """Open a dossier on the sheet in force for the product's set, or raise RefusedError."""
        Product.objects.select_for_update(no_key=True).get(pk=product.pk)  # serialises openings
        refusal = self.why_not_open(product, by=by) or self.why_not_kind(product, kind, changes, day)
        if refusal:
            raise RefusedError(refusal)
        sheet = Sheet.objects.in_force(day or today()).get(product_set=product.product_set_id)
        if sheet.has_branches and branch not in sheet.branches():
            raise RefusedError(_("Say which of the cases of this sheet applies."))
        if branch is not None and not sheet.has_branches:
            raise RefusedError(_("This sheet has no alternative cases."))
        builds_on = None if kind == DossierKind.FIRST else product.recognitions.valid_on(day).get()
        dossier = self.create(
            product=product,
            kind=kind,
            sheet=sheet,
            branch=branch,
            changes=changes.strip(),
            builds_on=builds_on,
            opened_by=by,
        )
        dossier.transitions.create(to_state=S.DRAFT, by=by)
        if builds_on and dossier.kind == DossierKind.RENEWAL:
            dossier.evidence.carry_over(dossier, builds_on.dossier, by=by)
        return dossier

    def open_national(self, dossier, *, by):
        """Open the ministry's dossier for one that its province has just forwarded."""
        national = self.create(
            product=dossier.product,
            kind=dossier.kind,
            sheet=dossier.sheet,
            branch=dossier.branch,
            changes=dossier.changes,
            builds_on=dossier.builds_on,
            forwarded_from=dossier,
            state=S.CHECKING,
            round=Round.objects.reached(today(), place=None),
            opened_by=by,
        )
        national.transitions.create(to_state=S.CHECKING, by=by)
        self.filter(pk=national.pk).update(due_on=national.result_due)
        return national
