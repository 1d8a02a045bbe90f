"""Rate limit of the API: 600 requests in five minutes for an IP address, counted across processes."""

import math
from datetime import timedelta

from django.utils.crypto import salted_hmac
from rest_framework.throttling import BaseThrottle

from ocop.models import RequestCount
from ocop.models.request_count import WINDOW
from ocop.operation.client_address import address_of

MOST = 600


class AddressThrottle(BaseThrottle):
    """Refuses an address over its limit; Retry-After says how many seconds are left."""

    left = timedelta(0)

    def allow_request(self, request, view):
        address = salted_hmac("ocop.api.throttle", address_of(request), algorithm="sha256").hexdigest()
        requests, self.left = RequestCount.objects.count_one(address, WINDOW)
        return requests <= MOST

    def wait(self):
        return math.ceil(self.left.total_seconds())
