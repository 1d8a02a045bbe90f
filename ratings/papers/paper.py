"""What a paper says, in order, whatever it is rendered to: DOCX (docx.py) or PDF (pdf.py).

Widths are in millimetres, sizes in points. Layout follows Decree 30/2020/NĐ-CP, appendix I: A4, 13 points,
the state's name at the head, page numbers in the upper margin from the second page on.
"""

import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

LEFT, RIGHT, TOP, BOTTOM = 30, 20, 20, 20
PAGE_WIDTH, PAGE_HEIGHT = 210, 297
WIDTH = PAGE_WIDTH - LEFT - RIGHT
SIZE = 13
# What stays free beside a signature that stands alone on the right.
BESIDE_SIGNATURE = 60

# The head of every official paper (Decree 30/2020/NĐ-CP).
STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
TICKED, NOT_TICKED = "☑", "☐"

Align = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True)
class Head:
    """The state's name on the right; on the left who issues the paper and its number, if anybody does."""

    issuer: tuple[str, ...] = ()
    number: str = ""
    place_and_day: str = ""
    form: str = ""


@dataclass(frozen=True)
class Line:
    """One paragraph. Line breaks in the text are kept."""

    text: str
    bold: bool = False
    align: Align = "justify"
    size: int = SIZE
    indent: bool = False
    keep: bool = False


@dataclass(frozen=True)
class Field:
    """“Label: value”; where there is no value, `lines` dotted lines to write on."""

    label: str
    value: str = ""
    lines: int = 1


@dataclass(frozen=True)
class Ticks:
    """Boxes with their labels, side by side where they are short; each is (label, whether ticked)."""

    boxes: tuple[tuple[str, bool], ...]
    label: str = ""


@dataclass(frozen=True)
class Row:
    """A row of a table."""

    cells: tuple[str, ...]
    bold: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under a head that is repeated on every page. `widths` in mm add up to WIDTH; `aligns` by column."""

    head: tuple[str, ...]
    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    aligns: tuple[Align, ...] = ()
    size: int = 12

    def align(self, column: int) -> Align:
        """How a column is set; to the left unless said."""
        return self.aligns[column] if column < len(self.aligns) else "left"


@dataclass(frozen=True)
class Signature:
    """Who signs: the title in capitals, the note under it, and the name below the room for the signature."""

    title: str
    note: str = "(Ký, ghi rõ họ tên)"
    name: str = ""
    day: str = ""


@dataclass(frozen=True)
class Signatures:
    """Blocks of signatures side by side, kept together on one page."""

    blocks: tuple[Signature, ...]


@dataclass(frozen=True)
class Picture:
    """A PNG in the middle of the page, `side` mm wide and high."""

    png: bytes
    side: float
    description: str


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Head | Line | Field | Ticks | Table | Signatures | Picture | PageBreak


@dataclass(frozen=True)
class Paper:
    """A paper: its name for the file's properties, the name of the file without its ending, and what it says."""

    title: str
    file_name: str
    blocks: tuple[Block, ...] = field(default_factory=tuple)


def state_alone(form: str = "") -> Head:
    """Return the head of a paper that a producer writes: no office issues it."""
    return Head(form=form)


def heading(text: str, *, size: int = 14) -> Line:
    """Return the title of a paper."""
    return Line(text, bold=True, align="center", size=size, keep=True)


def part(text: str) -> Line:
    """Return the title of a part of a paper, kept with what follows."""
    return Line(text, bold=True, align="left", keep=True)


def clean(text: str) -> str:
    """Return `text` as letters that both formats can hold: composed, without control characters."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(
        sign for sign in composed if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs")
    )


def in_figures(day: date | None) -> str:
    """Return a day as offices write it in tables, empty where there is none."""
    return f"{day:%d/%m/%Y}" if day else ""


def in_words(day: date | None) -> str:
    """Return a day as offices write it at the head of a paper, dotted where there is none."""
    if day is None:
        return "ngày … tháng … năm 20…"
    # Decree 30/2020: days below 10 and the months 1 and 2 are written with a 0 before them.
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def decimal(value) -> str:
    """Return a number with the decimal comma, without zeros that say nothing."""
    whole = f"{value:.4f}".rstrip("0").rstrip(".")
    return whole.replace(".", ",")
