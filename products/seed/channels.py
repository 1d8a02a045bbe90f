"""Loads channels.csv, the channels of the whole country."""

import csv
from pathlib import Path

from django.db import transaction

from products.models import SalesChannel

FILE = Path(__file__).with_name("channels.csv")


@transaction.atomic
def load_channels() -> tuple[int, int]:
    """Create missing channels and correct the others; return how many of each.

    Kind and name identify a channel. One that was removed from the file stays, since listings may refer to it.
    """
    new = corrected = 0
    for line in csv.DictReader(FILE.read_text(encoding="utf-8").splitlines()):
        known = SalesChannel.objects.filter(place=None, kind=line["kind"], name=line["name"]).first()
        if known is None:
            SalesChannel.objects.create(**line)
            new += 1
        elif (known.website, known.source) != (line["website"], line["source"]):
            known.website, known.source = line["website"], line["source"]
            known.save(update_fields=["website", "source"])
            corrected += 1
    return new, corrected
