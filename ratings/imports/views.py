"""Pages of the import: upload, preview, confirmation, result; export of the register."""

from io import BytesIO
from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.http import FileResponse, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View
from django.views.generic.detail import SingleObjectMixin
from django.views.generic.list import MultipleObjectMixin

from ocop.files.spreadsheets import CONTENT_TYPES, XLSX, list_file
from ocop.models import Place
from ocop.operation.work import IMPORTS, LISTS
from ocop.pages.hand_out import hand_out
from ocop.pages.kept_uploads import KeepsUploads
from ocop.pages.request import PortalRequest
from ocop.pages.steps import DiscardView, StepFormView, refused
from ocop.pages.views import DetailPage, ScopedViewMixin
from ocop.permissions import Act
from products.models import Product
from ratings.decisions.models import RecordedDecision
from ratings.imports.desk import (
    answer_questions,
    correct_cells,
    in_reader_language,
    job_of,
    refused_csv,
    start_import,
    store_upload,
)
from ratings.imports.ending import end_import
from ratings.imports.exporting import HEADINGS, cells_of, rows, write_template
from ratings.imports.formats.known import FORMATS, label_of
from ratings.imports.forms import AnswersForm, CorrectionsForm, ImportConfirmForm, ImportForm, UndoForm
from ratings.imports.marked_workbook import write_marked_workbook
from ratings.imports.models import LOWERED, RegisterImport, RowStatus
from ratings.imports.plan import counts_as_text, not_written
from ratings.imports.undo import undo_import, what_undo_takes_back, why_not_undo

LAST = 20
# Questions on one page; the others follow when these are answered.
QUESTIONS = 30
ROWS = 100


class ImportView(KeepsUploads, ScopedViewMixin, MultipleObjectMixin, FormView):
    """Upload a list to preview its import; earlier lists are shown below."""

    model = RegisterImport
    act = Act.IMPORT_LISTS
    work = IMPORTS
    form_class = ImportForm
    template_name = "ratings/imports/import_form.html"

    def form_valid(self, form: ImportForm) -> HttpResponse:
        upload = form.cleaned_data["file"]
        kept = store_upload(upload.read(), file_name=upload.name, by=self.request.user)
        return HttpResponseRedirect(kept.get_desk_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        last = self.get_queryset().for_list()[:LAST]
        return super().get_context_data(object_list=last, registers=FORMATS.values(), **kwargs)


class ImportDetailView(DetailPage):
    """Outcome of an import by row, filtered by status."""

    model = RegisterImport
    act = Act.IMPORT_LISTS
    template_name = "ratings/imports/import_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kept = self.object = in_reader_language(self.object)
        tab = self._chosen_tab()
        page = Paginator(kept.rows_in(tab), ROWS).get_page(self.request.GET.get("page"))
        for row in page.object_list:
            row["status_label"] = RowStatus(row["status"]).label
        return super().get_context_data(
            answers_form=AnswersForm(questions=kept.questions[:QUESTIONS]),
            corrections_form=self._corrections(page, tab),
            decisions=self._decisions(page),
            products=self._products(page),
            tab=tab,
            tab_label=dict(self._tabs())[tab],
            tabs=[self._tab(each, label, tab) for each, label in self._tabs()],
            unread=kept.account(is_read=False),
            understood=kept.account(is_read=True),
            summary=counts_as_text(kept.counts),
            register=label_of(kept.remarks.get("register", "")),
            page_obj=page,
            job=job_of(kept),
            proposes=any(row.get("decision") for row in kept.rows),
            form=ImportConfirmForm(not_written=not_written(kept.counts)),
            **kwargs,
        )

    def _tabs(self) -> list[tuple[str, Any]]:
        lowered = [(LOWERED, _("Lower stars"))] if self.object.rows_in(LOWERED) else []
        return [*lowered, *RowStatus.choices]

    def _chosen_tab(self) -> str:
        """Return the tab of the address, else the first that needs somebody."""
        order = (
            RowStatus.ASKED,
            RowStatus.REFUSED,
            LOWERED,
            RowStatus.CHANGED,
            RowStatus.NEW,
            RowStatus.SAME,
        )
        if (asked := self.request.GET.get("status", "")) in dict(self._tabs()):
            return asked
        return next((each for each in order if self.object.rows_in(each)), RowStatus.NEW)

    def _corrections(self, page: Page, tab: str) -> CorrectionsForm | None:
        """Return a form for the refused cells of a page; None where nothing can be corrected."""
        if self.object.is_written or tab != RowStatus.REFUSED:
            return None
        return CorrectionsForm(rows=page.object_list)

    def _decisions(self, page: Page) -> set[int]:
        """Return the recorded decisions of a page of rows that still exist."""
        named = {row["decision"] for row in page.object_list if row.get("decision")}
        found = RecordedDecision.objects.visible_to(self.request.user).filter(pk__in=named)
        return set(found.values_list("pk", flat=True))

    def _products(self, page: Page) -> set[int]:
        """Return the products of a page of rows that still exist."""
        made = {row["product"] for row in page.object_list if row.get("product")}
        return set(
            Product.objects.visible_to(self.request.user).filter(pk__in=made).values_list("pk", flat=True)
        )

    def _tab(self, each: str, label: str, chosen: str) -> dict[str, object]:
        count = (
            self.object.counts.get(each, 0) if each in RowStatus.values else len(self.object.rows_in(each))
        )
        return {"label": label, "url": f"?status={each}", "here": each == chosen, "count": count}


class ImportWriteView(StepFormView):
    """Import a previewed list, once."""

    model = RegisterImport
    act = Act.IMPORT_LISTS
    work = IMPORTS
    form_class = ImportConfirmForm
    title = _("Import the list")
    action_label = _("Import")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"not_written": not_written(self.object.counts)}

    def step(self, kept: RegisterImport, form: ImportConfirmForm) -> str:
        accepted = form.cleaned_data.get("accept_good_rows", False)
        start_import(kept, by=self.request.user, accept_good_rows=accepted)
        return gettext("The list is being imported. This page can be left.")


