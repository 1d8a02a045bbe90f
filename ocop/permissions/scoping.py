"""Row-level permissions: whose rows a person may see or change.

A scoped model has `place_path` and `producer_path` (empty if the row itself is one), `ministry_reads` (which of its rows
the ministry may read, if not all), `log_shows` (which the log shows, if not all; ocop/history/log.py), and a manager from
ScopedQuerySet; the scope of an act (ocop/permissions) is one of its methods. A row outside the scope is a 404.
"""

from typing import TYPE_CHECKING, Protocol, Self, TypeVar, cast

from django.db.models import Model, Q, QuerySet

from ocop.permissions import Role

if TYPE_CHECKING:
    from ocop.models import User

Row = TypeVar("Row", bound=Model)


class Scoped(Protocol):
    """What a scoped model says of itself."""

    place_path: str
    producer_path: str


class ScopedQuerySet(QuerySet[Row]):
    """Rows that belong to a place, and through it to the people there."""

    @property
    def _paths(self) -> type[Scoped]:
        return cast(type[Scoped], self.model)

    def _within(self, user: "User") -> Self:
        """Rows in the user's place; an officer of a province also has those of provinces merged into it."""
        path = self._paths.place_path
        return self.filter(Q(**{f"{path}__province": user.place_id}) | Q(**{path: user.place_id}))

    def visible_to(self, user: "User") -> Self:
        """Rows that `user` may read."""
        match user.role:
            case Role.MINISTRY_OFFICER | Role.MINISTRY_LEADER:
                reads = getattr(self.model, "ministry_reads", None)
                return self if reads is None else self.filter(reads)
            case Role.ADMINISTRATOR:
                return self
            case Role.AUDITOR if user.place_id is None:
                return self
            case Role.PROVINCIAL_OFFICER | Role.PROVINCIAL_LEADER | Role.AUDITOR | Role.COMMUNE_OFFICER:
                return self._within(user)
            case Role.PRODUCER:
                path = "__".join(filter(None, [self._paths.producer_path, "memberships__user"]))
                return self.filter(**{path: user})
        return self.none()

    def editable_by(self, user: "User") -> Self:
        """Rows that `user` may change: those of a provincial officer's own province."""
        if user.edits_registers:
            return self._within(user)
        return self.none()


def rows_of(model: type[Model] | None) -> ScopedQuerySet:
    """All rows of a scoped model that is found by a field; a TypeError where it is none."""
    rows = model._default_manager.all() if model else None
    if not isinstance(rows, ScopedQuerySet):
        raise TypeError(f"{model} belongs to no place.")
    return rows
