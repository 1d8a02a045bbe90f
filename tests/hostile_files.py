"""Files that cost more than they look, or that could act: made here, small enough for a test."""

import io
import zlib
from functools import cache

from PIL import Image
from pypdf import PdfReader, PdfWriter

from tests import signed_pdfs

PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
CATALOG = b"<</Type/Catalog/Pages 2 0 R"
ONE_PAGE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
# Written as strangers write them, one with a letter in hexadecimal.
ACTS = {
    "javascript": b"<</S/JavaScript/#4aS(app.alert\\(1\\))>>",
    "launch": b"<</S/L#61unch/F(cmd.exe)>>",
    "embedded": b"<</Type/Filespec/EF<</F 9 0 R>>/Note/EmbeddedFile>>",
    "html": b"(<script>alert\\(1\\)</script>)",
}


def pdf(*objects, end=b"%%EOF"):
    """A PDF of these objects, the first of which is its catalogue."""
    out, places = b"%PDF-1.5\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n" % (len(objects) + 1, len(out))
    return out + head + table + tail + end


def stream(content, more=b""):
    """A packed stream."""
    packed = zlib.compress(content)
    return b"<</Length %d/Filter/FlateDecode%b>>\nstream\n%b\nendstream" % (len(packed), more, packed)


@cache
def forty_million_lines():
    """1.9 MB that unpack to so many lines: gigabytes to whoever draws them."""
    lines, times = b"0 0 m 100 100 l S\n" * 10_000, 4_000
    # Packed once so that it refers to nothing before it, and repeated: to pack all of them takes seconds.
    packer, checksum = zlib.compressobj(9, wbits=-15), 1
    again, end = packer.compress(lines) + packer.flush(zlib.Z_FULL_FLUSH), packer.flush()
    for _time in range(times):
        checksum = zlib.adler32(lines, checksum)
    packed = b"\x78\xda" + again * times + end + checksum.to_bytes(4)
    return b"<</Length %d/Filter/FlateDecode>>\nstream\n%b\nendstream" % (len(packed), packed)


def heavy():
    """One page that cannot be drawn within the bounds."""
    return pdf(CATALOG + b">>", ONE_PAGE, PAGE + b"/Contents 4 0 R>>", forty_million_lines())


def second_page_heavy():
    """Two pages, the second of which cannot be drawn within the bounds."""
    pages = b"<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>"
    return pdf(CATALOG + b">>", pages, PAGE + b">>", PAGE + b"/Contents 5 0 R>>", forty_million_lines())


def many_pages(count):
    """A PDF of so many pages in few bytes."""
    pages = b"<</Type/Pages/Kids[" + b"3 0 R " * count + b"]/Count %d>>" % count
    return pdf(CATALOG + b">>", pages, PAGE + b">>")


def without_end(size):
    """A PDF whose last line never ends."""
    return pdf(CATALOG + b">>", ONE_PAGE, PAGE + b">>", end=b"%" + b"A" * size)


def active(kind, *, packed):
    """A PDF that opens and holds what could act, plain or in a packed object."""
    if not packed:
        return pdf(CATALOG + b"/AA 4 0 R>>", ONE_PAGE, PAGE + b">>", ACTS[kind])
    objects = stream(b"4 0 " + ACTS[kind], b"/Type/ObjStm/N 1/First 4")
    return pdf(CATALOG + b">>", ONE_PAGE, PAGE + b">>", objects)


def locked():
    """A PDF with a password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(signed_pdfs.pdf())))
    writer.encrypt("secret")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def picture_of(width, height):
    """A PNG of so many pixels of one colour."""
    file = io.BytesIO()
    Image.new("1", (width, height)).save(file, "PNG")
    return file.getvalue()


def scanned_again(times, side=64):
    """A JPEG whose last scan comes so many times more; of the largest pictures each costs what a whole one does."""
    file = io.BytesIO()
    Image.new("L", (side, side), 128).save(file, "JPEG", progressive=True)
    whole = file.getvalue().removesuffix(b"\xff\xd9")
    return whole + whole[whole.rindex(b"\xff\xda") :] * times + b"\xff\xd9"
