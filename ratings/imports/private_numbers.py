"""Take telephone numbers out of names and addresses, which are public, into their own field, which is not."""

import re
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from ocop.values.naming import TELEPHONE
from ocop.values.vietnamese import fold
from ratings.imports.cells import CellParseError, cell_text

# Fewer digits in a row of them are no number of a person.
_MANY_DIGITS = re.compile(r"(?:[0-9]\D{0,4}){9}")
_BETWEEN = r"[\s,;:.()/\[\]|–—-]*"
_LABELS = (
    r"(?:\b(?:(?:số|so)\s+)?(?:điện\s+thoại|dien\s+thoai|di\s+động|di\s+dong|đtdđ|dtdd|sđt|sdt|đt|dt|tel|phone|mobile"
    r"|hotline|zalo|liên\s+hệ|lien\s+he|lh)\b" + _BETWEEN + ")*"
)
_WITH_LABEL = re.compile(
    rf"{_BETWEEN}{_LABELS}(?P<number>{TELEPHONE})(?:\s*[)\]])?[\s,;–—-]*",
    re.IGNORECASE,
)
# Numbers behind these words are of another kind, however much they look like a telephone's.
_OTHER_KIND = re.compile(
    r"(?:\b(?:mst|mã\s+số|ma\s+so|thuế|thue|cccd|cmnd|cmt|cc|căn\s+cước|gpkd|đkkd|dkkd|msdn|stk|tài\s+khoản)\b)\W*$",
    re.IGNORECASE,
)
_ABROAD = re.compile(r"^(?:00)?84(?:0(?=[0-9]{9}))?")
# What besides a name tells of a person, with what it is.
_OF_A_PERSON = [
    (re.compile(r"\S+@\S+\.\w+"), _("an e-mail address")),
    (re.compile(r"\bsinh (?:ngay|nam)\b|\bsn \d{4}\b"), _("a birthday")),
    (re.compile(r"\b(?:mst|ma so thue|mshkd|cccd|cmnd|cmt|can cuoc)\b"), _("a number of papers")),
    (
        re.compile(
            r"[-–(,;:] ?(?:(?:giam doc|chu nhiem|chu tich|nguoi dai dien|dai dien)\b|(?:dien thoai|sdt|dt)\b[ :.]*\d)"
        ),
        _("a person or a telephone"),
    ),
    # Beside a name of its own; “Hộ ông Nguyễn Văn A” is the name.
    (re.compile(r"\S ?[-–(,;:] ?(?:ong|ba|anh|chi):? +(?!ba\b|con\b|em\b)[^\W\d]+ [^\W\d]+"), _("a person")),
]
# Prefixes of mobile numbers, and of fixed lines with their province.
_TELEPHONE = re.compile(r"0(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-9])[0-9]{7}|02[0-9]{9}")
LEAST_DIGITS = 8
# Longer texts are refused for their length.
LONGEST = 500


def why_not_name_alone(name: str) -> str:
    """Why a producer's name, which is public, tells more than a name; empty if it does not."""
    folded = fold(name)
    told = next((what for pattern, what in _OF_A_PERSON if pattern.search(folded)), None)
    if told is None:
        return ""
    return _("Names are public, and “%(name)s” also tells %(what)s: write only the name.") % {
        "name": name,
        "what": told,
    }


@lru_cache(maxsize=2000)
def _has_many_digits(text: str) -> bool:
    """Whether a text is long enough in figures for a number; cached, because places and producers repeat."""
    return bool(_MANY_DIGITS.search(text))


class WithoutTelephones(NamedTuple):
    """A text without the telephone numbers that stood in it."""

    text: str
    telephones: list[str]


def take_out_telephones(text: str) -> WithoutTelephones:
    """Return the text without its telephone numbers and their labels: “HTX Trà Sen – ĐT 0912 000 111”.

    What only may be a telephone number stays in the text.
    """
    if len(text) > LONGEST or not _has_many_digits(text):
        return WithoutTelephones(text, [])
    telephones: list[str] = []

    def take(found: re.Match[str]) -> str:
        digits = _digits(found["number"])
        if not _TELEPHONE.fullmatch(digits) or _OTHER_KIND.search(text[: found.start("number")]):
            return found[0]
        telephones.append(" ".join(found["number"].split()))
        if not found.start() or found.end() == len(text):
            return ""
        return " " if found[0].lstrip().startswith("(") else ", "

    left = _WITH_LABEL.sub(take, text)
    return WithoutTelephones(left.rstrip(" ,") if telephones else text, telephones)


def _digits(number: str) -> str:
    """Return a telephone number as digits, from its 0 on."""
    return _ABROAD.sub("0", re.sub("[^0-9]", "", number))


def parse_telephones(value: object, limit: int) -> str | None:
    """Return the telephone numbers of a cell. Excel drops a leading zero; a number gets it back."""
    written = cell_text(value)
    if isinstance(value, int | float) and _TELEPHONE.fullmatch(f"0{written}"):
        written = f"0{written}"
    if written and sum(each.isdecimal() for each in written) < LEAST_DIGITS:
        raise CellParseError(_("a telephone number such as 0912 345 678"))
    if len(written) > limit:
        raise CellParseError(_("at most %(limit)d characters") % {"limit": limit})
    return written or None


def joined(telephones: list[str]) -> str:
    """Return numbers as one text, each once."""
    return " / ".join({_digits(each): each for each in telephones}.values())