class ImportAnswersView(StepFormView):
    """Answer questions of a list; it is planned again with the answers."""

    model = RegisterImport
    act = Act.IMPORT_LISTS
    work = IMPORTS
    form_class = AnswersForm
    title = _("Questions about the list")
    action_label = _("Save the answers")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"questions": self.object.questions}

    def step(self, kept: RegisterImport, form: AnswersForm) -> str:
        answer_questions(kept, form.answers())
        return gettext("Saved. The list is read again with your answers.")


class ImportCorrectionsView(StepFormView):
    """Correct refused cells of a list; it is planned again with them."""

    model = RegisterImport
    act = Act.IMPORT_LISTS
    work = IMPORTS
    form_class = CorrectionsForm
    title = _("Refused cells")
    action_label = _("Save the corrections")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"rows": self.object.refused_rows}

    def step(self, kept: RegisterImport, form: CorrectionsForm) -> str:
        correct_cells(kept, form.corrections())
        return gettext("Saved. The list is read again with your corrections.")


class ImportUndoView(StepFormView):
    """Take back an import, after a page that says what is deleted and restored."""

    model = RegisterImport
    act = Act.IMPORT_LISTS
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


class ImportRefusedView(ScopedViewMixin, SingleObjectMixin, View):
    """Download the refused rows with their reasons as CSV."""

    model = RegisterImport
    act = Act.IMPORT_LISTS

    def get(self, request: PortalRequest, pk: int) -> HttpResponseBase:
        kept = self.get_object()
        name = f"refused-{kept.pk}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        response = StreamingHttpResponse(
            refused_csv(kept), content_type="text/csv; charset=utf-8", headers=headers
        )
        return hand_out(response, request, kept, name)


class ImportMarkedView(ScopedViewMixin, SingleObjectMixin, View):
    """Download the list as it was sent, with marks and reasons at the refused cells."""

    model = RegisterImport
    act = Act.IMPORT_LISTS
    work = LISTS

    def get(self, request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        kept = self.get_object()
        if not kept.file:
            return refused(request, _("The contents of this list were deleted."))
        file = BytesIO()
        write_marked_workbook(kept, file)
        file.seek(0)
        name = f"marked-{kept.pk}.xlsx"
        response = FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
        return hand_out(response, request, kept, name)


class ImportTemplateView(ScopedViewMixin, View):
    """Download an empty list with all headings."""

    act = Act.IMPORT_LISTS

    def get(self, request: PortalRequest) -> HttpResponse:
        file = BytesIO()
        write_template(file)
        headers = {"Content-Disposition": 'attachment; filename="ocop-template.xlsx"'}
        return HttpResponse(file.getvalue(), content_type=CONTENT_TYPES[XLSX], headers=headers)


class ExportView(ScopedViewMixin, MultipleObjectMixin, View):
    """Download the officer's part of the register as a list that imports without changes."""

    model = Product
    act = Act.IMPORT_LISTS
    work = LISTS

    def get(self, request: PortalRequest) -> HttpResponseBase:
        file = list_file(XLSX, HEADINGS, cells_of(rows(self.get_queryset())))
        name = "ocop-register.xlsx"
        response = FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPES[XLSX])
        return hand_out(response, request, cast(Place, request.user.place), name)
