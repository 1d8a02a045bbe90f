"""Protection against double submission: a form sent twice creates one row.

Every form of the desk has a one-time key (`{% one_time_key %}`). The database stores the hash of key and content for each
person: the same again redirects to the first result. With other content it is another form, as when somebody goes back,
edits and submits again. A POST without a key, which no page sends, is not protected.
"""

import hashlib
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from ocop.models import SentForm

KEY = "one_time_key"
LONGEST_KEY = 64
NOT_CONTENT = ("csrfmiddlewaretoken",)


def once(request: HttpRequest, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Answer the request; if the same form was submitted before, redirect to where it led.

    Needs a transaction around the request, so that failures are not remembered. A response that can be shown only once
    sets `led_to`, the redirect for a second submission.
    """
    if request.method != "POST" or not request.user.is_authenticated or not _key_of(request):
        return answer()
    sent, is_first = SentForm.objects.claim(request.user, digest_of(request))
    if not is_first:
        messages.info(request, _("This was saved already. Nothing was saved twice."))
        return HttpResponseRedirect(sent.led_to)
    response = answer()
    if led_to := response.headers.get("Location") or getattr(response, "led_to", ""):
        SentForm.objects.filter(pk=sent.pk).update(led_to=led_to)
    else:
        sent.delete()
    return response


def _key_of(request: HttpRequest) -> str:
    """The one-time key of a form; empty if it has none that a page could have sent."""
    key = request.POST.get(KEY, "")
    return key if len(key) <= LONGEST_KEY else ""


def digest_of(request: HttpRequest) -> str:
    """The hash of URL, key and all input, files included."""
    found = hashlib.sha256(request.path.encode())
    for name, values in sorted(request.POST.lists()):
        if name not in NOT_CONTENT:
            found.update(repr((name, values)).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            found.update(repr((name, file.name, file.size)).encode())
            for chunk in file.chunks():
                found.update(chunk)
            file.seek(0)
    return found.hexdigest()
