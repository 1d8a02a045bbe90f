"""Questions written once: for one row, the ORM takes longer to write its statement than the database to answer it."""

from copy import copy
from functools import lru_cache, wraps

from django.db import connections
from django.db.models import Value

from ocop.calendar import today


class Asked(Value):
    """Stands in a queryset for the value at a position, which is told when it is asked."""

    def as_sql(self, compiler, connection):
        """A placeholder whose parameter is this itself."""
        return "%s", [self]


def compiled(build):
    """Decorate a function that builds a queryset from values: called with values, it gives the rows as a list.

    The queryset is built and compiled once a day in each process, since what follows from the day is in it; after that
    only the values change. They may stand wherever an expression may, and must not decide how the queryset is built.
    """

    @wraps(build)
    def rows(*values):
        return _Statement.of(build, len(values), today()).rows(values)

    return rows


class _Statement:
    """A compiled queryset."""

    def __init__(self, queryset):
        self.queryset = queryset
        self.compiler = queryset.query.get_compiler(queryset.db)
        self.sql, self.parameters = self.compiler.as_sql()

    @staticmethod
    @lru_cache(maxsize=64)
    def of(build, arity, day):
        """The statement of a function on a day."""
        return _Statement(build(*map(Asked, range(arity))))

    def rows(self, values):
        """The rows for these values, read as the ORM reads them."""
        parameters = tuple(
            values[each.value] if isinstance(each, Asked) else each for each in self.parameters
        )
        compiler = copy(self.compiler)
        compiler.connection = connections[self.queryset.db]
        compiler.as_sql = lambda *args, **kwargs: (self.sql, parameters)
        queryset = self.queryset.all()
        queryset.query.get_compiler = lambda *args, **kwargs: compiler
        return list(queryset)
