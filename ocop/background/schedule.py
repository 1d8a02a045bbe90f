"""Jobs that are due by themselves: a worker enqueues each where its question says so."""

from collections.abc import Callable
from datetime import datetime

from django.db import connection, transaction
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

# The job, and whether it is due now.
DUE: list[tuple[Task, Callable[[], bool]]] = []
# The advisory lock of the worker that asks.
LOCK = 0x0C0E


def due(is_due: Callable[[], bool]) -> Callable[[Task], Task]:
    """Enqueue a job without keys whenever `is_due()` and none of it waits or runs."""

    def register(job: Task) -> Task:
        DUE.append((job, is_due))
        return job

    return register


def enqueue_due() -> None:
    """Called by every worker every few seconds; two that ask at once enqueue a job once."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return
        for job, is_due in DUE:
            if not is_at_hand(job) and is_due():
                job.enqueue()


def has_been_enqueued_since(job: Task, moment: datetime) -> bool:
    return DBTaskResult.objects.filter(task_path=job.module_path, enqueued_at__gte=moment).exists()


def is_at_hand(job: Task) -> bool:
    rows = DBTaskResult.objects.filter(task_path=job.module_path)
    return rows.filter(status__in=["READY", "RUNNING"]).exists()
