"""Questions written and planned once: for one row, both take longer than the database needs to answer."""

from copy import copy
from functools import lru_cache, wraps
from hashlib import sha256
from weakref import WeakKeyDictionary

from django.db import connections
from django.db.models import Value
from psycopg2.extensions import AsIs

from ocop.dates import today

KEY_BITS = 63  # of a bigint; what is larger the database refuses to look for

# By connection to the database, the names of the statements that it has planned.
_PREPARED: WeakKeyDictionary[object, set[str]] = WeakKeyDictionary()


class Asked(Value):
    """Stands in a queryset for the value at a position, which is told when it is asked."""

    def as_sql(self, compiler, connection):
        """A placeholder whose parameter is this itself."""
        return "%s", [self]


def compiled(build):
    """Decorate a function that builds a queryset from values: called with values, it gives the rows as a list.

    The queryset is built and compiled once a day in each process, since what follows from the day is in it, and planned
    once by each connection; after that only the values change. They may stand wherever an expression may, and must not
    decide how the queryset is built.
    """

    @wraps(build)
    def rows(*values):
        return _Statement.of(build, len(values), today()).rows(values)

    return rows


class Planned:
    """A statement that each connection plans once (PREPARE), for values that change.

    `parameters` stand for the placeholders of `sql`: constants, and an Asked where one of `arity` values belongs.
    """

    def __init__(self, sql, parameters, arity):
        self.sql = sql
        self.parameters = [
            AsIs(f"${each.value + 1}") if isinstance(each, Asked) else each for each in parameters
        ]
        self.name = f"ocop_{sha256(repr((sql, parameters)).encode()).hexdigest()[:24]}"
        self.call = f"EXECUTE {self.name}" + (f" ({', '.join(['%s'] * arity)})" if arity else "")

    def on(self, connection):
        """What to execute on a connection with the values, planned by now."""
        connection.ensure_connection()
        known = _PREPARED.setdefault(connection.connection, set())
        if self.name not in known:
            # Past the ORM's cursor: planning is no question of its own.
            with connection.wrap_database_errors, connection.connection.cursor() as cursor:
                cursor.execute(f"PREPARE {self.name} AS {self.sql}", self.parameters)
            known.add(self.name)
        return self.call


class _Statement:
    """A compiled queryset."""

    def __init__(self, queryset, arity):
        self.queryset = queryset
        self.compiler = queryset.query.get_compiler(queryset.db)
        self.planned = Planned(*self.compiler.as_sql(), arity)

    @staticmethod
    @lru_cache(maxsize=64)
    def of(build, arity, day):
        """The statement of a function on a day."""
        return _Statement(build(*map(Asked, range(arity))), arity)

    def rows(self, values):
        """The rows for these values, read as the ORM reads them; none where a number is larger than any key."""
        if any(isinstance(value, int) and value.bit_length() > KEY_BITS for value in values):
            return []
        connection = connections[self.queryset.db]
        call = self.planned.on(connection)
        compiler = copy(self.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda *args, **kwargs: (call, values)
        queryset = self.queryset.all()
        queryset.query.get_compiler = lambda *args, **kwargs: compiler
        return list(queryset)
