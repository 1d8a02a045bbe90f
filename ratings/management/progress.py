"""Progress bar of a command."""

import sys


class Bar:
    """Progress bar on stderr, only in a terminal."""

    WIDTH = 40

    def __init__(self, stream):
        self.stream = stream
        self.shown = -1

    def __call__(self, done, total):
        """Update the bar, at most once per percent."""
        percent = done * 100 // max(total, 1)
        if percent == self.shown or not sys.stderr.isatty():
            return
        self.shown = percent
        filled = "#" * (percent * self.WIDTH // 100)
        end = "\n" if done == total else ""
        self.stream.write(f"\r[{filled:<{self.WIDTH}}] {done}/{total}", ending=end)
        self.stream.flush()
