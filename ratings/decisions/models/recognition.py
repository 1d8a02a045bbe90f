"""Recognitions: the stars of a product by a decision, with start and end."""
# ruff: noqa: S608 - texts of triggers, without anything that anybody typed

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models, transaction
from django.db.models import Case, Exists, F, Func, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce, Greatest, Least, Substr
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ocop.database.triggers import WRITE, immutable, refuse_if
from ocop.models import Record
from ocop.models.record import tracked
from ocop.permissions.scoping import ScopedQuerySet
from ocop.refusal import RefusedError
from ocop.values.dates import today
from ocop.values.last_day import EndField, end_after, last_day
from ocop.values.vietnamese import NameField
from ratings.decisions.correction import why_not_correct
from ratings.decisions.extension import (
    RenewalPending,
    is_within_reach,
    renewal_is_pending,
    why_not_extend,
)
from ratings.decisions.kinds import DecisionKind, Origin, RecordedAs, WithdrawalGround
from ratings.decisions.models.decision import Decision
from ratings.decisions.models.recognition_guards import NOT_RAISED, guards_of_recognitions
from ratings.decisions.models.recognition_state import RecognitionState
from ratings.decisions.recognition_code import CodeField, new_code
from ratings.decisions.recording import end_of_its_term
from ratings.decisions.validity import (
    LONGEST_EXTENSION,
    RENEWAL_CLOSES,
    RENEWAL_OPENS,
    sql_end_of_term,
)
from ratings.dossiers.models.dossier import Dossier
from ratings.integrity.models.anchor import AnchorKind, anchored

# A recognition is in force from `issued_on` until the day before this one. GREATEST and LEAST ignore nulls.
ENDS_ON = Greatest(
    "issued_on", Least(Coalesce("extended_until", "expires_on"), "superseded_on", "withdrawn_on")
)

# Fields that later decisions may change; all others are immutable.
AFTER_ITS_DECISION = [
    *("version", "ends_on", "superseded_on", "extended_until", "extension_id"),
    *("withdrawn_on", "withdrawal_ground", "withdrawal_id", "correction_id"),
]

# Second part of a code such as NQ62-CN9N-T.
SECOND_HALF = Substr("code", 6, 4)


def in_force_on(day, path=""):
    """Return the condition that the recognition at `path` is in force on `day`."""
    return Q(**{f"{path}issued_on__lte": day, f"{path}ends_on__gt": day})


def awaiting_on(day, path=""):
    """Return the condition that the recognition at `path` is past its term on `day` and its result is awaited."""
    past = {f"{path}ends_on__lte": day, f"{path}expires_on__gt": day - LONGEST_EXTENSION}
    return Q(**past) & Q(RenewalPending(f"{path}pk", Value(day, models.DateField())))


