"""JSON encoding, the same for pages, files and sealed packages."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from rest_framework.renderers import JSONRenderer


def to_json(content: Mapping | Sequence, **layout: Any) -> str:
    """Return `content` as JSON with non-ASCII letters unescaped.

    Translations in the active language, dates in ISO 8601, decimals as strings. `layout`: arguments of json.dumps.
    """
    return json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, **layout)


class ApiRenderer(JSONRenderer):
    """DRF's renderer with the same encoder."""

    encoder_class = DjangoJSONEncoder
