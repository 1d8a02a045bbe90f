"""Models of sheets."""

from ratings.sheets.models.criterion import Criterion, Option
from ratings.sheets.models.criterion_kind import CriterionKind
from ratings.sheets.models.interpretation import SheetReading
from ratings.sheets.models.sheet import Sheet, SheetState

__all__ = ["Criterion", "CriterionKind", "Option", "Sheet", "SheetReading", "SheetState"]