class RecognitionQuerySet(ScopedQuerySet["Recognition"]):
    """Recognitions by their state on a day."""

    def public(self):
        """Recognitions of products in the public catalogue."""
        return self.filter(product__in_catalogue=True)

    def valid_on(self, day=None):
        """Recognitions in force on `day` (default: today), also in the past."""
        return self.filter(in_force_on(day or today()))

    def not_over(self):
        """Recognitions in force today or starting later."""
        return self.filter(ends_on__gt=today())

    def issued_here(self):
        """Recognitions based on a result of the portal."""
        return self.filter(origin=Origin.PORTAL)

    def with_state(self, day=None):
        """Annotate `state` on `day`; the queryset's counterpart of `state_on`."""
        day = day or today()
        until = Coalesce("extended_until", "expires_on")
        return self.annotate(
            state=Case(
                When(issued_on__gt=day, then=Value(RecognitionState.NOT_YET)),
                When(withdrawn_on__lte=day, then=Value(RecognitionState.WITHDRAWN)),
                When(
                    superseded_on__lte=Least(Value(day, models.DateField()), until),
                    then=Value(RecognitionState.SUPERSEDED),
                ),
                When(awaiting_on(day), then=Value(RecognitionState.AWAITING)),
                When(ends_on__lte=day, then=Value(RecognitionState.LAPSED)),
                When(expires_on__lte=day, then=Value(RecognitionState.EXTENDED)),
                When(expires_on__lt=end_after(day + RENEWAL_CLOSES), then=Value(RecognitionState.LATE)),
                When(expires_on__lte=end_after(day + RENEWAL_OPENS), then=Value(RecognitionState.RENEWAL)),
                default=Value(RecognitionState.VALID),
                output_field=models.CharField(),
            )
        )

    def with_half(self, first, second):
        """Recognitions whose code begins with four given letters or has four given letters after its first hyphen."""
        return self.alias(half=SECOND_HALF).filter(Q(code__startswith=first) | Q(half=second))

    def for_list(self):
        """Rows with product, producer and decision, newest first."""
        return self.select_related(
            "product__producer__place__province", "product__product_set", "decision__place"
        ).order_by("-issued_on", "-pk")

    def for_detail(self):
        """One row with the data of its page and the hash of its sealed package."""
        return (
            self.for_list()
            .select_related(
                "dossier__result__reply",
                "dossier__sheet",
                "correction",
                "extension__place",
                "withdrawal__place",
                "recorded_star__confirmation",
            )
            .annotate(package_sha256=F("dossier__result__package__sha256"))
        )

    @transaction.atomic
    def record(self, product, decision, *, stars, issued_on=None, expires_on=None):
        """Record a recognition from a confirmed decision signed outside the portal, or raise RefusedError.

        It starts on the day of signing unless `issued_on` is given, and ends before `expires_on` or at the
        end of the term by the law of that day. Earlier recorded ones of the product end where this one
        starts; this one ends where a later one starts. It never replaces a recognition issued in the
        portal. The database refuses a recognition that the decision does not name.
        """
        issued_on = issued_on or decision.signed_on
        others = self.filter(product=product).select_for_update()
        if refusal := why_not_record(others, issued_on):
            raise RefusedError(f"{product}: {refusal}")
        others.valid_on(issued_on).update(superseded_on=issued_on)
        later = others.filter(issued_on__gt=issued_on).order_by("issued_on").first()
        expires_on = expires_on or end_of_its_term(decision.signed_on)
        return self.create(
            product=product,
            decision=decision,
            origin=Origin.RECORDED,
            stars=stars,
            issued_on=issued_on,
            expires_on=expires_on,
            superseded_on=later.issued_on if later and later.issued_on < expires_on else None,
            **scope_of(product),
        )


def why_not_record(others, issued_on):
    """Return why no recorded recognition can begin on a day beside `others` of the product; else an empty string."""
    if others.filter(issued_on=issued_on).exists():
        return _("The product has a recognition that begins on this day.")
    if others.valid_on(issued_on).filter(origin=Origin.PORTAL).exists():
        return _("The stars that were issued here are not replaced by a decision recorded from elsewhere.")
    return ""


def scope_of(product):
    """Return the exact scope of a recognition as text: names and producers may change later."""
    return {"name": product.name, "variants": product.variants, "maker": product.producer.name}


