from ratings.aftercare.models.checklist import ChecklistItem
from ratings.aftercare.models.inspection import Inspection

__all__ = ["ChecklistItem", "Inspection"]
