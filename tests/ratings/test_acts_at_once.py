"""Each pair of concurrent acts on one dossier: the outcome equals one of the two orders, and the seal is valid."""

import inspect
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import combinations_with_replacement
from queue import Queue
from threading import Barrier
from time import monotonic, sleep

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from ocop.refusal import RefusedError
from ocop.values.canonical_json import canonical
from ratings.acts import ACTS, hold_dossiers
from ratings.dossiers.models import Dossier
from ratings.dossiers.models.filing import filing_content
from tests.kept_rows import SHEETS
from tests.ratings import acts

pytestmark = pytest.mark.django_db(transaction=True)
# Columns that differ between two equal runs.
VOLATILE = "{id,at,since,version,sealed,sha256,answers,content,document,code}"
PATIENCE = 60  # seconds to wait for the other act to reach the lock, on a busy machine


def tables():
    """Return the tables that acts may write, without sheets and derived data of the catalogue."""
    names = connection.introspection.table_names()
    wanted = ("ratings_", "products_product", "ocop_user")
    return sorted(
        name
        for name in names
        if name.startswith(wanted) and name not in SHEETS and not name.startswith("ratings_catalogue")
    )


def columns(table):
    """Return the quoted columns of a table that can be written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid ="
            " %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''",
            [table],
        )
        return cursor.fetchone()[0]


@pytest.fixture(scope="module")
def written(django_db_setup, django_db_blocker):
    """Tables that acts may write, each with its columns."""
    with django_db_blocker.unblock():
        return {table: columns(table) for table in tables()}


class Kept:
    """Saved rows of the tables, so that each pair starts with the same data."""

    def __init__(self, written):
        copies = "".join(f"CREATE TEMP TABLE kept_{table} AS TABLE {table};" for table in written)
        back = "".join(
            f"DELETE FROM {table}; INSERT INTO {table} ({names}) SELECT {names} FROM kept_{table};"
            for table, names in written.items()
        )
        self.back = f"SET session_replication_role = replica; {back} SET session_replication_role = DEFAULT"
        self.gone = "DEALLOCATE what_stands;" + "".join(f"DROP TABLE kept_{table};" for table in written)
        self.run(f"PREPARE what_stands AS {rows_of(written)}; {copies}")

    def run(self, sql):
        with connection.cursor() as cursor:
            cursor.execute(sql)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.run(self.gone)

    def bring_back(self):
        """Restore the rows with triggers disabled."""
        self.run(self.back)

    def what_stands(self):
        """Return the current rows without keys and times."""
        with connection.cursor() as cursor:
            cursor.execute("EXECUTE what_stands")
            return cursor.fetchall()


def rows_of(written):
    """SQL: the rows of the tables without keys and times."""
    parts = " UNION ALL ".join(
        f"SELECT '{table}' AS t, (SELECT jsonb_object_agg(key, value) FROM jsonb_each(to_jsonb(r) - '{VOLATILE}'::text[])"
        f" WHERE key !~ '(_id|_at|_sha256)$') AS row FROM {table} r"
        for table in written
        if not table.endswith(("event", "_anchor", "_sealedpackage"))  # they contain hashes and times
    )
    return f"SELECT t, row::text FROM ({parts}) all_rows ORDER BY 1, 2"


def outcome(act):
    """Return whether an act was refused; a refused act is rolled back."""
    try:
        with transaction.atomic():
            act()
    except (RefusedError, ValidationError):
        return "refused"
    return "done"


def one_after_the_other(kept, ways):
    """Return {(first, second): (outcomes, rows afterwards)} of all orders of two acts; all is rolled back.

    The first act runs once for all second acts, each of which has loaded its rows before it.
    """
    orders = {}
    for first, start in ways.items():
        with transaction.atomic():
            seconds = {second: start_of_it() for second, start_of_it in ways.items()}
            outcome_of_first = outcome(start())
            for second, act in seconds.items():
                with transaction.atomic():
                    orders[first, second] = [outcome_of_first, outcome(act)], kept.what_stands()
                    transaction.set_rollback(True)
            transaction.set_rollback(True)
    return orders


def waits_for_a_lock(pid):
    with connection.cursor() as cursor:
        cursor.execute("SELECT wait_event_type = 'Lock' FROM pg_stat_activity WHERE pid = %s", [pid])
        return bool(cursor.fetchone()[0])


def acting(start, told, go):
    """Load rows as a request does, report the connection, and act."""
    act = start()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        told.put(cursor.fetchone()[0])
    go.get(timeout=PATIENCE)
    return outcome(act)


@contextmanager
def two_people():
    """Pool of two threads, each with its own connection."""

    def hang_up():
        both.wait(PATIENCE)
        connection.close()

    with ThreadPoolExecutor(2) as pool:
        both = Barrier(2)
        try:
            yield pool
        finally:
            for future in [pool.submit(hang_up), pool.submit(hang_up)]:
                future.result()


def at_once(pool, dossier, first, second):
    """Return both outcomes, after both have loaded their rows and both wait for the locked dossier."""
    told, gos = Queue(), [Queue(), Queue()]
    with transaction.atomic():
        hold_dossiers([Dossier.objects.get(pk=dossier.pk)])
        running, pids = [], []
        for start, go in zip((first, second), gos, strict=True):
            running.append(pool.submit(acting, start, told, go))
            pids.append(told.get(timeout=PATIENCE))
        for future, pid, go in zip(running, pids, gos, strict=True):
            go.put(True)
            until = monotonic() + PATIENCE
            while not waits_for_a_lock(pid):
                assert not future.done() and monotonic() < until, "it does not wait for the dossier"
                sleep(0.002)
    return [future.result() for future in running]


def is_sealed_as_stored(dossier, filed_before):
    """Return whether the new filing matches the dossier."""
    dossier = Dossier.objects.get(pk=dossier.pk)
    filing = dossier.filings.order_by("pk").last()
    return filing == filed_before or filing.sealed == canonical(filing_content(dossier))


def differing(found, orders):
    """Return a text on how the outcome differs from each order."""
    stands, pairs = Counter(found[1]), [(outcomes, Counter(rows)) for outcomes, rows in orders]
    return [(outcomes, [*(stands - rows)], [*(rows - stands)]) for outcomes, rows in pairs]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scene", acts.SCENES, ids=lambda scene: scene.__name__)
def test_of_two_acts_at_once_one_comes_after_the_other(scene, written):
    dossier, ways = scene()
    wrong, filed_before = [], dossier.filings.order_by("pk").last()
    with Kept(written) as kept, two_people() as pool:
        after = one_after_the_other(kept, ways)
        for one, other in combinations_with_replacement(ways, 2):
            (outcomes, rows), (turned, rows_turned) = after[one, other], after[other, one]
            orders = [(outcomes, rows), (turned[::-1], rows_turned)]
            found = at_once(pool, dossier, ways[one], ways[other]), kept.what_stands()
            if found not in orders or not is_sealed_as_stored(dossier, filed_before):
                wrong.append(f"{one}, {other}: {found[0]}; {differing(found, orders)}")
            kept.bring_back()
    assert "\n".join(wrong) == ""


def test_every_act_is_tried_in_some_scene():
    tried = re.findall(r'^ +f?"([\w.]+)(?:/[^"]*)?":', inspect.getsource(acts), re.MULTILINE)
    assert set(tried) == set(ACTS)
