"""Examples of support, events, deals, markets and listings, taken from public sources."""

import csv
from datetime import date, timedelta
from pathlib import Path

from django.db import transaction

from ocop.models import Place
from producers.models import Deal, Support, TradeEvent
from products.models import ExportMarket, Listing, Product, SalesChannel

FOLDER = Path(__file__).resolve().parents[1] / "examples" / "trade"


@transaction.atomic
def load_trade() -> int:
    """Record the examples and return their number; do nothing if one exists already.

    A line names its product by the key of the example list. Lines whose product was refused there are
    skipped.
    """
    if Listing.objects.exists() or Support.objects.exists():
        return 0
    makers = (_support, _event, _deal, _market, _listing)
    files = ("support", "events", "deals", "markets", "listings")
    return sum(make(line) for make, name in zip(makers, files, strict=True) for line in _lines(f"{name}.csv"))


def _lines(name):
    """Yield the lines of a file as dictionaries, with the product itself instead of its key."""
    products = {product.import_key: product for product in Product.objects.select_related("producer")}
    for line in csv.DictReader((FOLDER / name).read_text(encoding="utf-8").splitlines()):
        if "product" in line:
            line["product"] = products.get(line["product"])
            if line["product"] is None:
                continue
        yield line


def _support(line):
    producer = line.pop("product").producer
    amount, released = int(line.pop("amount") or 0) or None, line.pop("released") == "yes"
    Support.objects.create(producer=producer, amount=amount, released=released, **line)
    return 1


def _event(line):
    province = Place.objects.in_force().provinces().get(code=line.pop("province"))
    starts_on, last_day = (date.fromisoformat(line.pop(name)) for name in ("starts_on", "last_day"))
    TradeEvent.objects.create(
        province=province, starts_on=starts_on, ends_on=last_day + timedelta(days=1), **line
    )
    return 1


def _deal(line):
    producer = line.pop("product").producer
    signed_on, value = line.pop("signed_on") or None, int(line.pop("value") or 0) or None
    Deal.objects.create(producer=producer, signed_on=signed_on, value=value, **line)
    return 1


def _market(line):
    ExportMarket.objects.create(**line)
    return 1


def _listing(line):
    channel = SalesChannel.objects.get(place=None, name=line.pop("channel"))
    Listing.objects.create(channel=channel, **line)
    return 1
