"""Content of a paper, the same in both formats."""

import io
from datetime import date

import docx as python_docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from ratings.papers import docx, pdf
from ratings.papers.paper import (
    Field,
    Head,
    Line,
    PageBreak,
    Paper,
    Picture,
    SignatureBlock,
    Signatures,
    Table,
    TableRow,
    Ticks,
    clean,
    format_date,
    format_date_in_words,
    format_decimal,
    heading,
)
from tests.ratings.papers.reading import FORMATS, text_of

SMALL = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000 1f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082".replace(" ", "")
)


def paper(*blocks):
    """Paper made of the blocks."""
    return Paper("Giấy", "giay", blocks)


def long_table(rows=120):
    """Table of several pages."""
    return Table(
        ("TT", "Tiêu chí"), tuple(TableRow((str(n), f"Tiêu chí {n}")) for n in range(rows)), (20, 140)
    )


@pytest.mark.parametrize("renderer", FORMATS)
def test_every_vietnamese_letter_is_read_back(renderer):
    words = text_of(
        renderer.render(paper(Line(SMALL, align="left"), Line(SMALL.upper(), align="left", bold=True)))
    )

    assert set(words) - {" "} == set(SMALL + SMALL.upper())


@pytest.mark.parametrize("renderer", FORMATS)
def test_every_kind_of_block_is_read_back(renderer):
    words = text_of(
        renderer.render(
            paper(
                Head(
                    ("UBND TỈNH", "SỞ NÔNG NGHIỆP"),
                    "Số: 1/BC",
                    "Đồng Hỷ, ngày 01 tháng 02 năm 2026",
                    "Mẫu số 01",
                ),
                heading("PHIẾU ĐĂNG KÝ"),
                Line("Kính gửi: UBND xã Đồng Hỷ", indent=True),
                Field("Người đại diện", "Nguyễn Thị Hằng"),
                Ticks((("Lần đầu", True), ("Nâng hạng", False))),
                PageBreak(),
                Picture(PNG, 20, "mã"),
                Signatures((SignatureBlock("NGƯỜI NHẬN"), SignatureBlock("CHỦ THỂ", name="Trần Văn Quỳnh"))),
            )
        )
    )

    for expected in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "UBND TỈNH",
        "Số: 1/BC",
        "Mẫu số 01",
        "Kính gửi: UBND xã Đồng Hỷ",
        "Người đại diện: Nguyễn Thị Hằng",
        "☑ Lần đầu",
        "☐ Nâng hạng",
        "Trần Văn Quỳnh",
    ):
        assert expected in words


@pytest.mark.parametrize("renderer", FORMATS)
def test_the_same_paper_has_the_same_bytes(renderer):
    whole = paper(heading("GIẤY"), long_table(5), Picture(PNG, 10, "mã"))

    assert renderer.render(whole) == renderer.render(whole)


def test_a_pdf_repeats_the_head_of_a_table_on_every_page_and_numbers_all_but_the_first():
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf.render(paper(long_table())))).pages]

    assert len(pages) > 2
    assert [page.count("TT") for page in pages] == [1] * len(pages)
    assert [page.splitlines()[0] for page in pages[1:]] == [str(n) for n in range(2, len(pages) + 1)]
    assert "1" not in pages[0].splitlines()[0]


def test_a_docx_repeats_the_head_of_a_table_and_numbers_all_pages_but_the_first():
    document = python_docx.Document(io.BytesIO(docx.render(paper(long_table()))))
    section = document.sections[0]

    assert document.tables[0].rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert section.different_first_page_header_footer
    assert section.header.paragraphs[0]._p.find(qn("w:fldSimple")).get(qn("w:instr")) == "PAGE"
    assert [round(side.mm) for side in (section.left_margin, section.right_margin)] == [30, 20]
    assert [round(side.mm) for side in (section.page_width, section.page_height)] == [210, 297]


def test_a_cell_longer_than_a_page_goes_on_on_the_next():
    table = Table(("TT", "Nội dung"), (TableRow(("1", "Đất lành chim đậu. " * 600)),), (20, 140))

    pages = PdfReader(io.BytesIO(pdf.render(paper(table)))).pages

    assert len(pages) > 1
    assert sum(page.extract_text().count("Đất") for page in pages) == 600


@pytest.mark.parametrize("renderer", FORMATS)
def test_marks_of_other_formats_are_printed_as_they_stand(renderer):
    assert "<b>1 & 2</b> \\" in text_of(renderer.render(paper(Line("<b>1 & 2</b>\x0b\x07 \\"))))


def test_a_field_without_value_has_dots_to_write_on_in_a_pdf():
    words = text_of(pdf.render(paper(Field("Điện thoại", lines=2))))

    assert words.startswith("Điện thoại: ....")
    assert words.count(".") > 100


def test_a_field_without_value_has_leaders_to_write_on_in_a_docx():
    document = python_docx.Document(io.BytesIO(docx.render(paper(Field("Điện thoại", lines=2)))))

    assert [each.text for each in document.paragraphs] == ["Điện thoại: \t", "\t"]


def test_letters_are_composed_and_control_characters_left_out():
    assert clean("Hy\u031b\r\na\x07") == "Hy\u031b\na"
    assert clean("đ\u006f\u031b\u0300i") == "đời"


def test_days_and_numbers_are_written_as_offices_write_them():
    assert format_date_in_words(date(2026, 2, 3)) == "ngày 03 tháng 02 năm 2026"
    assert format_date_in_words(date(2026, 11, 23)) == "ngày 23 tháng 11 năm 2026"
    assert format_date_in_words(None) == "ngày … tháng … năm 20…"
    assert format_date(date(2026, 2, 3)) == "03/02/2026"
    assert format_date(None) == ""
    assert [format_decimal(n) for n in (90, 89.99, 72.5, 0)] == ["90", "89,99", "72,5", "0"]
