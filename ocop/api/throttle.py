"""Rate limit of the API: 600 requests in five minutes for an IP address, counted across processes."""

import math
from datetime import timedelta

from django.conf import settings
from django.utils.crypto import salted_hmac
from rest_framework.throttling import BaseThrottle

from ocop.models import RequestCount

MOST = 600
WINDOW = timedelta(minutes=5)


def address_of(request):
    """The client's IP address as the nearest known proxy reports it; never what the client may have written.

    Each proxy appends the address it was called from, so the last entry that is no proxy of ours is the client.
    """
    address = request.META.get("REMOTE_ADDR", "")
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while address in settings.PROXIES and forwarded and (before := forwarded.pop().strip()):
        address = before
    return address


class AddressThrottle(BaseThrottle):
    """Refuses an address over its limit; Retry-After says how many seconds are left."""

    left = timedelta(0)

    def allow_request(self, request, view):
        address = salted_hmac("ocop.api.throttle", address_of(request), algorithm="sha256").hexdigest()
        requests, self.left = RequestCount.objects.count_one(address, WINDOW)
        return requests <= MOST

    def wait(self):
        return math.ceil(self.left.total_seconds())
