"""How much one address may ask for: 600 requests in five minutes, counted for all processes together."""

import math
from datetime import timedelta

from django.conf import settings
from django.utils.crypto import salted_hmac
from rest_framework.throttling import BaseThrottle

from ocop.models import RequestCount

MOST = 600
WINDOW = timedelta(minutes=5)


def address_of(request):
    """The reader's address: what the nearest known proxy says, and nothing that the reader may have written.

    Each proxy appends who asked it, so the last entry that is no proxy of ours is the reader.
    """
    address = request.META.get("REMOTE_ADDR", "")
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while address in settings.PROXIES and forwarded and (before := forwarded.pop().strip()):
        address = before
    return address


class AddressThrottle(BaseThrottle):
    """Refuses an address that has used up its window; the answer says how many seconds are left of it."""

    left = timedelta(0)

    def allow_request(self, request, view):
        """Count the request and tell whether it is within the limit."""
        address = salted_hmac("ocop.api.throttle", address_of(request), algorithm="sha256").hexdigest()
        requests, self.left = RequestCount.objects.count_one(address, WINDOW)
        return requests <= MOST

    def wait(self):
        """Seconds until the window ends, for Retry-After."""
        return math.ceil(self.left.total_seconds())
