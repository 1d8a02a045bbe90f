"""Number formats that show other words than the number, or nothing: what they show is what a person reads."""

import re

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.')
_NUMBER = re.compile(r"(?:general|[#0?](?:[#0?,.% ]*[#0?,.%])?)", re.IGNORECASE)
# Words that say what is counted, and change nothing: 0" sao", 0.0" điểm", #,##0" đ".
_UNITS = re.compile(
    r"(?:sao|star|stars|ocop|hạng|điểm|đ|₫|vnd|vnđ|usd|đồng|triệu|tỷ|kg|g|ml|l|lít|hộp|gói|túi|năm|tháng|ngày|ha|m2|%|số)"
)


def told_by(code: str) -> str | None:
    """Return what a format shows around a number, with a tab in the place of the number; None if that adds nothing.

    Empty if the number is not shown at all, as by ";;;".
    """
    first = code.split(";")[0]
    literals = [found[1] or found[2] or "" for found in _LITERAL.finditer(first)]
    bare = _LITERAL.sub("", first)
    if re.search(r"[dmyhs@]", bare, re.IGNORECASE) and not _NUMBER.fullmatch(bare.strip()):
        return None
    if not _NUMBER.search(bare):
        words = "".join(literals).strip()
        return words if words or code.strip() else None
    if all(_UNITS.fullmatch(word) for text in literals for word in re.findall(r"\w+", text.lower())):
        return None
    shown = _LITERAL.sub(lambda found: found[1] or found[2] or "", first)
    return _NUMBER.sub("\t", shown, count=1).strip(" ")
