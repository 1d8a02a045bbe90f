"""Artwork of a label: its code is read at every size, it says what holds, and it is there while the star is in force."""

import re
from datetime import timedelta

import pypdfium2
import pytest
import zxingcpp
from django.urls import reverse
from lxml import etree

from ocop.models import Role
from ocop.values.dates import today
from ratings.labels.artwork import SIZES, address_of, code_of, pdf_of, svg_of
from tests import factories as make
from tests.once import made_once

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"
INCH = 25.4
# Longest host whose address fits into a QR code of each version at level Q; 443 and https, as a register has it.
HOSTS = {8: 11, 9: 43, 10: 75}

label = made_once(
    lambda: make.label(
        make.recognition(
            stars=4,
            product=make.product(name="Chè Đinh <thượng hạng> & nõn", variants="Gói 100 g\nHộp 500 g"),
        )
    )
)


def read_at(pdf, dpi):
    """What a reader finds in the first page of a PDF, drawn at this resolution."""
    page = pypdfium2.PdfDocument(pdf)[0]
    return [found.text for found in zxingcpp.read_barcodes(page.render(scale=dpi / 72).to_pil().convert("L"))]


@pytest.mark.parametrize("size", SIZES)
def test_the_code_is_read_from_the_print(label, size):
    assert read_at(pdf_of(label, size), 300) == [address_of(label)]


def test_the_page_has_the_size_that_was_asked_for(label):
    width, height = pypdfium2.PdfDocument(pdf_of(label, 20))[0].get_size()
    assert (round(width / 72 * INCH, 1), round(height / 72 * INCH, 1)) == (50, 20)


@pytest.mark.parametrize(("version", "longest"), HOSTS.items())
def test_a_longer_host_takes_a_larger_code(label, settings, version, longest):
    settings.SITE_URL = f"https://{'o' * (longest - 3)}.vn"
    assert code_of(label).version == version
    settings.SITE_URL = f"https://{'o' * (longest - 2)}.vn"
    assert code_of(label).version == version + 1


def test_the_code_is_in_the_alphabet_of_capitals(label, settings):
    settings.SITE_URL = "https://ocop.gov.vn"
    assert code_of(label).mode == "alphanumeric"
    assert address_of(label) == f"HTTPS://OCOP.GOV.VN/Q/{label.text}"


def test_both_formats_say_what_holds(label):
    root = etree.fromstring(svg_of(label, 30).encode())
    said = [element.text for element in root.iter(f"{SVG}text")]
    assert (root.get("height"), root.get("width")) == ("30mm", "75mm")
    assert len(list(root.iter(f"{SVG}polygon"))) == 4
    for words in (
        "OCOP",
        "Chè Đinh <thượng hạng> &",
        "nõn",
        label.maker,
        label.recognition.code,
        "Gói 100 g; Hộp 500 g",
    ):
        assert words in said
    text = pypdfium2.PdfDocument(pdf_of(label, 30))[0].get_textpage().get_text_bounded()
    assert re.sub(r"\s+", " ", text).split() == " ".join(said).split()


def test_an_officer_and_the_maker_take_it_while_the_star_is_in_force(client):
    star = make.recognition()
    make.label(star)
    producer = make.user(Role.PRODUCER)
    make.membership(producer, star.product.producer)
    people = {"desk": make.officer_of(star), "my": producer}
    for where, user in people.items():
        client.force_login(user)
        for ending, kind in (("svg", "image/svg+xml"), ("pdf", "application/pdf")):
            response = client.get(reverse(f"{where}-recognition-label", args=[star.pk, 20, ending]))
            assert (response.status_code, response.headers["Content-Type"].split(";")[0]) == (200, kind)
        assert client.get(reverse(f"{where}-recognition-label", args=[star.pk, 21, "svg"])).status_code == 404
        page = client.get(star.get_desk_url()).content.decode()
        assert reverse(f"{where}-recognition-label", args=[star.pk, 60, "pdf"]) in page


def test_there_is_no_artwork_of_a_star_that_is_over_or_not_signed(client):
    over = make.recognition(signed_on=today() - timedelta(days=1500))
    make.label(over)
    new = make.recognition()
    client.force_login(make.officer_of(over))
    assert client.get(reverse("desk-recognition-label", args=[over.pk, 20, "svg"])).status_code == 404
    assert (
        "the mark may not be printed, so there is no artwork"
        in client.get(over.get_desk_url()).content.decode()
    )
    client.force_login(make.officer_of(new))
    assert client.get(reverse("desk-recognition-label", args=[new.pk, 20, "svg"])).status_code == 404
    assert "The label is not signed yet" in client.get(new.get_desk_url()).content.decode()
