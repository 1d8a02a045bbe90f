"""The open data as files of a day: CSV, JSON lines, data dictionary, DCAT metadata, checksums."""

import contextlib
import csv
import gzip
import hashlib
import io
import itertools
import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from catalogue.open_data.dcat import catalogue
from catalogue.open_data.tables import TABLES
from ocop.values.json_encoding import to_json

DICTIONARY = "data-dictionary"
SUMS = "SHA256SUMS"
KEPT = timedelta(days=31)
ONE = timedelta(days=1)


def export(root, day):
    """Write the files of `day` into `root`/day, all or nothing; return the folder.

    All tables are read in one snapshot. The same data give the same bytes. Names are those of the register now; stars,
    states and places are those of the day.
    """
    root = Path(root)
    root.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".writing-", dir=root))
    try:
        with one_moment():
            for table in TABLES:
                _write_table(folder, table, day)
        _write_dictionary(folder)
        text = to_json(catalogue(day, _sizes(folder)), indent=1)
        (folder / "dcat.jsonld").write_text(text + "\n")
        sums = [f"{_sha256(path)}  {path.name}\n" for path in sorted(folder.iterdir())]
        (folder / SUMS).write_text("".join(sums))
        folder.chmod(0o755)
        shutil.rmtree(root / day.isoformat(), ignore_errors=True)
        return folder.rename(root / day.isoformat())
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


@contextlib.contextmanager
def one_moment():
    """Read in one REPEATABLE READ transaction, unless one is open already."""
    begun = connection.in_atomic_block
    with transaction.atomic():
        if not begun:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def days(root):
    """The days that have files, newest first."""
    found = []
    for folder in Path(root).glob("[0-9]*"):
        with contextlib.suppress(ValueError):
            found.append(date.fromisoformat(folder.name))
    return sorted(found, reverse=True)


def due(root, day):
    """The days to export once `day` has ended: itself, and earlier ones that were missed."""
    before = max((each for each in days(root) if each < day), default=day - ONE)
    first = max(before + ONE, day - KEPT + ONE)
    return [first + n * ONE for n in range((day - first).days + 1)]


def tidy(root, day):
    """Delete what is older than 31 days before `day`; the first day of each month stays."""
    for old in days(root):
        if old <= day - KEPT and old.day != 1:
            shutil.rmtree(Path(root) / old.isoformat())


def _write_table(folder, table, day):
    """Write a table as CSV and as JSON lines in one pass, without keeping rows in memory."""
    with (
        _compressed(folder / f"{table.name}.csv.gz") as csv_file,
        _compressed(folder / f"{table.name}.jsonl.gz") as lines,
    ):
        writer = csv.DictWriter(csv_file, table.rows.columns(), lineterminator="\n")
        writer.writeheader()
        for row in table.read(day):
            writer.writerow(row)
            lines.write(to_json(row) + "\n")


@contextlib.contextmanager
def _compressed(path):
    """A gzip text file without a timestamp, so that the same text gives the same bytes."""
    with (
        path.open("wb") as raw,
        gzip.GzipFile("", "wb", 6, raw, mtime=0) as packed,
        io.TextIOWrapper(packed, "utf-8", newline="") as text,
    ):
        yield text


def _write_dictionary(folder):
    lines = list(itertools.chain.from_iterable(table.dictionary() for table in TABLES))
    with (folder / f"{DICTIONARY}.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, lines[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)


def _sizes(folder):
    return {path.name: path.stat().st_size for path in folder.iterdir()}


def _sha256(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def checksums(folder):
    """(name, SHA-256, bytes) of each file of a day."""
    lines = (Path(folder) / SUMS).read_text().splitlines()
    return [
        (name, sha, (Path(folder) / name).stat().st_size)
        for sha, name in (line.split("  ") for line in lines)
    ]


def folder_of(day):
    return Path(settings.OPEN_DATA_ROOT) / day.isoformat()
