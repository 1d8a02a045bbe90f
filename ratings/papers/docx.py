"""Render papers as DOCX for offices to edit and file; equal papers give equal bytes."""

import io
import zipfile
from copy import deepcopy
from datetime import datetime
from functools import cache

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from ratings.integrity.archive import DAY_OF_FILES, READABLE
from ratings.papers import paper as says
from ratings.papers.paper import clean

# Prescribed by Decree 30/2020/NĐ-CP, appendix I, and installed on every office computer.
FONT = "Times New Roman"
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
INDENT = Mm(10)
# Blank lines for the signature.
ROOM_TO_SIGN = 4


def render(paper):
    document = Document()
    set_page(document)
    set_letters(document)
    properties = document.core_properties
    properties.title, properties.author, properties.language = clean(paper.title), "OCOP", "vi-VN"
    properties.comments = ""
    # A fixed date, so that the same content has the same hash.
    properties.created = properties.modified = datetime(*DAY_OF_FILES)
    for block in paper.blocks:
        RENDERERS[type(block)](document, block)
    buffer = io.BytesIO()
    document.save(buffer)
    return with_fixed_times(buffer)


def with_fixed_times(saved):
    """Return the saved file with all timestamps in it replaced by a fixed one."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, DAY_OF_FILES)
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, READABLE, 3
            new.writestr(info, old.read(name))
    return buffer.getvalue()


def set_page(document):
    """Set A4, the decree's margins, and page numbers in the upper margin from the second page on."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(says.PAGE_WIDTH), Mm(says.PAGE_HEIGHT)
    section.left_margin, section.right_margin = Mm(says.LEFT), Mm(says.RIGHT)
    section.top_margin, section.bottom_margin = Mm(says.TOP), Mm(says.BOTTOM)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = ALIGN["center"]
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    # Placeholder until the reader's program has counted the pages.
    shown = number.add_run("2")
    field.append(shown._r)
    number._p.append(field)


def set_letters(document):
    """Set font, size and proofing language (Vietnamese) of the whole document."""
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(says.SIZE)
    style.paragraph_format.space_after, style.paragraph_format.line_spacing = Pt(4), 1.15
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    properties.append(language)


def write(paragraph, words, *, bold=False, align="left", size=says.SIZE, after=4.0, keep=False):
    """Write text with line breaks into an empty paragraph and return it."""
    paragraph._p.insert(0, deepcopy(paragraph_properties(align, after, keep)))
    for number, line in enumerate(clean(words).split("\n")):
        run = paragraph.add_run()
        run._r.insert(0, deepcopy(run_properties(bold, size)))
        if number:
            run.add_break(WD_BREAK.LINE)
        run.add_text(line)
    return paragraph


# A score sheet has five hundred paragraphs of a few formats. Copying an element is faster than building it in
# python-docx.
@cache
def paragraph_properties(align, after, keep):
    """Return Word's paragraph properties (`w:pPr`), to be copied."""
    paragraph = Paragraph(OxmlElement("w:p"), None)  # type: ignore[arg-type] # of no document: only its look is kept
    paragraph.alignment = ALIGN[align]
    paragraph.paragraph_format.space_after = Pt(after)
    paragraph.paragraph_format.keep_with_next = keep
    return paragraph._p.pPr


@cache
def run_properties(bold, size):
    """Return Word's run properties (`w:rPr`), to be copied."""
    run = Run(OxmlElement("w:r"), None)  # type: ignore[arg-type] # of no document: only its look is kept
    run.bold, run.font.size = bold, Pt(size)
    return run._r.rPr


def of_line(document, block):
    # In a justified paragraph, a line break would stretch the line before it.
    align = "left" if block.align == "justify" and "\n" in block.text else block.align
    paragraph = write(
        document.add_paragraph(), block.text, bold=block.bold, align=align, size=block.size, keep=block.keep
    )
    if block.indent:
        paragraph.paragraph_format.first_line_indent = INDENT


