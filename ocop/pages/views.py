"""Base views. A page sets a model, an act and a filter or form."""

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

import pghistory
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import is_valid_path
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import CreateView, DeleteView, DetailView, ListView, UpdateView, View
from django.views.generic.base import TemplateResponseMixin
from django.views.generic.detail import SingleObjectMixin
from django_filters.views import FilterView

from ocop.database.limits import LONG_REQUEST, allow
from ocop.history import changes
from ocop.history.log import Log, LogFilters
from ocop.operation.work import LONG, PAGES, Work, work_of
from ocop.pages.columns import Column
from ocop.pages.kept_uploads import KeepsUploads
from ocop.pages.once import once
from ocop.pages.request import PortalRequest
from ocop.permissions import Act
from ocop.permissions.scoping import rows_of

TYPED = (forms.TextInput, forms.NumberInput, forms.EmailInput, forms.URLInput, forms.Textarea)

if TYPE_CHECKING:

    class ModelView(TemplateResponseMixin, View):
        """What a scoped page relies on: it is mixed into one of Django's views."""

        request: PortalRequest
        model: type[Model]
        queryset: QuerySet | None
        template_name_suffix: str

        def get_queryset(self) -> QuerySet: ...

    RowList = ListView
else:
    ModelView = RowList = object


class ScopedViewMixin(ModelView):
    """Limits every query to the rows in the user's scope.

    `act` is what can be done on the page: its line in ocop/permissions/__init__.py says which roles may open it (403 for others)
    and which rows they reach (404 for others). `manage.py check` refuses a view without one. `work` names the kind of
    long requests.
    """

    act: Act
    work: Work | None = PAGES
    folder = ""

    @classmethod
    def as_view(cls, **initkwargs):
        """Public pages are marked, so that login stays the default of all others."""
        view = super().as_view(**initkwargs)
        act = getattr(cls, "act", None)  # without one `manage.py check` says so
        return login_not_required(view) if act and act.is_public else view

    def dispatch(self, request, *args, **kwargs):
        """Check the role; a form submitted before redirects to its result."""
        if not self.act.allows(request.user):
            raise PermissionDenied
        if work_of(type(self), request.method) in LONG:
            allow(LONG_REQUEST)
        return once(request, partial(super().dispatch, request, *args, **kwargs))

    def get_queryset(self):
        return self.act.narrow(super().get_queryset(), self.request.user)

    def get_template_names(self):
        """Django's default name, in `folder` if the page has a public sibling."""
        if self.template_name or not self.folder:
            return super().get_template_names()
        meta = (self.model if self.queryset is None else self.queryset.model)._meta
        return [f"{meta.app_label}/{self.folder}/{meta.model_name}{self.template_name_suffix}.html"]


class DeskPage(ScopedViewMixin):
    """A desk page, with its template in the folder of that name."""

    folder = "desk"


class PaginationMixin(RowList):
    """Pagination that always shows a page."""

    def paginate_queryset(self, queryset, page_size):
        """A page number that is too high or invalid shows the nearest page instead of an error."""
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get(self.page_kwarg))
        return paginator, page, page.object_list, page.has_other_pages()


class ListPage(PaginationMixin, ScopedViewMixin, FilterView):
    """A filtered, paginated list whose whole state is in the URL. Unknown and invalid parameters are ignored.

    `columns` are what desk/_table.html draws; `kept` goes along when filters are sent.
    """

    columns: tuple[Column, ...] = ()
    model: type[Model]
    paginate_by = 24
    strict = False
    template_name_suffix = "_list"

    @property
    def kept(self):
        """Names and values that are no filters, such as the order."""
        return getattr(self.filterset, "kept", [])

    def get_queryset(self):
        """With what a list shows, in the same number of queries for any number of rows."""
        return super().get_queryset().for_list()

    def get_filterset_kwargs(self, filterset_class):
        """Bind the filter set also to an empty query string, so that it can always be asked."""
        return super().get_filterset_kwargs(filterset_class) | {"data": self.request.GET}


class DetailPage(ScopedViewMixin, DetailView):
    def get_queryset(self):
        return super().get_queryset().for_detail()


