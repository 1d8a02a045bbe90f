"""Move producers and accounts with an event that ends their unit, and back when it is undone."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from ocop.models import Place, PlaceEvent, PlaceMove, User
from ocop.places.event_units import NewUnit, PlaceChange

# Key of a row (Moving.key) → code of the new unit that an administrator chose for it.
Choices = Mapping[str, str]
NAMED = 5


class Moving(NamedTuple):
    """Rows of a kind at the units of one line of an event, and the units that they can go to."""

    moves: type[PlaceMove]
    rows: models.QuerySet
    units: tuple[NewUnit, ...]

    @property
    def is_chosen(self) -> bool:
        """Whether a person says for each row where it goes."""
        return len(self.units) > 1

    def key(self, row: models.Model) -> str:
        return f"{row._meta.model_name}-{row.pk}"

    def unit_of(self, row: models.Model, choices: Choices) -> NewUnit | None:
        """The unit to which a row goes; None if nobody has chosen one."""
        if not self.is_chosen:
            return self.units[0]
        return next((unit for unit in self.units if unit.code == choices.get(self.key(row))), None)


def move_models() -> list[type[PlaceMove]]:
    """The kinds of rows that move with their unit."""
    return [model for model in apps.get_models() if issubclass(model, PlaceMove)]


def moving(event: PlaceEvent, changes: Iterable[PlaceChange]) -> list[Moving]:
    """What an event moves; nothing where the places stay what they are."""
    return [] if event.is_naming else list(_moving(changes))


def _moving(changes: Iterable[PlaceChange]) -> Iterator[Moving]:
    for change in changes:
        for moves in move_models():
            rows = moves.rows_moved()._base_manager.filter(place__in=[old.pk for old in change.olds])
            yield Moving(moves, rows.select_related("place").order_by("pk"), change.news)


def hold_places(places: Iterable[Place]) -> None:
    """Lock places until the transaction ends, so that nobody is registered there meanwhile."""
    keys = [place.pk for place in places]
    list(Place.objects.filter(pk__in=keys).order_by("pk").select_for_update(of=("self",)).values_list("pk"))


def why_not_move(event: PlaceEvent, groups: Iterable[Moving], choices: Choices) -> str:
    """Why an event cannot move these rows; empty if it can. The rows are locked."""
    refusals = []
    for group in groups:
        rows = list(group.rows.select_for_update(of=("self",)))
        refusals.append(group.moves.why_not(event, group.rows))
        if left := [str(row) for row in rows if group.unit_of(row, choices) is None]:
            refusals.append(
                _("Choose the new unit of each: %(rows)s.")
                % {"rows": "; ".join(left[:NAMED]) + ("; …" if len(left) > NAMED else "")}
            )
    return " ".join(filter(None, refusals))


def move(event: PlaceEvent, by: User | None, groups: Iterable[Moving], choices: Choices) -> None:
    """Move every row to the new unit, after the event made that."""
    news = {place.code: place.pk for place in Place.objects.filter(preceded_by__event=event)}
    for moves, to in _by_kind(groups, choices, news).items():
        moves.move(event, by, to)


def _by_kind(groups, choices, news):
    found: dict[type[PlaceMove], dict[int, tuple[int, int]]] = {}
    for group in groups:
        for row in group.rows:
            unit = group.unit_of(row, choices)
            found.setdefault(group.moves, {})[row.pk] = (row.place_id, news[unit.code])
    return found


def hold_moved(event: PlaceEvent) -> None:
    """Lock what an event moved until the transaction ends."""
    for moves in move_models():
        keys = moves._base_manager.filter(event=event).values(moves.moved)
        rows = moves.rows_moved()._base_manager.filter(pk__in=keys).order_by("pk")
        list(rows.select_for_update(of=("self",)).values_list("pk"))


def why_not_move_back(event: PlaceEvent) -> str:
    """Why what an event moved cannot go back; empty if it can."""
    refusals = []
    for moves in move_models():
        if elsewhere := list(moves.changed_since(event)[:NAMED]):
            refusals.append(
                _("These have another place since: %(rows)s.") % {"rows": "; ".join(map(str, elsewhere))}
            )
        refusals.append(moves.why_not_back(event))
    return " ".join(filter(None, refusals))


def move_back(event: PlaceEvent, by: User) -> None:
    """Bring everything back that an event moved."""
    for moves in move_models():
        moves.move_back(event, by)
