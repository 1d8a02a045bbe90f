"""Cache of what is computed from the whole catalogue; nothing in it is ever out of date.

Each key holds the version of the catalogue, the day and the language: the next change makes other keys, and values under
the old ones are dropped in time.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.utils.translation import get_language

from catalogue.models import CatalogueChange
from ocop.values.dates import today

HOUR = 3600  # seconds; a version may last longer, but what nobody asks for need not stay


class CatalogueCache:
    """The cache at the present version of the catalogue. The version is read at the first use: one object a request."""

    @cached_property
    def version(self) -> str:
        return f"{today()}/{get_language()}/{CatalogueChange.version()}"

    def key(self, kind: str, *parameters: Any) -> str:
        return f"{kind}:{sha256(repr((self.version, parameters)).encode()).hexdigest()}"

    def get_or_set(self, kind: str, *parameters: Any, compute: Callable[[], Any]) -> Any:
        """Return the value of a kind for these parameters; `compute` makes it where it is missing."""
        return cache.get_or_set(self.key(kind, *parameters), compute, HOUR)

    def get_or_set_many(
        self, kind: str, keys: Sequence[int], *parameters: Any, compute: Callable[[list[int]], dict[int, Any]]
    ) -> dict[int, Any]:
        """Return a dictionary by key; `compute` takes the keys that are missing and returns such a dictionary."""
        names = {key: self.key(kind, key, *parameters) for key in keys}
        cached = cache.get_many(names.values())
        values = {key: cached[name] for key, name in names.items() if name in cached}
        if missing := [key for key in keys if key not in values]:
            computed = compute(missing)
            cache.set_many({names[key]: value for key, value in computed.items()}, HOUR)
            values |= computed
        return values
