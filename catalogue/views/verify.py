"""Checking a star: one field, one answer, for anybody, without a script."""

from django.http import HttpResponsePermanentRedirect, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from catalogue import lookup
from ocop.pages.public import PublicCacheMixin
from ocop.pages.views import ScopedViewMixin
from ocop.permissions import Act
from ratings.decisions import recognition_text

LONGEST = 200


class CheckPage(PublicCacheMixin, ScopedViewMixin, TemplateView):
    """What every answer has: the question, and when it was answered."""

    act = Act.READ_CATALOGUE
    template_name = "catalogue/verify.html"

    def answer(self, asked, *, status=200, **context):
        context = self.get_context_data(asked=asked, checked_at=timezone.localtime(), **context)
        return self.render_to_response(context, status=status)

    def not_found(self, asked):
        """404, with products that may be meant."""
        return self.answer(asked, status=404, missing=True, near=lookup.near_matches(asked))

    def by_number(self, asked):
        """The product or products with a product code or barcode number, or not_found()."""
        products = list(lookup.products_numbered(asked))
        if not products:
            return self.not_found(asked)
        if len(products) == 1 and products[0].entry.latest:
            return HttpResponseRedirect(products[0].entry.latest.get_absolute_url())
        return self.answer(asked, products=products)


class VerifyView(CheckPage):
    """The search field; with `?code=` it redirects to the answer."""

    def get(self, request, *args, **kwargs):
        asked = request.GET.get("code", "").strip()[:LONGEST]
        if not asked:
            return self.answer("")
        if code := lookup.code_in(asked):
            return HttpResponseRedirect(reverse("verify-code", args=[code]))
        if lookup.is_label(asked):
            return HttpResponseRedirect(reverse("label", args=[lookup.written_in(asked)]))
        return self.by_number(asked)


class VerifyCodeView(CheckPage):
    """The answer for a code. It stays for ever: a recognition that is over is shown as over."""

    def get(self, request, *args, **kwargs):
        """In force, over, or not found; another spelling of a code redirects to its own address."""
        asked = kwargs["code"][:LONGEST]
        code = lookup.code_in(asked)
        if code and code != asked:
            return HttpResponsePermanentRedirect(reverse("verify-code", args=[code]))
        recognition = lookup.recognition_of(code)
        if recognition is None:
            return self.not_found(asked)
        return self.answer(
            code,
            recognition=recognition,
            answer=recognition_text.answer_of(recognition),
            current=lookup.current_instead_of(recognition),
        )


class Gs1LinkView(CheckPage):
    """GS1 Digital Link: the URL of a barcode number."""

    def get(self, request, *args, **kwargs):
        return self.by_number(kwargs["gtin"])
