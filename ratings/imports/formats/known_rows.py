"""What rows of a list may belong to: products, producers, channels and events, found by what a row says of them."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache, cached_property
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from rapidfuzz import process

from ocop.models import Place
from ocop.places.gazetteer import Gazetteer
from ocop.values.likeness import LikeNames, identity_key, loose_key
from ocop.values.vietnamese import fold
from producers.models import Producer, TradeEvent
from producers.names import are_alike, like_producers, producer_key
from products.models import Product, SalesChannel
from ratings.decisions.models import Decision
from ratings.decisions.number import number_key
from ratings.decisions.recording import uses_the_portal
from ratings.imports import cells
from ratings.imports.formats.reading_rows import RegisterRow
from ratings.imports.names import OWN_KEY
from ratings.imports.places import PlaceResolver
from ratings.imports.questions import Questions

NEAREST = 3
LEAST_NEAR = 60


class KnownRows:
    """Rows of a province, or of the country without one; each kind is read once, by the first row that asks."""

    def __init__(
        self, province: Place | None, gazetteer: Gazetteer | None = None, questions: Questions | None = None
    ) -> None:
        self.province, self._gazetteer = province, gazetteer
        self.questions = questions or Questions({})

    def _within(self, path: str) -> Q:
        return Q(**{f"{path}__province": self.province}) if self.province else Q()

    @cached_property
    def places(self) -> PlaceResolver:
        gazetteer = self._gazetteer or Gazetteer()
        province = gazetteer.places[self.province.pk] if self.province else None
        return PlaceResolver(gazetteer, self.questions, province)

    @cached_property
    def producers(self) -> list[Producer]:
        fields = ("name", "tax_number", "former_place", "place__name", "place__kind", "place__level")
        rows = Producer.objects.filter(self._within("place")).select_related("place").only(*fields)
        return list(rows.order_by("pk"))

    @cached_property
    def producers_by_pk(self) -> dict[int, Producer]:
        return {each.pk: each for each in self.producers}

    @cached_property
    def producers_alike(self) -> LikeNames[Producer]:
        names = like_producers()
        for each in self.producers:
            names.add(each.name, each)
        return names

    @cached_property
    def producers_by_name(self) -> dict[str, list[Producer]]:
        return _grouped((producer_key(each.name), each) for each in self.producers)

    @cached_property
    def producers_by_tax_number(self) -> dict[str, Producer]:
        return {each.tax_number: each for each in self.producers if each.tax_number}

    @cached_property
    def products(self) -> list[Product]:
        rows = Product.objects.filter(self._within("producer__place"))
        found = list(rows.only("name", "import_key", "producer_id").order_by("pk"))
        for each in found:
            each.producer = self.producers_by_pk[each.producer_id]
        return found

    @cached_property
    def products_by_pk(self) -> dict[int, Product]:
        return {each.pk: each for each in self.products}

    @cached_property
    def products_by_key(self) -> dict[str, Product]:
        own = {f"OCOP-{each.pk}": each for each in self.products}
        return own | {each.import_key: each for each in self.products if each.import_key}

    @cached_property
    def products_by_name(self) -> dict[tuple[int, str], list[Product]]:
        return _grouped(((each.producer_id, identity_key(each.name)), each) for each in self.products)

    @cached_property
    def decisions(self) -> dict[tuple[str, int | None, int], Decision]:
        """Signed decisions by key of the number, authority (None: the ministry) and year."""
        rows = Decision.objects.filter(signed_on__isnull=False).select_related("place").defer("content")
        return {(number_key(each.number), each.place_id, each.signed_day.year): each for each in rows}

    @cached_property
    def is_here(self) -> Callable[[Place | None], bool]:
        """Tells whether an authority uses the portal."""
        return cache(uses_the_portal)

    @cached_property
    def channels(self) -> dict[str, list[SalesChannel]]:
        rows = SalesChannel.objects.filter(Q(place=None) | self._within("place")).order_by("pk")
        return _grouped((fold(each.name), each) for each in rows)

    @cached_property
    def events(self) -> dict[str, list[TradeEvent]]:
        rows = TradeEvent.objects.filter(self._within("province")).order_by("pk")
        return _grouped((fold(each.name), each) for each in rows)


def _grouped(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, list[Any]]:
    found = defaultdict(list)
    for key, row in pairs:
        found[key].append(row)
    return dict(found)


def belongs_to_product(known: KnownRows, row: RegisterRow) -> None:
    """Find the row's product by its key, or by its name and its producer."""
    if product := _product(known, row):
        row.values["product_id"] = product.pk
        row.product_key = product.pk


def belongs_to_producer(known: KnownRows, row: RegisterRow) -> None:
    if maker := _producer(known, row):
        row.values["producer_id"] = maker.pk


def belongs_to_producer_or_product(known: KnownRows, row: RegisterRow) -> None:
    """Find the producer, and the product where the row names one."""
    if not (row.text("name") or row.text("key")):
        belongs_to_producer(known, row)
    elif product := _product(known, row):
        row.values |= {"product_id": product.pk, "producer_id": product.producer_id}
        row.product_key = product.pk


