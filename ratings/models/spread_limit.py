"""How far apart the totals of a council may lie before a second round is needed: set by the province, from a day."""

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ocop.calendar import today
from ocop.models import Record, Role
from ocop.models.record import tracked
from ocop.scoping import ScopedQuerySet
from ratings.divergence import DEFAULT_LIMIT, FULL_MARKS
from ratings.models.guard import CHANGE, guard


class SpreadLimitQuerySet(ScopedQuerySet):
    """Limits of a province, or of the ministry where there is no place."""

    def visible_to(self, user):
        """Those of the user's province; producers and communes see none."""
        if user.role in (Role.PRODUCER, Role.COMMUNE_OFFICER):
            return self.none()
        return super().visible_to(user)

    def points_for(self, dossier, day=None):
        """The points by which totals of this dossier's council may lie apart on `day` (today unless told)."""
        place = None if dossier.is_national else dossier.product.producer.place.province_id
        found = self.filter(place=place, in_force_from__lte=day or today()).order_by("-in_force_from").first()
        return found.points if found else DEFAULT_LIMIT

    def for_list(self):
        """Newest first."""
        return self.select_related("place", "set_by").order_by("-in_force_from", "-pk")

    for_detail = for_list


@tracked()
class SpreadLimit(Record):
    """That from a day on totals may lie so many points apart. A limit that has begun is kept as it is."""

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

    objects = SpreadLimitQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("limit of the spread")
        verbose_name_plural = _("limits of the spread")
        ordering = ["-in_force_from", "-pk"]
        triggers = [
            *Record.Meta.triggers,
            guard(
                "spread_limit_not_backwards",
                pgtrigger.Insert,
                "NEW.in_force_from < (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date",
            ),
            guard(
                "spread_limit_in_force_is_kept",
                CHANGE,
                "OLD.in_force_from <= (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="spread_limit_of_full_marks",
                condition=Q(points__gte=1, points__lte=FULL_MARKS),
                violation_error_message=_("Between 1 and 100 points."),
            ),
            models.UniqueConstraint(
                name="spread_limit_once_a_day",
                fields=["place", "in_force_from"],
                nulls_distinct=False,
                violation_error_message=_("There is a limit from this day already."),
            ),
        ]

    def __str__(self):
        return f"{self.points}, {self.in_force_from:%d/%m/%Y}"

    def clean(self):
        """A limit holds for scoring to come."""
        super().clean()
        if self.in_force_from and self.in_force_from < today():
            raise ValidationError({"in_force_from": _("A limit holds from today on, or from a day to come.")})

    def get_desk_url(self):
        """Where limits are listed."""
        return reverse("desk-spread-limits")
