import xml.etree.ElementTree as ElementTree
from datetime import date, timedelta

import pytest

from ocop.values.dates import today
from ratings.decisions.models import WithdrawalGround
from tests import factories as make

pytestmark = pytest.mark.django_db


def badge(client, code, prefix="/en"):
    response = client.get(f"{prefix}/badge/{code}.svg")
    assert response.status_code == 200
    ElementTree.fromstring(response.content)
    return response, response.content.decode()


def test_a_badge_always_tells_how_the_star_stands_now(client):
    product = make.product(name='Chè & "Đinh"')
    first = make.recognition(product=product, stars=3, signed_on=today() - timedelta(days=400))
    assert "In force" in badge(client, first.code)[1] and "3 stars" in badge(client, first.code)[1]
    second = make.recognition(product=product, stars=4, signed_on=today() - timedelta(days=2))
    assert "4 stars" in badge(client, first.code)[1] and second.code in badge(client, first.code)[1]
    make.withdraw(second, WithdrawalGround.MARK)
    assert "Withdrawn" in badge(client, second.code)[1]
    lapsed = make.recognition(signed_on=date(2020, 1, 1))
    told = badge(client, lapsed.code)[1]
    assert "Lapsed" in told and "since 02/01/2023" in told


def test_a_badge_is_a_picture_that_can_do_nothing_and_is_kept_briefly(client):
    response, _text = badge(client, make.recognition(signed_on=today()).code, prefix="")
    assert response["Content-Type"].startswith("image/svg+xml")
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "s-maxage=25, max-age=10," in response["Cache-Control"]
    assert response.cookies == {}
    assert client.get("/badge/nonsense.svg").status_code == 404


def test_the_answer_offers_the_snippet_in_its_language(client, settings):
    recognition = make.recognition(signed_on=today())
    page = client.get(f"/en/verify/{recognition.code}/").content.decode()
    address = f"{settings.SITE_URL}/en/badge/{recognition.code}.svg"
    assert f"&lt;img src=&quot;{address}&quot;" in page
