"""Propose what an unknown column is where its values speak clearly. Nothing is read so before a person has saved it."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from django.utils.functional import Promise

from ocop.values.likeness import loose_key
from ocop.values.vietnamese import fold
from ratings.imports import headings
from ratings.imports.addresses import level_of
from ratings.imports.cells import CellParseError
from ratings.imports.decision_cell import parse_decision
from ratings.imports.layouts import Layout
from ratings.imports.lines import looks_like_stars
from ratings.imports.names import is_of_a_maker
from ratings.imports.private_numbers import take_out_telephones
from ratings.imports.questions import Question
from ratings.imports.star_cell import parse_stars

DAY = re.compile(r"(?:ngày )?\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})")
# Values that are looked at.
_MOST = 200
# Folded words of headings whose columns hold the like of something else.
_OTHERWISE = {
    "decided_on": re.compile(r"\b(?:het|han|hieu luc|den|sinh|thanh lap)\b"),
    "phone": re.compile(r"\b(?:mst|thue|ma|cccd|cmnd|can cuoc)\b"),
}


class AskedColumn(NamedTuple):
    """A column that is asked about, with all that stands in it."""

    question: Question
    texts: list[str]


def propose_fields(
    layout: Layout,
    asked: Iterable[AskedColumn],
    labels: Mapping[str, str | Promise],
    set_names: Collection[str],
) -> None:
    """Give each question about a column the field that its values speak for, if no other column is or may be it.

    `set_names` are the names of product sets, as loose keys.
    """
    found = [(each.question, _field_of(each, set_names)) for each in asked if each.question.column]
    claims = Counter(field for _question, field in found)
    free = labels.keys() - layout.columns.keys()
    if not {"decision"} & (layout.columns.keys() | claims.keys()):
        free -= {"decided_on"}
    for question, field in found:
        if question.column and field in free and claims[field] == 1:
            question.column.proposed = field


def _field_of(asked: AskedColumn, set_names: Collection[str]) -> str:
    """Return the field that every value of a column is alike to; empty if there is none."""
    heading = fold(asked.question.column.heading) if asked.question.column else ""
    texts = asked.texts[:_MOST]
    if not texts or headings.is_of_another_time(heading):
        return ""
    kinds: dict[str, Callable[[str], object]] = {
        "decision": _is_decision,
        "stars": _is_star,
        "decided_on": DAY.fullmatch,
        "phone": _is_telephone,
        "commune": lambda text: level_of(text) == "commune" and "," not in text,
        "address": lambda text: "," in text and level_of(text.rpartition(",")[2].strip()),
        "producer": is_of_a_maker,
        "product_set": lambda text: loose_key(text) in set_names,
    }
    fields = (field for field, is_alike in kinds.items() if all(is_alike(text) for text in texts))
    return next((field for field in fields if not _is_otherwise(field, heading)), "")


def _is_otherwise(field: str, heading: str) -> bool:
    return field in _OTHERWISE and bool(_OTHERWISE[field].search(heading))


def _is_decision(text: str) -> bool:
    try:
        return parse_decision(text) is not None
    except CellParseError:
        return False


def _is_star(text: str) -> bool:
    """Whether a text names a star by a word or a sign; bare figures can count anything."""
    try:
        return looks_like_stars(text) and parse_stars(text) is not None
    except CellParseError:
        return False


def _is_telephone(text: str) -> bool:
    # A spreadsheet drops the leading zero of a number.
    whole = f"0{text}" if text.isdecimal() and text[0] != "0" else text
    left = take_out_telephones(whole)
    return bool(left.telephones) and not left.text
