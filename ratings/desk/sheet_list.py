"""The list of the official sheets, beside the stars that rest on each decision."""

from django.db.models import Count

from ocop.permissions import Act
from ocop.views import ListPage
from ratings.decisions.models import Recognition
from ratings.sheets.filters import SheetFilterSet
from ratings.sheets.former_decisions import INSTRUMENTS, counted
from ratings.sheets.models import Sheet


class SheetListView(ListPage):
    """All versions of all sheets, and the decisions that older stars rest on."""

    model = Sheet
    act = Act.READ_SHEETS
    filterset_class = SheetFilterSet
    template_name = "ratings/desk/sheet_list.html"
    paginate_by = 60

    def get_queryset(self):
        """Versions of one sheet stand together, the newest first."""
        return super().get_queryset().order_by("number", "-in_force_from", "-version")

    def get_context_data(self, **kwargs):
        """Add the instruments with how many recorded stars of the reader's scope may rest on each."""
        stars = Recognition.objects.visible_to(self.request.user).order_by()
        numbers = counted(stars.values_list("decision__signed_on").annotate(Count("pk")))
        instruments = [(each, numbers.get(each.number)) for each in reversed(INSTRUMENTS)]
        may_load = Act.EDIT_SHEETS.allows(self.request.user)
        return super().get_context_data(instruments=instruments, may_load=may_load, **kwargs)
