"""Canonical JSON and its SHA-256."""

import hashlib

from ocop.values.json_encoding import to_json


def canonical(content):
    """The canonical text: sorted keys, no spaces; equal content gives equal text."""
    return to_json(content, sort_keys=True, separators=(",", ":"))


def sha256_of(content):
    """The SHA-256 of the canonical text, in hexadecimal."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()
