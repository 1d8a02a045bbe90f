from django.conf import settings


def portal(request):
    """The public URL, and whether these are demonstration data. Reads neither session nor user."""
    return {"SITE_URL": settings.SITE_URL, "DEMO": settings.DEMO}