def of_field(document, block):
    """Label with its value, or with dots up to the right margin, which give way to written text."""
    if block.value.strip():
        of_line(document, says.Line(f"{block.label}: {block.value}"))
        return
    for words in [f"{block.label}: ", *[""] * (block.lines - 1)]:
        paragraph = write(document.add_paragraph(), f"{words}\t")
        paragraph.paragraph_format.tab_stops.add_tab_stop(
            Mm(says.WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
        )


def of_ticks(document, block):
    """Label and boxes; a no-break space keeps each box with its text."""
    boxes = [
        f"{says.TICKED if ticked else says.NOT_TICKED}\N{NO-BREAK SPACE}{label}"
        for label, ticked in block.boxes
    ]
    write(document.add_paragraph(), "     ".join([block.label + ":", *boxes] if block.label else boxes))


def of_table(document, block):
    """Table with borders; its head is repeated on every page."""
    table = grid(document, 1 + len(block.rows), block.widths)
    table.style = "Table Grid"
    rows = [says.TableRow(block.head, bold=True), *block.rows]
    # python-docx parses the whole table for each `table.rows[i]`, so the rows are read once.
    for number, (row, drawn) in enumerate(zip(rows, table.rows, strict=True)):
        for column, (words, cell) in enumerate(zip(row.cells, drawn.cells, strict=True)):
            align = "center" if number == 0 else block.align(column)
            write(cell.paragraphs[0], words, bold=row.bold, align=align, size=block.size, after=0)
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    write(document.add_paragraph(), "", after=0)


def grid(document, rows, widths):
    """Add a centred table with fixed column widths in mm."""
    table = document.add_table(rows, len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    return table


def of_head(document, block):
    """Name of the state with a line under the motto, the issuer on the left, the form's name above."""
    if block.form:
        write(document.add_paragraph(), block.form, bold=True, align="right")
    wide = 98 if block.issuer else says.WIDTH
    *issuer, state = grid(document, 1, [says.WIDTH - wide, wide] if block.issuer else [wide]).rows[0].cells
    stack(state, [(says.STATE, True, 12), (says.MOTTO, True, 13), ("―――――――――――", False, 8)])
    if block.place_and_day:
        write(state.add_paragraph(), block.place_and_day, align="center", after=0)
    if issuer:
        stack(issuer[0], [*((words, True, 12) for words in block.issuer), ("―――――", False, 8)])
    if issuer and block.number:
        write(issuer[0].add_paragraph(), block.number, align="center", after=0)
    write(document.add_paragraph(), "", after=0)


def stack(cell, lines):
    """Write lines of (text, bold, size) into a cell, centred."""
    for number, (words, bold, size) in enumerate(lines):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        write(paragraph, words, bold=bold, align="center", size=size, after=0)


def of_signatures(document, block):
    """Signature blocks side by side, kept on one page."""
    write(document.add_paragraph(), "", after=0, keep=True)
    blocks, widths = block.blocks, [says.WIDTH / len(block.blocks)] * len(block.blocks)
    if len(blocks) == 1:
        blocks, widths = (None, *blocks), [says.BESIDE_SIGNATURE, says.WIDTH - says.BESIDE_SIGNATURE]
    table = grid(document, 1, widths)
    row = table.rows[0]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for each, cell in zip(blocks, row.cells, strict=True):
        if each:
            sign(cell, each)


def sign(cell, block):
    """Write one signature block."""
    above = [(block.day, False, says.SIZE)] if block.day else []
    room = [("", False, says.SIZE)] * ROOM_TO_SIGN
    name = (block.name or "…………………………", bool(block.name), says.SIZE)
    stack(cell, [*above, (block.title, True, says.SIZE), (block.note, False, 12), *room, name])


def of_picture(document, block):
    """Centred picture with its alternative text."""
    paragraph = document.add_paragraph()
    paragraph.alignment = ALIGN["center"]
    drawn = paragraph.add_run().add_picture(
        io.BytesIO(block.png), width=Mm(block.side), height=Mm(block.side)
    )
    drawn._inline.docPr.set("descr", clean(block.description))


def of_page_break(document, block):
    document.add_page_break()


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
