"""The language of a page."""

from django.middleware.locale import LocaleMiddleware
from django.utils.translation import get_language


class AddressDecides(LocaleMiddleware):
    """The address alone decides the language, so no answer varies with what the browser prefers."""

    def process_response(self, request, response):
        """Name the language, without Django's Vary, which would keep a copy of a page for each browser."""
        response.headers.setdefault("Content-Language", get_language())
        return response
