"""Tell the lines of a list apart: products, sections, totals, signatures and notes."""

import re
from enum import Enum
from functools import lru_cache

from ocop.values.vietnamese import fold
from ratings.imports import headings
from ratings.imports.purposes import Title
from ratings.imports.sections import is_section, parse_title
from ratings.imports.template_marks import is_example


class Kind(Enum):
    """What a line is. ALONE is one text that the lines below it tell: a section, a product, or a note."""

    BLANK = "blank"
    PRODUCT = "product"
    SECTION = "section"
    ALONE = "alone"
    TOTAL = "total"
    SIGNATURE = "signature"
    NOTE = "note"
    UNCLEAR = "unclear"


# With tones: “Tống Gia” is a name, “cộng hòa” begins the head of a letter.
_TOTAL = re.compile(
    r"(?:tổng cộng|tổng số|tổng sản phẩm|cộng dồn|tổng|cộng|lũy kế|luỹ kế|trong đó|tong cong|tong so|cong)"
    r"(?=\s*$|\s*[:;.,(=–-]|\s+\d|\s+(?:xã|phường|thị|huyện|tỉnh|thành|tp|nhóm|hạng|mục|các|sản phẩm|sp|chủ thể|htx|hợp"
    r"|công ty|hộ|cơ sở|toàn|trang|sang|[ivx]+\b|[a-z]\b))"
)
_TOTAL_ALONE = re.compile(r"(?:tổng (?:cộng|số|sản phẩm)|tong (?:cong|so))\b")
# What no total has.
_ONLY_OF_ROWS = {"key", "tax_number", "commune"}
# “2”, “(02)”, “85 %”, “(2 sản phẩm)”, “2 sản phẩm, 1 chủ thể”.
_COUNT = re.compile(r"\(?\d[\d.,]*\)?(?: ?%| (?:[^\W\d_]+ ?){1,4})?(?:[,;] ?\d+ (?:[^\W\d_]+ ?){1,4})*[).]?")
# Nothing but a star.
_ONE_STAR = re.compile(r"(?:hang |dat |ocop )*(?:0?[1-5] ?(?:sao|\*|★)|[1-5]|[*★⭐]{3,5})")
_SIGNATURE = re.compile(
    r"(?:nguoi (?:lap|tong hop|ky)|lap bieu|(?:pho )?giam doc|(?:pho )?chu tich|thu truong|noi nhan|ky ten|xac nhan cua"
    r"|tm\.|kt\.|tl\.|tuq\.|truong phong|(?:t/m|k/t) )"
)
_NOTE = re.compile(r"(?:ghi chu|chu thich|luu y|nguon|\(?\*+\)?|\(\d\)|\[\d\])")
_FOOTNOTE = re.compile(
    r"^(?:ghi ch[uú]|ch[uú] th[ií]ch)?\s*:?\s*(\(\*+\)|\*+|\(\d\)|\[\d\])\s*:?\s*(.+)$", re.IGNORECASE
)
_SERIAL = re.compile(r"\(?\d{1,5}(?:\.0)?[.)]?")
_MARKER = re.compile(r"(?:[IVXLC]{1,6}|[A-ZĐ]|[a-z]|\d{1,2}(?:\.\d{1,2})*)[.)]?")
_MAKER = re.compile(
    r"\b(?:htx|hop tac xa|cong ty|cty|ho kinh doanh|hkd|co so|dntn|doanh nghiep|to hop tac|tht|nha hang|ho sxkd)\b"
)
_STARS = re.compile(r"(?:\b(?:[1-5]|mot|hai|ba|bon|nam) ?sao\b|[★⭐]|^\*{3,5}$)")
_DECISION = re.compile(r"\d\s*/\s*(?:\d{4}\s*/\s*)?q[dđ]\b")


@lru_cache(maxsize=20_000)
def _folded(text: str) -> str:
    return fold(text)


def is_total(text: str) -> bool:
    """Whether a text begins a total or a subtotal: “Cộng xã Tân Cương”, “Tổng số 3 sản phẩm: …”."""
    low = text.lower()
    return bool(_TOTAL.match(low) or _TOTAL_ALONE.match(low))


def is_serial(text: str) -> bool:
    """Whether a text numbers a row."""
    return bool(_SERIAL.fullmatch(text))


def looks_like_stars(text: str) -> bool:
    """Whether a cell looks like a star or names a decision."""
    folded = _folded(text)
    return bool(_STARS.search(folded) or _DECISION.search(folded))


