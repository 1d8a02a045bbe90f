"""Publication of a draft: proposed by one administrator, published by another; recalled before its first day."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.operation.work import UPLOADS
from ocop.pages.document_views import DocumentView
from ocop.pages.steps import StepFormView
from ocop.permissions import Act
from ocop.refusal import RefusedError
from ratings.sheets.files import SheetError
from ratings.sheets.forms import SheetProposeForm, SheetRecallForm, SheetReleaseForm
from ratings.sheets.layout import by_place
from ratings.sheets.models import Sheet
from ratings.sheets.release import (
    changes,
    differences_as_text,
    neighbours,
    propose,
    recall,
    release,
    why_not_release,
)


class SheetStepForm(StepFormView):
    """A form for a step on a sheet; a SheetError is shown as a refusal."""

    model = Sheet
    act = Act.EDIT_SHEETS

    def do(self, sheet: Sheet, form: forms.Form) -> str:
        """Run the step; return its message."""
        raise NotImplementedError

    def step(self, sheet: Sheet, form: forms.Form) -> str:
        try:
            return self.do(sheet, form)
        except SheetError as error:
            raise RefusedError(str(error)) from error


class SheetProposeView(SheetStepForm):
    """Propose a draft with the document that orders it."""

    work = UPLOADS
    form_class = SheetProposeForm
    title = _("Propose this version")
    lead = _(
        "Another administrator publishes what you propose. Bands and star requirements stay those of the decision."
    )
    action_label = _("Propose")

    def do(self, sheet: Sheet, form: forms.Form) -> str:
        propose(sheet, by=self.request.user, **form.cleaned_data)
        return gettext("The version waits for a second administrator.")


class SheetReleaseView(SheetStepForm):
    """Publish what another administrator has proposed; the page shows all changes."""

    form_class = SheetReleaseForm
    template_name = "ratings/sheets/sheet_release.html"
    title = _("Publish this version")
    lead = _("A published version is never changed. The version before ends where this one begins.")
    action_label = _("Publish")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add differences from the previous version, those that change stars first."""
        sheet = self.object
        before, _after = neighbours(sheet)
        found = changes(before, sheet) if before else []
        return super().get_context_data(
            sheet=sheet,
            before=before,
            meaning=differences_as_text(found),
            differences=by_place(found),
            refusal=why_not_release(sheet, by=self.request.user),
            **kwargs,
        )

    def do(self, sheet: Sheet, form: forms.Form) -> str:
        release(sheet, by=self.request.user)
        return gettext("The version is published.")


class SheetRecallView(SheetStepForm):
    """Recall a published version before its first day."""

    form_class = SheetRecallForm
    title = _("Recall this version")
    lead = _("It has not begun yet: the version before goes on as if this one had not been published.")
    action_label = _("Recall")

    def do(self, sheet: Sheet, form: forms.Form) -> str:
        recall(sheet, by=self.request.user, reason=form.cleaned_data["reason"])
        return gettext("The version is recalled.")


class SheetDocumentView(DocumentView):
    """The signed document that orders a version."""

    model = Sheet
    act = Act.READ_SHEETS
    file_field = "file"
    name_field = "file_name"
