"""Nightly jobs: each app names its own in `nightly.py`; `manage.py run_due` runs what is due."""

import contextlib
import datetime
import logging
from collections.abc import Callable

from django.db import connection

from ocop.api.throttle import WINDOW
from ocop.dates import today
from ocop.models import DocumentReading, KeptUpload, NightlyRun, RequestCount, SentForm
from ocop.models.access import forget_accesses
from ocop.models.user_session import SessionStore
from ocop.stored_files import sweep_all

LOG = logging.getLogger(__name__)
# A page with a form that is older than this is sent as a new one.
FORMS_KEPT = datetime.timedelta(days=3)
JOBS: dict[str, Callable[[datetime.date], object]] = {}
# The same for every process: two of them never run the jobs at once.
LOCK = 0x0C0B


def nightly(job):
    """Register a function of the day under its own name. Doing it twice for a day must do no harm."""
    JOBS[job.__name__] = job
    return job


@nightly
def forget_requests(day):
    """Delete counts of requests that count no longer."""
    RequestCount.objects.forget(WINDOW)


@nightly
def forget_sessions(day):
    """Delete sessions that have ended."""
    SessionStore.clear_expired()


@nightly
def forget_who_read_what(day):
    """Delete what is known of denied attempts and opened papers after 24 months."""
    forget_accesses()


@nightly
def forget_failed_readings(day):
    """Let documents that could not be read be tried again, some time later."""
    DocumentReading.objects.forget_failures()


@nightly
def forget_kept_uploads(day):
    """Remove uploads that waited for a form for so long that nobody saves it any more."""
    KeptUpload.objects.too_old().forget()


@nightly
def sweep_files(day):
    """Remove files that no row names; say which, and which rows have lost theirs."""
    for found in sweep_all():
        for row, name in found.missing:
            LOG.warning("The file %s of %s is missing.", name, row)
        found.remove()
        for name in found.left_over:
            LOG.warning("Removed %s: no row named it.", name)


@nightly
def forget_sent_forms(day):
    """Delete the one-time keys of forms that nobody sends again."""
    SentForm.objects.forget(FORMS_KEPT)


def run_due(day=None):
    """Run the jobs not yet done for `day` (today unless told); yield (name, the error or None) of each.

    A job that fails is tried again by the next call and stops no other job.
    """
    day = day or today()
    with alone() as nobody_else:
        done = set(NightlyRun.objects.filter(day=day).values_list("job", flat=True))
        for name in sorted(JOBS.keys() - done) if nobody_else else ():
            yield name, attempt(name, day)


@contextlib.contextmanager
def alone():
    """Tell whether no other process runs the jobs, and keep it so."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        held = cursor.fetchone()[0]
        try:
            yield held
        finally:
            if held:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def attempt(name, day):
    """Do a job and note that it is done; return what went wrong, if anything did."""
    try:
        JOBS[name](day)
        NightlyRun.objects.create(job=name, day=day)
    except Exception as error:
        return error
    return None
