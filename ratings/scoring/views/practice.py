"""Practice with an official sheet; choices exist only in the form, nothing is stored."""

from django.shortcuts import render
from django.views.generic import ListView

from ocop.pages.views import DetailPage, ScopedViewMixin
from ocop.permissions import Act
from ratings.scoring.score_sheet import changed_rows, practice_sheet
from ratings.sheets.models import Sheet


class PracticeListView(ScopedViewMixin, ListView):
    """Sheets in force today."""

    model = Sheet
    act = Act.PRACTISE
    template_name = "ratings/scoring/practice_list.html"

    def get_queryset(self):
        """In the order of the decision."""
        return super().get_queryset().in_force().for_list()


class PracticeView(DetailPage):
    """A sheet that anybody may fill in to see its result. The state is the submitted form."""

    model = Sheet
    act = Act.PRACTISE
    context_object_name = "official"
    template_name = "ratings/scoring/practice_sheet.html"

    def get_queryset(self):
        """Published sheets only; drafts give no star."""
        return super().get_queryset().begun()

    def get_context_data(self, **kwargs):
        """Add the sheet with the choices of the form."""
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        return super().get_context_data(sheet=practice_sheet(self.object, asked), **kwargs)

    def post(self, request, *args, **kwargs):
        """Compute and show the totals: the changed row only, or the whole page."""
        self.object = self.get_object()
        context = self.get_context_data(shows_path=True, unnoted=True, saved_at="")
        if request.htmx:
            changed = {f"c{key}" for key in request.POST.getlist("changed")}
            lines = changed_rows(context["sheet"], changed)
            return render(request, "ratings/scoring/_saved.html", context | {"lines": lines})
        return self.render_to_response(context)


class BlankSheetView(DetailPage):
    """The official sheet to print and fill in by hand."""

    model = Sheet
    act = Act.PRACTISE
    context_object_name = "official"
    template_name = "ratings/scoring/blank_sheet.html"

    def get_queryset(self):
        """Published sheets only; drafts give no star."""
        return super().get_queryset().begun()

    def get_context_data(self, **kwargs):
        """Add the empty sheet."""
        return super().get_context_data(sheet=practice_sheet(self.object, self.request.GET), **kwargs)
