"""The provinces of tests/world.py, made once before a whole run and copied into the modules that look at them.

A dozen modules begin with one. A run of single files (./run test FILE) has none laid aside: there it is made.
"""

from functools import partial, wraps

from tests import kept_rows


def laid_aside(make_rows):
    """What makes rows, and takes those laid aside if it is asked for the same; the second time in a test they are made."""

    @wraps(make_rows)
    def made(*asked):
        return kept_rows.taken(schema_of(make_rows, *asked)) or make_rows(*asked)

    return made


def schema_of(make_rows, *asked):
    """Where the rows lie that are made when this is asked for."""
    return f"kept_{make_rows.__name__}_{kept_rows.asked_for(*asked)}"


def lay_aside(make_rows, *asked):
    """Lay aside what it makes when this is asked for."""
    kept_rows.lay_aside(schema_of(make_rows, *asked), partial(make_rows, *asked))
