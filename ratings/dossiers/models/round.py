"""Rounds (đợt đánh giá): deadlines of proposals and results."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ocop.models import Record, Role
from ocop.models.record import tracked
from ocop.permissions import EXPERT, LOCAL
from ocop.permissions.scoping import ScopedQuerySet
from ocop.values.vietnamese import NameField
from ratings.dossiers.deadlines import MINISTRY, PROVINCE, round_for


class RoundQuerySet(ScopedQuerySet["Round"]):
    """Rounds of a province, or of the ministry if `place` is None."""

    def visible_to(self, user):
        """Rounds of the user's province and of the ministry, for those who plan with them."""
        if user.role in LOCAL | EXPERT:
            return self.none()
        if user.place_id is None:
            return self
        return self.filter(Q(place=user.place.province_id) | Q(place=None))

    def editable_by(self, user):
        """Rounds of the province for its officers, of the ministry for the ministry's."""
        if user.role == Role.MINISTRY_OFFICER:
            return self.filter(place=None)
        return super().editable_by(user)

    def for_list(self):
        """Rows for a list, newest first, with the number of dossiers."""
        return (
            self.select_related("place")
            .annotate(dossier_count=models.Count("dossiers"))
            .order_by("-proposals_before", "-pk")
        )

    for_detail = for_list

    def reached(self, day, *, place):
        """Return the round open to a proposal of `day` to `place` (None: the ministry)."""
        proposals, result = round_for(day, PROVINCE if place else MINISTRY)
        found = self.filter(place=place, proposals_before__gt=day).order_by("proposals_before").first()
        if found and found.proposals_before <= proposals:
            return found
        return self.get_or_create(
            place=place,
            proposals_before=proposals,
            defaults={"result_before": result, "name": _name(proposals)},
        )[0]


def _name(proposals: date) -> str:
    """Return the usual Vietnamese name of a legal round; it is a name, so it is not translated."""
    return f"Đợt {1 if proposals.month <= 6 else 2}/{proposals.year}"


@tracked()
class Round(Record):
    """A round of a province, or of the ministry if `place` is None. Both days are exclusive: “before” in the law."""

    place_path = "place"

    place = models.ForeignKey(
        "ocop.Place",
        models.PROTECT,
        verbose_name=_("province"),
        null=True,
        blank=True,
        related_name="rounds",
        help_text=_("Empty for the ministry."),
    )
    name = NameField(_("name"), max_length=120)
    proposals_before = models.DateField(
        _("proposals before"), help_text=_("The first day that is too late for the commune's proposal.")
    )
    result_before = models.DateField(_("results before"))
    ground = models.CharField(
        _("plan or regulation"),
        max_length=250,
        blank=True,
        help_text=_("For an extra round: the plan that provides for it (article 7)."),
    )

    objects = RoundQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("assessment round")
        verbose_name_plural = _("assessment rounds")
        ordering = ["-proposals_before", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="round_results_after_proposals",
                condition=Q(result_before__gt=F("proposals_before")),
                violation_error_message=_("Results come after the proposals."),
            ),
            models.UniqueConstraint(
                name="round_once_per_cut_off",
                fields=["place", "proposals_before"],
                nulls_distinct=False,
                violation_error_message=_("There is a round with this day already."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_desk_url(self):
        return reverse("desk-round", args=[self.pk])
