"""The page of what was kept over the sign-in, and what is done with a form whose token is too old."""

import copy

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import resolve, reverse
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure as nothing_kept
from django.views.generic import TemplateView

from ocop.form_words import FormWords
from ocop.kept import by_script, forget, kept_in, over_the_sign_in
from ocop.views import SIGNED_IN, ScopedViewMixin


class KeptView(ScopedViewMixin, TemplateView):
    """What was entered by somebody who was signed out: shown to them alone, sent on when they confirm it."""

    scope = SIGNED_IN
    kept_over_sign_in = False
    template_name = "accounts/kept.html"

    def get_context_data(self, **kwargs):
        """Name the fields as their page does; of another's entry say only that there is one."""
        kept = kept_in(self.request.session)
        own = kept is not None and kept.owner == self.request.user.pk
        if own:
            words = FormWords(page_of(self.request, kept.page))
            files = [(name, words.label_of(name), names) for name, names in kept.files.items()]
            kwargs |= {"rows": words.rows(kept.fields), "files": files}
        return super().get_context_data(kept=kept, own=own, **kwargs)

    def post(self, request):
        """Delete what is kept, without sending it."""
        kept = kept_in(request.session)
        if kept and kept.owner != request.user.pk:
            raise Http404
        forget(request.session)
        return HttpResponseRedirect(kept.page if kept else reverse("kept"))


def page_of(request, address: str) -> str:
    """The page at an address of the portal as the signed-in person reads it; empty if there is none to read."""
    path, _mark, query = address.partition("?")
    if path == request.path:
        return ""
    asking = copy.copy(request)
    asking.path, asking.path_info, asking.GET = path, path, QueryDict(query)
    asking._messages = []  # what is to be said stays for the page that is shown
    try:
        with transaction.atomic():
            found = resolve(path)
            response = found.func(asking, *found.args, **found.kwargs)
            if hasattr(response, "render"):
                response.render()
    except Exception:
        return ""
    whole = response.status_code == 200 and not response.streaming
    return response.content.decode() if whole and "html" in response.get("Content-Type", "") else ""


def csrf_failure(request, reason=""):
    """A form with an old token, because its sender signed in anew or lost all cookies: kept if it says whose it is."""
    if by_script(request):
        return HttpResponse(_("This page is too old. Load it again."), status=403, content_type="text/plain")
    return over_the_sign_in(request) or nothing_kept(request, reason)
