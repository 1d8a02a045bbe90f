"""Data as JSON text: the one encoder for all that leaves the portal, whether page, file or seal."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from rest_framework.renderers import JSONRenderer


def to_json(content: Mapping | Sequence, **layout: Any) -> str:
    """Return `content` as JSON with letters as they are.

    Translated texts come in the language of the moment, days and moments in ISO 8601, decimals as text. `layout` is what
    json.dumps takes: indent, separators, sort_keys.
    """
    return json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, **layout)


class ApiRenderer(JSONRenderer):
    """The API's answers, by the same encoder."""

    encoder_class = DjangoJSONEncoder
