"""Twenty at once, kills, locks and a full disk on a portal of its own: is anything lost that somebody entered?"""

import argparse
import os
import signal
import sys
from io import StringIO

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ocop.settings")
django.setup()

# What follows needs the settings.
from django.core.management import call_command  # noqa: E402

from tests.drill import at_once, disk, kills, leftovers, locks, rows  # noqa: E402
from tests.drill.portal import FOLDER, is_ours, serving  # noqa: E402
from tests.drill.report import Report  # noqa: E402

PARTS = ("at_once", "kills", "locks", "disk")


def asked_parts(arguments: list[str]) -> list[str]:
    """What was asked on the command line."""
    parser = argparse.ArgumentParser(prog="./run drill", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    return parser.parse_args(arguments).only


def drill(parts: list[str]) -> Report:
    """Do the parts one after the other."""
    report = Report()
    report.part("A database and a province for the drill")
    for command in ("migrate", "load_sheets"):
        call_command(command, verbosity=0, stdout=StringIO())
    province = rows.make_province()
    with serving(FOLDER / "media") as portal:
        if "at_once" in parts:
            report.part("At the same moment")
            at_once.exercise(report, province, portal.site)
        if "kills" in parts:
            report.part("Kills")
            kills.exercise(report, province, portal)
            leftovers.exercise(report, portal)
        if "locks" in parts:
            report.part("Locks")
            locks.exercise(report, province, portal)
    if "disk" in parts:
        report.part("Disk")
        disk.exercise(report, province)
    return report


def main(arguments: list[str]) -> int:
    """Drill; 1 if anything was lost."""
    parts = asked_parts(arguments)
    if not is_ours():
        sys.exit("Call it as ./run drill: it works on a database and a folder of its own.")
    report = drill(parts)
    print(f"\nAfter {report.seconds()} s: lost {len(report.lost) or 'nothing'}.")
    return bool(report.lost)


if __name__ == "__main__":
    # Ended from outside, it ends what it has started.
    signal.signal(signal.SIGTERM, lambda *_told: sys.exit(143))
    signal.signal(signal.SIGINT, lambda *_told: sys.exit(130))
    sys.exit(main(sys.argv[1:]))
