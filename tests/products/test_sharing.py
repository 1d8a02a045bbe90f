"""The picture that is shown where a product's address is shared."""

import io
from datetime import date

import pytest
from PIL import Image

from ocop.calendar import today
from products import sharing
from ratings.models import recognitions_of
from tests import factories as make

pytestmark = pytest.mark.django_db


def lines(product):
    return sharing.lines_of(product, next(iter(recognitions_of(product)), None))


def test_picture_is_kept_for_ever_and_an_old_address_leads_to_the_present_one(client):
    product = make.recognition(product=make.product(name="Chè Đinh"), signed_on=today()).product
    address = sharing.address_of(product, next(iter(recognitions_of(product)), None))
    assert '<meta property="og:image" content="http' in (
        html := client.get(product.get_absolute_url()).content.decode()
    )
    assert address in html
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
    assert [lines(product)["stars"] for product in (valid, lapsed, make.product())] == [4, 0, 0]


def test_hidden_product_has_no_picture(client):
    product = make.product(in_catalogue=False)
    assert client.get(f"/en/products/{product.pk}/share-{'0' * 16}.png").status_code == 404


def test_a_name_too_long_for_the_picture_is_cut():
    said = {
        "name": "Miến dong " * 40,
        "producer": "Hợp tác xã " * 20,
        "place": "Xã",
        "stars": 0,
        "words": "OCOP",
    }
    with Image.open(io.BytesIO(sharing.drawn(said))) as picture:
        assert picture.size == (1200, 630)
