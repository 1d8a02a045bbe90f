"""What of the scores a province publishes."""

from ocop.views import CreatePage, Writing
from ratings.forms.score_disclosure import ScoreDisclosureForm
from ratings.models import ScoreDisclosure


class ScoreDisclosureView(Writing, CreatePage):
    """What the province has decided on its part scores, and a new decision from a day on."""

    model = ScoreDisclosure
    form_class = ScoreDisclosureForm

    def get_context_data(self, **kwargs):
        """Add what was decided so far."""
        decided = ScoreDisclosure.objects.visible_to(self.request.user).for_list()
        return super().get_context_data(decided=decided, **kwargs)
