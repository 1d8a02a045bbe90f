"""The limits of a child process (ocop.files.children), which imports this and nothing of Django: that takes longer than most
files take to read.
"""

import os
import resource

SECONDS = 10  # of CPU time
MEMORY = 768 << 20  # bytes of address space; an image of 100 megapixels needs half


def bound(seconds: int = SECONDS, memory: int = MEMORY) -> None:
    """Called by a child first of all: set limits that it cannot raise."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(5)