@tracked()
class Recognition(Record):
    """Stars of a product, in force from `issued_on` until the day before `ends_on`, which the database computes.

    It follows from the dossier's result if issued in the portal; if recorded, from a decision signed
    elsewhere.
    """

    place_path = "product__producer__place"
    producer_path = "product__producer"

    product = models.ForeignKey(
        "products.Product", models.PROTECT, verbose_name=_("product"), related_name="recognitions"
    )
    stars = models.PositiveSmallIntegerField(_("stars"))
    decision = models.ForeignKey(
        Decision, models.PROTECT, verbose_name=_("decision"), related_name="recognitions"
    )
    dossier = models.OneToOneField(
        Dossier, models.PROTECT, verbose_name=_("dossier"), null=True, blank=True, related_name="recognition"
    )
    origin = models.CharField(_("origin"), max_length=10, choices=Origin)
    code = CodeField(_("code"), max_length=11, unique=True, default=new_code, editable=False)
    issued_on = models.DateField(_("issued on"))
    term_months = models.PositiveSmallIntegerField(_("term in months"), null=True, blank=True)
    expires_on = EndField(
        _("in force until the end of"), help_text=_("The last day on which it holds, as printed.")
    )
    extended_until = EndField(_("extended until the end of"), null=True, blank=True)
    extension = models.ForeignKey(
        Decision,
        models.PROTECT,
        verbose_name=_("extended by"),
        null=True,
        blank=True,
        related_name="extended_recognitions",
    )
    correction = models.ForeignKey(
        Decision,
        models.PROTECT,
        verbose_name=_("corrected by"),
        null=True,
        blank=True,
        related_name="corrected_recognitions",
    )
    superseded_on = models.DateField(_("superseded on"), null=True, blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    withdrawal_ground = models.CharField(
        _("ground of withdrawal"), max_length=10, choices=WithdrawalGround, blank=True
    )
    withdrawal = models.ForeignKey(
        Decision,
        models.PROTECT,
        verbose_name=_("withdrawn by"),
        null=True,
        blank=True,
        related_name="withdrawn_recognitions",
    )
    ends_on = models.GeneratedField(expression=ENDS_ON, output_field=models.DateField(), db_persist=True)
    name = NameField(_("product as recognised"), max_length=250)
    variants = models.TextField(_("variants as recognised"), blank=True)
    maker = NameField(_("maker as recognised"), max_length=250)

    objects = RecognitionQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("recognition")
        verbose_name_plural = _("recognitions")
        ordering = ["-issued_on", "-pk"]
        indexes = [
            models.Index(name="recognition_in_force", fields=["issued_on", "ends_on"]),
            # For a code of which only the second part was read correctly.
            models.Index(SECOND_HALF, name="recognition_code_half"),
        ]
        triggers = [
            *Record.Meta.triggers,
            # Doubles issue.recognise() and RecognitionQuerySet.record().
            refuse_if(
                "recognition_follows_from_decision",
                WRITE,
                f"(NEW.origin = '{Origin.PORTAL}' AND NOT EXISTS (SELECT 1 FROM ratings_decision d"
                " JOIN ratings_decisionitem i ON i.decision_id = d.id"
                " JOIN ratings_dossier o ON o.id = i.dossier_id"
                " JOIN ratings_result r ON r.dossier_id = o.id"
                f" WHERE d.id = NEW.decision_id AND d.kind = '{DecisionKind.RECOGNISE}' AND d.issued_at IS NOT NULL"
                " AND d.signed_on = NEW.issued_on AND o.id = NEW.dossier_id"
                " AND o.product_id = NEW.product_id AND r.stars = NEW.stars))"
                f" OR (NEW.origin = '{Origin.RECORDED}' AND NOT EXISTS (SELECT 1 FROM ratings_decision d"
                f" WHERE d.id = NEW.decision_id AND d.kind = '{DecisionKind.RECOGNISE}'"
                f" AND d.origin = '{Origin.RECORDED}'))",
            ),
            # Doubles subject.why_not_other_subject().
            refuse_if(
                "recognition_of_what_was_scored",
                pgtrigger.Insert,
                f"NEW.origin = '{Origin.PORTAL}' AND EXISTS (SELECT 1 FROM ratings_result r"
                " JOIN products_product p ON p.id = NEW.product_id"
                " CROSS JOIN LATERAL (SELECT r.sealed::jsonb -> 'subject' AS it) scored"
                " WHERE r.dossier_id = NEW.dossier_id AND scored.it IS NOT NULL"
                " AND (NEW.name, NEW.variants, NEW.maker, p.producer_id, p.product_set_id)"
                " IS DISTINCT FROM (scored.it ->> 'name', scored.it ->> 'variants', scored.it ->> 'maker',"
                " (scored.it ->> 'producer')::bigint, (scored.it ->> 'set')::smallint))",
            ),
            # Doubles upgrade.why_not_replace().
            refuse_if("recognition_of_an_upgrade_rises", pgtrigger.Insert, NOT_RAISED),
            # Doubles RecordedDecision.make_recognitions().
            refuse_if(
                "recognition_recorded_of_confirmed_star",
                pgtrigger.Insert,
                f"NEW.origin = '{Origin.RECORDED}' AND NOT EXISTS (SELECT 1 FROM ratings_recordedstar s"
                " JOIN ratings_decision d ON d.id = s.decision_id"
                " WHERE s.decision_id = NEW.decision_id AND s.product_id = NEW.product_id"
                " AND s.stars = NEW.stars AND s.recognition_id IS NULL AND NEW.issued_on >= d.signed_on"
                " AND NEW.expires_on ="
                " COALESCE(s.expires_on, (d.signed_on + make_interval(months => 36))::date + 1)"
                f" AND ((d.recorded_as = '{RecordedAs.CONFIRMED}' AND s.confirmation_id IS NOT NULL)"
                f" OR (d.recorded_as = '{RecordedAs.EXAMPLE}' AND writes_demonstration())))",
            ),
            # Doubles recognition.why_not_record().
            refuse_if(
                "recognition_recorded_replaces_none_issued",
                pgtrigger.Insert,
                f"NEW.origin = '{Origin.RECORDED}' AND EXISTS (SELECT 1 FROM ratings_recognition r"
                f" WHERE r.product_id = NEW.product_id AND r.origin = '{Origin.PORTAL}'"
                " AND r.issued_on <= NEW.issued_on"
                " AND NEW.issued_on < COALESCE(r.extended_until, r.expires_on)"
                " AND (r.withdrawn_on IS NULL OR r.withdrawn_on > NEW.issued_on)"
                " AND NOT EXISTS (SELECT 1 FROM ratings_recognition n WHERE n.product_id = r.product_id"
                f" AND n.id <> r.id AND n.origin = '{Origin.PORTAL}' AND n.issued_on = r.superseded_on))",
            ),
            # Doubles extension.why_not_extend().
            refuse_if(
                "recognition_extended_while_a_result_is_awaited",
                WRITE,
                "NEW.extension_id IS DISTINCT FROM OLD.extension_id AND EXISTS (SELECT 1 FROM ratings_decision d"
                " JOIN products_product p ON p.id = NEW.product_id"
                " JOIN producers_producer m ON m.id = p.producer_id JOIN ocop_place o ON o.id = m.place_id"
                f" WHERE d.id = NEW.extension_id AND d.origin = '{Origin.PORTAL}'"
                " AND (NOT renewal_pending(NEW.id, d.signed_on)"
                " OR NOT renewal_pending(NEW.id, (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)"
                " OR d.signed_on >= NEW.extended_until"
                " OR d.signed_on < NEW.expires_on - 181"
                " OR NOT CASE WHEN NEW.stars = 5 THEN d.place_id IS NULL"
                " ELSE d.place_id IS NOT NULL AND (d.place_id = o.province_id OR EXISTS (SELECT 1"
                " FROM ocop_succession s WHERE s.old_id = o.province_id AND s.new_id = d.place_id)) END))",
            ),
            # Doubles withdrawal.why_not_withdraw(). A recorded withdrawal: recorded_withdrawal_of_its_authority.
            refuse_if(
                "recognition_withdrawn_by_its_level",
                WRITE,
                "NEW.withdrawal_id IS NOT NULL AND NEW.withdrawal_id IS DISTINCT FROM OLD.withdrawal_id"
                " AND NOT EXISTS (SELECT 1 FROM ratings_decision d"
                " JOIN products_product p ON p.id = NEW.product_id"
                " JOIN producers_producer m ON m.id = p.producer_id JOIN ocop_place o ON o.id = m.place_id"
                " WHERE d.id = NEW.withdrawal_id AND CASE WHEN EXISTS (SELECT 1 FROM ratings_recordedwithdrawal w"
                " WHERE w.decision_id = d.id AND w.recognition_id = NEW.id) THEN TRUE"
                " WHEN NEW.stars = 5 THEN d.place_id IS NULL"
                " ELSE d.place_id = o.province_id OR EXISTS (SELECT 1 FROM ocop_succession s"
                " WHERE s.old_id = o.province_id AND s.new_id = d.place_id) END)",
            ),
            # Doubles Recognition.correct() and correction.why_not_giver().
            refuse_if(
                "recognition_corrected_by_decision",
                pgtrigger.Update,
                "(NEW.correction_id IS DISTINCT FROM OLD.correction_id"
                " OR (NEW.name, NEW.variants, NEW.maker, NEW.stars, NEW.expires_on)"
                " IS DISTINCT FROM (OLD.name, OLD.variants, OLD.maker, OLD.stars, OLD.expires_on))"
                " AND NOT (NEW.correction_id IS DISTINCT FROM OLD.correction_id AND EXISTS ("
                "SELECT 1 FROM ratings_decision d JOIN ratings_decisionitem i ON i.decision_id = d.id"
                " JOIN ratings_decision g ON g.id = NEW.decision_id"
                f" WHERE d.id = NEW.correction_id AND d.kind = '{DecisionKind.CORRECT}' AND d.issued_at IS NOT NULL"
                " AND i.recognition_id = NEW.id AND (d.place_id IS NOT DISTINCT FROM g.place_id OR EXISTS ("
                "SELECT 1 FROM ocop_succession s WHERE s.old_id = g.place_id AND s.new_id = d.place_id))"
                " AND (NEW.stars = OLD.stars OR NEW.stars < 5 OR d.place_id IS NULL)"
                " AND NOT EXISTS (SELECT 1 FROM (VALUES ('name', OLD.name::text, NEW.name::text),"
                " ('variants', OLD.variants::text, NEW.variants::text),"
                " ('maker', OLD.maker::text, NEW.maker::text),"
                " ('stars', OLD.stars::text, NEW.stars::text),"
                " ('expires_on', OLD.expires_on::text, NEW.expires_on::text)) field (key, was, now)"
                " WHERE was <> now AND (i.correction -> key ->> 0, i.correction -> key ->> 1)"
                " IS DISTINCT FROM (was, now))))",
            ),
            immutable(
                "recognition_issued_is_kept",
                once=f"OLD.origin = '{Origin.PORTAL}'",
                except_for=[*AFTER_ITS_DECISION, "name", "variants", "maker"],
            ),
            # The trigger recognition_corrected_by_decision checks what a correction changes.
            immutable(
                "recognition_recorded_is_kept",
                once=f"OLD.origin = '{Origin.RECORDED}'",
                except_for=[*AFTER_ITS_DECISION, "name", "variants", "maker", "stars", "expires_on"],
            ),
            refuse_if("recognition_code_is_for_ever", pgtrigger.Update, "NEW.code <> OLD.code"),
            *guards_of_recognitions(),
            anchored(AnchorKind.RECOGNITION, once=f"NEW.origin = '{Origin.PORTAL}'"),
        ]
        constraints = [
            models.CheckConstraint(name="recognition_origin_known", condition=Q(origin__in=Origin.values)),
            models.CheckConstraint(
                name="recognition_stars_certified",
                condition=Q(stars__range=(3, 5)),
                violation_error_message=_("Only three, four or five stars are recognised."),
            ),
            models.CheckConstraint(
                name="recognition_issued_has_dossier",
                condition=(~Q(origin=Origin.RECORDED) | Q(dossier=None))
                & (~Q(origin=Origin.PORTAL) | Q(dossier__isnull=False)),
            ),
            models.CheckConstraint(
                name="recognition_issued_for_the_term",
                condition=~Q(origin=Origin.PORTAL)
                | Q(
                    term_months__isnull=False,
                    expires_on=sql_end_of_term("issued_on", "term_months"),
                ),
            ),
            models.CheckConstraint(
                name="recognition_issued_before_expiry",
                condition=Q(issued_on__lt=F("expires_on")),
                violation_error_message=_("The recognition ends before it begins."),
            ),
            models.CheckConstraint(
                name="recognition_extended_by_180_days_at_most",
                condition=Q(extended_until=None, extension=None)
                | Q(
                    extended_until__isnull=False,
                    extension__isnull=False,
                    extended_until__gt=F("expires_on"),
                    extended_until__lte=F("expires_on")
                    + Value(LONGEST_EXTENSION, output_field=models.DurationField()),
                ),
                violation_error_message=_(
                    "An extension needs a decision and ends at most 180 days after the expiry date."
                ),
            ),
            models.CheckConstraint(
                name="recognition_superseded_after_issue",
                condition=Q(superseded_on=None) | Q(superseded_on__gte=F("issued_on")),
                violation_error_message=_("It cannot be superseded before it was issued."),
            ),
            models.CheckConstraint(
                name="recognition_withdrawn_by_decision_on_a_ground",
                condition=Q(withdrawn_on=None, withdrawal=None, withdrawal_ground="")
                | Q(
                    withdrawn_on__isnull=False,
                    withdrawn_on__gte=F("issued_on"),
                    withdrawal__isnull=False,
                    withdrawal_ground__in=WithdrawalGround.values,
                ),
                violation_error_message=_("A withdrawal needs a day, a decision and one of the six grounds."),
            ),
            ExclusionConstraint(
                name="recognition_one_in_force_per_product",
                expressions=[
                    ("product", RangeOperators.EQUAL),
                    (
                        Func("issued_on", ENDS_ON, function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_(
                    "Another recognition of this product is in force at the same time."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.name} {self.stars}★"

    def get_absolute_url(self):
        return reverse("verify-code", args=[self.code])

    def get_desk_url(self):
        return reverse("desk-recognition", args=[self.pk])

    @property
    def end(self):
        """First day on which it is no longer in force."""
        ends = (self.extended_until or self.expires_on, self.superseded_on, self.withdrawn_on)
        return max(self.issued_on, min(end for end in ends if end))

    @property
    def last_day(self):
        """Last day in force, whatever ended it; None if it ended on the day of its start."""
        return last_day(self.end) if self.end > self.issued_on else None

    @property
    def last_day_of_term(self):
        """Last day of its term, as printed in decision and certificate."""
        return last_day(self.expires_on)

    @property
    def last_day_extended(self):
        """Last day of an extension, or None."""
        return last_day(self.extended_until)

    def state_on(self, day=None, *, awaiting=None):
        """Return the state on `day` (default: today); the row's counterpart of `with_state`.

        `awaiting` is the value of `awaiting_on` if a list has queried it already.
        """
        day = day or today()
        until = self.extended_until or self.expires_on
        if day < self.issued_on:
            return RecognitionState.NOT_YET
        if self.withdrawn_on and self.withdrawn_on <= day:
            return RecognitionState.WITHDRAWN
        if self.superseded_on and self.superseded_on <= min(day, until):
            return RecognitionState.SUPERSEDED
        if self.end <= day:
            if awaiting is None:
                awaiting = is_within_reach(self, day) and renewal_is_pending(self, day)
            return RecognitionState.AWAITING if awaiting else RecognitionState.LAPSED
        if self.expires_on <= day:
            return RecognitionState.EXTENDED
        opens, closes = self.renewal_window
        if day > closes:
            return RecognitionState.LATE
        return RecognitionState.VALID if day < opens else RecognitionState.RENEWAL

    @property
    def renewal_window(self):
        """First and last day for filing the re-assessment in time."""
        return self.last_day_of_term - RENEWAL_OPENS, self.last_day_of_term - RENEWAL_CLOSES

    def extend(self, until, decision):
        """Extend to `until` (first day no longer valid) by an issued extension decision, or raise RefusedError."""
        if decision.kind != DecisionKind.EXTEND or not decision.issued_at:
            raise RefusedError(_("Only a decision extends a recognition."))
        if refusal := why_not_extend(self, until, place=decision.place, day=decision.signed_on):
            raise RefusedError(refusal)
        self._write(extended_until=until, extension=decision)

    def correct(self, correction, decision, *, reason, seen_where=""):
        """Apply a correction by an issued decision, or raise RefusedError; the history keeps the old values."""
        if decision.kind != DecisionKind.CORRECT or not decision.signed_on:
            raise RefusedError(_("Only a decision of correction corrects a recognition."))
        if refusal := why_not_correct(
            self, correction, place=decision.place, reason=reason, seen_where=seen_where
        ):
            raise RefusedError(refusal)
        if decision.signed_on < self.decision.signed_on:
            raise RefusedError(_("A correction cannot be signed before the decision that it corrects."))
        after = {name: values[1] for name, values in correction.items()}
        self._write(**after, correction=decision)

    def withdraw(self, ground, decision):
        """Withdraw from the date of a withdrawal decision, issued here or confirmed, or raise RefusedError."""
        if decision.kind != DecisionKind.WITHDRAW or not decision.is_effective:
            raise RefusedError(_("Only a decision withdraws a recognition."))
        if self.withdrawn_on:
            raise RefusedError(_("This recognition is withdrawn already."))
        self._write(withdrawn_on=decision.signed_on, withdrawal_ground=ground, withdrawal=decision)

    def _write(self, **after):
        """Save the changes if the row is unchanged since it was read; else raise RefusedError."""
        if not Recognition.objects.filter(pk=self.pk, version=self.version).update(**after):
            raise RefusedError(
                _("Another decision on “%(name)s” was issued at this moment. Look at what stands now.")
                % {"name": self.name}
            )
        self.refresh_from_db()


def last_recognitions(day=None):
    """Return the latest recognition of each product that had started by `day`, in force or not."""
    day = day or today()
    later = Recognition.objects.filter(
        Q(issued_on__gt=OuterRef("issued_on")) | Q(issued_on=OuterRef("issued_on"), pk__gt=OuterRef("pk")),
        product=OuterRef("product"),
        issued_on__lte=day,
    )
    return Recognition.objects.filter(~Exists(later), issued_on__lte=day).with_state(day)
