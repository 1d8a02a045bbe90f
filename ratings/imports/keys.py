"""The key that an exported list gives to a product which has none of its own."""

import re

OWN_KEY = re.compile(r"OCOP-(\d{1,9})")


def own_key(pk: int) -> str:
    """Return the key of a product of the register."""
    return f"OCOP-{pk}"
