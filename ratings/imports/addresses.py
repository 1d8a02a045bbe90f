"""Parse an address by the words for its units, from one cell or behind a producer's name."""

import re

from ocop.values.vietnamese import clean, fold

_COMMUNE = re.compile(r"(?:xa|x\.|phuong|p\.|thi tran|tt\.?|dac khu)\s*\S")
_DISTRICT = re.compile(r"(?:huyen|h\.|quan|q\.|thi xa|tx\.?|thanh pho|tp\.?)\s*\S")
_PROVINCE = re.compile(r"(?:tinh|t\.)\s*\S")
_LABELS = {"commune": _COMMUNE, "district": _DISTRICT, "province": _PROVINCE}
_IN_BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*$")


def level_of(part: str) -> str | None:
    """Return “commune”, “district” or “province” if the part names its level: “X. Đức Vân”."""
    folded = fold(part)
    return next((level for level, label in _LABELS.items() if label.match(folded)), None)


def parse_address(address: str) -> dict[str, str]:
    """Return the parts of an address by level.

    A part without a word for its level is the commune if a district follows it, else the village.
    """
    found: dict[str, str] = {}
    rest = []
    parts = [clean(part) for part in re.split(r"[,;–]|\s-\s", address) if clean(part)]
    for place, part in enumerate(parts):
        level = level_of(part)
        following = level_of(parts[place + 1]) if place + 1 < len(parts) else None
        if level is None and following in ("district", "province") and place:
            level = "commune" if following == "district" else "district"
        if level and level not in found:
            found[level] = part
        else:
            rest.append(part)
    if rest:
        found["village"] = ", ".join(rest)
    return found


def split_producer(written: str) -> tuple[str, dict[str, str]]:
    """Split a producer's name from the address behind it: “HTX MTQ (thị trấn Trại Cau)”, “HTX MTQ, xã Khe Mo”."""
    found = _IN_BRACKETS.search(written)
    if found and any(level_of(clean(part)) for part in found[1].split(",")):
        return clean(written[: found.start()]), parse_address(found[1])
    name, *parts = written.split(",")
    at = next((place for place, part in enumerate(parts) if level_of(clean(part))), None)
    if at is None:
        return clean(written), {}
    # A comma may belong to the name, so only parts that name a level are removed.
    return clean(",".join([name, *parts[:at]])), parse_address(",".join(parts[at:]))
