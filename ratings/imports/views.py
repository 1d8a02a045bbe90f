"""Pages of the import: the upload with the lists of before, and one list."""

from typing import Any

import django_filters
from django.core.paginator import Page
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language, get_language_info, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.generic import FormView
from django.views.generic.list import MultipleObjectMixin

from ocop.operation.work import UPLOADS
from ocop.pages.columns import Column
from ocop.pages.kept_uploads import KeepsUploads
from ocop.pages.views import DetailPage, ListPage, ScopedViewMixin
from ocop.permissions import Act
from products.models import Product
from ratings.decisions.models import RecordedDecision
from ratings.imports.desk import has_failed, job_of, store_upload
from ratings.imports.formats.decision_register import RECORDED_DECISIONS
from ratings.imports.formats.known import FORMATS, label_of
from ratings.imports.forms import AnswersForm, ImportConfirmForm, ImportForm
from ratings.imports.made import Kind, made_as_text, made_by
from ratings.imports.models import LOWERED, ColumnMatch, ImportState, RegisterImport, RowStatus
from ratings.imports.obstacles import import_step
from ratings.imports.plan import counts_as_text, not_written
from ratings.imports.remembered_columns import matches_in
from ratings.imports.shown import has_makers, name_heading, show_values
from ratings.imports.what_next import what_next

LAST = 6  # lists on the page of the upload


class ImportFilterSet(django_filters.FilterSet):
    """Lists by words of their file's name, by state, and by days of their upload."""

    file_name = django_filters.CharFilter(label=gettext_lazy("File"), lookup_expr="icontains")
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), choices=ImportState, empty_label=gettext_lazy("All")
    )
    since = django_filters.DateFilter(
        label=gettext_lazy("Uploaded from"), field_name="uploaded_at", lookup_expr="date__gte"
    )
    until = django_filters.DateFilter(
        label=gettext_lazy("Uploaded until"), field_name="uploaded_at", lookup_expr="date__lte"
    )

    class Meta:
        model = RegisterImport
        fields = ["file_name", "state"]


IMPORT_COLUMNS = (
    Column(gettext_lazy("File"), "file_name", link="get_desk_url"),
    Column(gettext_lazy("State"), template="ratings/imports/_state.html", row_name="kept"),
    Column(gettext_lazy("Rows"), "row_count", number=True),
    Column(gettext_lazy("Refused"), "refused_count", number=True),
    Column(gettext_lazy("Uploaded at"), "uploaded_at"),
    Column(gettext_lazy("Uploaded by"), "uploaded_by"),
)


class ImportListView(ListPage):
    """All lists that were uploaded, newest first."""

    model = RegisterImport
    act = Act.IMPORT_LISTS
    filterset_class = ImportFilterSet
    paginate_by = 50
    template_name = "ratings/imports/registerimport_list.html"
    columns = IMPORT_COLUMNS


class ImportView(KeepsUploads, ScopedViewMixin, MultipleObjectMixin, FormView):
    """Upload a list to preview its import; earlier lists are shown below."""

    model = RegisterImport
    act = Act.IMPORT_LISTS
    work = UPLOADS
    form_class = ImportForm
    template_name = "ratings/imports/import_form.html"

    def form_valid(self, form: ImportForm) -> HttpResponse:
        upload = form.cleaned_data["file"]
        kept = store_upload(upload.read(), file_name=upload.name, by=self.request.user)
        return HttpResponseRedirect(kept.get_desk_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            object_list=self.get_queryset().for_list()[:LAST],
            columns=IMPORT_COLUMNS,
            count=self.get_queryset().count(),
            registers=FORMATS.values(),
            matches=self._matches(),
            **kwargs,
        )

    def _matches(self) -> list[ColumnMatch]:
        found = self.act.narrow(ColumnMatch.objects.all(), self.request.user)
        return list(found.select_related("matched_by"))


