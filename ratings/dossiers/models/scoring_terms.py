"""Rules by which a council scores a dossier: those of the day on which scoring began."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from ocop.database.triggers import immutable, refuse_if
from ocop.permissions import SeatKind
from ocop.permissions.scoping import ScopedQuerySet
from ratings.councils.models.scoring_rules import BY_HAND, SCORING_SEATS
from ratings.dossiers.models.queryset import forwarded


class ScoringTermsQuerySet(ScopedQuerySet):
    def current(self):
        """Return the latest rules of a dossier; None before scoring."""
        return self.order_by("-number").first()

    def for_list(self):
        """In chronological order."""
        people = ["joins", "leaves", "entered_by", "confirmed_by"]
        return self.select_related(
            "dossier__council", "amendment__council", *(f"amendment__{person}" for person in people)
        ).order_by("dossier", "number")

    for_detail = for_list


class ScoringTerms(models.Model):
    """Quorum, spread limit, founding decision and regulation that apply to a dossier while it is scored."""

    place_path = "dossier__product__producer__place"
    producer_path = "dossier__product__producer"
    ministry_reads = forwarded("dossier")

    dossier = models.ForeignKey(
        "ratings.Dossier", models.CASCADE, verbose_name=_("dossier"), related_name="scoring_terms"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    amendment = models.ForeignKey(
        "ratings.CouncilAmendment",
        models.PROTECT,
        verbose_name=_("change of a council"),
        null=True,
        blank=True,
        related_name="terms",
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    quorum = models.PositiveSmallIntegerField(_("quorum in per cent"))
    spread_limit = models.PositiveSmallIntegerField(_("limit of the spread"))
    least_members = models.PositiveSmallIntegerField(_("so many score at least"), null=True, blank=True)
    decision_number = models.CharField(_("set up by decision"), max_length=60, blank=True)
    decided_on = models.DateField(_("decision of"), null=True, blank=True)
    regulation_number = models.CharField(_("regulation of the council"), max_length=60, blank=True)
    regulation_of = models.DateField(_("regulation of the day"), null=True, blank=True)

    objects = ScoringTermsQuerySet.as_manager()

    class Meta:
        verbose_name = _("rules of scoring")
        verbose_name_plural = _("rules of scoring")
        ordering = ["dossier", "number"]
        triggers = [
            immutable("scoring_terms_are_kept"),
            refuse_if("scoring_terms_by_the_database", pgtrigger.Insert, BY_HAND),
        ]
        constraints = [models.UniqueConstraint(name="scoring_terms_once", fields=["dossier", "number"])]

    def __str__(self):
        return f"{self.dossier_id}: {self.number}"

    def why_not_quorate(self, counted):
        """Return why `counted` sheets are too few; else an empty string."""
        judges = self.dossier.judges().count()
        if counted * 100 >= self.quorum * judges:
            return ""
        return _("%(counted)d of %(seats)d members have scored; the quorum is %(quorum)d per cent.") % {
            "counted": counted,
            "seats": judges,
            "quorum": self.quorum,
        }


class ScoringSeatQuerySet(ScopedQuerySet):
    """Seats of a council at the time of scoring."""

    def of(self, dossier):
        """Seats by the rules that apply to the dossier; none before scoring."""
        return self.filter(terms=dossier.terms)

    def scoring(self):
        return self.filter(kind__in=SCORING_SEATS)

    def for_list(self):
        """The chair first, then by name."""
        return self.select_related("user").order_by("kind", "user__full_name", "pk")

    for_detail = for_list


class ScoringSeat(models.Model):
    """A person who scored, or kept the record, when a dossier was scored."""

    place_path = "terms__dossier__product__producer__place"
    producer_path = "terms__dossier__product__producer"
    ministry_reads = forwarded("terms__dossier")

    terms = models.ForeignKey(
        ScoringTerms, models.CASCADE, verbose_name=_("rules of scoring"), related_name="seats"
    )
    user = models.ForeignKey("ocop.User", models.PROTECT, verbose_name=_("person"), related_name="+")
    kind = models.CharField(_("seat"), max_length=10, choices=SeatKind)

    objects = ScoringSeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat while scoring")
        verbose_name_plural = _("seats while scoring")
        ordering = ["terms", "pk"]
        triggers = [
            immutable("scoring_seats_are_kept"),
            refuse_if("scoring_seats_by_the_database", pgtrigger.Insert, BY_HAND),
        ]
        constraints = [models.UniqueConstraint(name="scoring_seat_once", fields=["terms", "user"])]

    def __str__(self):
        return f"{self.get_kind_display()} {self.user}"
