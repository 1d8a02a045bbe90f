"""Parse cells and titles that name decisions. A number is read whole, or the cell is refused with what was read."""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext_lazy

from ocop.values.vietnamese import clean, fold
from ratings.decisions.number import OF_THE_PRIME_MINISTER, number_key, plain_number, tidy_number
from ratings.imports.cells import CellParseError, cell_text, only_day, take_days

DECISION_EXPECTED = gettext_lazy("a number such as 124/QĐ-UBND, with its day: 124/QĐ-UBND (20/02/2023)")

# Stand in a text for its days, and for figures that count something else: “đợt 2”, “năm 2023”.
_A_DAY, _A_COUNT = "\ue000", "\ue001"
_COUNT = re.compile(
    r"\b(?:đợt|dot|lần|lan|năm|nam)\s+(?:thứ\s+)?(?:20\d\d|\d{1,2})(?![\d/.-])", re.IGNORECASE
)
# “/QĐ-UBND”, “/QĐ-BNN-VPĐP”, “/QD - CT.UBND”, “/QĐUBND”; not the “- ngày” behind it.
_PART = r"(?!(?:ng[aà]y|c[uủ]a|v[eề]|theo)\b)[A-ZĐ]{1,8}\d?(?![^\W_])"
_SUFFIX = re.compile(
    rf"/\s?Q\s?[ĐD](?:\s?(?:UBND|BNN[A-Z]*)(?![^\W_])|(?![^\W_]))(?:\s?[-.&]\s?{_PART})*", re.IGNORECASE
)
# “124”, “124A”, “1.234”, “12 345”, “01-2024”, “DEMO-19-01”, “124/2023”.
_BODY = (
    r"(?:[A-ZĐ]{1,12}-(?:\d{1,6}-){0,3}\d{1,10}|\d{1,3}(?:[., ]\d{3})+|\d{1,6}-20\d\d|20\d\d-\d{1,6}|\d{1,10}[A-ZĐ]?)"
    r"(?:\s?/\s?(?:19|20)\d\d)?"
)
_INTRODUCTION = r"(?:quyết\s+định|quyet\s+dinh|q[đd]|số|so)[\s.:-]*"
# Left of a number of a cell stand words without figures only, so that no figure of the number is left out.
_LEFT = re.compile(rf"(?P<before>(?:\D*(?:[^\w.,/-]|{_INTRODUCTION}))?)(?P<body>{_BODY})\s?", re.IGNORECASE)
_LEFT_IN_TITLE = re.compile(rf"(?:^|(?<=[^\w.,/-])|(?<=số)|(?<=so))(?P<body>{_BODY})\s?$", re.IGNORECASE)
# Folded: the decision beside these words is not the one that recognises, and the one behind them not that of a title.
_REPLACES = r"\b(?:thay (?:the|cho|qd|quyet dinh|doi)|(?:bai|huy) bo|sua doi|bo sung|dinh chinh)\b"
_CHANGES = re.compile(rf"{_REPLACES}|\b(?:dieu chinh|thu hoi|gia han|keo dai)\b")
# Folded: nobody has signed it yet, it is over, or the list itself is not sure of it.
_NOT_SURE = re.compile(
    r"\bdu thao\b|\bdu kien\b|\bchua (?:ky|ban hanh|co)\b|\bdang (?:trinh|cho)\b|\bhet (?:hieu luc|han)\b|\bkhoang\b"
    r"|\bhinh nhu\b|\?"
)
_NOT_ITS_OWN = re.compile(rf"(?:{_REPLACES}|\bcan cu\b|\bthuc hien\b|\btheo (?:bo )?tieu chi\b)[^;.]*$")
_ATTACHED = re.compile(r"\b(?:kem theo|ban hanh theo|ban hanh kem)\b[^;.]*$")
LONGEST = 500
# How far before a number a title is looked at.
_NEAR = 120
_KINDS = r"(?:tỉnh|tinh|huyện|huyen|thành\s+phố|thanh\s+pho|thị\s+xã|thi\s+xa|quận|quan|tp|tx)\b"
_SHORT_KINDS = r"(?:h|q(?!\s?\.\s?[đd]\b)|tp|tx)\s?\."
_COMMITTEE = r"(?:ubnd|[uủ][yỷ]\s+ban\s+nh[aâ]n\s+d[aâ]n)"
_SIGNED_BY = re.compile(
    rf"(?:\b(?:của|cua|do|bởi)\s+(?:chủ\s+tịch\s+|chu\s+tich\s+)?(?=(?:{_COMMITTEE}|bộ|bo)\b)"
    rf"|^[\s,(]*(?=(?:{_KINDS}|{_SHORT_KINDS}|{_COMMITTEE}\b)))(?P<unit>[^,;()\d{_A_DAY}{_A_COUNT}]+)",
    re.IGNORECASE,
)
_END_OF_UNIT = re.compile(
    r"\s+(?:v[eề]|v/v|c[oô]ng\s+nh[aậ]n|ph[eê]\s+duy[eệ]t|ban\s+hành|ng[aà]y|ký|s[oố]|quy[eế]t\s+đ[iị]nh|q[đd])\b.*$",
    re.IGNORECASE,
)


class NamedDecision(NamedTuple):
    """A decision as a cell or a title names it; `authority` as written, empty if it names none."""

    number: str
    signed_on: date | None = None
    authority: str = ""


class _Found(NamedTuple):
    """A number in a text: its tidy form, what stands before it and where the text behind it starts."""

    number: str
    before: str
    end: int


