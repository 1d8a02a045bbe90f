"""Examples of support and trade."""

import csv

import pytest

from producers.models import Deal, Support, TradeEvent
from products.models import ExportMarket, Listing, SalesChannel
from products.seed.channels import load_channels
from ratings.demo.trade import FOLDER, load_trade
from tests import factories as make

pytestmark = pytest.mark.django_db


def rows(file):
    return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))


KEYS = {row["row_key"] for row in rows(FOLDER.parent / "products.csv")}
LINES = [line for file in FOLDER.glob("*.csv") for line in rows(file)]


def test_every_example_names_its_source_and_a_product_of_the_list():
    assert all(line["source"] for line in LINES)
    assert {line["product"] for line in LINES if "product" in line} <= KEYS


def test_examples_are_recorded_once_and_are_valid():
    make.province(code="19")
    for key in {line["product"] for line in LINES if "product" in line}:
        make.product(import_key=key)
    assert load_channels() == (14, 0)
    assert load_channels() == (0, 0)
    assert (load_trade(), load_trade()) == (len(LINES), 0)
    for model in (Support, TradeEvent, Deal, ExportMarket, Listing, SalesChannel):
        for row in model.objects.all():
            row.full_clean()
