"""Steps of an uploaded list: answers, corrections, the import, its undo, the end."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.pages.steps import DiscardView, StepFormView, StepView
from ocop.permissions import Act
from ratings.imports.desk import (
    StaleFormError,
    answer_questions,
    match_anew,
    read_again,
    start_import,
    start_undo,
    why_not_undo,
)
from ratings.imports.ending import end_import
from ratings.imports.forms import AnswersForm, ImportConfirmForm, PreviewForm, UndoForm
from ratings.imports.made import made_by
from ratings.imports.models import ColumnMatch, RegisterImport
from ratings.imports.obstacles import import_step
from ratings.imports.plan import counts_as_text, not_written


class ImportStepView(StepFormView):
    """A form that does one thing to a list."""

    model = RegisterImport
    act = Act.IMPORT_LISTS

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | self.shown()

    def shown(self) -> dict[str, Any]:
        """What of the list the form is about."""
        return {}


class PreviewStepView(ImportStepView):
    """A form that was filled from a preview; after another reading it is shown again, with what was typed."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"reading": self.object.readings}

    def step(self, kept: RegisterImport, form: PreviewForm) -> str:
        try:
            return self.proceed(kept, form, form.cleaned_data["reading"])
        except StaleFormError:
            form.was_shown_again(RegisterImport.objects.get(pk=kept.pk).readings)
            raise

    def proceed(self, kept: RegisterImport, form: Any, reading: int | None) -> str:
        """Do it; the message."""
        raise NotImplementedError


class ImportWriteView(PreviewStepView):
    """Import a previewed list, once. The list's own page has the form; a refusal says here what is to be done."""

    form_class = ImportConfirmForm
    template_name = "ratings/imports/import_write.html"
    title = _("Import the list")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(f"{self.object.get_desk_url()}#write")

    @property
    def lead(self) -> str:
        return counts_as_text(self.object.counts)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | import_step(self.object)

    def shown(self) -> dict[str, Any]:
        return {"not_written": not_written(self.object.counts)}

    def proceed(self, kept: RegisterImport, form: ImportConfirmForm, reading: int | None) -> str:
        accepted = form.cleaned_data.get("accept_good_rows", False)
        start_import(kept, by=self.request.user, accept_good_rows=accepted, reading=reading)
        return gettext("The list is being imported. This page can be left.")


class ImportAnswersView(PreviewStepView):
    """Answer questions of a list and correct refused cells; it is planned again with both.

    What could not be saved is shown again without links to other pages of it.
    """

    form_class = AnswersForm
    template_name = "ratings/imports/import_answers.html"
    title = _("Questions and refused rows of the list")

    def shown(self) -> dict[str, Any]:
        return {"questions": self._questions(), "rows": self._rows()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(questions=None, refused=None, **kwargs)

    def _questions(self) -> list[dict[str, Any]]:
        shown = self.object.questions_on(self.request.GET.get("questions")).object_list
        posted = [each for each in self.object.questions if each["key"] in self.request.POST]
        keys = {each["key"] for each in shown}
        return [*shown, *(each for each in posted if each["key"] not in keys)]

    def _rows(self) -> list[dict[str, Any]]:
        """Return the rows whose cells were sent; on a page without any, those that it shows."""
        posted = {name.partition("|")[0] for name in self.request.POST if "|" in name}
        shown = self.object.refused_on(self.request.GET.get("refused")).object_list
        return [row for row in self.object.refused_rows if row["row"] in posted] if posted else shown

    def proceed(self, kept: RegisterImport, form: AnswersForm, reading: int | None) -> str:
        answers, corrections = form.answers(), form.corrections()
        answer_questions(kept, answers, corrections, by=self.request.user, reading=reading)
        return gettext("Saved. The list is read again with what you answered and corrected.")


class ImportReadView(StepView):
    """Read a list again: in the language of whoever asks, or after its job failed."""

    model = RegisterImport
    act = Act.IMPORT_LISTS

    def step(self, kept: RegisterImport) -> str:
        read_again(kept)
        return gettext("The list is read again. This page can be left.")


class ImportForgetView(StepView):
    """Forget what a heading of a list was matched with; the list is read again, and asks."""

    model = RegisterImport
    act = Act.IMPORT_LISTS

    def step(self, kept: RegisterImport) -> str:
        match_anew(kept, self.request.POST.get("heading", ""))
        return gettext("Removed. The list is read again and asks about the column.")


class MatchForgetView(StepView):
    """Forget a match of the province, whatever list it came from."""

    model = ColumnMatch
    act = Act.IMPORT_LISTS

    def step(self, match: ColumnMatch) -> str:
        match.delete()
        return gettext("Removed: the next list with this heading asks about it.")

    def get_success_url(self) -> str:
        return reverse("desk-import")


class ImportUndoView(ImportStepView):
    """Take back an import, after a page that says what is deleted and restored."""

    form_class = UndoForm
    title = _("Take the import back")
    action_label = _("Take the import back")

    template_name = "ratings/imports/import_undo.html"
    lead = _(
        "For everybody and at once: what the import made is deleted, and what it changed gets its former values. The "
        "history of both stays."
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(kinds=made_by(self.object), **kwargs)

    def why_not(self) -> str:
        return why_not_undo(self.object)

    def step(self, kept: RegisterImport, form: UndoForm) -> str:
        start_undo(kept, by=self.request.user, reason=form.cleaned_data["reason"])
        return gettext("The import is being taken back. This page can be left.")


class ImportDiscardView(DiscardView):
    """Delete a list, or the contents of one that was imported."""

    model = RegisterImport
    act = Act.IMPORT_LISTS
    listed_in = "desk-import"
    template_name = "ratings/imports/import_discard.html"
    title = _("Delete the list")
    action_label = _("Delete")

    @property
    def lead(self) -> str:
        if self.object.is_undone:
            return gettext("Its file and its rows are deleted. The import was taken back before.")
        if self.object.is_written:
            return gettext(
                "Its file and its rows are deleted. What it wrote stays in the register and can then no longer be taken "
                "back as a whole."
            )
        return gettext("Its file and its rows are deleted. Nothing of it was imported.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stays = [] if self.object.is_undone else made_by(self.object)
        return super().get_context_data(kinds=stays, summary=counts_as_text(self.object.counts), **kwargs)

    def discard(self, kept: RegisterImport) -> str:
        end_import(kept)
        return gettext("Deleted.")
