"""What the drill says while it goes on."""

import time
from collections import Counter
from collections.abc import Iterable, Sequence


class Report:
    """Prints a line for each exercise; counts what was lost."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.lost: list[str] = []

    def part(self, name: str) -> None:
        """Begin a part."""
        print(f"\n{name} ({self.seconds()} s)", flush=True)

    def tell(self, what: str, seen: str, lost: Sequence[str] = ()) -> None:
        """Say what was done and how often, what was seen, and what was lost by it."""
        self.lost += lost
        verdict = f"LOST: {len(lost)}" if lost else "lost: nothing"
        print(f"  {what}: {seen}; {verdict}", flush=True)
        for each in lost:
            print(f"    {each}", flush=True)

    def seconds(self) -> int:
        """Since the beginning."""
        return round(time.monotonic() - self.began)


def counted(statuses: Iterable[int]) -> str:
    """How often each answer came: “18 × 302, 2 × 503”; 0 is a line that broke."""
    found = sorted(Counter(statuses).items())
    return ", ".join(f"{count} × {status or 'no answer'}" for status, count in found)
