"""Load on many targets in rounds, every other round in reverse order, so that a busy minute falls on all alike."""

import json
import math
import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import NamedTemporaryFile

from tools.bench.pages import fetch

SCRIPT = Path(__file__).parent / "wrk.lua"
READERS = 4096
ENOUGH = 60  # requests in a run, where that takes at most so many times its length
LONGEST = 4


@dataclass(frozen=True)
class Target:
    """Pages of one kind, asked for in turn."""

    name: str
    site: str
    paths: list[str]
    headers: dict[str, str] = field(default_factory=dict)
    # Each request for another reader: there is a limit to what one may ask.
    many_readers: bool = False
    # Asked for once before each run, so that a proxy that keeps pages has a fresh one.
    kept: bool = False

    def lines(self):
        """What wrk.lua reads."""
        if not self.many_readers:
            return self.paths
        return [
            f"{self.paths[n % len(self.paths)]}\t10.0.{n // 256}.{n % 256}"
            for n in range(max(READERS, len(self.paths)))
        ]


@dataclass(frozen=True)
class Settings:
    """How long and how hard."""

    rounds: int = 5
    seconds: int = 4
    connections: int = 8


def measure(targets, servers, settings, say):
    """Return {target: [what each round saw]}: requests a second, times in ms, CPU in ms per request and server."""
    seen = {target.name: [] for target in targets}
    seconds = {target.name: _long_enough(target, servers, settings) for target in targets}
    for number in range(settings.rounds):
        for target in targets if number % 2 == 0 else targets[::-1]:
            one = ask(target, servers, seconds[target.name], settings.connections, start=number * 1009)
            seen[target.name].append(one)
            say(
                f"  round {number + 1}  {target.name:<36} {one['rate']:>9,.1f}/s  {together(one):>9.3f} ms of CPU"
            )
    return seen


def _long_enough(target, servers, settings):
    """Warm a target up; return how many seconds a run takes: more, to a limit, where few requests fit in."""
    rate = ask(target, servers, 2, settings.connections, start=0)["rate"]
    return min(max(settings.seconds, math.ceil(ENOUGH / max(rate, 0.1))), LONGEST * settings.seconds)


def ask(target, servers, seconds, connections, *, start):
    """One run of wrk; the servers are idle before and after it."""
    with NamedTemporaryFile("w", suffix=".pages") as pages:
        pages.write("".join(f"{line}\n" for line in target.lines()))
        pages.flush()
        command = ["wrk", "-t", str(min(2, connections)), "-c", str(connections), "-d", f"{seconds}s"]
        command += ["--timeout", "60s", "-s", str(SCRIPT)]
        for name, value in target.headers.items():
            command += ["-H", f"{name}: {value}"]
        if target.kept:
            fetch(target.site, target.paths[0], **target.headers)
            servers.drain()
        before = servers.cpu()
        environment = os.environ | {"PAGES": pages.name, "START": str(start)}
        done = subprocess.run(
            [*command, target.site], env=environment, capture_output=True, text=True, check=True
        )
    servers.drain()
    after = servers.cpu()
    told = json.loads(done.stdout.rpartition("JSON")[2])
    # When wrk ends, every connection waits for an answer, which the servers still work out.
    worked_out = told["requests"] + connections
    return told | {
        "rate": told["requests"] / told["seconds"],
        "cpu": {name: 1000 * (after[name] - before[name]) / worked_out for name in after},
    }


def together(one):
    """CPU of all servers, in ms per request."""
    return sum(one["cpu"].values())


def middle(rounds):
    """The medians over rounds, and what went wrong in all of them together."""
    return {
        "requests": sum(one["requests"] for one in rounds),
        "rate": median(one["rate"] for one in rounds),
        "least": min(one["rate"] for one in rounds),
        "most": max(one["rate"] for one in rounds),
        "p50": median(one["p50"] for one in rounds),
        "p99": median(one["p99"] for one in rounds),
        "cpu": median(map(together, rounds)),
        "parts": {name: median(one["cpu"][name] for one in rounds) for name in rounds[0]["cpu"]},
        "failed": sum(one["refused"] + one["broken"] for one in rounds),
    }
