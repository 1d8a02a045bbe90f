"""Recomputing established results."""
