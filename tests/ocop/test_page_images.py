"""Private documents are drawn page by page, and what cannot be drawn is said to be so."""

import io

import pytest
from PIL import Image
from reportlab.pdfgen import canvas

from ocop.page_images import NotReadable, page_image, page_sizes


def pdf_of(*sizes):
    """A PDF file with a page of each size in points."""
    file = io.BytesIO()
    paper = canvas.Canvas(file)
    for size in sizes:
        paper.setPageSize(size)
        paper.drawString(20, 20, "Phiếu kiểm nghiệm")
        paper.showPage()
    paper.save()
    return file


def picture(size, **fields):
    """A JPEG file as a phone takes it."""
    file = io.BytesIO()
    Image.new("RGB", size, "green").save(file, "JPEG", **fields)
    return file


def drawn_size(file, number):
    """Width and height of what is drawn."""
    with Image.open(io.BytesIO(page_image(file, number))) as image:
        return image.format, image.size


def test_each_page_of_a_pdf_is_drawn_at_the_size_that_was_announced():
    file = pdf_of((600, 800), (800, 400))
    assert page_sizes(file) == [(1200, 1600), (1600, 800)]
    assert [drawn_size(file, number) for number in (1, 2)] == [("WEBP", (1200, 1600)), ("WEBP", (1600, 800))]


def test_a_picture_is_its_only_page_and_stands_upright():
    rotated = Image.Exif()
    rotated[0x0112] = 6  # orientation: the camera was held upright
    file = picture((3200, 1600), exif=rotated)
    assert page_sizes(file) == [(800, 1600)]
    assert drawn_size(file, 1) == ("WEBP", (800, 1600))


@pytest.mark.parametrize("number", [0, 2])
def test_a_page_that_is_not_there_is_not_drawn(number):
    with pytest.raises(NotReadable):
        page_image(picture((10, 10)), number)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 broken", b"\x89PNG\r\n\x1a\n broken"])
def test_a_broken_document_is_said_to_be_unreadable(content):
    with pytest.raises(NotReadable):
        page_sizes(io.BytesIO(content))


def test_a_picture_too_large_to_draw_is_not_drawn():
    file = io.BytesIO()
    Image.new("1", (10_001, 10_000)).save(file, "PNG")
    with pytest.raises(NotReadable):
        page_sizes(file)
