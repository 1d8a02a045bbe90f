"""Countries by ISO 3166-1 code, with names in the language of the page (Unicode CLDR by Babel)."""

import re
from functools import lru_cache

from babel import Locale
from django.db.models import CharField
from django.utils.translation import get_language

from ocop.values.in_migrations import PlainInMigrations
from ocop.values.vietnamese import fold

# Two-letter codes of CLDR that ISO 3166-1 does not assign to a country.
_NOT_ISO = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"}


def country_name(code: str) -> str:
    """The country's name in the language of the page, or the code itself."""
    return _names(get_language() or "vi").get(code, code)


def countries() -> list[tuple[str, str]]:
    """Choices (code, name) of all countries but Vietnam, by name."""
    return _sorted(get_language() or "vi")


@lru_cache(maxsize=4)
def _sorted(language):
    names = _names(language)
    return sorted(
        ((code, name) for code, name in names.items() if code != "VN"), key=lambda pair: fold(pair[1])
    )


@lru_cache(maxsize=4)
def _names(language):
    territories = Locale.parse(language, sep="-").territories
    return {
        code: name
        for code, name in territories.items()
        if re.fullmatch("[A-Z]{2}", code) and code not in _NOT_ISO
    }


class CountryField(PlainInMigrations, CharField):
    """The code of a country: `choices=countries`."""

    left_out = ("choices",)
