"""The IP address of a client behind known proxies."""

from django.conf import settings


def address_of(request):
    """The client's IP address as the nearest known proxy reports it; never what the client may have written.

    Each proxy appends the address it was called from, so the last entry that is no proxy of ours is the client.
    """
    address = request.META.get("REMOTE_ADDR", "")
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while address in settings.PROXIES and forwarded and (before := forwarded.pop().strip()):
        address = before
    return address
