"""Bases for steps that a model may refuse: the reason stands on the page, the answer is 409."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View
from django.views.generic.detail import SingleObjectMixin

from ocop.history import because
from ocop.pages.addresses import came_from
from ocop.pages.kept_uploads import KeepsUploads
from ocop.pages.views import DeletionForm, ScopedViewMixin
from ocop.refusal import RefusedError


def refused(request, reason):
    """The page that says why a step is refused, with the way back to the page that it was asked from; answers 409."""
    return render(request, "409.html", {"reason": reason, "back": came_from(request)}, status=409)


class StepView(ScopedViewMixin, SingleObjectMixin, View):
    """One POST that does one thing to one row: `step(row)` returns the message, or raises RefusedError."""

    http_method_names = ["post"]

    def step(self, row) -> str:
        """Do it; the message."""
        raise NotImplementedError

    def post(self, request, *args, **kwargs):
        """Do it and go on, or say why not."""
        self.object = self.get_object()
        try:
            message = self.step(self.object)
        except RefusedError as refusal:
            return self.refused(refusal)
        messages.success(request, message)
        return HttpResponseRedirect(self.get_success_url())

    def refused(self, refusal):
        """The answer that says why it was not done."""
        return refused(self.request, refusal)

    def get_success_url(self):
        """The row's page."""
        return self.object.get_desk_url()


class StepFormView(KeepsUploads, ScopedViewMixin, SingleObjectMixin, FormView):
    """A form that does one thing to one row: `step(row, form)` returns the message, or raises RefusedError."""

    template_name = "desk/step_form.html"

    @property
    def title(self) -> str | Promise:
        return ""

    @property
    def lead(self) -> str | Promise:
        return ""

    @property
    def action_label(self) -> str | Promise:
        return ""

    def step(self, row, form) -> str:
        """Do it; the message."""
        raise NotImplementedError

    def why_not(self):
        """Why the form is not offered to this person; empty if it is."""
        return ""

    def subject(self):
        """What the row is about, in words: the product where it has one."""
        of = getattr(self.object, "dossier", None) or self.object
        return str(getattr(of, "product", self.object))

    def get(self, request, *args, **kwargs):
        """Show the form, or say why it cannot be sent."""
        if reason := self.why_not():
            return refused(request, reason)
        return super().get(request, *args, **kwargs)

    @cached_property
    def object(self):
        """The row, in the user's scope; not before it is known that the form was not sent before (ocop.pages.once)."""
        return self.get_object()

    def form_valid(self, form):
        """Do it, with the reason if one was asked; a refusal stands above the form, with everything that was typed."""
        try:
            with because(form.cleaned_data.get("reason", "")):
                message = self.step(self.object, form)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            response = self.form_invalid(form)
            response.status_code = 409
            return response
        messages.success(self.request, message)
        return HttpResponseRedirect(self.get_success_url())

    def get_context_data(self, **kwargs):
        """Add the words of the page and the way to the row that it is about."""
        words = {"title": self.title, "lead": self.lead, "action_label": self.action_label}
        back = self.get_success_url()
        crumbs = [(self.subject(), back)]
        return super().get_context_data(**words, crumbs=crumbs, cancel_url=back, **kwargs)

    def get_success_url(self):
        """The row's page."""
        return self.object.get_desk_url()


class DiscardView(StepFormView):
    """Delete what has no effect yet, after a page that asks why: `discard(row)` returns the message, or raises RefusedError.

    Its history stays, in the log. `listed_in` names the page that listed it, where its own page goes with it.
    """

    form_class = DeletionForm
    listed_in = ""

    @property
    def lead(self) -> str | Promise:
        return _("Its history stays, with the reason.")

    def step(self, row, form):
        """Delete it."""
        return self.discard(row)

    def get_success_url(self):
        """The page that is about the row, or listed it."""
        gone = self.listed_in and not self.model._base_manager.filter(pk=self.kwargs["pk"]).exists()
        return reverse(self.listed_in) if gone else super().get_success_url()

    def discard(self, row) -> str:
        """What deletes the row; its message."""
        raise NotImplementedError
