"""Compile a queryset once and run it as a prepared statement.

For a single row, building the SQL and planning it take longer than the database needs to answer.
"""

from copy import copy
from functools import lru_cache, wraps
from hashlib import sha256
from weakref import WeakKeyDictionary

from django.db import connections
from django.db.models import Value
from psycopg2.extensions import AsIs

from ocop.values.dates import today

KEY_BITS = 63  # of a bigint; larger keys raise an error in the database

# Names of the prepared statements of each database connection.
_PREPARED: WeakKeyDictionary[object, set[str]] = WeakKeyDictionary()


class Argument(Value):
    """A placeholder in a queryset for the argument at a position."""

    def as_sql(self, compiler, connection):
        return "%s", [self]


def compiled(build):
    """Decorate a function that builds a queryset from its arguments; calling it returns the rows as a list.

    The queryset is built and compiled once a day in each process, since the SQL contains the day, and planned once by
    each connection; later calls only send other arguments. Arguments may be used wherever an expression is allowed, and
    must not decide how the queryset is built.
    """

    @wraps(build)
    def rows(*values):
        return _Statement.of(build, len(values), today()).rows(values)

    return rows


class PreparedStatement:
    """A statement that each connection prepares once (PREPARE).

    `parameters` belong to the placeholders of `sql`: constants, or an Asked for one of `arity` arguments.
    """

    def __init__(self, sql, parameters, arity):
        self.sql = sql
        self.parameters = [
            AsIs(f"${each.value + 1}") if isinstance(each, Argument) else each for each in parameters
        ]
        self.name = f"ocop_{sha256(repr((sql, parameters)).encode()).hexdigest()[:24]}"
        self.call = f"EXECUTE {self.name}" + (f" ({', '.join(['%s'] * arity)})" if arity else "")

    def on(self, connection):
        """The SQL to execute on a connection, on which the statement is prepared first."""
        connection.ensure_connection()
        known = _PREPARED.setdefault(connection.connection, set())
        if self.name not in known:
            # Not by the ORM's cursor, so that preparing is not counted as a query.
            with connection.wrap_database_errors, connection.connection.cursor() as cursor:
                cursor.execute(f"PREPARE {self.name} AS {self.sql}", self.parameters)
            known.add(self.name)
        return self.call


class _Statement:
    """A compiled queryset."""

    def __init__(self, queryset, arity):
        self.queryset = queryset
        self.compiler = queryset.query.get_compiler(queryset.db)
        sql, parameters = self.compiler.as_sql()
        self.planned = PreparedStatement(sql, parameters, arity)

    @staticmethod
    @lru_cache(maxsize=64)
    def of(build, arity, day):
        """The statement of a function on a day."""
        return _Statement(build(*map(Argument, range(arity))), arity)

    def rows(self, values):
        """The rows as model instances; none if an argument is larger than any key."""
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
