"""What servers use of the machine, from /proc."""

import os
import time
from collections import defaultdict
from pathlib import Path

from tools.bench.bulk import run

TICKS = os.sysconf("SC_CLK_TCK")
CALM = 0.05  # of one core
LOOK = 0.3  # seconds


def cpu_of(root):
    """Seconds of CPU, user and system, of a process and all below it, also of those that have ended."""
    children, used = defaultdict(list), {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            pid, fields = int(path.parent.name), path.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        children[int(fields[1])].append(pid)
        # Of its own, and of its children that have ended: backends and parallel workers of the database come and go.
        used[pid] = sum(map(int, fields[11:15])) / TICKS
    total, waiting = 0.0, [root]
    while waiting:
        pid = waiting.pop()
        total += used.get(pid, 0)
        waiting += children[pid]
    return total


def postmaster():
    """The process of the database server that this process is connected to: the parent of its backend."""
    ((backend,),) = run("SELECT pg_backend_pid()")
    return int(Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()[1])


class Servers:
    """Named servers, each the root of its processes."""

    def __init__(self, **roots):
        self.roots = roots

    def cpu(self):
        """Seconds of CPU of each so far."""
        return {name: cpu_of(root) for name, root in self.roots.items()}

    def drain(self, most=600):
        """Wait until all are idle: what they still do for requests that nobody waits for is not the next one's.

        Raises TimeoutError after `most` seconds.
        """
        end, before = time.monotonic() + most, sum(self.cpu().values())
        while time.monotonic() < end:
            time.sleep(LOOK)
            after = sum(self.cpu().values())
            if after - before < CALM * LOOK:
                return
            before = after
        raise TimeoutError(f"The servers are still busy after {most} seconds.")