class _Read(NamedTuple):
    """What a cell says; its days are compared with each other by the caller."""

    number: str
    days: tuple[date, ...] = ()
    authority: str = ""


_SEVERAL = gettext_lazy(
    "The cell names several decisions, %(numbers)s: write each in a row of its own, with its star and its day."
)
_CHANGED = gettext_lazy(
    "The cell speaks of a decision that replaces, changes, extends or withdraws another (“%(words)s”): write only the"
    " number and the day of the decision that recognises the product."
)
_DOUBTED = gettext_lazy(
    "The cell says “%(words)s” beside the decision: write only the number and the day of a signed decision."
)


def parse_decision(value: object) -> NamedDecision | None:
    """Return the decision that a cell names: “2890/QĐ-BNN-VPĐP, ngày 30/06/2021”; None for an empty cell."""
    written = cell_text(value)
    if not written:
        return None
    read = _read(written)
    if isinstance(read, CellParseError):
        raise read.again()
    return NamedDecision(read.number, only_day(read.days), read.authority)


@lru_cache(maxsize=5000)
def _read(written: str) -> _Read | CellParseError:
    """Return what a cell says; cached, because the rows of a list repeat a few decisions."""
    try:
        return _decision_in(plain_number(written))
    except CellParseError as unclear:
        return unclear.again()


def _decision_in(written: str) -> _Read:
    if len(written) > LONGEST:
        raise CellParseError(DECISION_EXPECTED)
    days, text = take_days(written, _A_DAY)
    text = _COUNT.sub(_A_COUNT, text)
    if changes := _CHANGES.search(fold(text)):
        raise CellParseError(DECISION_EXPECTED, _CHANGED, words=text[changes.start() : changes.end()])
    if doubt := _NOT_SURE.search(fold(text)):
        raise CellParseError(DECISION_EXPECTED, _DOUBTED, words=text[doubt.start() : doubt.end()])
    found, is_whole = _numbers_in(text)
    distinct = {number_key(each.number): each.number for each in found}
    if len(distinct) > 1:
        raise CellParseError(DECISION_EXPECTED, _SEVERAL, numbers=", ".join(distinct.values()))
    if not is_whole:
        raise CellParseError(DECISION_EXPECTED)
    if not found:
        return _of_another_kind(written, days)
    authority = _authority_in(text[found[-1].end :]) or _authority_in(found[0].before)
    return _Read(found[0].number, tuple(days), authority)


def _numbers_in(text: str) -> tuple[list[_Found], bool]:
    """Return the numbers of decisions in the text of a cell, and whether every figure in it belongs to one."""
    found: list[_Found] = []
    start, is_whole = 0, True
    for suffix in _SUFFIX.finditer(text):
        left = _LEFT.fullmatch(text, start, suffix.start())
        if left:
            found.append(_Found(tidy_number(left["body"] + suffix[0]), left["before"], suffix.end()))
        is_whole = is_whole and left is not None
        start = suffix.end()
    return found, is_whole and not (start and re.search(r"\d", text[start:]))


def _of_another_kind(written: str, days: list[date]) -> _Read:
    """Return a number that is none of a decision “…/QĐ-…”, if it is the whole cell; the rules then refuse it by name."""
    if days or "/" not in written or len(written) > 60 or not re.search(r"\d", written):
        raise CellParseError(DECISION_EXPECTED)
    return _Read(tidy_number(written))


def _authority_in(text: str) -> str:
    """Return who signed, from the text beside a number: “… của UBND huyện Chợ Mới”."""
    if not (found := _SIGNED_BY.search(text)):
        return ""
    unit = clean(_END_OF_UNIT.sub("", found["unit"])).strip(" .:-")
    return unit if re.match(rf"{_COMMITTEE}|b[oộ]\b", unit, re.IGNORECASE) else f"UBND {unit}"


def find_decision(written: str) -> NamedDecision | None:
    """Return the decision that a title says it belongs to: “(Kèm theo Quyết định số 124/QĐ-UBND ngày 20/2/2023)”.

    Legal bases, decisions of the Prime Minister and decisions that are replaced are none. None as well if it has no
    day, or if the title names several and does not say to which it is attached.
    """
    text = plain_number(written)
    named: dict[str, tuple[NamedDecision, bool]] = {}
    start = 0
    suffixes = list(_SUFFIX.finditer(text))
    ends = [suffix.start() for suffix in suffixes[1:]] + [len(text)]
    for suffix, end in zip(suffixes, ends, strict=False):
        first, start = max(start, suffix.start() - _NEAR), suffix.end()
        left = _LEFT_IN_TITLE.search(text, first, suffix.start())
        before = fold(text[first : left.start()]) if left else ""
        if not left or _NOT_ITS_OWN.search(before):
            continue
        decision = _in_title(left["body"] + suffix[0], text[start:end])
        if decision and OF_THE_PRIME_MINISTER not in (key := number_key(decision.number)):
            named.setdefault(key, (decision, bool(_ATTACHED.search(before))))
    attached = [decision for decision, is_attached in named.values() if is_attached]
    one_of = attached or [decision for decision, _is_attached in named.values()]
    return one_of[0] if len(one_of) == 1 else None


def _in_title(number: str, behind: str) -> NamedDecision | None:
    try:
        days, text = take_days(behind, _A_DAY)
    except CellParseError:
        return None
    if not days:
        return None
    return NamedDecision(tidy_number(number), days[0], _authority_in(text))
