"""What of the scores an authority publishes."""

from ocop.views import CreatePage, DeskWriteMixin
from ratings.councils.models import ScoreDisclosure
from ratings.councils.models.score_disclosure import DECIDERS
from ratings.forms.score_disclosure import ScoreDisclosureForm


class ScoreDisclosureView(DeskWriteMixin, CreatePage):
    """What the reader's authority has decided on its part scores, and a new decision from a day on."""

    model = ScoreDisclosure
    roles = DECIDERS
    form_class = ScoreDisclosureForm

    def get_context_data(self, **kwargs):
        """Add what was decided so far."""
        decided = ScoreDisclosure.objects.editable_by(self.request.user).for_list()
        return super().get_context_data(decided=decided, **kwargs)
