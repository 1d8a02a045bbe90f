"""The portal of the drill: its web server, its database server and its files."""

import hashlib
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen

from django.conf import settings
from django.db import Error, connection

from ocop.database.embedded_postgres import Cluster
from tests.drill.people import Person
from tests.servers import database_url, free_port, gunicorn, wait_until

FOLDER = settings.VAR_DIR / "drill"
WORKERS = 2


@dataclass(frozen=True)
class Portal:
    """A web server that is running, and its files as it sees them."""

    site: str
    process: Popen
    media: Path

    def workers(self) -> list[int]:
        """The processes that answer."""
        master = self.process.pid
        return [int(pid) for pid in Path(f"/proc/{master}/task/{master}/children").read_text().split()]

    def files(self) -> dict[str, str]:
        """The SHA-256 of every file, also of unfinished ones: private/… and public/…"""
        paths = [path for side in ("private", "public") for path in (self.media / side).rglob("*")]
        return {
            str(path.relative_to(self.media)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in paths
            if path.is_file()
        }

    def wait(self) -> float:
        """Wait until it serves again; the seconds that took."""
        began, reader = time.monotonic(), Person(self.site)
        wait_until(lambda: reader.get("/readyz").status == 200)
        return time.monotonic() - began


@contextmanager
def serving(media: Path, *, inside: tuple[str, ...] = ()) -> Iterator[Portal]:
    """The portal on the database of the drill, as ./run serves it."""
    port = free_port()
    of_run = {"DATABASE_URL": database_url(), "OCOP_DEMO": "yes", "OCOP_MEDIA": str(media)}
    with (
        (FOLDER / "server.log").open("a") as log,
        gunicorn(port, workers=WORKERS, inside=inside, log=log, **of_run) as process,
    ):
        # Where it has mounted something, only through its own root.
        seen = Path(f"/proc/{process.pid}/root{media}") if inside else media
        yield Portal(f"http://127.0.0.1:{port}", process, seen)


def cluster() -> Cluster:
    """The database server."""
    return Cluster(FOLDER / "postgres")


def reconnect() -> None:
    """Let this thread use the database again, once its server answers."""
    connection.close()
    wait_until(is_answering)


def is_answering() -> bool:
    """Whether the database answers on the connection of this thread; one that is broken is closed."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        connection.close()
        return False
    return True


def backends(role: str) -> list[int]:
    """The processes of the database that work for a role, those that are at work first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE usename = %s AND datname = current_database()"
            " ORDER BY state = 'idle', random()",
            [role],
        )
        return [pid for (pid,) in cursor.fetchall()]


def kill(pid: int) -> bool:
    """End a process without a word; false if it had ended by itself."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
        return True
    return False


def is_ours() -> bool:
    """Whether this process uses the database and the files of the drill, and nobody else's."""
    servers = [url.rpartition("/")[0] for url in (settings.DATABASE_OWNER_URL, cluster().url)]
    return settings.MEDIA_ROOT == FOLDER / "media" and servers[0] == servers[1]
