"""A worker: takes one job after the other, and again and again what has to be done about the queue itself."""

import contextlib
import faulthandler
import gc
import logging
import os
import secrets
import time
from collections.abc import Iterator
from typing import Any, cast

from django.db import DatabaseError, InterfaceError, close_old_connections, connection, transaction
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, TaskResult
from django_tasks.signals import task_finished, task_started
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from ocop.background import progress
from ocop.background.attempts import LIVING, take_back
from ocop.background.jobs import Job
from ocop.background.schedule import enqueue_due

LOG = logging.getLogger(__name__)
INTERVAL = 0.5  # seconds between two looks at an empty queue
ROUNDS_EVERY = 5  # seconds between two looks after dead workers and what is due
PATIENCE = 5  # seconds, with a database that does not answer


def run() -> None:
    """Work until SIGTERM, which lets a job end, or until the process that called us is gone."""
    caller = os.getppid()
    task_started.connect(bound)
    task_finished.connect(unbound)
    while os.getppid() == caller:
        try:
            with living() as name:
                work(name, caller)
                return
        except (DatabaseError, InterfaceError) as error:
            LOG.warning("The database does not answer: %s", error)
            connection.close()
            time.sleep(PATIENCE)


def work(name: str, caller: int) -> None:
    worker = worker_named(name)
    worker.configure_signals()
    looked = 0.0
    while worker.running and os.getppid() == caller:
        if looked + ROUNDS_EVERY < time.monotonic():
            looked = time.monotonic()
            close_old_connections()
            take_back()
            enqueue_due()
        if not do_next(worker) and worker.running:
            time.sleep(INTERVAL)


def worker_named(name: str) -> Worker:
    """The package's: it runs a job, says what became of it, and hears SIGTERM."""
    return Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        backend_name=DEFAULT_TASK_BACKEND_ALIAS,
        worker_id=name,
        interval=INTERVAL,
        batch=False,
        max_tasks=None,
        startup_delay=False,
    )


def do_next(worker: Worker) -> bool:
    """Do the job whose turn it is; false if none waits. What another worker takes at this moment is skipped."""
    worker.running_task = True  # what is taken is also run, if SIGTERM comes now
    with transaction.atomic():
        if job := DBTaskResult.objects.ready().get_locked():
            job.claim(worker.worker_id)
    if job:
        worker.run_task(job)
    worker.running_task = False
    return job is not None


@contextlib.contextmanager
def living() -> Iterator[str]:
    """The name of a new worker, whose lock in the database ends with this process, however that ends."""
    own = connection.copy()  # Django closes the other one every minute
    number = secrets.randbelow(2**31)
    try:
        with own.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LIVING, number])
        with progress.written_by(own):
            yield str(number)
    finally:
        own.close()


def bound(task_result: TaskResult, **kwargs: Any) -> None:
    """End this process where the job does not end in time, also in the midst of C code; take_back() finds the job."""
    faulthandler.dump_traceback_later(cast(Job, task_result.task).seconds, exit=True)


def unbound(**kwargs: Any) -> None:
    faulthandler.cancel_dump_traceback_later()
    gc.collect()  # before the next job needs the memory
