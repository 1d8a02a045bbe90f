"""Tests in a real browser."""

from playwright.sync_api import expect

# What is expected is seen as soon as it holds; a busy machine takes longer, and that is no failure.
expect.set_options(timeout=30_000)