class SavePage(KeepsUploads, ScopedViewMixin, SingleObjectMixin):
    """Shared by creating and editing: choices in scope, the reason recorded, the scope checked again after saving."""

    template_name_suffix = "_form"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def form_valid(self, form):
        """Save with its reason; if the row has left the user's scope, roll back and answer 404."""
        try:
            with transaction.atomic(), pghistory.context(reason=form.cleaned_data.get("reason", "")):
                self.object = form.save()
        except IntegrityError as error:
            return self._say_who_came_first(error)
        if not self.get_queryset().filter(pk=self.object.pk).exists():
            raise Http404
        messages.success(self.request, _("Saved: %(row)s.") % {"row": self.object})
        return HttpResponseRedirect(self.get_success_url())

    def _say_who_came_first(self, error):
        """Validate again after a constraint violation: a concurrent save made the input invalid, and the form can say so."""
        self.object = self.object and self.get_object()
        again = self.get_form()
        if again.is_valid():
            raise error
        return self.form_invalid(again)

    def get_success_url(self):
        return self.object.get_desk_url()


class CreatePage(SavePage, CreateView):
    """Add a row."""


class AddPage(CreatePage):
    """A new row that belongs to the row in the URL, which must be in the user's scope for changes.

    `owner` names the foreign key to it; the form does not show it.
    """

    owner = ""

    def get_form_kwargs(self):
        owners = rows_of(self.model._meta.get_field(self.owner).related_model)
        owner = get_object_or_404(self.act.narrow(owners, self.request.user), pk=self.kwargs["pk"])
        return super().get_form_kwargs() | {"instance": self.model(**{self.owner: owner})}


class EditPage(SavePage, UpdateView):
    """Edit a row; a save from an older version is a conflict (409) that shows both texts."""

    def post(self, request, *args, **kwargs):
        """If the row is no longer theirs to change, answer 404 and show the typed text."""
        try:
            with transaction.atomic():
                return super().post(request, *args, **kwargs)
        except Http404:
            context = {"typed": typed_into(self.get_form_class(), request.POST)}
            return render(request, "desk/no_longer_editable.html", context, status=404)

    def get_object(self, queryset=None):
        """The row; locked on POST, so that two saves come one after the other, and then checked against the scope again."""
        row = super().get_object(queryset)
        if self.request.method == "POST":
            with suppress(ObjectDoesNotExist):
                row.hold()
            row = super().get_object(queryset)
        return row

    def form_invalid(self, form):
        response = super().form_invalid(form)
        response.status_code = 409 if form.conflict else response.status_code
        return response


def typed_into(form_class: type[forms.Form | forms.ModelForm], sent: QueryDict) -> list[tuple[str, str]]:
    """(label, text) of each field into which something was typed; choices are left out."""
    fields = form_class.base_fields.items()
    typed = [(name, field) for name, field in fields if isinstance(field.widget, TYPED)]
    return [(str(capfirst(field.label or name)), str(sent[name])) for name, field in typed if sent.get(name)]


class DeletionForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why it is deleted"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("The reason is kept with the history, which stays."),
    )


class DeletePage(ScopedViewMixin, DeleteView):
    """Delete a row recorded by mistake, after asking for the reason; its history stays in the log (ocop/history/log.py)."""

    form_class = DeletionForm
    template_name = "desk/confirm_delete.html"

    def get_queryset(self):
        return super().get_queryset().for_detail()

    def form_valid(self, form):
        """Delete it with the reason; the message links to what remains."""
        name, path = str(self.object), self.request.path
        with pghistory.context(reason=form.cleaned_data["reason"]):
            response = super().form_valid(form)
        said, stays = _("Deleted: %(row)s.") % {"row": name}, _("Its history stays.")
        history = path.removesuffix("delete/") + "history/"
        link = format_html('<a href="{}">{}</a>', history, stays) if is_valid_path(history) else stays
        messages.success(self.request, format_html("{} {}", said, link))
        return response

    def get_success_url(self):
        return self.object.get_list_url()


class HistoryPage(DetailPage):
    template_name = "ui/history_page.html"

    def get(self, request, *args, **kwargs):
        """The history of the row; of a deleted one for those who keep the registers of its place."""
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            asked = LogFilters(model=self.model._meta.label_lower, row=self.kwargs["pk"])
            entries = (
                Log(asked).visible_to(request.user)[:100] if Act.READ_DELETED.allows(request.user) else []
            )
            if not entries or entries[0].kind != "delete":
                raise
            return render(request, "ui/history_page.html", {"changes": entries, "gone": entries[0]})

    def get_context_data(self, **kwargs):
        return super().get_context_data(changes=changes(self.object), **kwargs)
