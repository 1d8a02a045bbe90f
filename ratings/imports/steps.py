"""Steps of an uploaded list: answers, corrections, the import, its undo, the end."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.operation.work import IMPORTS
from ocop.pages.steps import DiscardView, StepFormView, StepView
from ocop.permissions import Act
from ratings.imports.desk import answer_questions, correct_cells, read_again, start_import
from ratings.imports.ending import end_import
from ratings.imports.forms import AnswersForm, CorrectionsForm, ImportConfirmForm, UndoForm
from ratings.imports.models import RegisterImport, RowStatus
from ratings.imports.plan import not_written
from ratings.imports.undo import undo_import, what_undo_takes_back, why_not_undo


class ImportStepView(StepFormView):
    """A form that does one thing to a list."""

    model = RegisterImport
    act = Act.IMPORT_LISTS

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | self.shown()

    def shown(self) -> dict[str, Any]:
        """What of the list the form is about."""
        return {}


class ImportWriteView(ImportStepView):
    """Import a previewed list, once."""

    form_class = ImportConfirmForm
    title = _("Import the list")
    action_label = _("Import")

    def shown(self) -> dict[str, Any]:
        return {"not_written": not_written(self.object.counts)}

    def step(self, kept: RegisterImport, form: ImportConfirmForm) -> str:
        accepted = form.cleaned_data.get("accept_good_rows", False)
        start_import(kept, by=self.request.user, accept_good_rows=accepted)
        return gettext("The list is being imported. This page can be left.")


class ImportAnswersView(ImportStepView):
    """Answer questions of a list; it is planned again with the answers."""

    form_class = AnswersForm
    title = _("Questions about the list")
    action_label = _("Save the answers")

    def shown(self) -> dict[str, Any]:
        shown = self.object.questions_on(self.request.GET.get("questions"))
        posted = [each for each in self.object.questions if each["key"] in self.request.POST]
        return {"questions": [*shown, *(each for each in posted if each not in shown)]}

    def step(self, kept: RegisterImport, form: AnswersForm) -> str:
        answer_questions(kept, form.answers())
        return gettext("Saved. The list is read again with your answers.")


class ImportCorrectionsView(ImportStepView):
    """Correct refused cells of a list; it is planned again with them."""

    form_class = CorrectionsForm
    title = _("Refused cells")
    action_label = _("Save the corrections")

    def shown(self) -> dict[str, Any]:
        shown = self.object.rows_on(RowStatus.REFUSED, self.request.GET.get("page"))
        posted = {name.partition("|")[0] for name in self.request.POST if "|" in name}
        return {
            "rows": [row for row in self.object.refused_rows if row["row"] in posted] if posted else shown
        }

    def step(self, kept: RegisterImport, form: CorrectionsForm) -> str:
        correct_cells(kept, form.corrections())
        return gettext("Saved. The list is read again with your corrections.")


class ImportReadView(StepView):
    """Read a list again: in the language of whoever asks, or after its job failed."""

    model = RegisterImport
    act = Act.IMPORT_LISTS

    def step(self, kept: RegisterImport) -> str:
        read_again(kept)
        return gettext("The list is read again. This page can be left.")


class ImportUndoView(ImportStepView):
    """Take back an import, after a page that says what is deleted and restored."""

    work = IMPORTS
    form_class = UndoForm
    title = _("Take the import back")
    action_label = _("Take the import back")

    @property
    def lead(self) -> str:
        return "; ".join(what_undo_takes_back(self.object)) + "."

    def why_not(self) -> str:
        return " ".join(why_not_undo(self.object))

    def step(self, kept: RegisterImport, form: UndoForm) -> str:
        undo_import(kept, by=self.request.user, reason=form.cleaned_data["reason"])
        return gettext("Taken back: the register is as it was before the import.")


class ImportDiscardView(DiscardView):
    """Delete a list, or the contents of one that was imported."""

    model = RegisterImport
    act = Act.IMPORT_LISTS
    listed_in = "desk-import"
    title = _("Delete the list")
    action_label = _("Delete")

    @property
    def lead(self) -> str:
        if self.object.is_written:
            return gettext("Its file and its rows are deleted. It can then no longer be taken back.")
        return gettext("Its file and its rows are deleted. Nothing of it was imported.")

    def discard(self, kept: RegisterImport) -> str:
        end_import(kept)
        return gettext("Deleted.")
