"""Row-level permissions: whose rows a person may see or change.

A scoped model has `place_path` and `producer_path` (empty if the row itself is one), `ministry_reads` (which of its rows
the ministry may read, if not all), `log_shows` (which the log shows, if not all; ocop/history/log.py), and a manager from
ScopedQuerySet; a view names one of its methods as `scope`. A row outside the scope is a 404.
"""

from django.db.models import Q, QuerySet

from ocop.permissions import Role


class ScopedQuerySet(QuerySet):
    """Rows that belong to a place, and through it to the people there."""

    def _within(self, user):
        """Rows in the user's place; an officer of a province also has those of provinces merged into it."""
        path = self.model.place_path
        return self.filter(Q(**{f"{path}__province": user.place_id}) | Q(**{path: user.place_id}))

    def visible_to(self, user):
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
                path = "__".join(filter(None, [self.model.producer_path, "memberships__user"]))
                return self.filter(**{path: user})
        return self.none()

    def editable_by(self, user):
        """Rows that `user` may change: those of a provincial officer's own province."""
        if user.edits_registers:
            return self._within(user)
        return self.none()
