"""Content of a paper, independent of the format; rendered by docx.py and pdf.py.

Widths are in millimetres, sizes in points. The layout follows Decree 30/2020/NĐ-CP, appendix I: A4, 13
points, the name of the state at the head, page numbers in the upper margin from the second page on.
"""

import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

LEFT, RIGHT, TOP, BOTTOM = 30, 20, 20, 20
PAGE_WIDTH, PAGE_HEIGHT = 210, 297
WIDTH = PAGE_WIDTH - LEFT - RIGHT
SIZE = 13
# Space to the left of a single signature.
BESIDE_SIGNATURE = 60

# Head of every official paper (Decree 30/2020/NĐ-CP).
STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
TICKED, NOT_TICKED = "☑", "☐"

Align = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True)
class Head:
    """Name of the state on the right; on the left the issuer and the number, if there is an issuer."""

    issuer: tuple[str, ...] = ()
    number: str = ""
    place_and_day: str = ""
    form: str = ""


@dataclass(frozen=True)
class Line:
    """A paragraph; line breaks in the text are kept."""

    text: str
    bold: bool = False
    align: Align = "justify"
    size: int = SIZE
    indent: bool = False
    keep: bool = False


@dataclass(frozen=True)
class Field:
    """“Label: value”; without a value, `lines` dotted lines to write on."""

    label: str
    value: str = ""
    lines: int = 1


@dataclass(frozen=True)
class Ticks:
    """Boxes with labels, side by side if short; each is (label, whether ticked)."""

    boxes: tuple[tuple[str, bool], ...]
    label: str = ""


@dataclass(frozen=True)
class TableRow:
    cells: tuple[str, ...]
    bold: bool = False


@dataclass(frozen=True)
class Table:
    """Table with a head repeated on every page. `widths` in mm add up to WIDTH; `aligns` by column."""

    head: tuple[str, ...]
    rows: tuple[TableRow, ...]
    widths: tuple[float, ...]
    aligns: tuple[Align, ...] = ()
    size: int = 12

    def align(self, column: int) -> Align:
        """Return the alignment of a column; left by default."""
        return self.aligns[column] if column < len(self.aligns) else "left"


@dataclass(frozen=True)
class SignatureBlock:
    """A signature block: title in capitals, note below it, name below the room for the signature."""

    title: str
    note: str = "(Ký, ghi rõ họ tên)"
    name: str = ""
    day: str = ""


@dataclass(frozen=True)
class Signatures:
    """Signature blocks side by side, kept on one page."""

    blocks: tuple[SignatureBlock, ...]


@dataclass(frozen=True)
class Picture:
    """A centred PNG, `side` mm wide and high."""

    png: bytes
    side: float
    description: str


@dataclass(frozen=True)
class PageBreak:
    """The next block begins on a new page."""


Block = Head | Line | Field | Ticks | Table | Signatures | Picture | PageBreak


@dataclass(frozen=True)
class Paper:
    """A paper: title for the file's properties, file name without suffix, and blocks."""

    title: str
    file_name: str
    blocks: tuple[Block, ...] = field(default_factory=tuple)


def state_alone(form: str = "") -> Head:
    """Return the head of a paper written by a producer: it has no issuing office."""
    return Head(form=form)


def heading(text: str, *, size: int = 14) -> Line:
    return Line(text, bold=True, align="center", size=size, keep=True)


def part(text: str) -> Line:
    """Return the title of a part, kept on one page with the next block."""
    return Line(text, bold=True, align="left", keep=True)


def clean(text: str) -> str:
    """Return `text` in NFC without control characters, as both formats require."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(
        sign for sign in composed if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs")
    )


def format_date(day: date | None) -> str:
    """Return a date as offices write it in tables; an empty string for None."""
    return f"{day:%d/%m/%Y}" if day else ""


def format_date_in_words(day: date | None) -> str:
    """Return a date as offices write it at the head of a paper; dotted blanks for None."""
    if day is None:
        return "ngày … tháng … năm 20…"
    # Decree 30/2020: days below 10 and months 1 and 2 have a leading 0.
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def format_decimal(value) -> str:
    """Return a number with decimal comma and without trailing zeros."""
    whole = f"{value:.4f}".rstrip("0").rstrip(".")
    return whole.replace(".", ",")
