"""Confirm and undo the events that change places. The database does both (place_event_confirm, place_event_undo)."""

from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

import pghistory
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ocop.models import Place, PlaceEvent, PlaceName, Succession, User
from ocop.models.place_event import PlaceEventState
from ocop.models.record import hold_row
from ocop.permissions.scoping import ScopedQuerySet
from ocop.places.event_units import PlaceChange, read_units
from ocop.places.moves import (
    Choices,
    hold_moved,
    hold_places,
    move,
    move_back,
    move_models,
    moving,
    why_not_move,
    why_not_move_back,
)
from ocop.refusal import RefusedError
from ocop.values.dates import format_day, today
from ocop.values.json_encoding import to_json

NAMED = 10


def digest(event: PlaceEvent) -> str:
    """A hash of what an event says, so that nobody confirms what they have not seen."""
    said = (event.kind, event.resolution, event.signed_on, event.in_force_from, event.province_id)
    return sha256(to_json([*map(str, said), str(event.goes_to_id), event.units]).encode()).hexdigest()


def why_not_confirm(event: PlaceEvent) -> str:
    """Why an event cannot be confirmed today; empty if it can."""
    if event.state != PlaceEventState.ENTERED:
        return _("It was confirmed before.")
    if event.in_force_from > today():
        return _("It is in force from %(day)s: confirm it then.") % {"day": format_day(event.in_force_from)}
    try:
        changes = read_units(event)
    except ValidationError as error:
        return " ".join(error.messages)
    return why_not_newest(event, changes)


def why_not_newest(event: PlaceEvent, changes: Iterable[PlaceChange]) -> str:
    """Why an event would come too late: a unit began or was named after its day; empty if none was."""
    olds = [old.pk for change in changes for old in change.olds]
    later = Place.objects.filter(Q(valid_from__gte=event.in_force_from), pk__in=olds).first()
    named = PlaceName.objects.filter(place__in=olds, valid_from__gte=event.in_force_from).first()
    if not (later or named):
        return ""
    return _("%(place)s has changed on that day or later: undo that first.") % {
        "place": later or (named and named.place)
    }


def confirm(event: PlaceEvent, by: User | None, choices: Choices | None = None) -> str:
    """Let an event take effect; `by` is None for the seed. Returns why not, or an empty text.

    Who is at a unit that ends goes to the new one; at one that is split, to that of `choices`.
    """
    try:
        with transaction.atomic(), pghistory.context(reason=event.resolution):
            _confirm(event, by, choices or {})
    except RefusedError as refusal:
        event.refresh_from_db()
        return str(refusal)
    event.refresh_from_db()
    return ""


def _confirm(event, by, choices):
    hold_row(event)
    if refusal := why_not_confirm(event):
        raise RefusedError(refusal)
    hold_places(old for change in read_units(event) for old in change.olds)
    # Another event may have changed them before they were locked.
    if refusal := why_not_confirm(event):
        raise RefusedError(refusal)
    changes = read_units(event)
    groups = moving(event, changes)
    if refusal := why_not_move(event, groups, choices):
        raise RefusedError(refusal)
    content = [
        {"olds": [old.pk for old in change.olds], "news": [new._asdict() for new in change.news]}
        for change in changes
    ]
    _act("place_event_confirm(%s, %s, %s)", event.pk, by and by.pk, to_json(content))
    move(event, by, groups, choices)


def undo(event: PlaceEvent, by: User) -> str:
    """Take back what an event did. Returns why not, or an empty text."""
    try:
        with transaction.atomic(), pghistory.context(reason=event.resolution):
            hold_row(event)
            hold_places(Place.objects.filter(preceded_by__event=event).distinct())
            hold_moved(event)
            if refusal := why_not_undo(event):
                raise RefusedError(refusal)
            move_back(event, by)
            _act("place_event_undo(%s, %s)", event.pk, by.pk)
    except RefusedError as refusal:
        event.refresh_from_db()
        return str(refusal)
    event.refresh_from_db()
    return ""


