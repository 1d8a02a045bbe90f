"""Keyset pagination: the last page is as fast as the first, and pages stay stable while rows come and go."""

import base64
import json

from django.core.exceptions import ValidationError as DjangoValidationError
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError


def cursor_of(values):
    """An opaque text for the key of the last row."""
    text = json.dumps([str(value) for value in values], separators=(",", ":"), ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def values_of(cursor, fields):
    """The key in a cursor, a value for each of the model `fields`. Raises ValidationError."""
    try:
        text = base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)).decode()
        values = json.loads(text)
        # JSON can escape NUL and lone surrogates, which no text of the database contains.
        parts = [value.encode() for value in values if isinstance(value, str)]
        if not isinstance(values, list) or len(values) != len(fields) or b"\0" in b"".join(parts):
            raise ValueError
        # Cleaned by the model field, so that what the database would refuse is refused here.
        return [field.clean(value, None) for field, value in zip(fields, values, strict=True)]
    except (ValueError, TypeError, OverflowError, RecursionError, DjangoValidationError) as error:
        raise ValidationError({"cursor": [_("This cursor was not given by this list.")]}) from error
