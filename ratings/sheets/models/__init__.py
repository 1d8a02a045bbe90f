from ratings.sheets.models.criterion import Criterion, Option
from ratings.sheets.models.interpretation import SheetInterpretation
from ratings.sheets.models.sheet import CriterionKind, Sheet, SheetState

__all__ = ["Criterion", "CriterionKind", "Option", "Sheet", "SheetInterpretation", "SheetState"]
