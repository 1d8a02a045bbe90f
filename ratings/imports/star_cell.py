"""Parse a cell of stars: “3 sao”, “★★★☆☆”, “hạng IV”, “Đạt 3 sao năm 2022”, “3 sao (tiềm năng 4 sao)”."""

import re
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from ocop.values.vietnamese import fold
from ratings.imports.cells import CellParseError, cell_text

STARS_EXPECTED = _("0 to 5, “3 sao”, “***” or “OCOP 4*”")

_SIGNS = str.maketrans(
    dict.fromkeys("⭐🌟✭✮✯✰⭑🟊＊∗", "★")
    | dict.fromkeys("⭒✩", "☆")
    | dict(zip("０１２３４５", "012345", strict=True))
)
_IN_WORDS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5}
_IN_WORDS |= {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
_UNIT = r"(?:\ ?-?(?:(?:ngoi\ )?sao|stars?)(?![a-z]))"
# One piece of a cell after the other. Years and rounds come first, because they have figures of their own; words beside
# a star say nothing against it; anything else makes the cell unclear.
_PIECE = re.compile(
    rf"""(?:(?<![-/])nam\ )?(?<![-/0-9])(?<!/\ )20\d\d(?!\d|[-/.])
    |(?:dot|lan)\ (?:thu\ )?\d{{1,2}}(?!\d)|lan\ dau
    |(?:(?:tong\ )?diem[ :]+)?\d{{2,3}}(?:[.,]\d{{1,2}})?\ ?(?:diem|d)(?![a-z])
    |(?:tong\ )?diem[ :]+\d{{2,3}}(?:[.,]\d{{1,2}})?(?![\d.,])
    |(?P<number>0?[0-9])(?:[.,]0+)?(?![.,]?\d|\ san\ pham){_UNIT}?(?![a-z0-9])(?:\ ?[*★](?!\ ?[*★☆]))?
    |\ ?\((?P<repeated>mot|hai|ba|bon|nam)\)
    |(?P<signs>[*★☆](?:\ ?[*★☆])*)
    |(?:(?:hang|xep)\ )?(?P<word>{"|".join(_IN_WORDS)}){_UNIT}
    |hang\ (?P<rank>mot|hai|ba|bon)(?![a-z])
    |(?:hang|loai)\ (?P<ranked>iii|ii|iv|i|v)(?![a-z])|(?P<roman>iii|ii|iv|i|v){_UNIT}
    |(?P<bare>iii|ii|iv)(?![a-z])
    |(?:ocop|0cop|cap\ (?:lai|moi|tinh|huyen|quoc\ gia|trung\ uong|bo)|quoc\ gia|da|duoc|hien(?:\ (?:nay|tai))?|dat
    |(?:tieu\ )?chuan|cong\ nhan|chung\ nhan|danh\ gia|phan\ hang|xep(?:\ (?:hang|loai))?|nang\ hang|duy\ tri|giu\ (?:hang|nguyen)
    |hang|loai|so\ sao|sao|ket\ qua|san\ pham|moi|lai|tu|len|xuong|den|hoac|va|trong|rank)(?![a-z])
    |[ :().,;/+>=→–-]+""",
    re.VERBOSE,
)
# What follows these words is no star that anybody gave.
_NOT_GIVEN = re.compile(
    r"\b(?:tiem nang|potential|de nghi|de xuat|du kien|phan dau|huong toi|muc tieu|dang ky|ky vong|chua|khong)\b[^,;()]*"
)
_NAMES_STAR = re.compile(rf"[*★☆]|(?<!\d)(?<!dot )(?<!lan )[0-9](?!\d)|\b(?:{'|'.join(_IN_WORDS)}){_UNIT}")


class _Read(NamedTuple):
    stars: int | None = None
    is_unclear: bool = False
    several: tuple[int, ...] = ()


_UNCLEAR = _Read(is_unclear=True)


def parse_stars(value: object) -> int | None:
    """Return 1 to 5, or None: “tiềm năng 5 sao” and “0” are no stars."""
    read = _read(cell_text(value))
    if read.several:
        named = ", ".join(f"{stars}★" for stars in read.several)
        why = _("The cell names several ranks, %(stars)s: write the one that the decision gives.")
        raise CellParseError(STARS_EXPECTED, why, stars=named)
    if read.is_unclear:
        raise CellParseError(STARS_EXPECTED)
    return read.stars


@lru_cache(maxsize=5000)
def _read(written: str) -> _Read:
    """Return what a cell says; cached, because a column of stars repeats a few texts."""
    text = fold(written.translate(_SIGNS)).strip()
    if not text:
        return _Read()
    if re.fullmatch(r"[-–−]\d", text):
        return _UNCLEAR
    if not (found := _NOT_GIVEN.search(text)):
        return _stars_in(text)
    before, after = text[: found.start()], text[found.end() :]
    if _NAMES_STAR.search(after):
        return _UNCLEAR
    # “3 sao (tiềm năng 4 sao)” has three; “4 sao (đề nghị)” asks for the four.
    if _NAMES_STAR.search(before) and _NAMES_STAR.search(found[0]):
        return _stars_in(f"{before} {after}")
    return _Read()


def _stars_in(text: str) -> _Read:
    """Return the stars of a text of which every piece is known."""
    found: dict[int, None] = {}
    position = 0
    while position < len(text):
        piece = _PIECE.match(text, position)
        if piece is None:
            return _UNCLEAR
        position = piece.end()
        stars = _stars_of(piece)
        if stars is not None:
            found[stars] = None
    if not found or max(found) > 5 or min(found) < 0:
        return _UNCLEAR
    if len(found) > 1:
        return _Read(several=tuple(found))
    return _Read(next(iter(found)) or None)


def _stars_of(piece: re.Match[str]) -> int | None:
    """Return the stars of a piece; None if it names none, -1 if its signs cannot be counted."""
    if piece["number"]:
        return int(piece["number"])
    if word := piece["word"] or piece["rank"] or piece["repeated"]:
        return _IN_WORDS[word]
    if roman := piece["ranked"] or piece["roman"] or piece["bare"]:
        return _ROMAN[roman]
    if not (signs := (piece["signs"] or "").replace(" ", "")):
        return None
    hollow = signs.count("☆")
    full = len(signs) - hollow
    if hollow and full:
        return full if len(signs) == 5 else -1
    # Five hollow stars are none, or a way to draw five.
    return full or (hollow if hollow < 5 else -1)
