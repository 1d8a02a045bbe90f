"""Background jobs in tests: whatever a request enqueues is done when it has been answered, as if a worker had been quick."""

import threading
from contextlib import contextmanager

from django.core.signals import request_finished
from django_tasks.signals import task_enqueued
from django_tasks_db.models import DBTaskResult

from ocop.background.worker import do_next, worker_named


class _Requests(threading.local):
    """A thread of the test, or of the server that a browser asks."""

    enqueued = False


_requests = _Requests()
_held = threading.Event()


def work_off(name="here"):
    """Let a worker do all jobs that wait now, those too that wait for another attempt."""
    DBTaskResult.objects.filter(status="READY").update(run_after="9999-01-01T00:00Z")
    worker = worker_named(name)
    while do_next(worker):
        pass
    _requests.enqueued = False


@contextmanager
def queue_held():
    """Let jobs wait as long as this lasts; work_off() does them."""
    _held.set()
    try:
        yield
    finally:
        _held.clear()


def _note(**sent):
    _requests.enqueued = True


def _after_request(**sent):
    if _requests.enqueued and not _held.is_set():
        _requests.enqueued = False
        work_off()


@contextmanager
def done_after_each_request():
    """Around each test."""
    _requests.enqueued = False
    task_enqueued.connect(_note)
    request_finished.connect(_after_request)
    yield
    request_finished.disconnect(_after_request)
    task_enqueued.disconnect(_note)
