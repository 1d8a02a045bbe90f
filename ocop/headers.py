"""What every answer tells the browser, beyond what Django has settings for."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

# Of the devices of a reader no page asks for any; choosing a photo in a form needs no permission.
DEVICES = """
    accelerometer autoplay camera display-capture geolocation gyroscope hid magnetometer microphone midi payment
    screen-wake-lock serial usb xr-spatial-tracking
"""
NO_DEVICES = ", ".join(f"{device}=()" for device in DEVICES.split())
RESOURCE_POLICY = "Cross-Origin-Resource-Policy"
OURS, ANYBODYS = "same-origin", "cross-origin"


class MoreHeaders:
    """Middleware: no devices, and nothing for pages of other sites unless the view says so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Add what the view has not said."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", NO_DEVICES)
        response.headers.setdefault(RESOURCE_POLICY, OURS)
        return response
