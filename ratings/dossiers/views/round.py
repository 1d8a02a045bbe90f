"""Assessment rounds in the desk."""

from django.utils.translation import gettext_lazy as _

from ocop.pages.columns import Column
from ocop.pages.views import CreatePage, DeskPage, DetailPage, EditPage, HistoryPage, ListPage
from ocop.permissions import Act
from ratings.dossiers.filters import RoundFilterSet
from ratings.dossiers.forms.dossier import RoundForm
from ratings.dossiers.models import Dossier, Round


class RoundListView(DeskPage, ListPage):
    """Rounds with their days and number of dossiers."""

    model = Round
    act = Act.READ_ROUNDS
    filterset_class = RoundFilterSet
    paginate_by = 50
    template_name = "ratings/dossiers/round_list.html"
    columns = (
        Column(_("Round"), str, link="get_desk_url"),
        Column(_("Authority"), "place", without=_("Ministry of Agriculture and Environment")),
        Column(_("Proposals before"), "proposals_before"),
        Column(_("Results before"), "result_before"),
        Column(_("Dossiers"), "dossier_count", number=True),
    )

    def get_context_data(self, **kwargs):
        """Add whether the user may plan one."""
        return super().get_context_data(may_plan=Act.PLAN_ROUNDS.allows(self.request.user), **kwargs)


class RoundDetailView(DeskPage, DetailPage):
    model = Round
    act = Act.READ_ROUNDS
    template_name = "ratings/dossiers/round_detail.html"

    def get_context_data(self, **kwargs):
        """Add its dossiers, and whether the user may edit it."""
        user = self.request.user
        dossiers = Dossier.objects.visible_to(user).filter(round=self.object).for_list()
        may_edit = Round.objects.editable_by(user).filter(pk=self.object.pk).exists()
        return super().get_context_data(dossiers=dossiers, may_edit=may_edit, **kwargs)


class RoundCreateView(DeskPage, CreatePage):
    """A new round of the officer's own authority."""

    model = Round
    act = Act.PLAN_ROUNDS
    form_class = RoundForm
    template_name = "ratings/dossiers/round_form.html"


class RoundEditView(DeskPage, EditPage):
    model = Round
    act = Act.PLAN_ROUNDS
    form_class = RoundForm
    template_name = "ratings/dossiers/round_form.html"


class RoundHistoryView(HistoryPage):
    model = Round
    act = Act.READ_HISTORY
