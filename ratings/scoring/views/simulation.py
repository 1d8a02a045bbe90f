"""Past results simulated on another version of a sheet."""

from django.core.paginator import Paginator

from ocop.pages.views import DetailPage
from ocop.permissions import Act
from ratings.scoring.models import Result
from ratings.scoring.simulation import count_changes, counts_as_text, simulate
from ratings.sheets.models import Sheet

# Maximum number of results on the page; the management command has no limit.
MOST = 500


class SheetSimulateView(DetailPage):
    """Past results of the product set on this version; nothing is written."""

    model = Sheet
    act = Act.SIMULATE_SHEET
    template_name = "ratings/scoring/sheet_simulate.html"

    def get_context_data(self, **kwargs):
        """Add the newest results of other versions with both stars."""
        results = Result.objects.visible_to(self.request.user).exclude(dossier__sheet=self.object)
        results = results.filter(dossier__sheet__product_set=self.object.product_set_id).for_list()
        found = simulate(results[:MOST], self.object)
        counts = count_changes(found)
        shown = [each for each in found if each.changed] if "changed" in self.request.GET else found
        page = Paginator(shown, 50).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            page_obj=page,
            counts=counts,
            summary=counts_as_text(counts),
            total=len(found),
            most=MOST,
            **kwargs,
        )
