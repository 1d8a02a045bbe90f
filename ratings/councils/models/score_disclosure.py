"""Whether the points of each part of the sheet are published, decided by a province or the ministry.

Each decides on results of its own council. The ministry's decision applies to what its council scored, even
if the province then recognises three or four stars.
"""

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, OuterRef, Subquery, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ocop.database.triggers import CHANGE, refuse_if
from ocop.models import Record
from ocop.models.record import tracked
from ocop.permissions import LOCAL, Act
from ocop.permissions.scoping import ScopedQuerySet
from ocop.values.dates import today


class ScoreDisclosureQuerySet(ScopedQuerySet):
    """Rules on publication; without one, nothing is published."""

    def visible_to(self, user):
        """Rules of the user's province; producers and commune officers see the outcome on public pages."""
        if user.role in LOCAL:
            return self.none()
        return super().visible_to(user)

    def editable_by(self, user):
        """Rules of the user's own authority, for its officers."""
        return self.filter(place=user.place) if Act.DISCLOSE_SCORES.allows(user) else self.none()

    def published(self, day=None):
        """Return the condition that the authority whose council scored a recognition publishes part scores
        on `day`.
        """
        decided = self.filter(in_force_from__lte=day or today()).order_by("-in_force_from")
        of_the_ministry = decided.filter(place=None).values("published")[:1]
        of_the_province = decided.filter(place=OuterRef("decision__place")).values("published")[:1]
        return Case(
            When(dossier__forwarded_from__isnull=False, then=Coalesce(Subquery(of_the_ministry), False)),
            default=Coalesce(Subquery(of_the_province), False),
            output_field=models.BooleanField(),
        )

    def for_list(self):
        """Newest first."""
        return self.select_related("place", "set_by").order_by("-in_force_from", "-pk")

    for_detail = for_list


@tracked()
class ScoreDisclosure(Record):
    """Whether an authority publishes part scores, from a day on. Immutable once in effect."""

    place_path = "place"

    place = models.ForeignKey(
        "ocop.Place",
        models.PROTECT,
        verbose_name=_("province"),
        null=True,
        blank=True,
        editable=False,
        related_name="score_disclosures",
    )
    published = models.BooleanField(
        _("part scores"),
        choices=[(True, _("Shown to the public")), (False, _("Not shown to the public"))],
        help_text=_("The averages of parts A, B and C behind a star in force, on the page of the product."),
    )
    in_force_from = models.DateField(_("from"))
    ground = models.CharField(_("plan or regulation"), max_length=250)
    set_by = models.ForeignKey(
        "ocop.User", models.PROTECT, verbose_name=_("set by"), editable=False, related_name="+"
    )

    objects = ScoreDisclosureQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("publication of part scores")
        verbose_name_plural = _("publication of part scores")
        ordering = ["-in_force_from", "-pk"]
        triggers = [
            *Record.Meta.triggers,
            # Doubles ScoreDisclosure.clean().
            refuse_if(
                "score_disclosure_not_backwards",
                pgtrigger.Insert,
                "NEW.in_force_from < (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date",
            ),
            refuse_if(
                "score_disclosure_in_force_is_kept",
                CHANGE,
                "OLD.in_force_from <= (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="score_disclosure_once_a_day",
                fields=["place", "in_force_from"],
                nulls_distinct=False,
                violation_error_message=_("This is decided from that day on already."),
            )
        ]

    def __str__(self):
        return f"{self.get_published_display()}, {self.in_force_from:%d/%m/%Y}"

    def clean(self):
        """Only for days in the future, because publication cannot be undone."""
        super().clean()
        if self.in_force_from and self.in_force_from < today():
            raise ValidationError({"in_force_from": _("This holds from today on, or from a day to come.")})

    def get_desk_url(self):
        return reverse("desk-score-disclosures")
