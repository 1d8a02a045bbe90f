"""The language of a page."""

from django.middleware.locale import LocaleMiddleware
from django.utils.translation import get_language


class UrlLanguageMiddleware(LocaleMiddleware):
    """The URL alone decides the language, so answers do not vary with Accept-Language."""

    def process_response(self, request, response):
        """Without Django's Vary header, which would cache a copy of a page for each browser."""
        response.headers.setdefault("Content-Language", get_language())
        return response
