"""Keeping what took long to work out, for as long as the catalogue stays as it is.

An edition is the catalogue between two changes, on one day, in one language. What is kept under an edition
is never out of date: the next change makes another edition, and what was kept for the last is forgotten in time.
"""

from functools import cached_property
from hashlib import sha256

from django.core.cache import cache
from django.utils.translation import get_language

from catalogue.models import CatalogueChange
from ocop.dates import today

HOUR = 3600  # seconds; an edition may last longer, what nobody asks for need not


class Edition:
    """The present edition of the catalogue; asks for it once, at the first use, so one object serves one request."""

    @cached_property
    def name(self):
        """What tells it from every other edition."""
        return f"{today()}/{get_language()}/{CatalogueChange.edition()}"

    def key(self, kind, *what):
        """The key in the cache for one thing of a kind."""
        return f"{kind}:{sha256(repr((self.name, what)).encode()).hexdigest()}"

    def keep(self, kind, *what, make):
        """Return what `make` returned for `what` in this edition, calling it if nobody did yet."""
        return cache.get_or_set(self.key(kind, *what), make, HOUR)

    def keep_all(self, kind, keys, *what, make):
        """Return a dictionary by key; `make` takes the keys that are missing and returns such a dictionary."""
        names = {key: self.key(kind, key, *what) for key in keys}
        kept = cache.get_many(names.values())
        found = {key: kept[name] for key, name in names.items() if name in kept}
        if missing := [key for key in keys if key not in found]:
            made = make(missing)
            cache.set_many({names[key]: value for key, value in made.items()}, HOUR)
            found |= made
        return found
