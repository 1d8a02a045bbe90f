"""What every template may name."""

from django.conf import settings


def portal(request):
    """The public address and whether these are demonstration data; reads neither session nor user."""
    return {"SITE_URL": settings.SITE_URL, "DEMO": settings.DEMO}
