"""A list of 20,000 rows, read and written by a worker of the queue; and /healthz while workers read hostile files."""

import os
import shutil
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from subprocess import Popen
from tempfile import NamedTemporaryFile

from django.conf import settings
from django_tasks_db.models import DBTaskResult

from ocop.models import Place, PlaceLevel, Role, User
from ratings.imports import desk
from ratings.imports.models import ImportState, RegisterImport
from tests.ratings.imports import big_list, hostile
from tests.servers import database_url, free_port, gunicorn
from tools.bench.processes import cpu_of, postmaster

ROWS = 20_000
LOOK = 0.02  # seconds
WARMING = 100  # requests
IDLE = 3  # seconds, after which a new worker has nothing left to load
MIB = 1024  # kB
UNFINISHED = ("READY", "RUNNING")


def measure(say):
    """Return what there is to report, in a database that is thrown away by the caller."""
    officer = User.objects.create_user(
        "bench@ocop.example",
        role=Role.PROVINCIAL_OFFICER,
        place=Place.objects.in_force().get(level=PlaceLevel.PROVINCE, code="19"),
    )
    try:
        say(f"A list of {ROWS:,} rows:")
        with worker() as process:
            found = of_long_list(officer, process.pid, say)
        say(f"/healthz while {len(hostile.HEAVY)} hostile files are read …")
        with worker(), worker():
            return found | {"health": of_healthz(officer)}
    finally:
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


@contextmanager
def worker():
    """A worker of the queue as ./run starts it."""
    command = ["nice", "-n", "5", sys.executable, "manage.py", "run_queue"]
    environment = os.environ | {"OCOP_AS_OWNER": "no", "DATABASE_URL": database_url()}
    with (settings.VAR_DIR / "bench" / "queue.log").open("a") as log:
        process = Popen(command, env=environment, stdout=log, stderr=log)  # noqa: S603
    try:
        time.sleep(IDLE)
        # The nightly work of a new register comes first.
        while DBTaskResult.objects.filter(status__in=UNFINISHED).exists():
            time.sleep(LOOK)
        yield process
    finally:
        process.terminate()
        process.wait()


def of_long_list(officer, pid, say):
    """Read a long list, answer what it asks, write it; what a worker needs for that."""
    idle = memory(pid, "VmRSS")
    kept = desk.store_upload(long_list(), file_name="list.xlsx", by=officer)
    read = done(pid, idle, kept.pk, say)
    kept.refresh_from_db()
    answers = {question["key"]: question["options"][0][0] for question in kept.questions}
    desk.answer_questions(kept, answers, by=officer)
    done(pid, idle, kept.pk, say)
    kept.refresh_from_db()
    desk.start_import(kept, by=officer, accept_good_rows=True)
    written = done(pid, idle, kept.pk, say)
    kept.refresh_from_db()
    assert kept.state == ImportState.WRITTEN, kept.remarks
    return {"rows": ROWS, "counts": kept.counts, "read": read, "written": written}


def long_list():
    with NamedTemporaryFile(suffix=".xlsx") as file:
        big_list.write(file.name, ROWS)
        return Path(file.name).read_bytes()


def done(pid, idle, key, say):
    """Wait for the newest job; the seconds it took, its CPU, its memory, when its progress and its rows were first seen."""
    job = DBTaskResult.objects.order_by("-enqueued_at").first()
    forget_peak(pid)
    servers = {"Python": pid, "PostgreSQL": postmaster()}
    before = {name: cpu_of(root) for name, root in servers.items()}
    first = counted = None
    while job.status in UNFINISHED:
        time.sleep(LOOK)
        job.refresh_from_db()
        if job.status == "RUNNING" and job.return_value:
            since = time.time() - job.started_at.timestamp()
            first = since if first is None else first
            counted = since if counted is None and job.return_value["of"] else counted
    state = RegisterImport.objects.values_list("state", flat=True).get(pk=key)
    seen = {
        "seconds": (job.finished_at - job.started_at).total_seconds(),
        "cpu": {name: cpu_of(root) - before[name] for name, root in servers.items()},
        "memory": (memory(pid, "VmHWM") - idle) / MIB,
        "first_progress": first,
        "first_count": counted,
    }
    say(f"  {state}: {seen}")
    return seen


def memory(pid, what):
    """Memory of a process in kB: "VmRSS" now, "VmHWM" at most."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{what}:"))


def forget_peak(pid):
    """Let the most memory of a process be that of now."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")


def of_healthz(officer):
    """Ask /healthz again and again until workers have read all hostile files; times in ms."""
    files = [make() for make in hostile.HEAVY]
    port, took = free_port(), []
    with gunicorn(port, workers=2, DATABASE_URL=database_url()):
        # Until both processes have answered, also the one that began later.
        for _each in range(WARMING):
            asked(port)
        keys = [
            desk.store_upload(data, file_name=f"{number}.xlsx", by=officer).pk
            for number, data in enumerate(files)
        ]
        waiting = RegisterImport.objects.filter(pk__in=keys, state=ImportState.READING)
        while waiting.exists():
            took.append(asked(port))
            time.sleep(LOOK)
    took.sort()
    return {
        "files": len(files),
        "requests": len(took),
        "p50": median(took),
        "p99": took[99 * len(took) // 100],
        "most": took[-1],
    }


def asked(port):
    """The ms that /healthz took, on a connection of its own as a probe makes it."""
    began = time.perf_counter()
    probe = HTTPConnection("127.0.0.1", port, timeout=60)
    probe.request("GET", "/healthz")
    assert probe.getresponse().status == 200
    probe.close()
    return 1000 * (time.perf_counter() - began)
