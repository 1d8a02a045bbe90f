"""Recognise columns by the headings that officers write, in any order."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from ocop.values.vietnamese import fold
from ratings.imports.usual_headings import HEADINGS

FIELD_OF = {heading: field for field, headings in HEADINGS.items() for heading in headings}
NOT_TAKEN = {"group", "points", "reasons", "line"}
# What an earlier evaluation said, or what is only expected: told to the reader, never a star.
NO_STARS = {"old_stars", "expected_stars"}
NOTED_ONLY = NO_STARS | {"old_decision", "old_decided_on", "old_year", "old_expires_on"}
# Of what these are the days only the column beside them tells.
DAYS = {"ngay", "ngay thang", "ngay thang nam", "thoi gian"}
# Fields that every row needs. A heading row has at least one of them and one other known heading.
NAMES = {"name", "name_en"}
PLACES = {"commune", "district", "province"}
# The fields of one evaluation.
EVALUATED = {"stars", "decided_on", "year", "decision", "authority", "expires_on"}
LONGEST_HEADING = 120
# The field of a column that is not imported.
NO_FIELD = "none"
# Heading of a column as the province matched it once (see `heading_key`) → field, or NO_FIELD.
Columns = Mapping[str, str]

_BRACKETS = re.compile(r"\([^)]*\)")
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_EXPECTED = re.compile(
    r"\b(?:du kien|de nghi|de xuat|tiem nang|dang ky|phan dau|muc tieu|ke hoach|tu danh gia|tu cham|huong toi)\b"
)
_OLD = re.compile(r"\b(?:cu|truoc(?: day| do| khi nang hang)?|lan truoc|da dat)\b")
_NEW = re.compile(r"\b(?:moi|hien tai|hien nay|sau (?:khi )?nang hang|duoc cong nhan|dat duoc|nang hang)\b")
_KEPT_ELSEWHERE = "group"
_FIRST_WORDS = {heading.split(" ")[0] for heading in FIELD_OF}


class RegisterHeadings(dict[str, str]):
    """The headings of another register than that of products (key without brackets → field); it knows no others.

    `labels` are the fields as a person chooses them. A heading row has a field of each group in `telling`. Fields in
    `only_shown` stand in exports, and a list does not change them.
    """

    def __init__(
        self,
        names: Mapping[str, str],
        labels: Mapping[str, str],
        telling: tuple[tuple[str, ...], ...],
        only_shown: frozenset[str],
    ) -> None:
        super().__init__(names)
        self.labels, self.telling, self.only_shown = labels, telling, only_shown

    def field_of(self, heading: str) -> str | None:
        """Return the field of a heading; one of a list of products that this register lacks is not asked about."""
        if field := self.get(_bare(heading)):
            return field
        known = FIELD_OF.get(_bare(heading))
        return _KEPT_ELSEWHERE if known not in (None, "serial", *NOT_TAKEN) else known

    def tells(self, fields: set[str]) -> bool:
        return all(fields & {*group} for group in self.telling)


def heading_key(heading: object) -> str:
    """Return the words of a heading without accents and punctuation: the key under which a match is remembered."""
    return _key(heading) if isinstance(heading, str) and len(heading) <= LONGEST_HEADING else ""


@lru_cache(maxsize=5_000)
def _key(heading: str) -> str:
    return _NOT_A_WORD.sub(" ", fold(heading)).strip()


@lru_cache(maxsize=5_000)
def _bare(heading: str) -> str:
    return _NOT_A_WORD.sub(" ", _BRACKETS.sub(" ", fold(heading))).strip()


@lru_cache(maxsize=5_000)
def _known(heading: str) -> str | None:
    """Return the field of a heading by the words that we know."""
    key = _key(heading)
    if field := FIELD_OF.get(key):
        return field
    bare = _bare(heading)
    for without in (bare, _plain(key)):
        field = FIELD_OF.get(without)
        if field in EVALUATED:
            return _qualified(field, key)
        if field and (without == bare or not _OLD.search(key)):
            return field
        if field in PLACES:
            return f"former_{field}"
    return None


def _plain(key: str) -> str:
    """Return the words of a heading without those that say of which evaluation it is."""
    for words in (_EXPECTED, _OLD, _NEW):
        key = words.sub(" ", key)
    return " ".join(key.split())


def is_of_another_time(heading: str) -> bool:
    """Whether a heading speaks of what is only expected, or was before."""
    key = _key(heading)
    return bool(_EXPECTED.search(key) or _OLD.search(key))


def _qualified(field: str, key: str) -> str:
    """Return the field of an old or an expected star: “Hạng sao (cũ)”, “Hạng sao dự kiến”."""
    if _EXPECTED.search(key):
        return "expected_stars" if field == "stars" else field
    if _OLD.search(key) and not _NEW.search(_OLD.sub(" ", key)) and field != "authority":
        return f"old_{field}"
    return field


def field_of(heading: object, columns: Columns | None = None) -> str | None:
    """Return the field of a heading, or None: “Tên sản phẩm (OCOP)” is a name. Matches in `columns` come first."""
    if not isinstance(heading, str) or len(heading) > LONGEST_HEADING:
        return None
    if isinstance(columns, RegisterHeadings):
        return columns.field_of(heading)
    if columns and (matched := columns.get(_key(heading))):
        return None if matched == NO_FIELD else matched
    return _known(heading)


def field_of_titles(titles: list[str], columns: Columns | None = None) -> str | None:
    """Return the field of a column whose heading has several lines: the lowest known line names it, and all of them
    together say whether it is of an earlier evaluation or only expected.
    """
    whole = " ".join(titles)
    if columns and (matched := columns.get(heading_key(whole))):
        return None if matched == NO_FIELD else matched
    for title in (titles[-1], whole, *reversed(titles[:-1])):
        if field := field_of(title, columns if isinstance(columns, RegisterHeadings) else None):
            is_evaluated = field in EVALUATED and not isinstance(columns, RegisterHeadings)
            return _qualified(field, _key(whole)) if is_evaluated else field
    return None


def may_be_heading(texts: Iterable[str], columns: Columns | None = None) -> bool:
    """Whether a line can be a heading row, by its first words alone: quick, for every line of a list."""
    if isinstance(columns, RegisterHeadings):
        return any(columns.field_of(text) for text in texts if len(text) <= LONGEST_HEADING)
    return any(
        _key(text.split(" ", 1)[0]) in _FIRST_WORDS or (columns and _key(text) in columns)
        for text in texts
        if len(text) <= LONGEST_HEADING
    )


def fields_of(row: list, columns: Columns | None = None) -> dict[int, str]:
    """Return the columns of a row whose cells are known headings."""
    return {column: field for column, cell in enumerate(row) if (field := field_of(cell, columns))}


def is_heading_row(fields: dict[int, str], columns: Columns | None = None) -> bool:
    """Whether these columns are the heading row of a list of products, or of the register of `columns`."""
    found = set(fields.values())
    if isinstance(columns, RegisterHeadings):
        return columns.tells(found)
    return bool(found & NAMES) and len(found) >= 2
