"""Producers that moved with an event that ended their unit."""

from collections.abc import Callable

from django.db import models
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import Case, OuterRef, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from ocop.models import Place, PlaceEvent, PlaceLevel
from ocop.models.place_move import PlaceMove
from ocop.places.geography import existed
from producers.models.producer import Producer

# Why producers cannot leave a province at present; upper apps add theirs. The event is given when it is being undone.
REFUSALS: list[Callable[["QuerySet[Producer]", Place, PlaceEvent | None], str]] = []


class ProducerMove(PlaceMove):
    """A producer that moved; papers and figures of days before know it at `old`."""

    moved = "producer"

    producer = models.ForeignKey(
        Producer, models.CASCADE, verbose_name=_("producer"), related_name="producer_moves"
    )

    class Meta:
        verbose_name = _("move of a producer")
        verbose_name_plural = _("moves of producers")
        constraints = [models.UniqueConstraint(name="producer_move_once", fields=["event", "producer"])]

    def __str__(self) -> str:
        return f"{self.producer_id}: {self.old_id} → {self.new_id}"

    @classmethod
    def why_not(cls, event: PlaceEvent, rows: QuerySet) -> str:
        """A transfer must leave nothing under way before the province that the producers leave."""
        return _why_not_leave(rows, event.province, None) if event.goes_to else ""

    @classmethod
    def why_not_back(cls, event: PlaceEvent) -> str:
        rows = Producer.objects.filter(producer_moves__event=event)
        return _why_not_leave(rows, event.goes_to, event) if event.goes_to else ""


def _why_not_leave(rows, province, undone):
    return " ".join(filter(None, (refusal(rows, province, undone) for refusal in REFUSALS)))


def place_then(day, path: str) -> Case:
    """An expression for the key of the place that counts on `day`; `path` leads to a producer.

    Its place if that existed then, else the one from which an event moved it, else the unit in its papers, else the
    earliest place that is known.
    """
    commune = Q(**{f"{path}place__level": PlaceLevel.COMMUNE}) & existed(day, f"{path}place__")
    papers = Q(**{f"{path}former_place__isnull": False}) & existed(day, f"{path}former_place__")
    place, key = F(f"{path}place"), models.BigIntegerField()
    left = ProducerMove.objects.filter(producer=OuterRef(f"{path}pk")).order_by("event__in_force_from", "pk")
    then = left.filter(existed(day, "old__"))
    return Case(
        When(commune, then=place),
        When(papers, then=F(f"{path}former_place")),
        default=Coalesce(
            Subquery(then.values("old")[:1]), Subquery(left.values("old")[:1]), place, output_field=key
        ),
        output_field=key,
    )
