from ratings.sheets.models.criterion import Criterion, Option
from ratings.sheets.models.interpretation import SheetReading
from ratings.sheets.models.sheet import CriterionKind, Sheet, SheetState

__all__ = ["Criterion", "CriterionKind", "Option", "Sheet", "SheetReading", "SheetState"]
