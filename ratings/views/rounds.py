"""Assessment rounds in the desk."""

from ocop.views import CreatePage, DetailPage, EditPage, HistoryPage, ListPage, Reading, Writing
from ratings.filters import RoundFilterSet
from ratings.forms.round import RoundForm
from ratings.models import Dossier, Round


class RoundListView(Reading, ListPage):
    """Rounds with their days and how many dossiers they have."""

    model = Round
    filterset_class = RoundFilterSet
    paginate_by = 50


class RoundDetailView(Reading, DetailPage):
    """A round and where its dossiers stand."""

    model = Round

    def get_context_data(self, **kwargs):
        """Add its dossiers."""
        dossiers = Dossier.objects.visible_to(self.request.user).filter(round=self.object).for_list()
        return super().get_context_data(dossiers=dossiers, **kwargs)


class RoundCreateView(Writing, CreatePage):
    """A new round of the officer's own authority."""

    model = Round
    form_class = RoundForm


class RoundEditView(Writing, EditPage):
    """Change a round's days."""

    model = Round
    form_class = RoundForm


class RoundHistoryView(HistoryPage):
    """Who changed a round."""

    model = Round
