"""The pictures that are shown where the address of a page is shared."""

import io
import re
from datetime import date

import pytest
from django.utils.translation import override
from PIL import Image

from catalogue import share_images
from catalogue.recognitions import recognitions_of
from ocop.values.dates import today
from tests import factories as make

pytestmark = pytest.mark.django_db


def of_product(product):
    return share_images.of_product(product, next(iter(recognitions_of(product)), None))


def shared(client, address):
    """What the English page at an address says of itself: {property: content}, the pictures without the site's address."""
    html = client.get(address).content.decode()
    return dict(re.findall(r'<meta property="og:([^"]+)" content="([^"]*)">', html))


def test_picture_is_kept_for_ever_and_an_old_address_leads_to_the_present_one(client, settings):
    product = make.recognition(product=make.product(name="Chè Đinh"), signed_on=today()).product
    address = of_product(product).address
    assert shared(client, product.get_absolute_url())["image"] == settings.SITE_URL + address
    response = client.get(address)
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not response.cookies
    with Image.open(io.BytesIO(response.content)) as picture:
        assert (picture.format, picture.size) == ("PNG", (1200, 630))
    product.name = "Chè Đinh thượng hạng"
    product.save()
    moved = client.get(address)
    assert moved.status_code == 302
    assert moved["Location"] != address
    assert client.get(moved["Location"]).status_code == 200


def test_picture_shows_stars_only_while_they_are_in_force():
    valid = make.recognition(product=make.product(name="Miến dong"), stars=4, signed_on=today()).product
    lapsed = make.recognition(
        product=make.product(name="Mật ong"), stars=4, signed_on=date(2020, 1, 1)
    ).product
    assert [of_product(product).stars for product in (valid, lapsed, make.product())] == [4, 0, 0]


def test_hidden_product_and_its_producer_have_no_picture(client):
    product = make.product(in_catalogue=False)
    for address in (of_product(product).address, share_images.of_producer(product.producer).address):
        assert client.get(address).status_code == 404


def test_producer_and_place_have_pictures_of_their_own(client, settings):
    commune = make.commune(name="Kha Sơn", province=make.province(name="Thái Nguyên"))
    producer = make.product(producer=make.producer(name="HTX Hảo Đạt", place=commune)).producer
    with override("en"):
        pages = {
            producer.get_absolute_url(): share_images.of_producer(producer),
            commune.get_absolute_url(): share_images.of_place(commune),
        }
        for address, picture in pages.items():
            said = shared(client, address)
            assert said["image"] == settings.SITE_URL + picture.address
            assert said["url"] == settings.SITE_URL + address
            assert said["title"] == picture.name
            assert client.get(picture.address)["Content-Type"] == "image/png"
    assert share_images.of_producer(producer).lines[1] == "Xã Kha Sơn, Tỉnh Thái Nguyên"
    assert share_images.of_place(commune).alt.startswith("Xã Kha Sơn · Tỉnh Thái Nguyên · ")


@pytest.mark.parametrize(
    "path",
    ["", "products/", "producers/", "places/", "collections/", "statistics/", "changes/", "map/", "verify/"],
)
def test_every_other_page_names_itself_and_shares_the_picture_of_the_portal(client, settings, path):
    said = shared(client, f"/en/{path}?q=x")
    with override("en"):
        assert said["image"] == settings.SITE_URL + share_images.of_portal().address
        assert client.get(share_images.of_portal().address).status_code == 200
    assert said["url"] == f"{settings.SITE_URL}/en/{path}"
    assert said["title"]
    assert said["description"]
    assert said["locale"] == "en_GB"


def test_a_picture_says_it_in_the_language_of_the_page():
    with override("vi"):
        vietnamese = share_images.of_portal()
    with override("en"):
        assert share_images.of_portal().words != vietnamese.words
        assert share_images.of_portal().fingerprint != vietnamese.fingerprint


def test_a_name_too_long_for_the_picture_is_cut():
    said = share_images.ShareImage("Miến dong " * 40, ("Hợp tác xã " * 20, "Xã"), "OCOP", "share")
    with Image.open(io.BytesIO(share_images.render_png(said))) as picture:
        assert picture.size == (1200, 630)
