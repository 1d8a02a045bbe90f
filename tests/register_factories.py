"""Places, people, producers and products, for `tests.factories`."""

from datetime import date

from ocop.models import Place, PlaceEvent, PlaceEventKind, PlaceKind, PlaceLevel, Role, User
from producers.models import Deal, Membership, Participation, Producer, Revenue, Support, TradeEvent
from products.models import (
    Certification,
    Collection,
    ExportMarket,
    Listing,
    Photo,
    Product,
    ProductSales,
    ProductSet,
    SalesChannel,
    Scheme,
    Traceability,
)
from ratings.imports.headings import heading_key
from ratings.imports.models import ColumnMatch
from tests.numbers import numbers


def province(**fields):
    """A province in force; its own province."""
    n = next(numbers)
    fields = {
        "code": f"P{n}",
        "name": f"Tỉnh {n}",
        "level": PlaceLevel.PROVINCE,
        "kind": PlaceKind.PROVINCE,
    } | fields
    place = Place.objects.create(**fields)
    Place.objects.filter(pk=place.pk).update(province=place)
    place.refresh_from_db()
    return place


def commune(*, province=None, **fields):
    """A commune in force, in a new province unless told."""
    n = next(numbers)
    above = province or globals()["province"]()
    fields = {
        "code": f"C{n}",
        "name": f"Xã {n}",
        "level": PlaceLevel.COMMUNE,
        "kind": PlaceKind.COMMUNE,
    } | fields
    return Place.objects.create(parent=above, province=above, **fields)


def place_event(*, place=None, **fields):
    """A change of kind of a commune, entered."""
    place = place or commune()
    fields = {
        "kind": PlaceEventKind.KIND,
        "resolution": f"{next(numbers)}/NQ-UBTVQH16",
        "signed_on": date(2026, 8, 1),
        "in_force_from": date(2026, 9, 1),
        "units": f"{place.code} → Phường {place.name}",
    } | fields
    return PlaceEvent.objects.create(province=place.province, **fields)


def user(role=Role.PROVINCIAL_OFFICER, **fields):
    """A person who can sign in with the password “secret”; roles that need a place get a new one."""
    n = next(numbers)
    if "place" not in fields and role in (
        Role.PROVINCIAL_OFFICER,
        Role.PROVINCIAL_LEADER,
        Role.COMMUNE_OFFICER,
    ):
        fields["place"] = commune() if role == Role.COMMUNE_OFFICER else province()
    return User.objects.create_user(
        **{"email": f"user{n}@ocop.example", "password": "secret", "full_name": f"Người {n}", "role": role}
        | fields
    )


def producer(*, place=None, **fields):
    """A producer in a new commune unless told."""
    return Producer.objects.create(
        **{"name": f"Hợp tác xã {next(numbers)}", "place": place or commune()} | fields
    )


def product(*, place=None, product_set=11, **fields):
    """A tea of a new producer unless told; `product_set` is the number of a set, or None."""
    if "producer" not in fields:
        fields["producer"] = producer(place=place)
    chosen = ProductSet.objects.get(pk=product_set) if product_set else None
    return Product.objects.create(**{"name": f"Chè {next(numbers)}", "product_set": chosen} | fields)


def certification(*, producer=None, product=None, **fields):
    """A HACCP certificate of a whole new producer unless told."""
    producer = product.producer if product else producer or globals()["producer"]()
    fields = {
        "scheme": Scheme.HACCP,
        "number": f"HACCP-{next(numbers)}",
        "issued_on": date(2025, 1, 15),
    } | fields
    return Certification.objects.create(producer=producer, product=product, **fields)


def traceability(*, product=None, **fields):
    """The traceability of a new product unless told."""
    fields = {"system": "VNPT Check", "provider": "VNPT"} | fields
    return Traceability.objects.create(product=product or globals()["product"](), **fields)


def photo(*, product=None, **fields):
    """A photo of a new product unless told; without a file behind it."""
    n = next(numbers)
    fields = {
        "original": f"photos/{n}.jpg",
        "sha256": f"{n:064x}",
        "width": 800,
        "height": 600,
        "alt_vi": f"Ảnh {n}",
    } | fields
    return Photo.objects.create(product=product or globals()["product"](), **fields)


def membership(user, producer):
    """That `user` acts for `producer`."""
    return Membership.objects.create(user=user, producer=producer)


def product_set(number=11):
    """One of the 26 sets."""
    return ProductSet.objects.get(pk=number)


def channel(**fields):
    """A marketplace of the whole country."""
    return SalesChannel.objects.create(
        **{"kind": "marketplace", "name": f"Sàn {next(numbers)}", "website": "https://san.example"} | fields
    )


def collection(**fields):
    """A published collection of the whole country: products with four stars."""
    fields = {"title": f"Bộ sưu tập {next(numbers)}", "rule": "stars=4", "published": True} | fields
    return Collection.objects.create(**fields)


def listing(*, product=None, channel=None, **fields):
    """A listing with an address that nobody has looked at yet."""
    fields = {"address": f"https://san.example/{next(numbers)}"} | fields
    return Listing.objects.create(
        product=product or globals()["product"](), channel=channel or globals()["channel"](), **fields
    )


def export_market(*, product=None, **fields):
    """Exports to Japan since 2024."""
    return ExportMarket.objects.create(
        product=product or globals()["product"](), **{"country": "JP", "from_year": 2024} | fields
    )


def product_sales(*, product=None, **fields):
    """A year's sales of 300 million đồng in the country."""
    return ProductSales.objects.create(
        product=product or globals()["product"](), **{"year": 2025, "domestic": 300_000_000} | fields
    )


def support(*, producer=None, **fields):
    """Half a billion đồng for equipment in 2025, not released."""
    fields = {
        "programme": "Chương trình OCOP",
        "kind": "equipment",
        "amount": 500_000_000,
        "year": 2025,
    } | fields
    return Support.objects.create(producer=producer or globals()["producer"](), **fields)


def revenue(*, producer=None, **fields):
    """A billion đồng in the country in 2025."""
    fields = {"year": 2025, "domestic": 1_000_000_000} | fields
    return Revenue.objects.create(producer=producer or globals()["producer"](), **fields)


def trade_event(*, province=None, **fields):
    """A fair of two days in October 2025."""
    fields = {
        "kind": "fair",
        "name": f"Hội chợ {next(numbers)}",
        "starts_on": date(2025, 10, 20),
        "ends_on": date(2025, 10, 22),
    } | fields
    return TradeEvent.objects.create(province=province or globals()["province"](), **fields)


def participation(*, event=None, producer=None, **fields):
    """That a producer of the event's province took part."""
    producer = producer or globals()["producer"]()
    event = event or trade_event(province=producer.place.province)
    return Participation.objects.create(event=event, producer=producer, **fields)


def deal(*, producer=None, **fields):
    """A purchase contract of 300 million đồng."""
    fields = {
        "kind": "contract",
        "counterpart": "Siêu thị",
        "value": 300_000_000,
        "signed_on": date(2025, 10, 21),
    } | fields
    return Deal.objects.create(producer=producer or globals()["producer"](), **fields)


def column_match(*, place=None, heading="Tên SP OCOP", **fields):
    """A heading that an officer of `place`, a province, has matched with the name of the product."""
    officer = fields.pop("matched_by", None) or user(place=place or province())
    told = {"heading_key": heading_key(heading), "heading": heading, "matched_by": officer}
    return ColumnMatch.objects.create(place=officer.place, **{"field": "name"} | told | fields)