def _product(known: KnownRows, row: RegisterRow) -> Product | None:
    name, key = row.text("name"), row.text("key")
    if key and (found := known.products_by_key.get(key)):
        written = row.text("producer")
        same = not name or identity_key(found.name) == identity_key(name)
        if same or (written and producer_key(found.producer.name) == producer_key(written)):
            return found
        row.refuse("key", _("another key: “%(name)s” has this one") % {"name": found.name})
        return None
    if key and not OWN_KEY.fullmatch(key) and not name:
        row.refuse("key", _("the key of a product of the register"))
        return None
    maker = _producer(known, row)
    if maker is None:
        return None
    named = known.products_by_name.get((maker.pk, identity_key(name)), [])
    if len(named) > 1:
        row.refuse("name", _("the key of the product: the producer has several of this name"))
    elif not named:
        own = [each.name for each in known.products if each.producer_id == maker.pk]
        row.refuse("name", _with_nearest(_("a product of this producer in the register"), name, own))
    return named[0] if len(named) == 1 else None


def _producer(known: KnownRows, row: RegisterRow) -> Producer | None:
    name, number = row.text("producer"), row.values.get("tax_number")
    if number and (found := known.producers_by_tax_number.get(number)):
        if name and not are_alike(found.name, name):
            row.refuse("tax_number", _("another number: “%(name)s” has this one") % {"name": found.name})
            return None
        return found
    named = known.producers_by_name.get(producer_key(name), []) if name else []
    if not named:
        names = [each.name for each in known.producers]
        row.refuse("producer", _with_nearest(_("a producer of the register"), name, names))
        return None
    return _one_of_the_name(named, row, number)


def _one_of_the_name(named: list[Producer], row: RegisterRow, number: str | None) -> Producer | None:
    possible = [each for each in named if not (number and each.tax_number)]
    if number and not possible:
        row.refuse("tax_number", _("the tax number of this producer in the register"))
        return None
    commune = fold(row.text("commune"))
    here = [each for each in possible if commune in (fold(each.place.name), fold(each.place.full_name))]
    if commune and not here:
        places = ", ".join(dict.fromkeys(each.place.full_name for each in possible))
        row.refuse("commune", _("the place of this producer: %(places)s") % {"places": places})
        return None
    found = here or possible
    if len(found) == 1:
        return found[0]
    row.refuse("producer", _("the tax number or the commune: several producers have this name"))
    return None


def belongs_to_province(known: KnownRows, row: RegisterRow) -> None:
    """Rows of events belong to the province whose list it is."""
    if known.province:
        row.values["province_id"] = known.province.pk
    else:
        row.refuse("name", _("a list of one province"))


def sold_through_channel(known: KnownRows, row: RegisterRow) -> None:
    """Find the row's channel by its name, and its kind where several share the name."""
    name, kind = row.text("channel"), row.values.pop("channel_kind", None)
    found = known.channels.get(fold(name), []) if name else []
    found = [each for each in found if each.kind == kind] if kind and len(found) > 1 else found
    if len(found) == 1:
        row.values["channel_id"] = found[0].pk
    elif found:
        row.refuse("channel_kind", _("the kind of the channel: several have this name"))
    else:
        names = [each.name for rows in known.channels.values() for each in rows]
        row.refuse("channel", _with_nearest(_("a sales channel of the register"), name, names))


def held_at_event(known: KnownRows, row: RegisterRow) -> None:
    """Find the row's event by its name, and its first day where several share the name."""
    name, starts_on = row.text("event"), row.values.pop("event_starts_on", None)
    if not name:
        return
    found = known.events.get(fold(name), [])
    found = [each for each in found if each.starts_on == starts_on] if starts_on else found
    if len(found) == 1:
        row.values["event_id"] = found[0].pk
    elif found:
        row.refuse("event_starts_on", _("the first day of the event: several have this name"))
    else:
        names = [each.name for rows in known.events.values() for each in rows]
        row.refuse("event", _with_nearest(_("a trade event of the register"), name, names))


def takes_part_in_event(known: KnownRows, row: RegisterRow) -> None:
    if not row.text("event"):
        row.refuse("event", _("the name of the trade event"))
    held_at_event(known, row)


def _with_nearest(expected: str, written: str, names: list[str]) -> cells.CellParseError:
    """Return what was expected, with the names that are nearest to the written one."""
    keys = {name: loose_key(name) for name in names}
    near = (
        process.extract(loose_key(written), keys, limit=NEAREST, score_cutoff=LEAST_NEAR) if written else []
    )
    if not near:
        return cells.CellParseError(expected)
    nearest = [name for _key, _score, name in near]
    told = _("%(expected)s; the nearest: %(names)s") % {
        "expected": expected,
        "names": ", ".join(f"“{name}”" for name in nearest),
    }
    return cells.CellParseError(told, nearest=nearest)
