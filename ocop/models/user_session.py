"""Sessions: who is signed in, where and since when.

A session ends ten hours after the sign-in at the latest (SESSION_COOKIE_AGE); people of authorities and councils are
signed out after an hour without a request. Both limits are in `expire_date`.
"""

import re
from datetime import datetime, timedelta
from typing import Any, ClassVar, cast

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.db.models import F
from django.db.models.functions import Least
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from ocop.models.user import User
from ocop.permissions import Role

IDLE = timedelta(minutes=60)
# Producers write long texts on a phone, between other work.
NOT_ENDED_WHEN_IDLE = frozenset({Role.PRODUCER})
# Use is recorded at most this often, as every page would write.
NOTED_EVERY = timedelta(minutes=1)
# Session key of what the row shows about the sign-in.
SIGN_IN = "sign_in"

BROWSERS = {
    r"Zalo": "Zalo",
    r"coc_coc_browser": "Cốc Cốc",
    r"Edg": "Edge",
    r"OPR|Opera": "Opera",
    r"SamsungBrowser": "Samsung Internet",
    r"Firefox|FxiOS": "Firefox",
    r"Chrome|CriOS|Chromium": "Chrome",
    r"Safari": "Safari",
}
SYSTEMS = {
    r"Android": "Android",
    r"iPhone": "iPhone",
    r"iPad": "iPad",
    r"Windows": "Windows",
    r"Mac OS": "macOS",
    r"CrOS": "ChromeOS",
    r"Linux": "Linux",
}


def device_of(agent: str) -> str:
    """Browser and system from User-Agent: “Chrome, Windows”; empty if neither is known."""
    found = (
        next((name for sign, name in known.items() if re.search(sign, agent)), "")
        for known in (BROWSERS, SYSTEMS)
    )
    return ", ".join(filter(None, found))


class SessionStore(DatabaseStore):
    """Django's database sessions, in rows with their owner (settings.SESSION_ENGINE)."""

    @classmethod
    def get_model_class(cls) -> type["UserSession"]:
        return UserSession

    # The time of the last request as stored; None for a new session.
    seen: datetime | None = None

    def load(self) -> dict[str, Any]:
        """The session data and the time of the last request, in one query; nothing for an expired session."""
        row = UserSession.objects.filter(session_key=self.session_key, expire_date__gt=timezone.now()).first()
        if row is None:
            return super().load()
        self.seen = row.seen
        return self.decode(row.session_data)

    def note_use(self) -> None:
        """Record a request, at most once a minute."""
        self.get(SIGN_IN)  # reads the row, if nobody has
        if self.seen and self.seen < timezone.now() - NOTED_EVERY:
            UserSession.objects.note(self.session_key)

    def begin(self, user: User, *, address: str, agent: str) -> None:
        """Record who signed in now, and when the session ends at the latest."""
        now = timezone.now()
        self[SIGN_IN] = {
            "since": now.isoformat(),
            "idle": None if user.role in NOT_ENDED_WHEN_IDLE else IDLE.total_seconds(),
            "address": address,
            "device": device_of(agent),
        }
        self.set_expiry(now + timedelta(seconds=settings.SESSION_COOKIE_AGE))

    def seconds_left(self) -> int:
        """Seconds until the session ends if there are no more requests."""
        left = self.get_expiry_age()
        return int(min(left, self.get(SIGN_IN, {}).get("idle") or left))

    def create_model_instance(self, data: dict[str, Any]) -> "UserSession":
        row = cast("UserSession", super().create_model_instance(data))
        if sign_in := data.get(SIGN_IN):
            row.user_id, row.since, row.seen = (
                data.get(SESSION_KEY),
                parse_datetime(sign_in["since"]),
                timezone.now(),
            )
            row.address, row.device = sign_in["address"], sign_in["device"]
            row.ends = row.expire_date
            row.idle = timedelta(seconds=sign_in["idle"]) if sign_in["idle"] else None
            row.expire_date = min(row.ends, row.seen + row.idle) if row.idle else row.ends
        return row


class UserSessionManager(BaseSessionManager["UserSession"]):
    """Sessions by owner."""

    def of(self, user: User) -> models.QuerySet["UserSession"]:
        """Current sessions, the last used first."""
        return self.filter(user=user, expire_date__gt=timezone.now()).order_by("-seen", "-since")

    def note(self, session_key: str | None) -> None:
        """Prolong a session by an hour, unless it has ended or was prolonged just now."""
        now = timezone.now()
        # LEAST() ignores NULL, for people who are not signed out when idle.
        self.filter(session_key=session_key, expire_date__gt=now, seen__lt=now - NOTED_EVERY).update(
            seen=now, expire_date=Least(F("ends"), now + F("idle"))
        )


class UserSession(AbstractBaseSession):
    """A session, with what its owner sees in the list of sessions. Deleted when it ends."""

    user = models.ForeignKey(
        "ocop.User",
        models.CASCADE,
        verbose_name=_("user"),
        null=True,
        editable=False,
        related_name="sessions",
    )
    since = models.DateTimeField(_("signed in"), null=True, editable=False)
    seen = models.DateTimeField(_("last seen"), null=True, editable=False)
    ends = models.DateTimeField(_("ends at the latest"), null=True, editable=False)
    idle = models.DurationField(_("ends after so long without use"), null=True, editable=False)
    address = models.CharField(_("network address"), max_length=45, blank=True, editable=False)
    device = models.CharField(_("device"), max_length=60, blank=True, editable=False)

    objects: ClassVar[UserSessionManager] = UserSessionManager()

    class Meta:
        verbose_name = _("sign-in session")
        verbose_name_plural = _("sign-in sessions")

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        return SessionStore

    @property
    def handle(self) -> str:
        """An identifier for pages, with which nobody can sign in."""
        return salted_hmac("ocop.session", self.session_key).hexdigest()[:20]
