"""Limits on guessing passwords: by address, by account, and for known devices.

Nobody can lock the owner out. Wrong passwords block the address they come from, not the account: other addresses can
still sign in, with fewer tries while the account is under attack. On a device on which the owner has signed in before,
only tries on that device count.
"""

import secrets
from collections.abc import Callable
from datetime import timedelta
from ipaddress import IPv6Address, ip_address

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.core import signing
from django.db.models import Q, Sum
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

from ocop.accounts.attempts import Attempts
from ocop.operation.client_address import address_of
from ocop.values.sign_in_names import normal

# Wrong passwords within AXES_COOLOFF_TIME: for one account from one address, and for all accounts from it.
MOST, MOST_OF_ADDRESS = settings.AXES_FAILURE_LIMIT, 20
# After so many failures from anywhere, unknown addresses have fewer tries for this account.
ATTACKED, MOST_WHILE_ATTACKED = 30, 3
ON_A_KNOWN_DEVICE = Attempts("known device", most=MOST, window=timedelta(hours=settings.AXES_COOLOFF_TIME))

LONGEST_NAME = AccessAttempt._meta.get_field("username").max_length
COOKIE, SALT = f"{settings.COOKIE_PREFIX}known_device", "ocop.known_device"
DEVICE_IS_KNOWN = timedelta(days=180)
ACCOUNTS_OF_A_DEVICE = 5


def counted_address(request: HttpRequest) -> str:
    """The client's address; for IPv6 the network, since one client has all its addresses."""
    try:
        address = ip_address(address_of(request))
    except ValueError:  # unknown to the proxy
        return "0.0.0.0"  # noqa: S104
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(IPv6Address(int(address) >> 64 << 64))


def counted_account(request: HttpRequest, credentials: dict | None) -> str:
    """The sign-in name in its stored spelling, cut to what axes can store."""
    named = (credentials or request.POST).get(settings.AXES_USERNAME_FORM_FIELD) or ""
    return normal(named)[:LONGEST_NAME]


class SignInLimits(AxesDatabaseHandler):
    """The handler of django-axes, which stores the failures, with our rules for blocking."""

    def get_failures(self, request: HttpRequest, credentials: dict | None = None) -> int:
        """The failures that count against this request; MOST or more block it."""
        username = counted_account(request, credentials)
        if device := known_devices(request).get(_key_of(username)):
            return MOST * ON_A_KNOWN_DEVICE.used_up(device)
        here, theirs = Q(ip_address=request.axes_ip_address), Q(username=username)  # type: ignore[attr-defined]
        recent = AccessAttempt.objects.filter(attempt_time__gte=get_cool_off_threshold(request))
        failures = {"both": here & theirs, "address": here, "account": theirs}
        sums = {name: Sum("failures_since_start", filter=rows, default=0) for name, rows in failures.items()}
        found = recent.aggregate(**sums)
        most = MOST if found["account"] < ATTACKED else MOST_WHILE_ATTACKED
        closed = found["both"] >= most or found["address"] >= MOST_OF_ADDRESS
        return MOST if closed else found["both"]

    def user_login_failed(self, sender, credentials, request=None, **kwargs):
        """Count a failure; on a known device for that device alone."""
        username = counted_account(request, credentials) if request else ""
        if request and (device := known_devices(request).get(_key_of(username))):
            ON_A_KNOWN_DEVICE.take(device)
        super().user_login_failed(sender, credentials, request, **kwargs)

    def user_logged_in(self, sender, request, user, **kwargs):
        """Remember the device."""
        super().user_logged_in(sender, request, user, **kwargs)
        known = {_key_of(user.get_username()): secrets.token_hex(8)} | known_devices(request)
        request.now_known = dict(list(known.items())[:ACCOUNTS_OF_A_DEVICE])


class KnownDeviceMiddleware:
    """Middleware: a signed cookie that says which accounts have signed in on this browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Set the cookie after a sign-in."""
        response = self.get_response(request)
        if known := getattr(request, "now_known", None):
            response.set_cookie(
                COOKIE,
                signing.dumps(known, salt=SALT),
                max_age=DEVICE_IS_KNOWN,
                secure=settings.SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response


def known_devices(request: HttpRequest) -> dict[str, str]:
    """Identifiers of this device by the keys of the accounts that have signed in on it."""
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=DEVICE_IS_KNOWN)
    except signing.BadSignature:
        return {}


def _key_of(username: str) -> str:
    return salted_hmac(SALT, username, algorithm="sha256").hexdigest()[:16]
