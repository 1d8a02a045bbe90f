"""Render papers as PDF; equal papers give equal bytes, and all Vietnamese letters are embedded."""

import io
from functools import cache
from html import escape
from pathlib import Path

import font_source_serif_pro
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    Flowable,
    Image,
    KeepTogether,
    LongTable,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    TableStyle,
)
from reportlab.platypus import PageBreak as NewPage
from reportlab.platypus import Table as Grid

from ratings.papers import paper as says
from ratings.papers.paper import clean

REGULAR, BOLD = "SourceSerifPro-Regular", "SourceSerifPro-Bold"
ALIGN = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT, "justify": TA_JUSTIFY}
LEADING = 1.35
# Between boxes; reportlab collapses normal spaces.
GAP = "\N{NO-BREAK SPACE}" * 4 + " "
INDENT = 10 * mm
ROOM_TO_SIGN = 22 * mm
PADDING = 4
# Maximum height of a table row: a page without its head.
TALLEST = 200 * mm
BARE = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 2),
        ("RIGHTPADDING", (0, 0), (-1, -1), 2),
    ]
)
RULED = TableStyle(
    [
        ("GRID", (0, 0), (-1, -1), 0.5, "black"),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("VALIGN", (0, 0), (-1, 0), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), PADDING),
        ("RIGHTPADDING", (0, 0), (-1, -1), PADDING),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ]
)


@cache
def load_fonts():
    """Register the two font faces with reportlab, once."""
    folder = Path(font_source_serif_pro.font_directory)
    for name in (REGULAR, BOLD):
        path = next(folder.rglob(f"{name}.ttf"))
        pdfmetrics.registerFont(TTFont(name, str(path)))


def render(paper):
    load_fonts()
    buffer = io.BytesIO()
    template = SimpleDocTemplate(
        buffer,
        pagesize=A4,
        leftMargin=says.LEFT * mm - 6,
        rightMargin=says.RIGHT * mm - 6,
        topMargin=says.TOP * mm - 6,
        bottomMargin=says.BOTTOM * mm - 6,
        title=clean(paper.title),
        author="OCOP",
        lang="vi",
        # No time of day and no random id, so that the same content has the same hash.
        invariant=1,
    )
    flow = [item for block in paper.blocks for item in RENDERERS[type(block)](block)]
    template.build(flow, onLaterPages=print_page_number)
    return buffer.getvalue()


def print_page_number(canvas, template):
    """Print the page number in the middle of the upper margin."""
    canvas.saveState()
    canvas.setFont(REGULAR, says.SIZE)
    canvas.drawCentredString(A4[0] / 2, A4[1] - 13 * mm, str(canvas.getPageNumber()))
    canvas.restoreState()


def paragraph(words, *, bold=False, align="left", size=says.SIZE, indent=False, after=4, keep=False):
    """Return one paragraph with its line breaks."""
    style = ParagraphStyle(
        "words",
        fontName=BOLD if bold else REGULAR,
        fontSize=size,
        leading=size * LEADING,
        alignment=ALIGN[align],
        firstLineIndent=INDENT if indent else 0,
        spaceAfter=after,
        keepWithNext=keep,
        # Break words that are longer than the line (addresses, hashes).
        splitLongWords=1,
    )
    return CachedParagraph(escape(clean(words)).replace("\n", "<br/>"), style)


