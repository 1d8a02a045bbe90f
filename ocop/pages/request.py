"""The request as views see it, after the middleware."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from ocop.models.user import User


class PortalRequest(HttpRequest):
    """For annotations only: a page is reached by signing in, or its scope is public and it asks for no user."""

    user: User
    htmx: HtmxDetails
