"""Maximum spread of a council's totals before a second round is required, set by an authority from a day on.

An officer proposes a limit, another officer or a leader confirms it. It applies to scoring that begins
later (ratings.councils.models.scoring_rules); dossiers already being scored keep their limit.
"""

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.database.triggers import CHANGE, WRITE, refuse_if
from ocop.models import Record
from ocop.models.record import tracked
from ocop.permissions import LOCAL, Act
from ocop.permissions.scoping import ScopedQuerySet
from ocop.refusal import RefusedError
from ocop.values.dates import today
from ratings.sheets.star import FULL_MARKS


class SpreadLimitQuerySet(ScopedQuerySet):
    """Limits of a province, or of the ministry if `place` is None."""

    def visible_to(self, user):
        """Limits of the user's province; producers and commune officers see none."""
        if user.role in LOCAL:
            return self.none()
        return super().visible_to(user)

    def editable_by(self, user):
        """Limits of the user's own authority, for its officers."""
        return self.filter(place=user.place) if Act.PROPOSE_SPREAD_LIMITS.allows(user) else self.none()

    def confirmable_by(self, user):
        """Limits of the user's own authority, for its officers and leaders."""
        return self.filter(place=user.place) if Act.CONFIRM_SPREAD_LIMITS.allows(user) else self.none()

    def for_list(self):
        """Newest first."""
        return self.select_related("place", "set_by", "confirmed_by").order_by("-in_force_from", "-pk")

    for_detail = for_list


@tracked()
class SpreadLimit(Record):
    """Maximum spread in points from a day on. Immutable once in effect."""

    place_path = "place"

    place = models.ForeignKey(
        "ocop.Place",
        models.PROTECT,
        verbose_name=_("province"),
        null=True,
        blank=True,
        editable=False,
        related_name="spread_limits",
    )
    points = models.PositiveSmallIntegerField(
        _("points"), help_text=_("Totals further apart than this need a second round of scoring.")
    )
    in_force_from = models.DateField(_("from"))
    ground = models.CharField(_("plan or regulation"), max_length=250)
    set_by = models.ForeignKey(
        "ocop.User", models.PROTECT, verbose_name=_("set by"), editable=False, related_name="+"
    )
    # Null for limits from before confirmation was required.
    confirmed_by = models.ForeignKey(
        "ocop.User",
        models.PROTECT,
        verbose_name=_("confirmed by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True, editable=False)

    objects = SpreadLimitQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("limit of the spread")
        verbose_name_plural = _("limits of the spread")
        ordering = ["-in_force_from", "-pk"]
        triggers = [
            *Record.Meta.triggers,
            # Doubles SpreadLimit.clean().
            refuse_if(
                "spread_limit_not_backwards",
                pgtrigger.Insert,
                "NEW.in_force_from < (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date",
            ),
            # Doubles SpreadLimit.discard().
            refuse_if(
                "spread_limit_in_force_is_kept",
                CHANGE,
                "(OLD.confirmed_at IS NOT NULL AND OLD.in_force_from <= (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)"
                " OR (TG_OP = 'UPDATE' AND (OLD.confirmed_at IS NOT NULL"
                " OR (to_jsonb(OLD) - '{confirmed_by_id,confirmed_at,version}'::text[])"
                " IS DISTINCT FROM (to_jsonb(NEW) - '{confirmed_by_id,confirmed_at,version}'::text[])))",
            ),
            # Doubles SpreadLimit.why_not_confirm().
            refuse_if(
                "spread_limit_confirmed_by_another",
                WRITE,
                "NEW.confirmed_at IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.confirmed_by_id IS NULL)",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="spread_limit_of_full_marks",
                condition=Q(points__gte=1, points__lte=FULL_MARKS),
                violation_error_message=_("Between 1 and 100 points."),
            ),
            models.CheckConstraint(
                name="spread_limit_takes_two_people",
                condition=Q(confirmed_by=None)
                | (Q(confirmed_at__isnull=False) & ~Q(confirmed_by=F("set_by"))),
            ),
            models.UniqueConstraint(
                name="spread_limit_once_a_day",
                fields=["place", "in_force_from"],
                nulls_distinct=False,
                violation_error_message=_("There is a limit from this day already."),
            ),
        ]

    def __str__(self):
        words = {"points": self.points, "day": date_format(self.in_force_from, "SHORT_DATE_FORMAT")}
        return gettext("limit of %(points)d points from %(day)s") % words

    def clean(self):
        """Only for days in the future."""
        super().clean()
        if self.in_force_from and self.in_force_from < today():
            raise ValidationError({"in_force_from": _("A limit holds from today on, or from a day to come.")})

    def get_desk_url(self):
        return reverse("desk-spread-limits")

    @property
    def is_confirmed(self):
        """Whether a second person has confirmed it; only then it applies."""
        return self.confirmed_at is not None

    def why_not_confirm(self, *, by):
        """Return why `by` may not confirm the limit; else an empty string."""
        if self.is_confirmed:
            return _("This limit is confirmed already.")
        if not SpreadLimit.objects.confirmable_by(by).filter(pk=self.pk).exists():
            return _("This step belongs to somebody else.")
        if self.set_by_id == by.pk:
            return _("Whoever proposed the limit does not confirm it: another officer or a leader does.")
        return ""

    @transaction.atomic
    def confirm(self, *, by):
        """Put the limit into effect for scoring that begins from its day on, or raise RefusedError."""
        self.refresh_from_db(from_queryset=SpreadLimit.objects.select_for_update())
        if refusal := self.why_not_confirm(by=by):
            raise RefusedError(refusal)
        SpreadLimit.objects.filter(pk=self.pk, confirmed_at=None).update(
            confirmed_by=by, confirmed_at=timezone.now()
        )
        self.refresh_from_db()

    @transaction.atomic
    def discard(self, *, by):
        """Delete an unconfirmed limit, or raise RefusedError."""
        row = SpreadLimit.objects.select_for_update().editable_by(by).filter(pk=self.pk).first()
        if row is None:
            raise RefusedError(_("This step belongs to somebody else."))
        if row.is_confirmed:
            raise RefusedError(_("This limit is confirmed already."))
        row.delete()
