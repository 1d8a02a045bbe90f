"""Parse an address by the words for its units, from one cell or behind a producer's name."""

import re
from functools import lru_cache

from ocop.models.place_name import KIND_IN_VIETNAMESE
from ocop.values.vietnamese import clean, fold

_LABELS = {
    "commune": re.compile(r"(?:(xa|phuong|thi tran|dac khu)\b|x\.|p\.|tt\b)[\s.]*\w"),
    "district": re.compile(r"(?:(huyen|quan|thi xa|thanh pho)\b|h\.|q\.|t[xp]\b)[\s.]*\w"),
    "province": re.compile(r"(?:(tinh)\b|t\.)[\s.]*\w"),
}
_WITH_ACCENTS = {word.lower() for word in KIND_IN_VIETNAMESE.values()}
_COUNTRY = {"viet nam", "vietnam", "vn"}
_LABEL = re.compile(r"[\s,;.(–-]+(?:địa chỉ|đ/c|đc)\s*(?::|là\b)\s*", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*$")


def level_of(part: str) -> str | None:
    """Return “commune”, “district” or “province” if the part names its level: “X. Đức Vân”."""
    written = clean(part).lower()
    folded = fold(part)
    for level, label in _LABELS.items():
        found = label.match(folded)
        # In a text with accents the word has them too: “Xạ Hương” names no level.
        if found and (not found[1] or written == folded or written[: found.end(1)] in _WITH_ACCENTS):
            return level
    return None


def parse_address(address: str) -> dict[str, str]:
    """Return the parts of an address by level; what names no level stays in “village”, so that nothing is lost.

    A part without a word for its level is the commune if a district follows it, else the village.
    """
    return dict(_parts(address))


@lru_cache(maxsize=5000)
def _parts(address: str) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    rest = []
    parts = [part for each in re.split(r"[,;–]|\s-\s", address) if (part := clean(each).rstrip("."))]
    if parts and fold(parts[-1]) in _COUNTRY:
        parts.pop()
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
    return tuple(found.items())


def split_at_label(written: str) -> tuple[str, dict[str, str]]:
    """Split a producer's name from the address that a label introduces: “HTX MTQ. Địa chỉ: xã Khe Mo”."""
    found = _LABEL.search(written)
    if not found or not found.start():
        return written, {}
    return clean(written[: found.start()]).rstrip(" ,;.-–"), parse_address(written[found.end() :])


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
