"""Parse untrusted files in child processes with limits on time and memory.

A crash there breaks nothing here. At most two children run at once on the machine, for all workers; others wait briefly.
A child does not set up Django: it calls bound() of ocop.files.child_bounds, reads standard input and writes its answer.
"""

import contextlib
import fcntl
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings

AT_ONCE = 2
PATIENCE = 5
LONGEST = 60  # seconds of wall time; only an overloaded machine takes so long
ROOT = Path(__file__).resolve().parents[2]


class ChildError(Exception):
    """The child ended without an answer: it crashed or reached its limits."""


class BusyError(Exception):
    """All places are taken; trying again in a moment will work."""


def ask(module: str, *arguments: str, content: bytes, patience: float = PATIENCE) -> bytes:
    """Return the output of `python -m module arguments` for the content, after waiting `patience` seconds for a place.

    Raises ChildError or BusyError.
    """
    with place(patience) as held:
        try:
            answer = subprocess.run(  # noqa: S603
                [sys.executable, "-m", module, *arguments],
                input=content,
                capture_output=True,
                timeout=LONGEST,
                cwd=ROOT,
                check=True,
                # inherited by the child: the place stays taken while it lives, even if its parent dies
                pass_fds=[held],
            )
        except subprocess.TimeoutExpired as slow:
            raise BusyError from slow
        except subprocess.SubprocessError as error:
            raise ChildError from error
    return answer.stdout


@contextlib.contextmanager
def place(patience: float = PATIENCE):
    """Take one of the places, or raise BusyError."""
    until = time.monotonic() + patience
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
    """The lock file of a place; created once, so that a disk that becomes read-only does no harm."""
    path = settings.CHILDREN_ROOT / f"place-{number}"
    with contextlib.suppress(FileNotFoundError):
        return path.open("rb")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        return path.open("rb")
    except OSError as error:
        raise BusyError from error
