"""Canonical JSON and its SHA-256."""

import hashlib

from ocop.json_encoding import to_json


def canonical(content):
    """The content as JSON: sorted keys, no spaces, so that the same content is the same text."""
    return to_json(content, sort_keys=True, separators=(",", ":"))


def sha256_of(content):
    """The SHA-256 of the canonical text, in hexadecimal."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()
