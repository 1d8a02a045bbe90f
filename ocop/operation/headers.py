"""Response headers beyond Django's settings."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

# No page needs a device; choosing a photo in a form needs no permission.
DEVICES = """
    accelerometer autoplay camera display-capture geolocation gyroscope hid magnetometer microphone midi payment
    screen-wake-lock serial usb xr-spatial-tracking
"""
NO_DEVICES = ", ".join(f"{device}=()" for device in DEVICES.split())
RESOURCE_POLICY = "Cross-Origin-Resource-Policy"
OURS, ANYBODYS = "same-origin", "cross-origin"


class HeadersMiddleware:
    """Middleware: Permissions-Policy and Cross-Origin-Resource-Policy, unless the view sets them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", NO_DEVICES)
        response.headers.setdefault(RESOURCE_POLICY, OURS)
        return response
