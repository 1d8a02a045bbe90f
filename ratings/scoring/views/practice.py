"""Practice with an official sheet: what is chosen stands in the form alone, nothing is stored, nothing has effect."""

from django.shortcuts import render
from django.views.generic import ListView

from ocop.permissions import Act
from ocop.views import DetailPage, ScopedViewMixin
from ratings.scoring.score_sheet import changed_rows, practised_sheet
from ratings.sheets.models import Sheet


class PracticeListView(ScopedViewMixin, ListView):
    """The sheets that hold today."""

    model = Sheet
    act = Act.PRACTISE
    template_name = "ratings/score/practice_list.html"

    def get_queryset(self):
        """In the order of the decision."""
        return super().get_queryset().in_force().for_list()


class PracticeView(DetailPage):
    """A sheet that anybody may fill to see what it gives. The state is the form that is sent."""

    model = Sheet
    act = Act.PRACTISE
    context_object_name = "official"
    template_name = "ratings/score/practice_sheet.html"

    def get_queryset(self):
        """Only what was published: a draft gives no star yet."""
        return super().get_queryset().begun()

    def get_context_data(self, **kwargs):
        """Lay the sheet out with what the form says."""
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        return super().get_context_data(sheet=practised_sheet(self.object, asked), **kwargs)

    def post(self, request, *args, **kwargs):
        """Add up what was chosen and show it; the line that changed and the totals, or the whole page."""
        self.object = self.get_object()
        context = self.get_context_data(shows_path=True, unnoted=True, saved_at="")
        if request.htmx:
            changed = {f"c{key}" for key in request.POST.getlist("changed")}
            lines = changed_rows(context["sheet"], changed)
            return render(request, "ratings/score/_saved.html", context | {"lines": lines})
        return self.render_to_response(context)


class BlankSheetView(DetailPage):
    """The official sheet to be printed and filled by hand."""

    model = Sheet
    act = Act.PRACTISE
    context_object_name = "official"
    template_name = "ratings/score/blank_sheet.html"

    def get_queryset(self):
        """Only what was published: a draft gives no star yet."""
        return super().get_queryset().begun()

    def get_context_data(self, **kwargs):
        """Lay out the empty sheet."""
        return super().get_context_data(sheet=practised_sheet(self.object, self.request.GET), **kwargs)
