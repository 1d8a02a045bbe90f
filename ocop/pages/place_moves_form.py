"""The form with a choice for each producer and account of a unit that is split."""

from collections.abc import Iterator
from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst

from ocop.models import PlaceEvent
from ocop.models.place_event import PlaceEventState
from ocop.places.event_units import read_units
from ocop.places.moves import Moving, moving


class ChoiceGroup(NamedTuple):
    """The fields of one kind of rows at one unit."""

    what: str
    fields: list[forms.BoundField]


class MovesForm(forms.Form):
    """Where each row of a split unit goes; none is chosen beforehand. Without fields if nothing is split."""

    def __init__(self, event: PlaceEvent, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.moved = [group for group in _moving(event) if group.is_chosen]
        for group in self.moved:
            for row in group.rows:
                self.fields[group.key(row)] = _choice(group, row)

    @property
    def groups(self) -> Iterator[ChoiceGroup]:
        """The fields by the kind of what moves."""
        for group in self.moved:
            fields = [self[group.key(row)] for row in group.rows]
            if fields:
                yield ChoiceGroup(capfirst(str(group.moves.rows_moved()._meta.verbose_name_plural)), fields)


def _moving(event: PlaceEvent) -> list[Moving]:
    if event.state != PlaceEventState.ENTERED:
        return []
    try:
        return moving(event, read_units(event))
    except ValidationError:
        return []  # the page says what is wrong with the units


def _choice(group, row):
    units = [(unit.code, f"{unit.full_name} [{unit.code}]") for unit in group.units]
    lies = ", ".join(
        filter(None, [getattr(row, "address_line", "") or getattr(row, "office", ""), str(row.place)])
    )
    return forms.ChoiceField(label=str(row), choices=[("", "—"), *units], help_text=lies)
