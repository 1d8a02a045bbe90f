"""Who is asked for a second factor at each sign-in, and whether they have shown it.

Whoever has one is asked. Whoever issues decisions, administers, or presides over a council must have one, and makes it
at the next sign-in. On the embedded demonstration database nobody must. Enforced in ocop.login, for every page that is
not public, the Django admin's among them.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import Exists, QuerySet

from ocop.models import Demonstration, Role, SecondFactor, User

ROLES = frozenset({Role.PROVINCIAL_LEADER, Role.MINISTRY_LEADER, Role.ADMINISTRATOR})
# What other apps know of a user that asks for one: rows that are there if it does (each says so when it is ready).
REASONS: list[Callable[[User], QuerySet]] = []
# Under this key a session says that the factor was shown in it.
SHOWN = "second_factor_shown"


def demonstrating() -> bool:
    """Whether this is the embedded demonstration database, where nobody must have a second factor."""
    return settings.DEMO and Demonstration.is_marked()


def awaited(user: User, session: SessionBase) -> bool:
    """Whether the user has yet to show, or to make, a second factor in this session.

    Asked with every request, in one query: what another session or another person does is seen at once.
    """
    if session.get(SHOWN):
        return False
    factor = SecondFactor.objects.filter(user=user)
    asked = [Exists(rows) for rows in (factor, *(reason(user) for reason in REASONS))]
    has_one, *reasons = User.objects.filter(pk=user.pk).values_list(*asked).get()
    return has_one or ((user.role in ROLES or any(reasons)) and not demonstrating())
