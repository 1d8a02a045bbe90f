"""How products got their stars."""

from ratings.models.sheet import Criterion, CriterionKind, Option, Sheet

__all__ = ["Criterion", "CriterionKind", "Option", "Sheet"]
