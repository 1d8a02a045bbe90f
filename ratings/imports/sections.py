"""Lines between the rows of a list that hold for the rows below: a commune, a star, a group, a decision."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ocop.values.vietnamese import clean, fold
from ratings.imports.decision_cell import find_decision
from ratings.imports.purposes import Purpose, Title

_LIST_NUMBER = re.compile(r"^\s*([IVXLC]+|[0-9]+(?:\.[0-9]+)*|[A-Za-zđĐ])\s*[.)/:-]\s*(?=\D)")
_PLACE = re.compile(
    r"\b(tỉnh|thành phố|tp\.?|thị xã|tx\.?|huyện|xã|phường|thị trấn)\s+"
    r"((?:[^\W\d_][\w’'-]*\s?){1,5}?)(?=\s*(?:$|[,;.():–]|\s-|\bnăm\b|\btỉnh\b|\bhuyện\b|\bngày\b|\bđợt\b|\bđạt\b))",
    re.IGNORECASE,
)
# Words behind the kind of a place that begin no name: “cấp tỉnh được công nhận”, “xã hội chủ nghĩa”, “Huyện ủy”.
_NO_NAME = re.compile(
    r"(?:được|đã|đang|ủy|đoàn|về|có|và|trong|trên|trực|thuộc|đánh|công nhận|xếp|phân|đạt|quản|năm|đợt|là|để|theo|không"
    r"|mới|cũ|sau|trước|hỗ|lần|này|khác|còn|chưa|tham|phê|đề nghị|hội (?:chủ nghĩa|hóa|hoá)|hội\s*$)(?!\w)"
)
_FORMER = re.compile(r"\s+(?:cũ|trước đây|trước sáp nhập)\s*$", re.IGNORECASE)
_LEVELS = {"tinh": "province", "huyen": "district", "thi xa": "district", "tx": "district"}
_LEVELS |= {"xa": "commune", "phuong": "commune", "thi tran": "commune"}
_PLACES = ["commune", "district", "province"]
_YEAR = re.compile(r"n[aă]m\s+(20\d\d)", re.IGNORECASE)
# The name of a sheet.
_ONLY_A_YEAR = re.compile(r"(20\d\d)")
# “HẠNG 4 SAO”, “Sản phẩm đạt 3 sao (12 sản phẩm)”, “OCOP 5 sao: 02”.
_STAR_SECTION = re.compile(
    r"(?:(?:cac|nhom|danh sach|danh muc|san pham|sp|ocop|hang|dat|xep|duoc cong nhan|cong nhan|sao|chuan)[ :]+)*"
    r"([1-5]|mot|hai|ba|bon|nam) ?(?:sao|\*|★)(?: ?(?:ocop|cap tinh|cap huyen|quoc gia|cap quoc gia))*"
    r"(?:[ :(–-]*\d+(?: (?:san pham|sp))?[ )]*)?[.:]?"
)
_STARS_IN_TITLE = re.compile(r"\b(?:dat|hang|ocop|san pham|cong nhan) ([345]) sao\b")
_ANY_STARS = re.compile(r"\b([1-5]) ?(?:sao|-|,|va\b|den\b)")
_IN_WORDS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5}
_ROMAN = re.compile(r"[IVXLC]+")


def parse_title(title: Title) -> dict:
    """Return what a title says for all rows: place, year, star, decision with its day.

    Decisions among legal bases are not that of the list.
    """
    said: dict = {}
    bare = _LIST_NUMBER.sub("", title.text)
    for kind, name in _places_in(bare):
        level = _LEVELS.get(fold(kind).strip("."), "")
        # A city is a district of a province, or is equal to a province. It is a district if the list names a
        # province.
        name = _FORMER.sub("", name)
        said.setdefault(level or "district", clean(f"{kind} {name}") if level != "province" else clean(name))
    if title.purpose == Purpose.LEGAL_BASES:
        return said
    if found := find_decision(title.text):
        said["decision"], said["decided_on"] = found.number, found.signed_on
        said["decided_by"] = found.authority
    if named := _YEAR.search(title.text) or _ONLY_A_YEAR.fullmatch(title.text.strip()):
        said["year"] = int(named[1])
    if stars := stars_of_title(title):
        said["stars"] = stars
    return said


def said_by(titles: Iterable[Title]) -> dict:
    """Return what titles say together; the last one counts."""
    said: dict = {}
    for title in titles:
        said |= parse_title(title)
    return said


def _places_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield the places that a title names: kind and name. Within a line that is not all in capitals a name has some."""
    for found in _PLACE.finditer(text):
        name = found[2].lower().strip()
        is_plain = name == found[2] and found[0].strip() != text.strip()
        if not (is_plain or _NO_NAME.match(name)):
            yield found[1], found[2]


