"""Criteria where 0 points stop the assessment: by the printed sheet, or if the product is declared unsafe.

Legal basis: notes on the sheets of Decision 26/2026/QĐ-TTg. If a note says what 0 points mean (sheet 16:
stop after 0 for a sensory item; sheets 19 and 20: stop without a declaration), a locked sheet with 0 raises
the objection itself. Other notes stop at an unsafe product, which 0 points alone do not show: the scorer
has to declare it when locking.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ratings.sheets.models import Sheet

DECISION = "26/2026/QĐ-TTg"
# Sheet and criteria at which 0 points, or no option, stop the assessment by the printed sheet.
ZERO_STOPS = {
    16: ("6.1", "6.2", "6.3", "6.4"),
    19: ("6",),
    20: ("6",),
}


def zero_stops(sheet: "Sheet", code: str) -> bool:
    """Whether 0 points at `code` stop the assessment by the printed sheet."""
    return sheet.decision == DECISION and code in ZERO_STOPS.get(sheet.number, ())