class CachedParagraph(Paragraph):
    """Paragraph that caches its line breaks by width: a table asks for them four times before it is drawn."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.broken = {}

    def breakLines(self, width):
        key = tuple(width) if isinstance(width, list | tuple) else width
        if key not in self.broken:
            self.broken[key] = super().breakLines(width)
        return self.broken[key]


def of_line(block):
    yield paragraph(
        block.text,
        bold=block.bold,
        align=block.align,
        size=block.size,
        indent=block.indent,
        keep=block.keep,
    )


def of_field(block):
    """Label with its value, or with dots up to the right margin."""
    if block.value.strip():
        yield paragraph(f"{block.label}: {block.value}", align="justify")
        return
    width = says.WIDTH * mm
    *whole, last = simpleSplit(clean(f"{block.label}:"), REGULAR, says.SIZE, width)
    free = width - pdfmetrics.stringWidth(f"{last} ", REGULAR, says.SIZE)
    yield paragraph("\n".join([*whole, f"{last} {dots(free)}"]))
    for _line in range(block.lines - 1):
        yield paragraph(dots(width))


def dots(width):
    """Return as many dots as fill the width."""
    return "." * max(3, int(width / pdfmetrics.stringWidth(".", REGULAR, says.SIZE)) - 1)


def of_ticks(block):
    """Label and boxes; a no-break space keeps each box with its text."""
    boxes = [
        f"{says.TICKED if ticked else says.NOT_TICKED}\N{NO-BREAK SPACE}{label}"
        for label, ticked in block.boxes
    ]
    yield paragraph(GAP.join([block.label + ":", *boxes] if block.label else boxes))


def of_table(block):
    """Table with borders and a repeated head; rows longer than a page are split."""
    widths = [width * mm for width in block.widths]
    rows = [[cell(words, block, column, bold=True, head=True) for column, words in enumerate(block.head)]]
    for row in block.rows:
        cells = [cell(words, block, column, bold=row.bold) for column, words in enumerate(row.cells)]
        rows.extend(split_row(cells, widths))
    yield LongTable(rows, colWidths=widths, style=RULED, repeatRows=1, spaceBefore=2, spaceAfter=6)


def split_row(cells, widths):
    """Yield a row as rows that fit on a page; almost always one."""
    while True:
        # An empty cell splits into nothing.
        halves = [
            each.split(width - 2 * PADDING, TALLEST) or [each]
            for each, width in zip(cells, widths, strict=True)
        ]
        yield [half[0] for half in halves]
        if all(len(half) == 1 for half in halves):
            return
        cells = [half[1] if len(half) > 1 else paragraph("") for half in halves]


def cell(words, table, column, *, bold, head=False):
    align = "center" if head else table.align(column)
    return paragraph(words, bold=bold, align=align, size=table.size, after=0)


def of_head(block):
    """Name of the state with a line under the motto, the issuer on the left, the form's name above."""
    if block.form:
        yield paragraph(block.form, bold=True, align="right")
    issuer = [paragraph(words, bold=True, align="center", size=12, after=0) for words in block.issuer]
    if issuer:
        issuer.append(Rule(20))
    if block.number:
        issuer.append(paragraph(block.number, align="center", after=0))
    state = [
        paragraph(says.STATE, bold=True, align="center", size=12, after=0),
        paragraph(says.MOTTO, bold=True, align="center", after=0),
        Rule(52),
    ]
    if block.place_and_day:
        state.append(paragraph(block.place_and_day, align="center", after=0))
    wide = 98 if issuer else says.WIDTH
    columns = [issuer, state] if issuer else [state]
    yield Grid(
        [columns], colWidths=[(says.WIDTH - wide) * mm, wide * mm] if issuer else [wide * mm], style=BARE
    )
    yield Spacer(1, 10)


class Rule(Flowable):
    """Thin centred line, `length` mm long."""

    def __init__(self, length):
        super().__init__()
        self.length = length * mm

    def wrap(self, width, height):
        self.middle = width / 2
        return width, 8

    def draw(self):
        self.canv.setLineWidth(0.7)
        self.canv.line(self.middle - self.length / 2, 5, self.middle + self.length / 2, 5)


def of_signatures(block):
    columns = [signature(each) for each in block.blocks]
    widths = [says.WIDTH * mm / len(columns)] * len(columns)
    if len(columns) == 1:
        columns, widths = (
            [[], *columns],
            [says.BESIDE_SIGNATURE * mm, (says.WIDTH - says.BESIDE_SIGNATURE) * mm],
        )
    yield KeepTogether([Spacer(1, 8), Grid([columns], colWidths=widths, style=BARE)])


def signature(block):
    above = [paragraph(block.day, align="center", after=0)] if block.day else []
    return [
        *above,
        paragraph(block.title, bold=True, align="center", after=0),
        paragraph(block.note, align="center", size=12, after=0),
        Spacer(1, ROOM_TO_SIGN),
        paragraph(block.name or "…………………………", bold=bool(block.name), align="center", after=0),
    ]


def of_picture(block):
    yield Image(io.BytesIO(block.png), width=block.side * mm, height=block.side * mm, hAlign="CENTER")


def of_page_break(block):
    yield NewPage()


RENDERERS = {
    says.Head: of_head,
    says.Line: of_line,
    says.Field: of_field,
    says.Ticks: of_ticks,
    says.Table: of_table,
    says.Signatures: of_signatures,
    says.Picture: of_picture,
    says.PageBreak: of_page_break,
}
