"""Workers as they are: several at once, killed, told to end, stuck."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection
from django_tasks_db.models import DBTaskResult

from ocop.background.attempts import take_back
from ocop.background.progress import Progress, progress_of
from ocop.models import NightlyRun
from ocop.operation.nightly import JOBS
from ocop.values.dates import today
from tests.background import work_off
from tests.ocop.background.jobs import GATE, endless, half, meet
from tests.servers import PATIENCE, database_url, wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def worker(tmp_path):
    """A worker as ./run starts it; the nightly jobs are done."""
    NightlyRun.objects.bulk_create([NightlyRun(job=job, day=today()) for job in JOBS])
    own = {"DATABASE_URL": database_url(), "OCOP_AS_OWNER": "no", "OCOP_MEDIA": str(tmp_path)}
    command = [sys.executable, "manage.py", "run_queue"]

    @contextmanager
    def start():
        nowhere = subprocess.DEVNULL
        with subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=os.environ | own, stderr=nowhere
        ) as process:
            try:
                yield process
            finally:
                process.kill()

    return start


@contextmanager
def gate(key):
    """Closed as long as this lasts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [GATE, key])
        yield
        cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [GATE, key])


def attempts():
    return len(DBTaskResult.objects.get(task_path=half.module_path).worker_ids)


def test_two_workers_do_two_jobs_at_once_and_each_job_once():
    def work(name):
        work_off(name)
        connection.close()

    meet.enqueue(1)
    meet.enqueue(2)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, ("one", "other")))
    done = DBTaskResult.objects.successful().values_list("worker_ids", flat=True)
    assert sorted(done) == [["one"], ["other"]]


def test_job_of_a_killed_worker_is_done_by_the_next_one_which_ends_it_before_it_ends_itself(worker):
    half.enqueue(1)
    with gate(1):
        with worker() as killed:
            # What it tells from within its transaction can be read at once.
            wait_until(lambda: progress_of(half, 1).percent == 50)
            killed.kill()
        with worker() as other:
            wait_until(lambda: attempts() == 2 and progress_of(half, 1).percent == 50)
            other.terminate()
            connection.cursor().execute("SELECT pg_advisory_unlock(%s, 1)", [GATE])
            assert other.wait(PATIENCE) == 0
    assert (attempts(), progress_of(half, 1)) == (2, Progress("SUCCESSFUL"))


def test_worker_of_a_job_that_never_ends_is_ended_and_the_job_says_so(worker):
    endless.enqueue()
    with worker() as stuck:
        assert stuck.wait(PATIENCE) != 0
    take_back()
    state = progress_of(endless)
    assert (state.has_failed, state.sentence) == (True, "It took longer than 1 seconds and was ended.")
