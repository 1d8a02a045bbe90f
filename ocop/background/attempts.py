"""What becomes of a job whose attempt failed, or whose worker died: it waits for another attempt, or has failed for good.

The table keeps a sentence in both languages in place of a traceback, which may quote personal data and is in the log.
"""

import sys
from datetime import timedelta
from typing import Any, cast

from django.conf import settings
from django.db import connection
from django.dispatch import receiver
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskResult, TaskResultStatus
from django_tasks.signals import task_finished
from django_tasks_db.models import DBTaskResult

from ocop.background.jobs import Job
from ocop.refusal import RefusedError

# Before the second attempt; before the third twice as long, and so on.
WAIT = timedelta(seconds=20)
# The advisory locks by which one sees which workers live: each holds (LIVING, its number).
LIVING = 0x0C0C

UNFORESEEN = _("An error that nobody foresaw ({kind}). The log of the worker says where.")
KILLED = _("The worker ended in the middle of it.")
TOO_LONG = _("It took longer than {seconds} seconds and was ended.")


@receiver(task_finished)
def after_attempt(task_result: TaskResult, **kwargs: Any) -> None:
    """Called by the worker, within the handling of the error if there was one."""
    if task_result.status != TaskResultStatus.FAILED:
        return
    error = sys.exc_info()[1]
    failed = DBTaskResult.objects.get(pk=task_result.id)
    if isinstance(error, SystemExit):  # the portal stops: no fault of the job
        begin_anew(failed)
    elif isinstance(error, RefusedError):
        give_up(failed, error)
    else:
        wait = WAIT * len(failed.worker_ids)
        try_again_or_give_up(failed, format_lazy(UNFORESEEN, kind=type(error).__name__), wait)


def take_back() -> None:
    """Let jobs whose worker is dead wait again, up to their last attempt."""
    running = list(DBTaskResult.objects.running())
    # Read after the jobs: a worker has its lock before it takes one.
    living = living_workers() if running else set()
    for job in running:
        if job.worker_ids[-1] not in living:
            try_again_or_give_up(job, why_ended(job), wait=timedelta(0))


def living_workers() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT objid::text FROM pg_locks WHERE locktype = 'advisory' AND classid = %s"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [LIVING],
        )
        return {number for (number,) in cursor.fetchall()}


def why_ended(job: DBTaskResult) -> Any:
    seconds = bounds(job).seconds
    if timezone.now() - job.started_at < timedelta(seconds=seconds):
        return KILLED
    return format_lazy(TOO_LONG, seconds=seconds)


def try_again_or_give_up(job: DBTaskResult, sentence: Any, wait: timedelta) -> None:
    if len(job.worker_ids) >= bounds(job).most_attempts:
        return give_up(job, sentence)
    said, later = in_languages(sentence), timezone.now() + wait
    return conclude(job, TaskResultStatus.READY, run_after=later, return_value=said)


def begin_anew(job: DBTaskResult) -> None:
    """As if this attempt had not been."""
    conclude(job, TaskResultStatus.READY, worker_ids=job.worker_ids[:-1])


def give_up(job: DBTaskResult, sentence: Any) -> None:
    conclude(job, TaskResultStatus.FAILED, return_value=in_languages(sentence), finished_at=timezone.now())


def conclude(job: DBTaskResult, status: TaskResultStatus, **values: Any) -> None:
    """Does nothing if the attempt has come to another end, or another one has begun."""
    same = DBTaskResult.objects.filter(pk=job.pk, status=job.status, worker_ids=job.worker_ids)
    same.update(**{"finished_at": None, "traceback": "", **values, "status": status})


def run_again(job: DBTaskResult) -> str:
    """Let a failed job wait again with all its attempts; the reason why not, or an empty text."""
    if job.status != TaskResultStatus.FAILED:
        return gettext("Only a job that has failed is run again.")
    anew: dict[str, Any] = {
        "worker_ids": [],
        "started_at": None,
        "return_value": None,
        "run_after": timezone.now(),
    }
    conclude(job, TaskResultStatus.READY, **anew)
    return ""


def bounds(job: DBTaskResult) -> Job:
    """The job as it is declared; one that a newer version no longer has is not tried again."""
    try:
        return cast(Job, job.task)
    except ImportError:
        return Job(func=bounds, title=job.task_name, most_attempts=1)


def in_languages(sentence: Any) -> dict[str, str]:
    said = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            said[language] = str(sentence)
    return said
