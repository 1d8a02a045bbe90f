"""Official sheets, and the recognitions based on each earlier decision."""

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from ocop.pages.columns import Column
from ocop.pages.views import ListPage
from ocop.permissions import Act
from ratings.decisions.models import Recognition
from ratings.sheets.filters import SheetFilterSet
from ratings.sheets.former_decisions import INSTRUMENTS, count_by_decision
from ratings.sheets.models import Sheet


class SheetListView(ListPage):
    """All versions of all sheets, and the earlier decisions that older recognitions are based on."""

    model = Sheet
    act = Act.READ_SHEETS
    filterset_class = SheetFilterSet
    template_name = "ratings/desk/sheet_list.html"
    paginate_by = 60
    columns = (
        Column(_("Sheet"), lambda sheet: f"{sheet.number}. {sheet.name}", link="get_desk_url"),
        Column(_("Decision"), "decision"),
        Column(_("Version"), "version", number=True),
        Column(
            _("In force from"), lambda sheet: sheet.in_force_from if sheet.published_at else None, without="–"
        ),
        Column(_("In force until the end of"), template="ratings/sheets/_end.html", row_name="sheet"),
        Column(_("State"), template="ratings/sheets/_state.html", row_name="sheet"),
    )

    def get_queryset(self):
        """Group versions of a sheet, newest first."""
        return super().get_queryset().order_by("number", "-in_force_from", "-version")

    def get_context_data(self, **kwargs):
        """Add the decisions with the number of recorded recognitions in the user's scope."""
        stars = Recognition.objects.visible_to(self.request.user).order_by()
        numbers = count_by_decision(stars.values_list("decision__signed_on").annotate(Count("pk")))
        instruments = [(each, numbers.get(each.number)) for each in reversed(INSTRUMENTS)]
        may_load = Act.EDIT_SHEETS.allows(self.request.user)
        return super().get_context_data(instruments=instruments, may_load=may_load, **kwargs)
