"""Recomputation of established results."""