class ImportDetailView(DetailPage):
    """Outcome of an import by row, filtered by status."""

    model = RegisterImport
    act = Act.IMPORT_LISTS
    template_name = "ratings/imports/import_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kept, tab = self.object, self._chosen_tab()
        page = kept.rows_on(tab, self.request.GET.get("page"))
        questions = kept.questions_on(self.request.GET.get("questions"))
        refused = kept.refused_on(self.request.GET.get("refused"))
        register, made = kept.remarks.get("register", ""), made_by(kept)
        for row in page.object_list:
            row["status_label"] = RowStatus(row["status"]).label
        return super().get_context_data(
            answers_form=AnswersForm(questions=questions, rows=refused.object_list, reading=kept.readings),
            questions=questions,
            refused=refused,
            tasks=what_next(kept),
            matches=matches_in(kept),
            other_language=self._other_language(),
            decisions=self._decisions(page),
            products=self._products(page),
            tab=tab,
            tab_label=dict(self._tabs())[tab],
            tabs=[self._tab(each, label, tab) for each, label in self._tabs()],
            unread=kept.account(is_read=False),
            understood=kept.account(is_read=True),
            summary=_result(kept, made) if kept.is_written else counts_as_text(kept.counts),
            kinds=[] if kept.is_undone else made,
            register=label_of(register),
            columns=show_values(page.object_list, register),
            name_heading=name_heading(register),
            has_makers=has_makers(register),
            has_stars=register in ("", RECORDED_DECISIONS.name),
            page_obj=page,
            job=job_of(kept),
            has_failed=has_failed(kept),
            working=kept.is_busy and not has_failed(kept),
            proposes=any(row.get("decision") for row in kept.rows),
            form=ImportConfirmForm(not_written=not_written(kept.counts), reading=kept.readings),
            **import_step(kept),
            **kwargs,
        )

    def _other_language(self) -> str:
        """Return the name of the language that the list was read in; empty if it speaks that of the reader."""
        read_in = self.object.remarks.get("language") or get_language()
        return (
            ""
            if read_in == get_language() or self.object.told
            else get_language_info(read_in)["name_translated"]
        )

    def _tabs(self) -> list[tuple[str, Any]]:
        lowered = [(LOWERED, _("Lower stars"))] if self.object.rows_in(LOWERED) else []
        return [*lowered, *RowStatus.choices]

    def _chosen_tab(self) -> str:
        """Return the tab of the address, else the first that needs somebody; refused rows stand above in a form."""
        order = [
            RowStatus.ASKED,
            LOWERED,
            RowStatus.CHANGED,
            RowStatus.NEW,
            RowStatus.SAME,
            RowStatus.REFUSED,
        ]
        if (asked := self.request.GET.get("status", "")) in dict(self._tabs()):
            return asked
        return next((each for each in order if self.object.rows_in(each)), RowStatus.NEW)

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


def _result(kept: RegisterImport, made: list[Kind]) -> str:
    """Return what was written, and how many rows were left out."""
    said = _("Written: %(what)s") % {"what": made_as_text(made)} if made else _("Nothing was written.")
    if not (count := not_written(kept.counts)):
        return said
    left_out = ngettext("%(count)d row was left out.", "%(count)d rows were left out.", count)
    return f"{said} · {left_out % {'count': count}}"


class ImportMadeView(DetailPage):
    """All that an import made or changed, one kind at a time."""

    model = RegisterImport
    act = Act.IMPORT_LISTS
    template_name = "ratings/imports/import_made.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kinds = [] if self.object.is_undone else made_by(self.object)
        asked = self.request.GET.get("kind")
        kind = next((each for each in kinds if each.key == asked), kinds[0] if kinds else None)
        tabs = [
            {"label": each.label, "url": f"?kind={each.key}", "here": each is kind, "count": each.count}
            for each in kinds
        ]
        page = kind.page(self.request.GET.get("page")) if kind else None
        return super().get_context_data(kind=kind, tabs=tabs, page_obj=page, **kwargs)
