"""Base views: each page names a model, a scope and its filter or form; the rest is here."""

from collections.abc import Collection
from contextlib import suppress
from functools import partial

import pghistory
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import is_valid_path
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import CreateView, DeleteView, DetailView, UpdateView
from django_filters.views import FilterView

from ocop.database_limits import LONG_REQUEST, allow
from ocop.history import changes
from ocop.kept_uploads import KeepsUploads
from ocop.log import Asked, Log
from ocop.models import Role
from ocop.models.user import DESK_ROLES, EDITOR_ROLES
from ocop.once import once
from ocop.work import LONG, PAGES, Work, work_of

TYPED = (forms.TextInput, forms.NumberInput, forms.EmailInput, forms.URLInput, forms.Textarea)
PUBLIC = "public"
SIGNED_IN = "signed_in"
# Who reads the history of what is gone: by where it belonged, for nothing else of it is left to ask.
KEEPERS = frozenset({Role.COMMUNE_OFFICER, Role.PROVINCIAL_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR})


class ScopedViewMixin:
    """Start every query from the rows this user may touch.

    `scope` is "public" (no login), "signed_in" (a page without rows) or the queryset method that takes
    the user, such as "visible_to" or "editable_by". `roles`, if given, are the only ones that may open
    the page (403); a row outside the scope is a 404. `manage.py check` refuses a view without a scope.
    `work` is the kind of work that its requests are, if they are long.
    """

    scope: str | None = None
    roles: Collection[str] | None = None
    work: Work | None = PAGES
    folder = ""

    @classmethod
    def as_view(cls, **initkwargs):
        """Wrap public pages, so that login stays the default of everything else."""
        view = super().as_view(**initkwargs)
        return login_not_required(view) if cls.scope == PUBLIC else view

    def dispatch(self, request, *args, **kwargs):
        """Refuse a role that has no business here; a form that was sent before leads where it led."""
        if self.roles is not None and request.user.role not in self.roles:
            raise PermissionDenied
        if work_of(type(self), request.method) in LONG:
            allow(LONG_REQUEST)
        return once(request, partial(super().dispatch, request, *args, **kwargs))

    def get_queryset(self):
        """The view's rows, narrowed by its scope."""
        rows = super().get_queryset()
        return rows.public() if self.scope == PUBLIC else getattr(rows, self.scope)(self.request.user)

    def get_template_names(self):
        """Django's default name, in `folder` if the page has a public sibling."""
        if self.template_name or not self.folder:
            return super().get_template_names()
        meta = (self.model or self.queryset.model)._meta
        return [f"{meta.app_label}/{self.folder}/{meta.model_name}{self.template_name_suffix}.html"]


class DeskReadMixin(ScopedViewMixin):
    """A page of the desk that shows rows: to all who work there, each within their scope."""

    scope = "visible_to"
    roles = DESK_ROLES
    folder = "desk"


class DeskWriteMixin(ScopedViewMixin):
    """A page of the desk that changes rows: for officers, each within their scope."""

    scope = "editable_by"
    roles = EDITOR_ROLES
    folder = "desk"


class Paged:
    """A list in pages that always shows one."""

    def paginate_queryset(self, queryset, page_size):
        """A page number that is too high or no number shows the nearest page instead of an error."""
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get(self.page_kwarg))
        return paginator, page, page.object_list, page.has_other_pages()


class ListPage(Paged, ScopedViewMixin, FilterView):
    """A filtered, paged list whose whole state is in the address. Unknown or bad parameters are ignored."""

    paginate_by = 24
    strict = False
    template_name_suffix = "_list"

    def get_queryset(self):
        """Rows with what a list shows, at the same number of queries for any number of rows."""
        return super().get_queryset().for_list()

    def get_filterset_kwargs(self, filterset_class):
        """Bind the filter also to an empty address, so that a page can ask it what is chosen."""
        return super().get_filterset_kwargs(filterset_class) | {"data": self.request.GET}


class DetailPage(ScopedViewMixin, DetailView):
    """One row."""

    def get_queryset(self):
        """The row with what its page shows."""
        return super().get_queryset().for_detail()


