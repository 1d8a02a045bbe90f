"""./run bench: how fast the public pages are, beside a view that says hello and a static file of nginx."""

import argparse
import json
import os
import platform
import re
import signal
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ocop.settings")
django.setup()

# What follows needs the settings.
from django.conf import settings  # noqa: E402

from tests.servers import database_url, free_port, gunicorn, proxy  # noqa: E402
from tools.bench import cold, databases, import_report, imports, load, pages, report  # noqa: E402
from tools.bench.bulk import run  # noqa: E402
from tools.bench.processes import Servers, postmaster  # noqa: E402

SIZES = (18_000, 200_000, 1_000_000)
WORKERS = 2
RESULTS = settings.VAR_DIR / "bench"
LOAD = os.getloadavg()[0]  # before anything of ours runs
GZIP = {"Accept-Encoding": "gzip"}


def say(text):
    """Tell what is going on."""
    print(text, flush=True)


@contextmanager
def everything(folder):
    """All servers on the database of this process; yields their addresses by name and their processes."""
    ports = {name: free_port() for name in ("portal", "hello", "files")}
    files = (
        f"server {{ listen 127.0.0.1:{ports['files']}; root {folder / 'files'};"
        " default_type text/html; gzip_static on; }"
    )
    (folder / "files").mkdir()
    with ExitStack() as stack:
        portal = stack.enter_context(gunicorn(ports["portal"], workers=WORKERS, DATABASE_URL=database_url()))
        hello = stack.enter_context(
            gunicorn(ports["hello"], "tools.bench.hello:application", workers=WORKERS)
        )
        site, nginx = stack.enter_context(proxy(folder, ports["portal"], more=files))
        servers = Servers(portal=portal.pid, hello=hello.pid, nginx=nginx.pid, database=postmaster())
        yield {name: f"http://127.0.0.1:{port}" for name, port in ports.items()} | {"nginx": site}, servers


def twins(kinds, sites, folder):
    """A file for each page that the proxy keeps, as large as it is, plain and compressed; yields the targets."""
    for kind in (pages.LIST, pages.PRODUCT):
        path, name = kinds[kind][0], kind.replace(" ", "-")
        for headers, ending in (({}, ""), (GZIP, ".gz")):
            (folder / "files" / f"{name}.html{ending}").write_bytes(
                pages.fetch(sites["nginx"], path, **headers)[2]
            )
            how = ", gzip" if headers else ""
            yield load.Target(f"nginx, warmed {kind}{how}", sites["nginx"], [path], headers, kept=True)
            yield load.Target(
                f"nginx, file like it{how} ({kind})", sites["files"], [f"/{name}.html"], headers
            )


def measure(size, asked):
    """Measure everything at one size; return what there is to report."""
    took = databases.use(size, say)
    kinds = pages.pages()
    with TemporaryDirectory(prefix="ocop-bench-") as name, everything(Path(name)) as (sites, servers):
        os.chmod(name, 0o755)  # noqa: S103 -- for the workers of nginx
        targets = [
            load.Target(report.HELLO, sites["hello"], ["/"]),
            load.Target("our middleware alone (/healthz)", sites["portal"], ["/healthz"]),
        ]
        targets += [
            load.Target(kind, sites["portal"], paths, many_readers=kind == pages.DATA)
            for kind, paths in kinds.items()
        ]
        targets += twins(kinds, sites, Path(name))
        targets = [target for target in targets if re.search(asked.only, target.name)]
        say(
            f"{size:,} products, {len(targets)} targets: warming up, then {asked.rounds} rounds of {asked.seconds} s"
        )
        seen = load.measure(targets, servers, asked, say)
        chosen = {kind: paths for kind, paths in kinds.items() if kind in seen}
        return {
            "size": size,
            "made_in": took,
            "measured": {name: load.middle(rounds) for name, rounds in seen.items()},
            "queries": {kind: pages.queries(paths) for kind, paths in chosen.items()},
            "bytes": {kind: pages.sizes(sites["nginx"], paths) for kind, paths in chosen.items()},
            "cold": {
                kind: cold.first_requests(sites["portal"], chosen[kind][0], servers)
                for kind in (pages.LIST, pages.FILTERED)
                if kind in chosen
            },
            "where": where(asked),
        }


def measure_imports(asked):
    """Measure the import of lists beside the smallest register, into a part of the document of its own."""
    products = min(asked.sizes)
    databases.use(products, say)
    with databases.copied("bench_imports"):
        found = imports.measure(say) | {"products": products, "where": where(asked)}
    import_report.write(found)
    say(f"{report.DOCUMENT} is written.")


def where(asked):
    """The machine, the day, the versions, and how it was asked."""
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    return {
        "day": f"{datetime.now():%d/%m/%Y %H:%M}",
        "processor": model[1] if model else platform.machine(),
        "cores": os.cpu_count(),
        "memory": round(int(memory[1]) / 1024**2) if memory else 0,
        "python": platform.python_version(),
        "django": django.get_version(),
        "postgresql": run("SHOW server_version")[0][0],
        "commit": commit.stdout.strip(),
        "load": LOAD,
        "rounds": asked.rounds,
        "seconds": asked.seconds,
        "connections": asked.connections,
    }


def options(arguments):
    """What was asked on the command line."""
    defaults = load.Settings()
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of products")
    parser.add_argument("--rounds", type=int, default=defaults.rounds)
    parser.add_argument("--seconds", type=int, default=defaults.seconds, help="of each target in each round")
    parser.add_argument("--connections", type=int, default=defaults.connections)
    parser.add_argument(
        "--only", default="", help="targets whose name this expression finds; writes no document"
    )
    parser.add_argument("--imports", action="store_true", help="measure only the import of a list")
    return parser.parse_args(arguments)


def main(arguments):
    """Measure each size; keep what was seen, and write the document of all that is kept."""
    asked = options(arguments)
    RESULTS.mkdir(parents=True, exist_ok=True)
    if asked.imports:
        measure_imports(asked)
        return
    for size in asked.sizes:
        found = measure(size, asked)
        if asked.only:
            say(report.table(found))
            continue
        (RESULTS / f"{size}.json").write_text(json.dumps(found, indent=1))
        report.write([json.loads(path.read_text()) for path in RESULTS.glob("*.json")])
        say(f"{report.DOCUMENT} is written.")


if __name__ == "__main__":
    # Ended from outside, it ends what it has started.
    signal.signal(signal.SIGTERM, lambda *_told: sys.exit(143))
    signal.signal(signal.SIGINT, lambda *_told: sys.exit(130))
    main(sys.argv[1:])
