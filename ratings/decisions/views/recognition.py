"""Recognitions in the desk."""

import django_filters
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.pages.columns import Column
from ocop.pages.steps import StepFormView
from ocop.pages.views import DetailPage, ListPage
from ocop.permissions import Act
from ocop.values.dates import format_day
from ratings.decisions.correction import why_not_giver
from ratings.decisions.extension import why_not_extend
from ratings.decisions.forms.decision import CorrectionForm, ExtensionForm, WithdrawalForm
from ratings.decisions.models import (
    Recognition,
    RecognitionState,
    pending_withdrawals,
    why_not_prepare,
)
from ratings.decisions.prepare import prepare_correction, prepare_extension, prepare_withdrawal
from ratings.decisions.validity import LONGEST_EXTENSION


class RecognitionFilterSet(django_filters.FilterSet):
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
    """Recognitions with their dates."""

    model = Recognition
    act = Act.READ_RECOGNITIONS
    filterset_class = RecognitionFilterSet
    paginate_by = 50
    template_name = "ratings/decisions/recognition_list.html"
    columns = (
        Column(_("Product"), "product", link="get_desk_url"),
        Column(_("Stars"), "stars", template="ratings/decisions/_stars.html", row_name="recognition"),
        Column(_("State"), template="ratings/decisions/_recognition_state.html", row_name="recognition"),
        Column(_("Decision"), "decision", link="decision.get_desk_url", guarded=True),
        Column(_("Code"), "code"),
    )

    def get_queryset(self):
        return super().get_queryset().with_state()


class RecognitionDetailView(DetailPage):
    """A recognition with its decision and later changes."""

    model = Recognition
    act = Act.READ_RECOGNITIONS
    template_name = "ratings/decisions/recognition_detail.html"

    def get_context_data(self, **kwargs):
        """Add the decisions that the user may prepare, and a prepared withdrawal."""
        recognition, user = self.object, self.request.user
        prepares = Act.CHANGE_RECOGNITION.allows(user)
        return super().get_context_data(
            extends=prepares and not why_not_extend(recognition, None, place=user.place),
            corrects=prepares and not why_not_giver(recognition, user.place),
            prepares=prepares,
            withdrawal_refusal=why_not_prepare(recognition, place=user.place) if prepares else "",
            pending=pending_withdrawals(recognition).select_related("decision").first(),
            **kwargs,
        )


class RecognitionExtendView(StepFormView):
    """Prepare the extension of a recognition with an undecided re-assessment; somebody else issues it."""

    model = Recognition
    act = Act.CHANGE_RECOGNITION
    form_class = ExtensionForm
    title = _("Prepare the extension")
    action_label = _("Prepare the extension")

    @property
    def lead(self):
        """Why it cannot be extended, or the applicable rule."""
        return why_not_extend(self.object, None, place=self.request.user.place) or gettext(
            "The re-assessment was filed in time and is not decided yet (article 12.3). The leader issues the decision;"
            " it holds from the end of the term, on %(last)s, and ends with the result."
        ) % {"last": format_day(self.object.last_day_of_term)}

    def get_initial(self):
        """Default to the latest day that the law allows."""
        return super().get_initial() | {"until": self.object.expires_on + LONGEST_EXTENSION}

    def step(self, recognition, form):
        self.decision = prepare_extension(recognition, by=self.request.user, **form.cleaned_data)
        return gettext("Prepared. Somebody else issues it.")

    def get_success_url(self):
        """Return the page of the prepared decision, or of the recognition if there is none."""
        return getattr(self, "decision", self.object).get_desk_url()


class RecognitionCorrectView(StepFormView):
    """Prepare the correction of a recognition; somebody else issues it."""

    model = Recognition
    act = Act.CHANGE_RECOGNITION
    form_class = CorrectionForm
    title = _("Prepare a correction")
    action_label = _("Prepare the correction")

    @property
    def lead(self):
        """Why the user's authority cannot correct it, or the applicable rule."""
        return why_not_giver(self.object, self.request.user.place) or gettext(
            "Change what the decision or its record says wrongly. The decision names what stood and what stands; it"
            " shows on the public page. Stars and term of a recognition issued here follow from its result."
        )

    def get_form_kwargs(self):
        """Show current values."""
        return super().get_form_kwargs() | {"recognition": self.object}

    def step(self, recognition, form):
        self.decision = prepare_correction(recognition, form.wanted, by=self.request.user, **form.grounds)
        return gettext("Prepared. Somebody else issues it.")

    def get_success_url(self):
        """Return the page of the prepared decision, or of the recognition if there is none."""
        return getattr(self, "decision", self.object).get_desk_url()


class RecognitionWithdrawView(StepFormView):
    """Prepare the withdrawal of a recognition; somebody else issues it."""

    model = Recognition
    act = Act.CHANGE_RECOGNITION
    form_class = WithdrawalForm
    title = _("Prepare the withdrawal")
    lead = _(
        "The province withdraws three and four stars, the ministry five (article 8). The leader issues it; from"
        " the day of the decision the recognition no longer holds."
    )
    action_label = _("Prepare the withdrawal")

    def step(self, recognition, form):
        data = form.cleaned_data
        self.decision = prepare_withdrawal(
            recognition, data["ground"], form.conclusion, by=self.request.user, signatory=data["signatory"]
        )
        return gettext("Prepared. Somebody else issues it.")

    def get_success_url(self):
        """Return the page of the prepared decision, or of the recognition if there is none."""
        return getattr(self, "decision", self.object).get_desk_url()
