"""A database for each size of the register, kept while schema, words and shares are as they were."""

import hashlib
import time
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from ocop.values.dates import today
from tools.bench.bulk import run, text
from tools.bench.register import make_register, vacuum

MADE_FROM = (
    "*/migrations/*.py",
    "ocop/places/seed/*.*",
    "products/seed/*.*",
    "ratings/sheets/official/*/*.json",
    "tools/bench/vocabulary.py",
    "tools/bench/register.py",
)
EMBEDDED = settings.DATABASES["default"]["NAME"]


def use(size, say):
    """Let this process use the register of so many products, made if it is not there; seconds that took, or None."""
    _connect(EMBEDDED)
    name, state = f"bench_{size}", _state()
    if _comment(name) == state:
        _connect(name)
        return None
    say(f"Making a register of {size:,} products …")
    began = time.monotonic()
    run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    run(f"CREATE DATABASE {name}")
    _connect(name)
    run("SET synchronous_commit = off")
    for command in ("migrate", "load_places", "load_sheets", "load_channels", "load_collections"):
        call_command(command, verbosity=0)
    make_register(size, today())
    vacuum()
    # Last, so that a register that is not whole is made anew.
    run(f"COMMENT ON DATABASE {name} IS {text(state)}")
    _connect(name)
    return round(time.monotonic() - began)


@contextmanager
def copied(name):
    """Let this process use a copy of the register that it uses, until what needs it is done."""
    whole = connection.settings_dict["NAME"]
    _connect(EMBEDDED)
    run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    run(f"CREATE DATABASE {name} TEMPLATE {whole}")
    _connect(name)
    try:
        yield
    finally:
        _connect(EMBEDDED)
        run(f"DROP DATABASE {name} WITH (FORCE)")


def _connect(name):
    """Let this process use another database of the same server."""
    connection.close()
    connection.settings_dict["NAME"] = name


def _comment(name):
    found = run(f"SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = '{name}'")
    return found[0][0] if found else None


def _state():
    """What a register follows from: these files, and the month, since its days are counted from today."""
    files = [path for pattern in MADE_FROM for path in sorted(settings.BASE_DIR.glob(pattern))]
    content = b"".join(path.read_bytes() for path in files if path.is_file())
    return f"{today():%Y-%m} {hashlib.sha256(content).hexdigest()}"
