"""Match a row with a producer and a product of the register."""

from typing import cast

from django.utils.translation import gettext as _

from ocop.models import Place
from ratings.imports.names import OWN_KEY, producer_key, product_key
from ratings.imports.parsed_row import ParsedRow
from ratings.imports.places import ResolvedPlace
from ratings.imports.snapshot import ProducerDraft, ProductDraft, RegisterSnapshot


def find_producer(
    snapshot: RegisterSnapshot, parsed: ParsedRow, standing: ResolvedPlace
) -> ProducerDraft | None:
    """Return the row's producer; None if it is new or the row is refused.

    The first match counts: a producer with the row's tax number; the producer of the product with the row's
    key; a producer with an equivalent name whose place is compatible.
    """
    makers = snapshot.in_province(cast(Place, standing.place.province))[producer_key(parsed.maker)]
    number = parsed.producer.get("tax_number")
    if number and (found := snapshot.by_tax_number.get(number)):
        if producer_key(found.values["name"]) != producer_key(parsed.maker):
            parsed.refuse(
                "tax_number", _("another number: “%(name)s” has this one") % {"name": found.values["name"]}
            )
        return found
    if number and number in snapshot.foreign_tax_numbers:
        parsed.refuse("tax_number", _("another number: a producer of another province has this one"))
        return None
    if (item := _by_key(snapshot, parsed)) and item.maker in makers:
        return item.maker
    fitting = [maker for maker in makers if _fits(snapshot, maker, standing, number)]
    if len(fitting) > 1:
        fitting = _likeliest(fitting, standing, product_key(parsed.name))
    if len(fitting) > 1:
        parsed.refuse("producer", _("the commune as well: several producers have this name"))
    return fitting[0] if fitting else None


def _fits(
    snapshot: RegisterSnapshot, maker: ProducerDraft, standing: ResolvedPlace, number: str | None
) -> bool:
    """Whether a producer of the same name can be the row's: same commune, or same district if a commune is
    unknown.
    """
    if number and maker.values["tax_number"]:
        return False
    place = snapshot.gazetteer.places[maker.values["place_id"]]
    if standing.is_commune and place.level == "commune":
        return place == standing.place
    if standing.open and place.level == "commune":
        return place in standing.open
    district = snapshot.district_of(maker)
    return district is None or standing.district is None or district == standing.district


def _likeliest(makers: list[ProducerDraft], standing: ResolvedPlace, product: str) -> list[ProducerDraft]:
    """Choose among several matches: the one in the same place, else those with a product of that name."""
    exact = [maker for maker in makers if maker.values["place_id"] == standing.place.pk]
    if len(exact) == 1:
        return exact
    return [maker for maker in makers if maker.items.get(product)] or makers


def _by_key(snapshot: RegisterSnapshot, parsed: ParsedRow) -> ProductDraft | None:
    """Return the product with the row's key.

    A key made of our own number counts only if the product's or producer's name matches as well.
    """
    if not parsed.key:
        return None
    if found := snapshot.by_key.get(parsed.key):
        return found
    if not (own := OWN_KEY.fullmatch(parsed.key)) or not (found := snapshot.by_pk.get(int(own[1]))):
        return None
    alike = product_key(found.values["name"]) == product_key(parsed.name)
    return found if alike or producer_key(found.maker.values["name"]) == producer_key(parsed.maker) else None


def find_product(
    snapshot: RegisterSnapshot, parsed: ParsedRow, standing: ResolvedPlace, maker: ProducerDraft | None
) -> ProductDraft | None:
    """Return the row's product: by its key, else by its name among the producer's products; None if it is new."""
    if found := _by_key(snapshot, parsed):
        if found.maker is not maker and found.maker:
            parsed.refuse(
                "producer",
                _("“%(producer)s”, who makes the product with this key")
                % {"producer": found.maker.values["name"]},
            )
        elif "name" in found.said and product_key(found.values["name"]) != product_key(parsed.name):
            parsed.refuse("key", _("another key: row %(row)s has this one") % {"row": found.said["name"]})
        return found
    if parsed.key in snapshot.foreign_keys:
        parsed.refuse("key", _("another key: a product of another producer or province has this one"))
        return None
    named = maker.items.get(product_key(parsed.name), []) if maker else []
    if len(named) > 1:
        parsed.refuse("name", _("the key of the product: the producer has several of this name"))
    found = named[0] if named else None
    if found and parsed.key and found.values["import_key"] and not OWN_KEY.fullmatch(parsed.key):
        parsed.refuse("key", _("“%(key)s”, the key of this product") % {"key": found.values["import_key"]})
    return found
