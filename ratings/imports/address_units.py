"""Units of an address that stand without their kinds: “Xóm A, Cẩm Giàng, Bạch Thông”."""

from typing import NamedTuple

from ocop.models import Place, PlaceLevel
from ocop.models.place_name import accented_key
from ocop.places.gazetteer import Gazetteer
from ratings.imports.parsed_row import ParsedRow


class OpenPart(NamedTuple):
    """A part of an address that names a commune and a district; nothing is open without places."""

    text: str = ""
    open: tuple[Place, ...] = ()
    before: str = ""  # what of the address stands before the part


def name_parts(
    gazetteer: Gazetteer, parsed: ParsedRow, said: dict[str, str], province: Place | None
) -> OpenPart:
    """Move units from the end of the row's line of address into `said`; what is no unit stays.

    Only names with exactly their tones count. A part that may be a commune and a district is left open, unless the
    commune of a district stands before it.
    """
    parts = [part for part in parsed.place.get("village", "").split(", ") if part]
    is_open = not said["province"] or "province" in parsed.row.said
    if parts and is_open and called(gazetteer, parts[-1], PlaceLevel.PROVINCE):
        said["province"] = parts.pop()
    within = _province_of(gazetteer, said, province)

    def last(level: PlaceLevel, place: int = 1) -> list[Place]:
        if len(parts) < place or said[level]:
            return []
        return called(gazetteer, parts[-place], level, within)

    if districts := last(PlaceLevel.DISTRICT):
        communes = last(PlaceLevel.COMMUNE)
        if communes and not last(PlaceLevel.COMMUNE, 2):
            return OpenPart(parts[-1], (*communes, *districts), ", ".join(parts[:-1]))
        said["district"] = parts.pop()
    if last(PlaceLevel.COMMUNE):
        said["commune"] = parts.pop()
    if "village" in parsed.place:
        parsed.place["village"] = ", ".join(parts)
    return OpenPart()


def called(gazetteer: Gazetteer, text: str, level: PlaceLevel, within: Place | None = None) -> list[Place]:
    """Return the places of a level with exactly this name: with its tones, without a kind."""
    written = accented_key(text)
    named = [place for place in gazetteer.named(text, level) if accented_key(place.name) == written]
    return [place for place in named if within is None or _is_within(gazetteer, place, within)]


def _is_within(gazetteer: Gazetteer, place: Place, province: Place) -> bool:
    return province == place.province or any(
        each.province == province for each in gazetteer.successors(place)
    )


def _province_of(gazetteer: Gazetteer, said: dict[str, str], province: Place | None) -> Place | None:
    """Return the province, in force, in which the units of an address are sought; None for the whole country."""
    if not said["province"]:
        return province
    named = gazetteer.named(said["province"], PlaceLevel.PROVINCE)
    after = gazetteer.successors(named[0]) if len(named) == 1 else ()
    return after[0] if after else province
