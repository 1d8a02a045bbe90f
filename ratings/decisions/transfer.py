"""Producers that go to another province with their commune: what must be finished before, and before they go back."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ocop.models import Place, PlaceEvent
from producers.models import Producer
from ratings.decisions.models import Decision, DecisionItem
from ratings.dossiers.models import Dossier
from ratings.dossiers.workflow import OPEN_STATES

NAMED = 5


def why_not_leave(producers: QuerySet[Producer], province: Place, undone: PlaceEvent | None) -> str:
    """Return why producers cannot leave a province at present; else an empty string.

    A council scores, and an authority decides on, what is in its own province: what it has begun, it finishes first.
    They cannot go back (`undone`: the event that brought them) where the province has decided since.
    """
    products = producers.values("products")
    open_dossiers = Dossier.objects.filter(product__in=products, state__in=OPEN_STATES)
    begun = open_dossiers.filter(council__place=province) | open_dossiers.filter(round__place=province)
    if names := _named(begun.select_related("product").order_by("pk").distinct()):
        return _(
            "%(province)s has dossiers of these producers before its council or in a round: %(names)s. It decides on"
            " them or closes them first."
        ) % {"province": province, "names": names}
    decided = Decision.objects.filter(pk__in=_decisions_about(products, province))
    decided = (
        decided.filter(prepared_at__gte=undone.confirmed_at) if undone else decided.filter(signed_on=None)
    )
    if names := _named(decided.order_by("pk")):
        return _("%(province)s has decisions about these producers: %(names)s.") % {
            "province": province,
            "names": names,
        }
    return ""


def _decisions_about(products, province):
    items = DecisionItem.objects.filter(decision__place=province)
    about = items.filter(dossier__product__in=products) | items.filter(recognition__product__in=products)
    return about.values("decision")


def _named(rows):
    found = list(rows[: NAMED + 1])
    return "; ".join([*map(str, found[:NAMED]), *(["…"] if len(found) > NAMED else [])])
