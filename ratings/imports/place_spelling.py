"""Tell when a commune is known by a name that is not quite the written one: other tones, or another kind of unit."""

import re

from django.utils.translation import gettext as _

from ocop.models import PlaceLevel
from ocop.models.place_name import PlaceKind
from ocop.places.gazetteer import Gazetteer, Resolution
from ocop.values.likeness import identity_key
from ocop.values.vietnamese import fold

_KINDS = {
    "xa": PlaceKind.COMMUNE, "x": PlaceKind.COMMUNE, "phuong": PlaceKind.WARD, "p": PlaceKind.WARD,
    "thi tran": PlaceKind.TOWNSHIP, "tt": PlaceKind.TOWNSHIP,
}  # fmt: skip
_KIND = re.compile(r"\s*(xã|xa|x\.|phường|phuong|p\.|thị trấn|thi tran|tt\.?)\s*(?=\S)", re.IGNORECASE)


def spelled_otherwise(text: str, found: Resolution, gazetteer: Gazetteer) -> str:
    """Return a sentence if the commune that was found is written otherwise than in the list; else an empty string."""
    places = [place for place in (found.place, found.former) if place and place.level == PlaceLevel.COMMUNE]
    if not places or found.candidates:
        return ""
    kind = _KIND.match(text)
    bare = identity_key(text[kind.end() :] if kind else text)
    named = [place for place in places if identity_key(place.name) == bare]
    if named and (
        kind is None or any(_KINDS[fold(kind[1]).strip(".")] in gazetteer.kinds(each) for each in named)
    ):
        return ""
    if not named and not any(fold(place.name) == fold(bare) for place in places):
        # A name of its own, of another time.
        return ""
    return _("“%(text)s” is read as %(place)s.") % {"text": text, "place": places[-1].full_name}
