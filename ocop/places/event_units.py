"""Read the units of a PlaceEvent as they are entered: “Xã Dầu Giây → Phường Dầu Giây”, one change a line."""

import re
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ocop.models import Place, PlaceEvent, PlaceEventKind, PlaceKind, PlaceLevel
from ocop.models.place_name import KIND_IN_VIETNAMESE, full_name
from ocop.places.gazetteer import Gazetteer
from ocop.values.vietnamese import clean

KINDS_OF_LEVEL = {
    PlaceLevel.PROVINCE: (PlaceKind.CITY, PlaceKind.PROVINCE),
    PlaceLevel.COMMUNE: (PlaceKind.COMMUNE, PlaceKind.WARD, PlaceKind.SPECIAL_ZONE),
}
_ARROW = re.compile(r"\s*(?:→|->|=>)\s*")
_CODE = re.compile(r"\s*\[(\d{2,5})\]\s*$")


class NewUnit(NamedTuple):
    """What a unit becomes; the code of a new place, empty where the place goes on."""

    kind: PlaceKind
    name: str
    code: str = ""

    @property
    def full_name(self) -> str:
        return full_name(self.kind, self.name)


class PlaceChange(NamedTuple):
    """A line: the units that change, and what they become."""

    olds: tuple[Place, ...]
    news: tuple[NewUnit, ...]


def read_units(event: PlaceEvent) -> list[PlaceChange]:
    """The changes of an event. Raises ValidationError with a message for each line that cannot be read."""
    reader = _UnitReader(event)
    changes, errors = [], []
    for number, line in enumerate(event.units.splitlines(), 1):
        if not line.strip():
            continue
        try:
            changes.append(reader.change(line))
        except ValidationError as error:
            errors += [
                _("Line %(number)s: %(error)s") % {"number": number, "error": each} for each in error.messages
            ]
    errors += why_not_together(event, changes)
    if errors:
        raise ValidationError(errors)
    return changes


def why_not_together(event: PlaceEvent, changes: list[PlaceChange]) -> list[str]:
    """What is wrong with the changes as a whole."""
    olds = [old for change in changes for old in change.olds]
    codes = [new.code for change in changes for new in change.news if new.code]
    refusals = [] if olds else [_("Name at least one unit.")]
    refusals += [
        _("%(place)s is in two lines.") % {"place": old} for old in dict.fromkeys(olds) if olds.count(old) > 1
    ]
    refusals += [
        _("The code %(code)s is given twice.") % {"code": code}
        for code in dict.fromkeys(codes)
        if codes.count(code) > 1
    ]
    taken = Place.objects.in_force(event.in_force_from).filter(
        code__in=codes, level__in=[old.level for old in olds[:1]]
    )
    refusals += [
        _("The code %(code)s is that of %(place)s.") % {"code": place.code, "place": place}
        for place in taken.exclude(pk__in=[old.pk for old in olds])
    ]
    return refusals


class _UnitReader:
    """Reads lines with the units in force of the event's province."""

    def __init__(self, event):
        self.event = event
        above = Place.objects.filter(province=event.province_id, valid_until=None, level__in=KINDS_OF_LEVEL)
        self.standing = list(above.for_list())

    @cached_property
    def gazetteer(self):
        return Gazetteer()

    def change(self, line):
        sides = _ARROW.split(line)
        if len(sides) != 2:
            raise ValidationError(
                _("Write the units, one arrow (→ or ->) and what they become, not “%(line)s”.")
                % {"line": clean(line)}
            )
        olds = tuple(self.place(part) for part in _parts(sides[0]))
        if not olds:
            raise ValidationError(_("Write the unit before the arrow."))
        news = tuple(self.unit(part, olds) for part in _parts(sides[1]))
        if refusal := self.why_not_shape(olds, news):
            raise ValidationError(refusal)
        return PlaceChange(olds, news)

    def place(self, text):
        """The place in force that is meant. Raises ValidationError if none is, or several."""
        found = [place for place in self.standing if text in (place.code, place.full_name)]
        found = found or [
            place
            for level in KINDS_OF_LEVEL
            for place in self.gazetteer.named(text, level)
            if place in self.standing
        ]
        if len(found) == 1 and found[0].is_in_force_on(self.event.in_force_from):
            return found[0]
        if found:
            names = ", ".join(f"{place} [{place.code}]" for place in found)
            raise ValidationError(
                _("“%(text)s” may be %(names)s, in force on that day: write its code.")
                % {"text": text, "names": names}
            )
        province = self.event.province
        near = self.gazetteer.nearest(text, PlaceLevel.COMMUNE, province)
        raise ValidationError(
            _("“%(text)s” is no unit in force of %(province)s. The nearest: %(near)s.")
            % {
                "text": text,
                "province": province,
                "near": ", ".join(map(str, near)) or _("none"),
            }
        )

    def unit(self, text, olds):
        """What is written after the arrow: kind, name and perhaps a code."""
        code = _CODE.search(text)
        named = _CODE.sub("", text)
        for kind in KINDS_OF_LEVEL[olds[0].level]:
            before = KIND_IN_VIETNAMESE[kind] + " "
            if named.lower().startswith(before.lower()) and len(named) > len(before):
                return NewUnit(kind, named[len(before) :], code[1] if code else "")
        kinds = ", ".join(KIND_IN_VIETNAMESE[kind] for kind in KINDS_OF_LEVEL[olds[0].level])
        raise ValidationError(
            _("“%(text)s” must begin with its kind (%(kinds)s), and then its name.")
            % {"text": text, "kinds": kinds}
        )

    def why_not_shape(self, olds, news):
        """Why a line cannot be of the event's kind; empty if it can."""
        many = {
            PlaceEventKind.MERGER: (len(olds) > 1, len(news) == 1),
            PlaceEventKind.SPLIT: (len(olds) == 1, len(news) > 1),
        }.get(self.event.kind, (len(olds) == 1, len(news) == 1))
        if many != (True, True):
            return _WANTED[self.event.kind]()
        if self.event.is_naming:
            (old,), (new,) = olds, news
            if new.code:
                return _("A unit that goes on keeps its code: write none.")
            return _("It is called so already.") if (old.kind, old.name) == new[:2] else ""
        if olds[0].level == PlaceLevel.PROVINCE:
            return _("Provinces are not merged, split or moved here: only renamed, or made a city.")
        return "" if all(new.code for new in news) else _("Write the code of each new unit: “Xã C [12345]”.")


_WANTED = {
    PlaceEventKind.RENAME: lambda: _("A new name has one unit on each side of the arrow."),
    PlaceEventKind.KIND: lambda: _("A new kind has one unit on each side of the arrow."),
    PlaceEventKind.TRANSFER: lambda: _("A transfer has one unit on each side of the arrow."),
    PlaceEventKind.MERGER: lambda: _(
        "A merger has several units before the arrow (Xã A; Xã B) and one after."
    ),
    PlaceEventKind.SPLIT: lambda: _("A split has one unit before the arrow and several after (Xã C; Xã D)."),
}


def _parts(side):
    return [part for part in map(clean, side.split(";")) if part]
