"""How old the list of places is: the newest change that it knows, and when an administrator last compared it."""

from datetime import date, timedelta
from typing import NamedTuple

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from ocop.models import PlaceEvent, PlaceListCheck
from ocop.values.dates import format_day, today

OLD = timedelta(days=180)


class ListAge(NamedTuple):
    """The newest change of places that is known, and the last comparison; None if there is none."""

    newest: PlaceEvent | None
    checked: PlaceListCheck | None

    @property
    def since(self) -> date | None:
        """The day of which the list is known to be complete."""
        days = [
            self.newest and self.newest.in_force_from,
            self.checked and localdate(self.checked.checked_at),
        ]
        return max((day for day in days if day), default=None)

    def why_old(self, day: date | None = None) -> str:
        """What is wrong with the age of the list on a day (today unless given); empty if nothing."""
        if self.since is None:
            return _("Nobody has compared the list of places with what was decided, and it knows no change.")
        if (day or today()) - self.since <= OLD:
            return ""
        return _(
            "The list of places is as of %(day)s, older than %(days)s days: compare it with the resolutions of the"
            " National Assembly since then."
        ) % {"day": format_day(self.since), "days": OLD.days}


def age_of_list() -> ListAge:
    """The age of the list as it stands."""
    newest = PlaceEvent.objects.confirmed().for_list().first()
    return ListAge(newest, PlaceListCheck.objects.select_related("checked_by").first())
