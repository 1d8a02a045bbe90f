"""How often passwords may be guessed at the sign-in: from one address, for one account, and on a device that is known.

Nobody can shut the owner out. Wrong passwords close the sign-in to the address they come from, not to the account: from
elsewhere it goes on, with fewer tries while the account is being attacked. On a device on which the owner has signed in
before, only what is tried on this very device counts.
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

from ocop.api.throttle import address_of
from ocop.attempts import Attempts
from ocop.sign_in_names import normal

# Wrong passwords within AXES_COOLOFF_TIME: of one account from one address, and of all accounts from it.
MOST, MOST_OF_ADDRESS = settings.AXES_FAILURE_LIMIT, 20
# From so many on, from wherever they come, an address that is not known has fewer tries at this account.
ATTACKED, MOST_WHILE_ATTACKED = 30, 3
ON_A_KNOWN_DEVICE = Attempts("known device", most=MOST, window=timedelta(hours=settings.AXES_COOLOFF_TIME))

LONGEST_NAME = AccessAttempt._meta.get_field("username").max_length
COOKIE, SALT = f"{settings.COOKIE_PREFIX}known_device", "ocop.known_device"
DEVICE_IS_KNOWN = timedelta(days=180)
ACCOUNTS_OF_A_DEVICE = 5


def counted_address(request: HttpRequest) -> str:
    """The address that asks; of IPv6 the network, since whoever has one address there has all of them."""
    try:
        address = ip_address(address_of(request))
    except ValueError:  # a proxy that knows none
        return "0.0.0.0"  # noqa: S104
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(IPv6Address(int(address) >> 64 << 64))


def counted_account(request: HttpRequest, credentials: dict | None) -> str:
    """The account that is asked for, however it is spelt; of what is too long for any as much as axes keeps."""
    named = (credentials or request.POST).get(settings.AXES_USERNAME_FORM_FIELD) or ""
    return normal(named)[:LONGEST_NAME]


class SignInLimits(AxesDatabaseHandler):
    """django-axes keeps the failures; when they close the sign-in is said here."""

    def get_failures(self, request: HttpRequest, credentials: dict | None = None) -> int:
        """The failures that count against this request; MOST or more close the sign-in to it."""
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
        """Count it, on a known device for itself."""
        username = counted_account(request, credentials) if request else ""
        if request and (device := known_devices(request).get(_key_of(username))):
            ON_A_KNOWN_DEVICE.take(device)
        super().user_login_failed(sender, credentials, request, **kwargs)

    def user_logged_in(self, sender, request, user, **kwargs):
        """Let the device be known from now on."""
        super().user_logged_in(sender, request, user, **kwargs)
        known = {_key_of(user.get_username()): secrets.token_hex(8)} | known_devices(request)
        request.now_known = dict(list(known.items())[:ACCOUNTS_OF_A_DEVICE])


class KnownDevices:
    """Middleware: after a sign-in the browser keeps, signed, that this account has signed in on it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Send the cookie with the answer to a sign-in."""
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
    """By the keys of the accounts that have signed in on this device, what it is called for each."""
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=DEVICE_IS_KNOWN)
    except signing.BadSignature:
        return {}


def _key_of(username: str) -> str:
    return salted_hmac(SALT, username, algorithm="sha256").hexdigest()[:16]
