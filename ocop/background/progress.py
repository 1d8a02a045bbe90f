"""How far a job is, written by the job while it runs and read by a page.

The job may be in a transaction of minutes, which nobody sees into: its worker writes this by a connection of its own.
"""

import contextlib
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.dispatch import receiver
from django.utils.translation import get_language
from django_tasks import TaskResult, TaskResultStatus
from django_tasks.base import Task
from django_tasks.signals import task_started
from django_tasks_db.models import DBTaskResult

EVERY = 0.3  # seconds, between two that are written
TABLE = DBTaskResult._meta.db_table


class _Now:
    """The job that runs in this process, and by which connection its progress is written."""

    job: str | None = None
    written_at = 0.0
    connection: BaseDatabaseWrapper | None = None


@receiver(task_started)
def begin(task_result: TaskResult, **kwargs: Any) -> None:
    _Now.job, _Now.written_at = task_result.id, 0.0


@contextlib.contextmanager
def written_by(own: BaseDatabaseWrapper) -> Iterator[None]:
    _Now.connection = own
    try:
        yield
    finally:
        _Now.connection = None


def report(done: int, of: int) -> None:
    """Say how much of the running job is done; as often as one likes. Does nothing outside of a job."""
    if _Now.job is None or (time.monotonic() - _Now.written_at < EVERY and done < of):
        return
    _Now.written_at = time.monotonic()
    with (_Now.connection or connection).cursor() as cursor:
        cursor.execute(
            f"UPDATE {TABLE} SET return_value = %s WHERE id = %s AND status = 'RUNNING'",  # noqa: S608
            [json.dumps({"done": done, "of": of}), _Now.job],
        )


@dataclass(frozen=True)
class Progress:
    """Where a job stands; `sentence` says why it failed, or why it is tried again."""

    status: str
    done: int = 0
    of: int = 0
    sentence: str = ""

    @property
    def is_waiting(self) -> bool:
        return self.status == TaskResultStatus.READY

    @property
    def is_running(self) -> bool:
        return self.status == TaskResultStatus.RUNNING

    @property
    def has_failed(self) -> bool:
        """For good: there is no further attempt."""
        return self.status == TaskResultStatus.FAILED

    @property
    def percent(self) -> int:
        return 100 * self.done // self.of if self.of else 0


def progress_of(job: Task, *keys: int) -> Progress | None:
    """Where the job with these keys stands, the one enqueued last; None without any."""
    rows = DBTaskResult.objects.filter(
        task_path=job.module_path, args_kwargs={"args": list(keys), "kwargs": {}}
    )
    found = rows.order_by("-enqueued_at").first()
    return shown(found) if found else None


def shown(row: DBTaskResult) -> Progress:
    said = row.return_value if isinstance(row.return_value, dict) else {}
    language = get_language() or ""
    return Progress(row.status, said.get("done", 0), said.get("of", 0), said.get(language, ""))
