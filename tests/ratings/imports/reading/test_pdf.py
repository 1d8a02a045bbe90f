from io import BytesIO

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, SimpleDocTemplate, Table, TableStyle

from ratings.imports.reading.file import UnreadableFileError, read_file
from ratings.papers.pdf import REGULAR, load_fonts

HEAD = ["TT", "Tên sản phẩm", "Chủ thể"]


def pdf(*flow, **options):
    load_fonts()
    file = BytesIO()
    SimpleDocTemplate(file, **options).build(list(flow))
    return file.getvalue()


def table(*rows, style=(), ruled=True):
    font, grid = ("FONTNAME", (0, 0), (-1, -1), REGULAR), ("GRID", (0, 0), (-1, -1), 0.5, "black")
    return Table(rows, style=TableStyle([font, grid, *style] if ruled else [font]))


def text(words):
    return table([words], ruled=False)


def drawn(draw):
    """Return a PDF that a function draws."""
    file = BytesIO()
    canvas = Canvas(file)
    draw(canvas)
    canvas.save()
    return file.getvalue()


def picture(canvas):
    canvas.drawImage(ImageReader(Image.new("RGB", (30, 30), "white")), 0, 0)


def test_ruled_tables_are_read_page_by_page_with_the_text_above_them():
    first, second = read_file(
        pdf(
            text("PHỤ LỤC"),
            text("(Kèm theo Quyết định số 2117/QĐ-UBND)"),
            table(HEAD, ["1", "Trà nõn tôm Hương Sơn", "HTX"]),
            PageBreak(),
            table(["2", "Đường phên", "HTX Nguyễn"]),
        )
    )
    assert first.above == ("PHỤ LỤC", "(Kèm theo Quyết định số 2117/QĐ-UBND)")
    assert (first.label, first.rows) == ("table 1 ", [HEAD, ["1", "Trà nõn tôm Hương Sơn", "HTX"]])
    assert (second.above, second.rows) == ((), [["2", "Đường phên", "HTX Nguyễn"]])


def test_a_line_of_text_that_was_broken_is_one():
    words = "Ban hành kèm theo Quyết định số 902/QĐ-UBND ngày 12/10/2024 của Ủy ban nhân dân tỉnh Thái"
    (found,) = read_file(
        pdf(
            text("PHỤ LỤC"),
            text(words),
            text("Nguyên"),
            text("(12 sản phẩm)"),
            table(HEAD, ["1", "Trà", "HTX"]),
        )
    )
    assert found.above == ("PHỤ LỤC", f"{words} Nguyên", "(12 sản phẩm)")


def test_merged_cells_repeat_their_value():
    spans = [("SPAN", (0, 1), (2, 1)), ("SPAN", (2, 2), (2, 3))]
    (found,) = read_file(
        pdf(table(HEAD, ["Xã Tân Cương", "", ""], ["1", "Chè", "HTX"], ["2", "Gạo", ""], style=spans))
    )
    assert found.rows == [HEAD, ["Xã Tân Cương"] * 3, ["1", "Chè", "HTX"], ["2", "Gạo", "HTX"]]
    assert sorted(found.merged) == [(1, 0, 1, 2), (2, 2, 3, 2)]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (lambda: drawn(picture), "Page 1 of the PDF is a picture of paper"),
        (lambda: pdf(table(HEAD, ["1", "Chè", "HTX"], ruled=False)), "No table with lines between its cells"),
        (lambda: b"%PDF-1.7 broken", "The file is damaged"),
        (
            lambda: pdf(table(HEAD, ["1", "Chè", "HTX"]), encrypt=StandardEncryption("secret")),
            "The file is protected by a password",
        ),
    ],
)
def test_what_cannot_be_read_is_answered_with_a_sentence(data, said):
    with pytest.raises(UnreadableFileError, match=f"^{said}"):
        read_file(data())


def test_a_scanned_page_among_others_is_named():
    pages = drawn(lambda canvas: (canvas.drawString(9, 9, "a"), canvas.showPage(), picture(canvas)))
    with pytest.raises(UnreadableFileError, match="^Page 2 of the PDF is a picture of paper"):
        read_file(pages)
