"""The Vietnamese texts, as the sources have them."""

from babel.messages.pofile import read_po
from django.conf import settings

CATALOGUE = settings.BASE_DIR / "locale" / "vi" / "LC_MESSAGES" / "django.po"


def catalogue(path):
    """Messages by context and text."""
    with path.open("rb") as file:
        found = read_po(file, locale="vi")
    return found, {(message.context, message.id): message for message in found if message.id}
