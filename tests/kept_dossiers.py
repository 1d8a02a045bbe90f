"""Dossiers in each state, made once before a whole run and copied into the test that asks for one.

Most tests begin with one, and bringing it to its state by its own moves is a third of what tests cost. A run of single
files (./run test FILE) has none laid aside: there the factories make what is asked for.
"""

from functools import wraps
from inspect import signature

from ratings.dossiers.models import Dossier
from tests import kept_rows


def laid_aside(factory):
    """A factory of a dossier that takes the one laid aside if it is told state and choices and no more (None tells nothing).

    The second of the same in a test is made.
    """

    usual = signature(factory).parameters["state"].default

    @wraps(factory)
    def made(*args, **asked):
        asked = {name: told for name, told in asked.items() if told is not None}
        no_more = not args and asked.keys() <= {"state", "choices"}
        kept = taken(schema_of(factory, **{"state": usual} | asked)) if no_more else None
        return kept or factory(*args, **asked)

    return made


def schema_of(factory, state, choices=None):
    """Where a dossier of this factory in this state lies, scored with these choices."""
    scored = f"_{kept_rows.asked_for(*sorted(choices.items()))}" if choices else ""
    return f"kept_{factory.__name__}_{state}{scored}"


def lay_aside(factory, **asked):
    """Lay a dossier aside, by its key: it is read anew when it is taken."""
    kept_rows.lay_aside(schema_of(factory, **asked), lambda: factory(**asked).pk)


def taken(schema):
    """The dossier of a schema, copied into the database; None if there is none, or something of it is there already.

    All dossiers of one day go to the same round of the ministry: of two that are forwarded the second is made.
    """
    key = kept_rows.taken(schema)
    return Dossier.objects.get(pk=key) if key else None
