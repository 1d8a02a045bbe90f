"""Who must show a second factor at sign-in, and whether they have.

Everybody who has one must show it. People who issue decisions, administer, or chair a council must have one and enrol it
at the next sign-in. On the embedded demonstration database nobody must. Enforced in ocop.accounts.login_required for every
page that is not public, including the Django admin.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import Exists, QuerySet

from ocop.models import Demonstration, Role, SecondFactor, User

ROLES = frozenset({Role.PROVINCIAL_LEADER, Role.MINISTRY_LEADER, Role.ADMINISTRATOR})
# Functions of other apps (added in their ready()): a queryset that is not empty if the user must have a factor.
REASONS: list[Callable[[User], QuerySet]] = []
# Session key that says the factor was shown.
SHOWN = "second_factor_shown"


def demonstrating() -> bool:
    """Whether this is the embedded demonstration database, where nobody needs a second factor."""
    return settings.DEMO and Demonstration.is_marked()


def awaited(user: User, session: SessionBase) -> bool:
    """Whether the user has yet to show or enrol a second factor in this session.

    Asked with every request, in one query, so that changes by other sessions or people count at once.
    """
    if session.get(SHOWN):
        return False
    factor = SecondFactor.objects.filter(user=user)
    asked = [Exists(rows) for rows in (factor, *(reason(user) for reason in REASONS))]
    has_one, *reasons = User.objects.filter(pk=user.pk).values_list(*asked).get()
    return has_one or ((user.role in ROLES or any(reasons)) and not demonstrating())
