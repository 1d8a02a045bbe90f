"""Whatever leaves the portal as JSON is made by one encoder."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from django.utils.translation import gettext_lazy, override

from ocop.values.json_encoding import to_json

# Modules that read or write JSON for themselves alone: a process of ours, and a page's place in a list.
OWN_AFFAIRS = {
    *("ocop/files/page_images.py", "ocop/files/page_reader.py"),
    *("ocop/api/keyset.py", "ocop/values/json_encoding.py"),
    *("ratings/integrity/signatures.py", "ratings/integrity/signature_reader.py"),
    *("products/pictures.py", "products/picture_reader.py"),
    *("ocop/background/progress.py", "ratings/imports/reading/answer.py"),
}


def test_texts_days_moments_and_decimals_have_a_form():
    content = {
        "day": date(2029, 11, 28),
        "at": datetime(2026, 11, 29, 5, 30, tzinfo=UTC),
        "mean": Decimal("77.50"),
        "letters": "Chè đá",
    }
    assert to_json(content) == (
        '{"day": "2029-11-28", "at": "2026-11-29T05:30:00Z", "mean": "77.50", "letters": "Chè đá"}'
    )


def test_translated_texts_come_in_the_language_of_the_moment():
    with override("vi"):
        assert to_json([gettext_lazy("Yes")]) == '["Có"]'
    with override("en"):
        assert to_json([gettext_lazy("Yes")]) == '["Yes"]'


def test_no_module_encodes_json_in_another_way():
    encoding = re.compile(r"json\.dumps?\(|JSONEncoder")
    sources = [
        str(path)
        for app in ("catalogue", "ocop", "producers", "products", "ratings")
        for path in Path(app).rglob("*.py")
        # The script in a sealed package needs nothing of the portal.
        if "recompute" not in path.parts and encoding.search(path.read_text())
    ]
    assert sorted(set(sources) - OWN_AFFAIRS) == []
