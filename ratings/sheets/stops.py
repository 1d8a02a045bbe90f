"""Where 0 points stop the assessment: by the print itself, or if the assessor finds the product unsafe.

Law: the notes of the sheets of Decision 26/2026/QĐ-TTg. Where one says what 0 points mean (sheet 16: no further step
after 0 in a sensory item; sheets 19 and 20: none without a declaration), a locked sheet with 0 raises the objection by
itself. The other notes stop at what is unsafe, which 0 points alone do not say: who locks such a sheet is asked.
"""

DECISION = "26/2026/QĐ-TTg"
# Sheet and criteria at which 0 points, or none of the options reached, stop the assessment by the print.
ZERO_STOPS = {
    16: ("6.1", "6.2", "6.3", "6.4"),
    19: ("6",),
    20: ("6",),
}


def zero_stops(sheet, code: str) -> bool:
    """Whether the print of the sheet says that 0 points at `code` stop the assessment."""
    return sheet.decision == DECISION and code in ZERO_STOPS.get(sheet.number, ())
