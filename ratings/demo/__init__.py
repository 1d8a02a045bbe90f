"""Demonstration accounts and a demonstration round for `./run`; on the embedded database only."""
