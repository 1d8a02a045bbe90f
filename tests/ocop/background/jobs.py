"""Jobs for tests of the queue, which worker processes import too."""

import threading
import time

from django.db import connection, transaction
from django.utils import timezone
from django_tasks import task

from ocop.background import progress
from ocop.models import RequestCount
from ocop.refusal import RefusedError
from tests.servers import PATIENCE

# The advisory lock (GATE, key) at which half() waits.
GATE = 0x0C0D
BOTH = threading.Barrier(2, timeout=PATIENCE)


@task(title="Note")
def note(key):
    RequestCount.objects.create(address=f"note {key}", since=timezone.now(), requests=1)


@task(title="Meet")
def meet(key):
    """Ends when two of it run at once."""
    BOTH.wait()


@task(title="Fail", most_attempts=3)
def fail(key):
    raise ValueError("mai@example.vn")


@task(title="Refuse")
def refuse(key):
    raise RefusedError("This list was written already.")


@task(title="Be cut short", most_attempts=1)
def cut_short(key):
    """The first time it ends as a job does whose worker is told to end twice."""
    if not RequestCount.objects.exists():
        note.func(key)
        raise SystemExit(1)


@task(title="Go on for ever", most_attempts=1, seconds=1)
def endless():
    while True:
        time.sleep(1)


@task(title="Do one half", most_attempts=2)
def half(key):
    """Does one half and waits until the gate is open."""
    with transaction.atomic(), connection.cursor() as cursor:
        progress.report(1, 2)
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [GATE, key])
