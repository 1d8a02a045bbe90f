"""Seed data of the app and what loads it."""