def is_section(text: str) -> bool:
    """Whether a text can only be a section: it begins with the kind of a place, or is a star and no more."""
    bare = _LIST_NUMBER.sub("", text)
    named = _PLACE.match(bare)
    return bool(named and not _NO_NAME.match(named[2].lower())) or bool(_STAR_SECTION.fullmatch(fold(bare)))


def stars_of_title(title: Title) -> int | None:
    """Return the star that a title or section gives to all rows below it; None if it names several or none."""
    folded = fold(_LIST_NUMBER.sub("", title.text))
    if found := _STAR_SECTION.fullmatch(folded):
        return _IN_WORDS.get(found[1]) or int(found[1])
    if title.purpose not in (Purpose.UNKNOWN, Purpose.RECOGNITION) or "tro len" in folded:
        return None
    found = _STARS_IN_TITLE.search(folded)
    return int(found[1]) if found and len(set(_ANY_STARS.findall(folded))) == 1 else None


@dataclass(slots=True)
class _Section:
    title: Title
    kind: str
    marker: str
    said: dict


class Sections:
    """The sections that hold for the next row: each until the next of its level."""

    def __init__(self) -> None:
        self._open: list[_Section] = []
        self._settle()

    def add(self, title: Title, marker: str = "") -> dict:
        """Open a section; sections of its level and below it end. Return what it says."""
        said = parse_title(title)
        marker = marker or _marker(title.text)
        kind = self._kind(marker, said)
        kinds = [section.kind for section in self._open]
        if kind in kinds:
            del self._open[kinds.index(kind) :]
        self._open.append(_Section(title, kind, marker, said))
        self._settle()
        return said

    def clear(self, keep: int = 0) -> None:
        """End all sections but those opened last."""
        self._open = self._open[len(self._open) - keep :] if keep else []
        self._settle()

    def _settle(self) -> None:
        said: dict = {}
        for section in self._open:
            # A new district ends the commune named before it.
            for number, level in enumerate(_PLACES):
                if level in section.said:
                    said = {name: value for name, value in said.items() if name not in _PLACES[:number]}
            said |= section.said
        self.said = said
        self.titles = tuple(section.title for section in self._open)

    def title_of(self, name: str) -> Title | None:
        """Return the section that says something."""
        return next((section.title for section in reversed(self._open) if name in section.said), None)

    def _kind(self, marker: str, said: dict) -> str:
        """Return the level of a section: by its number, else by what it says."""
        if marker:
            # “C”, “D” and “I” are letters where letters number the sections, else Roman numerals.
            is_letter = len(marker) == 1 and any(
                section.kind == "letter" and ord(section.marker) + 1 == ord(marker) for section in self._open
            )
            if _ROMAN.fullmatch(marker) and not is_letter:
                return "roman"
            if marker.isalpha():
                return "letter" if marker.isupper() else "small letter"
            return f"number {marker.strip('.').count('.')}"
        return next((name for name in (*_PLACES, "stars", "decision") if name in said), "group")


def _marker(text: str) -> str:
    found = _LIST_NUMBER.match(text)
    return found[1] if found else ""
