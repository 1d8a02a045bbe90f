"""The ministry for OCOP by the day: Resolution 176/2025/QH15 put another in place of that of agriculture."""

from datetime import date

NEW_MINISTRY_ON = date(2025, 3, 1)


def is_former_ministry(day: date | None) -> bool:
    """Return whether it was still the former one on a day; without a day it is today's."""
    return day is not None and day < NEW_MINISTRY_ON