def looks_like_product(texts: list[str]) -> bool:
    """Whether a line looks like a product although nothing says what its columns are."""
    distinct = list(dict.fromkeys(text for text in texts if text))
    if any(is_signature(text) for text in distinct):
        return False
    if len(distinct) == 2:
        return any(_STARS.search(_folded(text)) for text in distinct)
    return len(distinct) > 2 and any(
        _MAKER.search(_folded(text)) or looks_like_stars(text) for text in distinct
    )


def footnote(text: str) -> tuple[str, str] | None:
    """Return the mark and the words of a footnote: “Ghi chú: (*) công nhận lại …”."""
    found = _FOOTNOTE.match(text)
    return (found[1], found[2]) if found else None


def is_note(text: str) -> bool:
    """Whether a text is a note below a list."""
    return bool(_NOTE.match(_folded(text)))


def is_signature(text: str) -> bool:
    """Whether a text belongs to the signatures below a list."""
    return bool(_SIGNATURE.match(_folded(text)))


def kind_of(texts: list[str], columns: dict[str, int]) -> Kind:
    """Return what a line is, by its texts in the columns of its list. Headings are told apart before."""
    serial = _text(texts, columns.get("serial"))
    names = [name for name in headings.NAMES if _text(texts, columns.get(name))]
    distinct = list(dict.fromkeys(text for text in texts if text))
    if not distinct:
        return Kind.BLANK
    if is_example(distinct[0]):
        return Kind.NOTE
    # A merged cell has its text in all cells that it covers.
    is_merged = len(distinct) == 1 and sum(map(bool, texts)) > 1
    marker = serial if _MARKER.fullmatch(serial) else distinct[0] if _MARKER.fullmatch(distinct[0]) else ""
    rest = [text for text in distinct if text != marker] or distinct
    maker = _text(texts, columns.get("producer"))
    is_numbered = is_serial(serial)
    telling = {name for name, column in columns.items() if _text(texts, column)} - {"serial"} - headings.NAMES
    is_product = bool(names) and bool(maker) and maker != _text(texts, columns.get("name"))
    # Of a list without products, such as one of producers: its rows are told by who made it.
    is_of_maker = (
        not (headings.NAMES & columns.keys())
        and bool(maker)
        and (
            len({_text(texts, columns[name]) for name in telling}) > 1 or (is_numbered and len(telling) == 1)
        )
    )
    office = _text(texts, columns.get("signatory"))
    is_row = (is_product and is_numbered and not _COUNT.fullmatch(maker)) or (
        is_of_maker and telling & _ONLY_OF_ROWS
    )
    if (is_total(rest[0]) or is_total(_text(texts, columns.get("name")))) and not is_row:
        return Kind.UNCLEAR if is_product and _has_star(texts, columns) else Kind.TOTAL
    if not (is_product and is_numbered):
        if any(is_signature(text) for text in rest[:3] if text != office):
            return Kind.SIGNATURE
        if is_note(rest[0]):
            return Kind.UNCLEAR if is_product else Kind.NOTE
    if is_of_maker:
        return Kind.PRODUCT
    if len(rest) == 1 or all(is_count(text) for text in rest[1:]):
        return _kind_of_text(rest[0], marker, len(rest), bool(names), is_numbered, is_merged)
    if is_product or names:
        return Kind.PRODUCT
    return Kind.PRODUCT if len(telling) >= 2 else Kind.UNCLEAR


def _has_star(texts: list[str], columns: dict[str, int]) -> bool:
    """Whether a line has the star or the decision of one product, not a count of them."""
    star, decision = (_folded(_text(texts, columns.get(name))) for name in ("stars", "decision"))
    return bool(_DECISION.search(decision) or (_ONE_STAR.fullmatch(star) and not star.isdecimal()))


def is_count(text: str) -> bool:
    """Whether a text beside the name of a section counts what is below it: “(2 sản phẩm)”, “Cộng: 2”."""
    return bool(_COUNT.fullmatch(text)) or is_total(text)


def _kind_of_text(
    text: str, marker: str, texts: int, named: bool, is_numbered: bool, is_merged: bool
) -> Kind:
    """Return what a line with one text and its number is, and counts beside it."""
    if named and is_numbered:
        return Kind.SECTION if is_section(text) else Kind.PRODUCT
    if is_merged or (marker and not is_numbered) or parse_title(Title(text)).keys() - {"year"}:
        return Kind.SECTION
    if named and texts > 1:
        return Kind.PRODUCT
    return Kind.SECTION if text.isupper() and not named else Kind.ALONE


def _text(texts: list[str], column: int | None) -> str:
    return texts[column] if column is not None and column < len(texts) else ""
