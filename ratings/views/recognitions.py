"""Recognitions in the desk."""

import django_filters
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.models import Role
from ocop.views import DetailPage, ListPage
from ratings.forms.decision import WithdrawalForm
from ratings.models import Decision, Recognition, RecognitionState
from ratings.views.actions import StepFormView


class RecognitionFilterSet(django_filters.FilterSet):
    """Recognitions by stars and by what they are today."""

    stars = django_filters.ChoiceFilter(
        label=_("Stars"), choices=[(n, n) for n in (3, 4, 5)], empty_label=_("All")
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=RecognitionState.choices, empty_label=_("All")
    )

    class Meta:
        model = Recognition
        fields = ["stars"]


class RecognitionListView(ListPage):
    """Stars with their dates."""

    model = Recognition
    scope = "visible_to"
    folder = "desk"
    filterset_class = RecognitionFilterSet
    paginate_by = 50

    def get_queryset(self):
        """With what each is today."""
        return super().get_queryset().with_state()


class RecognitionDetailView(DetailPage):
    """One recognition with its decision and what became of it."""

    model = Recognition
    scope = "visible_to"
    folder = "desk"


class RecognitionWithdrawView(StepFormView):
    """Prepare the withdrawal of a recognition; somebody else issues it."""

    model = Recognition
    scope = "editable_by"
    roles = frozenset({Role.PROVINCIAL_OFFICER})
    form_class = WithdrawalForm
    title = _("Prepare the withdrawal")
    lead = _("The leader issues it. From the day of the decision the recognition no longer holds.")
    action_label = _("Prepare the withdrawal")

    def step(self, recognition, form):
        """Prepare it."""
        self.decision = Decision.objects.prepare_withdrawal(
            recognition, by=self.request.user, **form.cleaned_data
        )
        return gettext("Prepared. Somebody else issues it.")

    def get_success_url(self):
        """The prepared decision; the recognition while there is none."""
        return getattr(self, "decision", self.object).get_desk_url()
