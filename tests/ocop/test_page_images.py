"""Private documents are drawn page by page by a child that cannot pass its bounds."""

import io
import os
import subprocess
import sys

import pytest
from PIL import Image
from pillow_heif import from_pillow
from reportlab.pdfgen import canvas

from ocop.files import children
from ocop.files.page_images import NotReadableError, page_image, page_sizes, read
from tests import hostile_files


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


def heic(size=(640, 480)):
    """A picture as an iPhone takes it."""
    file = io.BytesIO()
    from_pillow(Image.new("RGB", size, "green")).save(file)
    return file.getvalue()


def drawn_size(content, number):
    """Format, width and height of what is drawn."""
    with Image.open(io.BytesIO(page_image(content, number))) as image:
        return image.format, image.size


def test_each_page_of_a_pdf_is_drawn_at_the_size_that_was_announced():
    content = pdf_of((600, 800), (800, 400)).getvalue()
    assert read(content) == {"failure": "", "pages": 2, "active": []}
    assert page_sizes(content, 1, 2) == [(1200, 1600), (1600, 800)]
    assert [drawn_size(content, number) for number in (1, 2)] == [
        ("WEBP", (1200, 1600)),
        ("WEBP", (1600, 800)),
    ]


def test_a_picture_is_its_only_page_and_stands_upright():
    rotated = Image.Exif()
    rotated[0x0112] = 6  # orientation: the camera was held upright
    content = picture((3200, 1600), exif=rotated).getvalue()
    assert page_sizes(content, 1, 1) == [(800, 1600)]
    assert drawn_size(content, 1) == ("WEBP", (800, 1600))


def test_a_picture_of_a_phone_is_drawn():
    assert read(heic()) == {"failure": "", "pages": 1, "active": []}
    assert drawn_size(heic((3200, 1600)), 1) == ("WEBP", (1600, 800))


def test_a_picture_that_is_decoded_again_and_again_is_not_decoded_at_all():
    assert read(hostile_files.scanned_again(times=200)) == {"failure": "heavy", "pages": 0, "active": []}
    assert read(hostile_files.scanned_again(times=20)) == {"failure": "", "pages": 1, "active": []}


def test_a_picture_is_measured_without_being_decoded():
    whole = picture((3200, 1600)).getvalue()
    assert page_sizes(whole[: len(whole) // 2], 1, 1) == [(1600, 800)]


@pytest.mark.parametrize("number", [0, 2])
def test_a_page_that_is_not_there_is_not_drawn(number):
    with pytest.raises(NotReadableError):
        page_image(picture((10, 10)).getvalue(), number)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 broken", b"\x89PNG\r\n\x1a\n broken", b"GIF89a"])
def test_a_broken_document_is_said_to_be_broken(content):
    assert read(content) == {"failure": "broken", "pages": 0, "active": []}
    with pytest.raises(NotReadableError):
        page_sizes(content, 1, 1)


def test_pages_are_measured_a_few_at_a_time_however_many_there_are():
    content = hostile_files.many_pages(100_000)
    assert read(content)["pages"] == 100_000
    assert page_sizes(content, 99_999, 100_000) == [(1131, 1600)] * 2


def test_a_child_ends_at_its_bounds_and_leaves_an_answer():
    assert read(hostile_files.heavy()) == {"failure": "heavy", "pages": 0, "active": []}


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ("processor time", "while True: pass"),
        ("memory", "bytearray(900 << 20)"),
        ("files", "open('out', 'wb', 0).write(b'x')"),
    ],
)
def test_no_child_passes_its_bounds(what, code, tmp_path):
    bounded = f"from ocop.files.child_bounds import bound\nbound(seconds=1)\nimport os; os.chdir({str(tmp_path)!r})\n{code}"
    ended = subprocess.run([sys.executable, "-c", bounded], cwd=children.ROOT, capture_output=True)
    assert ended.returncode != 0
    assert os.stat(tmp_path / "out").st_size == 0 if what == "files" else True


def test_two_children_at_once_whoever_starts_them(monkeypatch):
    monkeypatch.setattr(children, "PATIENCE", 0.1)
    content = picture((10, 10)).getvalue()
    with children.place():
        assert read(content)["pages"] == 1
        with children.place(), pytest.raises(children.BusyError):
            read(content)
    assert read(content)["pages"] == 1