class SavePage(KeepsUploads, ScopedViewMixin):
    """What making and changing have in common: choices in scope, the reason kept, the scope checked again."""

    template_name_suffix = "_form"

    def get_form_kwargs(self):
        """Give the form the user, so that it offers only what they may choose."""
        return super().get_form_kwargs() | {"user": self.request.user}

    def form_valid(self, form):
        """Save with its reason; if the row has left the user's scope by it, undo all and answer 404."""
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
        """Ask the form once more: what somebody else has saved since it was asked stands in its way now, with a sentence."""
        self.object = self.object and self.get_object()
        again = self.get_form()
        if again.is_valid():
            raise error
        return self.form_invalid(again)

    def get_success_url(self):
        """The row's page in the desk."""
        return self.object.get_desk_url()


class CreatePage(SavePage, CreateView):
    """A new row."""

    scope = "editable_by"


class AddPage(CreatePage):
    """A new row that belongs to the row in the address, which must be one that the user may change.

    `owner` names the foreign key to it; the form does not ask for it.
    """

    owner = ""

    def get_form_kwargs(self):
        """A new row with its owner."""
        owners = self.model._meta.get_field(self.owner).related_model.objects.editable_by(self.request.user)
        owner = get_object_or_404(owners, pk=self.kwargs["pk"])
        return super().get_form_kwargs() | {"instance": self.model(**{self.owner: owner})}


class EditPage(SavePage, UpdateView):
    """Change a row; a save from an older version is a conflict (409) that shows both texts."""

    scope = "editable_by"

    def post(self, request, *args, **kwargs):
        """Save; where the row is not theirs to change any more, answer 404 and give back what was typed."""
        try:
            with transaction.atomic():
                return super().post(request, *args, **kwargs)
        except Http404:
            context = {"typed": typed_into(self.get_form_class(), request.POST)}
            return render(request, "desk/no_longer_editable.html", context, status=404)

    def get_object(self, queryset=None):
        """The row; held until a save ends, so that two come one after the other, and then read in scope again."""
        row = super().get_object(queryset)
        if self.request.method == "POST":
            with suppress(ObjectDoesNotExist):
                row.hold()
            row = super().get_object(queryset)
        return row

    def form_invalid(self, form):
        """Show the form again; 409 tells programs what the page tells people."""
        response = super().form_invalid(form)
        response.status_code = 409 if form.conflict else response.status_code
        return response


def typed_into(form_class: type[forms.Form], sent: QueryDict) -> list[tuple[str, str]]:
    """Label and words of each field of a form into which something was typed; what is chosen from a list is not."""
    fields = form_class.base_fields.items()
    typed = [(name, field) for name, field in fields if isinstance(field.widget, TYPED)]
    return [(str(capfirst(field.label or name)), str(sent[name])) for name, field in typed if sent.get(name)]


class DeletionForm(forms.Form):
    """Why something is deleted."""

    reason = forms.CharField(
        label=gettext_lazy("Why it is deleted"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("The reason is kept with the history, which stays."),
    )


class DeletePage(ScopedViewMixin, DeleteView):
    """Delete what was recorded by mistake, after a page that asks why; its history stays, in the log (ocop/log.py)."""

    scope = "editable_by"
    form_class = DeletionForm
    template_name = "desk/confirm_delete.html"

    def get_queryset(self):
        """The row with what its name needs."""
        return super().get_queryset().for_detail()

    def form_valid(self, form):
        """Delete it, with the reason; the message leads to what stays."""
        name, path = str(self.object), self.request.path
        with pghistory.context(reason=form.cleaned_data["reason"]):
            response = super().form_valid(form)
        said, stays = _("Deleted: %(row)s.") % {"row": name}, _("Its history stays.")
        history = path.removesuffix("delete/") + "history/"
        link = format_html('<a href="{}">{}</a>', history, stays) if is_valid_path(history) else stays
        messages.success(self.request, format_html("{} {}", said, link))
        return response

    def get_success_url(self):
        """The page that listed the row."""
        return self.object.get_list_url()


class HistoryPage(DetailPage):
    """Who changed what, when and why."""

    scope = "visible_to"
    template_name = "ui/history_page.html"

    def get(self, request, *args, **kwargs):
        """The history of the row; of one that is gone for those who keep the registers of where it belonged."""
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            asked = Asked(model=self.model._meta.label_lower, row=self.kwargs["pk"])
            entries = Log(asked).visible_to(request.user)[:100] if request.user.role in KEEPERS else []
            if not entries or entries[0].kind != "delete":
                raise
            return render(request, "ui/history_page.html", {"changes": entries, "gone": entries[0]})

    def get_context_data(self, **kwargs):
        """Add the changes, newest first."""
        return super().get_context_data(changes=changes(self.object), **kwargs)
