"""Nightly jobs: each app defines its own in `nightly.py`; `manage.py run_due` runs those due."""

import contextlib
import datetime
import logging
from collections.abc import Callable

from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from ocop.files.stored_files import sweep_all
from ocop.models import DocumentReading, KeptUpload, NightlyRun, RequestCount, SentForm
from ocop.models.access import forget_accesses
from ocop.models.request_count import WINDOW
from ocop.models.user_session import SessionStore
from ocop.values.dates import today

LOG = logging.getLogger(__name__)
# A form older than this counts as new when it is submitted.
FORMS_KEPT = datetime.timedelta(days=3)
JOBS_KEPT = datetime.timedelta(days=30)
JOBS: dict[str, Callable[[datetime.date], object]] = {}
# The advisory lock that keeps two processes from running the jobs at once.
LOCK = 0x0C0B


def nightly(job):
    """Register a function of the day as a job. Running it twice for a day must do no harm."""
    JOBS[job.__name__] = job
    return job


@nightly
def forget_requests(day):
    RequestCount.objects.forget(WINDOW)


@nightly
def forget_sessions(day):
    SessionStore.clear_expired()


@nightly
def forget_who_read_what(day):
    """Delete denied requests and opened papers older than 24 months."""
    forget_accesses()


@nightly
def forget_failed_readings(day):
    """Delete old failures, so that documents are tried again."""
    DocumentReading.objects.forget_failures()


@nightly
def forget_kept_uploads(day):
    KeptUpload.objects.too_old().forget()


@nightly
def forget_jobs(day):
    """Delete background jobs that have been over for 30 days."""
    DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - JOBS_KEPT).delete()


@nightly
def sweep_files(day):
    for found in sweep_all():
        for row, name in found.missing:
            LOG.warning("The file %s of %s is missing.", name, row)
        found.remove()
        for name in found.left_over:
            LOG.warning("Removed %s: no row named it.", name)


@nightly
def forget_sent_forms(day):
    SentForm.objects.forget(FORMS_KEPT)


def run_due(day=None):
    """Run the jobs not yet done for `day` (today unless given); yield (name, error or None) of each.

    A failed job is tried again by the next call and does not stop the others.
    """
    day = day or today()
    with alone() as nobody_else:
        done = set(NightlyRun.objects.filter(day=day).values_list("job", flat=True))
        for name in sorted(JOBS.keys() - done) if nobody_else else ():
            yield name, attempt(name, day)


@contextlib.contextmanager
def alone():
    """Whether this process got the lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        held = cursor.fetchone()[0]
        try:
            yield held
        finally:
            if held:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def attempt(name, day):
    """Run a job and record it as done; return the error, if any."""
    try:
        JOBS[name](day)
        NightlyRun.objects.create(job=name, day=day)
    except Exception as error:
        return error
    return None
