"""Reading what strangers sent, in processes of their own with bounds on time and memory.

What breaks there breaks nothing here. At most two run at once on the machine, whichever worker started them; others
wait briefly. A child sets up no Django: it calls `bound()`, reads its standard input and writes its answer.
"""

import contextlib
import fcntl
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings

AT_ONCE = 2
PATIENCE = 5  # seconds that somebody waits for a place
SECONDS = 10  # of processor time
LONGEST = 60  # seconds by the clock; only a machine that is overloaded takes so long
MEMORY = 768 << 20  # bytes of address space; a picture of 100 megapixels needs a half
ROOT = Path(__file__).resolve().parent.parent


class ChildError(Exception):
    """The child ended without an answer: it broke, or it reached its bounds."""


class BusyError(Exception):
    """Others are being read; whoever asks again in a moment gets an answer."""


def ask(module: str, *arguments: str, content: bytes) -> bytes:
    """Return what `python -m module arguments` makes of the content. Raises ChildError or BusyError."""
    with place() as held:
        try:
            answer = subprocess.run(  # noqa: S603
                [sys.executable, "-m", module, *arguments],
                input=content,
                capture_output=True,
                timeout=LONGEST,
                cwd=ROOT,
                check=True,
                # Held by the child too: the place is taken as long as it lives, even if its parent does not.
                pass_fds=[held],
            )
        except subprocess.TimeoutExpired as slow:
            raise BusyError from slow
        except subprocess.SubprocessError as error:
            raise ChildError from error
    return answer.stdout


def bound(seconds: int = SECONDS, memory: int = MEMORY) -> None:
    """Called by a child before it reads anything: the limits that it cannot pass."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(5)


@contextlib.contextmanager
def place():
    """Take one of the places, or raise BusyError."""
    until = time.monotonic() + PATIENCE
    while True:
        for number in range(AT_ONCE):
            with _opened(number) as handle:
                if _locked(handle):
                    yield handle.fileno()
                    return
        if time.monotonic() > until:
            raise BusyError
        time.sleep(0.05)


def _locked(handle):
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _opened(number):
    """The file whose lock is a place; made once, so that a disk that is read-only later does no harm."""
    path = settings.CHILDREN_ROOT / f"place-{number}"
    with contextlib.suppress(FileNotFoundError):
        return path.open("rb")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        return path.open("rb")
    except OSError as error:
        raise BusyError from error
