"""Counts of requests by address, shared by all processes."""

from datetime import timedelta

from django.db import connection, models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

_COUNT = """
    INSERT INTO ocop_requestcount AS known (address, since, requests)
    VALUES (%(address)s, statement_timestamp(), 1)
    ON CONFLICT (address) DO UPDATE SET
        since = CASE WHEN known.since > EXCLUDED.since - %(window)s THEN known.since ELSE EXCLUDED.since END,
        requests = CASE WHEN known.since > EXCLUDED.since - %(window)s THEN known.requests + 1 ELSE 1 END
    RETURNING requests, since + %(window)s - statement_timestamp()
"""
_FORGET = "DELETE FROM ocop_requestcount WHERE since < statement_timestamp() - %(window)s"

# Requests are counted over this long.
WINDOW = timedelta(minutes=5)


class RequestCountManager(models.Manager):
    def count_one(self, address, window):
        """Count a request of `address`; return (requests in its window, time left of the window).

        A window (a timedelta) starts with the first request after the previous one has ended.
        """
        with connection.cursor() as cursor:
            cursor.execute(_COUNT, {"address": address, "window": window})
            return cursor.fetchone()

    def of(self, address, window):
        """Requests of `address` in its current window."""
        since = Now() - window
        return self.filter(address=address, since__gt=since).values_list("requests", flat=True).first() or 0

    def forget(self, window):
        """Delete counts of ended windows; return how many."""
        with connection.cursor() as cursor:
            cursor.execute(_FORGET, {"window": window})
            return cursor.rowcount


class RequestCount(models.Model):
    """Requests of one address since a moment, or tries of a secret (ocop/accounts/attempts.py).

    Addresses and names are stored as a keyed hash, for a day at most.

    The table is unlogged: a crash empties it, and counting starts again.
    """

    address = models.CharField(_("address, hashed"), max_length=64, primary_key=True)
    since = models.DateTimeField(_("since"))
    requests = models.PositiveIntegerField(_("requests"))

    objects = RequestCountManager()

    class Meta:
        verbose_name = _("request count")
        verbose_name_plural = _("request counts")

    def __str__(self):
        return f"{self.address[:8]}: {self.requests}"
