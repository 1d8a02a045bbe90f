"""The kinds of nodes in the tree of a sheet."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CriterionKind(models.TextChoices):
    """Where a node stands in the tree of a sheet."""

    PART = "part", _("Part")
    SECTION = "section", _("Section")
    CRITERION = "criterion", _("Criterion")
    CASE = "case", _("Alternative case")


# Under which name the file of a sheet lists the nodes of a kind.
BRANCH_NAMES = {
    CriterionKind.SECTION: "sections",
    CriterionKind.CRITERION: "children",
    CriterionKind.CASE: "alternatives",
}
