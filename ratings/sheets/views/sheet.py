"""Official sheets in the desk: versions, content, differences, upload of new ones."""

from typing import Any

from django.contrib import messages
from django.db.models import Case, When
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from ocop.operation.work import UPLOADS
from ocop.pages.kept_uploads import KeepsUploads
from ocop.pages.steps import DiscardView, StepView
from ocop.pages.views import DetailPage, ScopedViewMixin
from ocop.permissions import Act
from ocop.refusal import RefusedError
from ratings.sheets.files import SheetError
from ratings.sheets.forms import SheetChoiceForm, SheetDraftForm
from ratings.sheets.layout import differing, fault_of, gates_of, parts_with_nodes
from ratings.sheets.models import Sheet, SheetInterpretation
from ratings.sheets.models.sheet import SheetQuerySet
from ratings.sheets.open_questions import with_interpretations
from ratings.sheets.release import why_not_recall
from ratings.sheets.versions import discard, save_draft, stored_versions, validate


class SheetDetailView(DetailPage):
    """A version of a sheet: criteria, star requirements, corrected misprints, open questions."""

    model = Sheet
    act = Act.READ_SHEETS
    template_name = "ratings/sheets/sheet_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the layout for reading."""
        sheet = self.object
        interpretations = SheetInterpretation.objects.visible_to(self.request.user).on_versions_of(sheet)
        return super().get_context_data(
            parts=parts_with_nodes(sheet.criteria.all()),
            gates=gates_of(sheet),
            questions=with_interpretations(sheet, interpretations.for_list()),
            versions=Sheet.objects.visible_to(self.request.user)
            .filter(product_set=sheet.product_set_id)
            .for_list(),
            may_record=Act.RECORD_INTERPRETATION.allows(self.request.user),
            may_simulate=Act.SIMULATE_SHEET.allows(self.request.user),
            fault="" if sheet.published_at else fault_of(sheet),
            may_publish=Act.EDIT_SHEETS.allows(self.request.user) and sheet.published_at is None,
            may_recall=not why_not_recall(sheet, by=self.request.user),
            **kwargs,
        )


class SheetCompareView(DetailPage):
    """Differences of a version from another as text, by default from the previous one."""

    model = Sheet
    act = Act.READ_SHEETS
    template_name = "ratings/sheets/sheet_compare.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the other version and the differences by place."""
        form = SheetChoiceForm(self.request.GET or None, sheets=self._others())
        other = form.cleaned_data["to"] if form.is_valid() else self._before()
        form.initial["to"] = other
        return super().get_context_data(
            form=form, other=other, differences=differing(other, self.object) if other else [], **kwargs
        )

    def _others(self) -> SheetQuerySet:
        """Return every other visible sheet, versions of the same set first."""
        same = Case(When(product_set=self.object.product_set_id, then=0), default=1)
        rows = Sheet.objects.visible_to(self.request.user).exclude(pk=self.object.pk)
        return rows.select_related("product_set").order_by(same, "number", "-in_force_from", "-version")

    def _before(self) -> Sheet | None:
        """Return the previous version, or else another one of its set."""
        same = self._others().filter(product_set=self.object.product_set_id)
        earlier = same.filter(in_force_from__lte=self.object.in_force_from)
        return earlier.order_by("-in_force_from", "-version").first() or same.first()


class SheetDraftView(KeepsUploads, ScopedViewMixin, FormView):
    """Load a new version of a sheet as a draft."""

    model = Sheet
    act = Act.EDIT_SHEETS
    work = UPLOADS
    form_class = SheetDraftForm
    template_name = "ratings/sheets/sheet_draft.html"

    def form_valid(self, form: SheetDraftForm) -> HttpResponse:
        """Save it and show it, with what does not add up."""
        file = form.cleaned_data["file"]
        replaces = stored_versions(file).exists()
        try:
            sheet = save_draft(file, source=file.document["decision"])
        except SheetError as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        if replaces:
            messages.warning(self.request, gettext("The earlier draft of this version was replaced."))
        return HttpResponseRedirect(sheet.get_desk_url())


class SheetStep(StepView):
    """A step on a sheet by the administrator; a SheetError is shown as a refusal."""

    model = Sheet
    act = Act.EDIT_SHEETS

    def do(self, sheet: Sheet) -> str:
        """Run the step; return its message."""
        raise NotImplementedError

    def step(self, sheet: Sheet) -> str:
        try:
            return self.do(sheet)
        except SheetError as error:
            raise RefusedError(str(error)) from error


class SheetValidateView(SheetStep):
    """Verify that a draft adds up."""

    def do(self, sheet: Sheet) -> str:
        validate(sheet)
        return gettext("The sheet adds up.")


class SheetDiscardView(DiscardView):
    """Delete a draft."""

    model = Sheet
    act = Act.EDIT_SHEETS
    title = action_label = _("Throw the draft away")
    listed_in = "desk-sheet-list"

    def discard(self, sheet: Sheet) -> str:
        """Delete it, or show why not."""
        try:
            discard(sheet)
        except SheetError as error:
            raise RefusedError(str(error)) from error
        return gettext("The draft is thrown away.")
