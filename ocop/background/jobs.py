"""What a job of ours is, on top of Django's Tasks API (django_tasks)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django_tasks.base import Task
from django_tasks_db import DatabaseBackend


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(Task):
    """A task with a title for the administrator and the bounds of its attempts (`@task(title=…, seconds=…)`)."""

    title: str | Promise = ""
    most_attempts: int = 3
    # After so many seconds its worker is ended, and with it the attempt.
    seconds: int = 600
    # What a job with these keys works on and whose it is, for the administrator; empty if that is gone.
    about: Callable[..., str] | None = None


class QueueBackend(DatabaseBackend):
    """The queue of the portal (settings.TASKS)."""

    task_class = Job  # type: ignore[assignment]

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        """Raises TypeError for an argument that is no key of a row: the queue holds no personal data."""
        if kwargs or not all(isinstance(each, int) for each in args):
            raise TypeError(f"{task.name}() takes keys of rows, in their order, and nothing else.")
        return super().enqueue(task, args, kwargs)