def _act(call, *args):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {call}", args)


def why_not_undo(event: PlaceEvent) -> str:
    """Why an event cannot be undone; empty if it can, as long as nothing newer stands on it."""
    if event.state != PlaceEventState.CONFIRMED:
        return _("Only what was confirmed and stands can be undone.")
    if newer := _newer(event):
        return _("%(event)s came later: undo that first.") % {"event": newer}
    if refusal := why_not_move_back(event):
        return refusal
    new = Place.objects.filter(preceded_by__event=event)
    standing = [row for model, paths in referring() for row in _built(event, model, paths, new)[:NAMED]]
    if not standing:
        return ""
    return _("The new units are in use: %(rows)s.") % {"rows": ", ".join(map(str, standing[:NAMED]))}


def _built(event, model, paths, new):
    """Rows of a model at the new units that the event did not bring there."""
    came = [
        moves._base_manager.filter(event=event).values(moves.moved)
        for moves in move_models()
        if moves.rows_moved() is model
    ]
    rows = _at(model, paths, new)
    return rows.exclude(pk__in=came[0]) if came else rows


def _newer(event):
    """A later event that changed the same places."""
    places = Place.objects.filter(Q(names__event=event) | Q(preceded_by__event=event))
    later = Q(names__place__in=places) | Q(successions__old__in=places)
    return (
        PlaceEvent.objects.confirmed()
        .filter(later, in_force_from__gte=event.in_force_from)
        .exclude(pk=event.pk)
        .order_by("in_force_from", "pk")
        .first()
    )


def referring() -> list[tuple[type[models.Model], list[str]]]:
    """Models whose rows refer to places, with the names of the fields; without those that follow from the places."""
    follow = (Place, PlaceName, Succession, *move_models())
    found: dict[type[models.Model], list[str]] = {}
    for relation in Place._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel):
            continue
        model, field = relation.related_model, relation.field
        if model not in follow and model._meta.managed and getattr(field, "db_constraint", True):
            found.setdefault(model, []).append(field.name)
    return list(found.items())


def _at(model, paths, places):
    """Rows of a model at some places."""
    at = Q()
    for path in paths:
        at |= Q(**{f"{path}__in": places})
    return model._base_manager.filter(at).order_by("pk")


class Touched(NamedTuple):
    """Rows of a kind that an event touches: how many, and the first of them."""

    what: str
    number: int
    first: list[str]


def touched(event: PlaceEvent) -> list[Touched]:
    """What an event touches: units, then the rows of each register at these units or in them."""
    changes = read_units(event) if event.state == PlaceEventState.ENTERED else []
    olds = [old for change in changes for old in change.olds] or list(
        Place.objects.filter(Q(names__event=event) | Q(succeeded_by__event=event)).distinct()
    )
    at = Q(pk__in=[old.pk for old in olds]) | Q(province__in=olds) | Q(preceded_by__event=event)
    places = Place.objects.filter(at)
    found = [_touched(_("Units"), olds)]
    for model, path in _registers():
        rows = model._default_manager.filter(**{f"{path}__in": places.values("pk")})
        rows = rows.for_list() if hasattr(rows, "for_list") else rows.order_by("pk")
        found.append(_touched(capfirst(str(model._meta.verbose_name_plural)), rows))
    return [each for each in found if each.number]


def _touched(what, rows):
    count = len(rows) if isinstance(rows, list) else rows.count()
    return Touched(what, count, [str(row) for row in rows[:NAMED]])


def _registers():
    """(model, path to its place) of accounts, and of what is registered of a place or of a producer."""
    yield User, "place"
    for model in apps.get_models():
        path = getattr(model, "place_path", None)
        if path and path.count("__") < 2 and isinstance(model._default_manager.all(), ScopedQuerySet):
            yield model, path
