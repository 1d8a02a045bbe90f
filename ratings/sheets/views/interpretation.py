"""Open questions of the printed sheets in the desk, and provinces' interpretations."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from ocop.pages.steps import StepFormView
from ocop.pages.views import ScopedViewMixin
from ocop.permissions import Act
from ratings.sheets.forms import SheetInterpretationEndForm, SheetInterpretationForm
from ratings.sheets.models import Sheet, SheetInterpretation
from ratings.sheets.open_questions import OF_THE_LAW, questions_of_sheets, questions_on


class SheetQuestionsView(ScopedViewMixin, TemplateView):
    """Open questions of the sheets in force, with the interpretations of the portal and of provinces."""

    act = Act.READ_SHEETS
    template_name = "ratings/sheets/sheet_questions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add each question once with its sheets, and the interpretations in the user's scope."""
        sheets = list(Sheet.objects.in_force().for_list().for_detail())
        interpretations = SheetInterpretation.objects.visible_to(self.request.user).in_force().for_list()
        return super().get_context_data(
            questions=questions_of_sheets(sheets),
            interpretations=interpretations,
            of_the_law=OF_THE_LAW,
            **kwargs,
        )


class SheetInterpretationCreateView(StepFormView):
    """Record the province's interpretation of a question of this sheet."""

    model = Sheet
    act = Act.RECORD_INTERPRETATION
    form_class = SheetInterpretationForm
    title = _("Record a reading")
    lead = _(
        "The reading is shown at the criterion on the score sheets of your province. It changes no points,"
        " requirement or star: those are the decision's."
    )
    action_label = _("Record the reading")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the questions of this sheet."""
        return super().get_form_kwargs() | {"questions": questions_on(self.object)}

    def get_initial(self) -> dict[str, Any]:
        """Default to the question that the officer came from."""
        return super().get_initial() | {"question": self.request.GET.get("question", "")}

    def step(self, sheet: Sheet, form: SheetInterpretationForm) -> str:
        SheetInterpretation.objects.record(sheet, by=self.request.user, **form.cleaned_data)
        return gettext("The reading is recorded.")


class SheetInterpretationEndView(StepFormView):
    model = SheetInterpretation
    act = Act.END_INTERPRETATION
    form_class = SheetInterpretationEndForm
    title = _("End a reading")
    lead = _("From that day the reading of the portal holds again. What was recorded is kept.")
    action_label = _("End the reading")

    def subject(self) -> str:
        return str(self.object.sheet)

    def step(self, interpretation: SheetInterpretation, form: SheetInterpretationEndForm) -> str:
        interpretation.end(form.cleaned_data["day"], by=self.request.user)
        return gettext("The reading ends.")
