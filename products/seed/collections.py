"""Loads collections.csv, the collections of the whole country."""

import csv
from pathlib import Path

from django.db import transaction

from products.models import Collection

FILE = Path(__file__).with_name("collections.csv")


@transaction.atomic
def load_collections() -> int:
    """Create missing collections, identified by their titles; return how many."""
    lines = list(csv.DictReader(FILE.read_text(encoding="utf-8").splitlines()))
    known = set(Collection.objects.filter(place=None).values_list("title", flat=True))
    missing = [line for line in lines if line["title"] not in known]
    for line in missing:
        Collection.objects.create(**line, published=True)
    return len(missing)
