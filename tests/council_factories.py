"""Councils, their seats and the changes of both."""

from ocop.models import Role
from ocop.permissions import SeatKind
from ocop.values.dates import today
from ratings.councils.models import Council
from tests.register_factories import numbers, province
from tests.register_factories import user as make_user


def council(*, place=..., members=2, deputy=False, confirmed=True, **fields):
    """A council with a chair, so many members, a secretary and an adviser; `place` is a province, None the ministry.

    Its regulation lets so few score; a second person has confirmed it, unless told.
    """
    place = province() if place is ... else place
    defaults = {
        "name": f"Hội đồng {next(numbers)}",
        "place": place,
        "decision_number": "120/QĐ-UBND",
        "decided_on": today(),
        "regulation_number": "121/QĐ-UBND",
        "regulation_of": today(),
        "least_members": members + 1,
    }
    council = Council.objects.create(**defaults | fields)
    seat(council, SeatKind.CHAIR)
    if deputy:
        seat(council, SeatKind.DEPUTY)
    for _member in range(members):
        seat(council)
    seat(council, SeatKind.SECRETARY)
    seat(council, SeatKind.ADVISER)
    if confirmed:
        council.confirm(by=officer_at(council))
    return council


def officer_at(council):
    """An officer of the authority whose council it is."""
    role = Role.PROVINCIAL_OFFICER if council.place else Role.MINISTRY_OFFICER
    return make_user(role, place=council.place)


def seat(council, kind=SeatKind.MEMBER, *, user=None):
    """A seat on a council for an expert unless told; by a decision of two people where the council is confirmed."""
    user = user or make_user(Role.EXPERT)
    if not council.is_confirmed or kind == SeatKind.ADVISER:
        return council.seats.create(kind=kind, user=user)
    amendment(council, joins=user, joins_as=kind).confirm(by=officer_at(council))
    return council.seats.get(user=user)


def amendment(council=None, **fields):
    """A change of a council that waits for the second person; unless told one more member joins."""
    council = council or globals()["council"]()
    defaults = {
        "decision_number": f"{next(numbers)}/QĐ-UBND",
        "decided_on": today(),
        "source": "Hồ sơ 12/VP",
        "entered_by": officer_at(council),
    }
    if not fields:
        fields = {"joins": make_user(Role.EXPERT), "joins_as": SeatKind.MEMBER}
    return council.amendments.create(**defaults | fields)
