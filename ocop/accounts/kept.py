"""Forms sent while signed out: their page after the sign-in, and the answer to an outdated CSRF token."""

import copy

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import resolve, reverse
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure as nothing_kept
from django.views.generic import TemplateView

from ocop.accounts.kept_forms import by_script, forget, kept_in, over_the_sign_in
from ocop.pages.form_words import FormWords
from ocop.pages.views import ScopedViewMixin
from ocop.permissions import Act


class KeptView(ScopedViewMixin, TemplateView):
    """Input that somebody sent while signed out: shown to that person alone, sent again when they confirm."""

    act = Act.USE_ACCOUNT
    kept_over_sign_in = False
    template_name = "accounts/kept.html"

    def get_context_data(self, **kwargs):
        """Name the fields as their page does; for another person's input say only that there is one."""
        kept = kept_in(self.request.session)
        own = kept is not None and kept.owner == self.request.user.pk
        if kept is not None and own:
            words = FormWords(page_of(self.request, kept.page))
            files = [(name, words.label_of(name), names) for name, names in kept.files.items()]
            kwargs |= {"rows": words.rows(kept.fields), "files": files}
        return super().get_context_data(kept=kept, own=own, **kwargs)

    def post(self, request):
        """Delete the stored input without sending it."""
        kept = kept_in(request.session)
        if kept and kept.owner != request.user.pk:
            raise Http404
        forget(request.session)
        return HttpResponseRedirect(kept.page if kept else reverse("kept"))


def page_of(request, address: str) -> str:
    """The page at an address of the portal, rendered for the signed-in person; empty if there is none."""
    path, _mark, query = address.partition("?")
    if path == request.path:
        return ""
    asking = copy.copy(request)
    asking.path, asking.path_info, asking.GET = path, path, QueryDict(query)
    asking._messages = []  # messages stay for the page that is shown
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
    """A form with an outdated CSRF token, after a new sign-in or without cookies: stored if it names its owner."""
    if by_script(request):
        return HttpResponse(_("This page is too old. Load it again."), status=403, content_type="text/plain")
    return over_the_sign_in(request) or nothing_kept(request, reason)
