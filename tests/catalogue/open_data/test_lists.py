import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ocop.api import views
from ocop.models import Role
from ocop.places.events import confirm
from ocop.values.dates import today
from ratings.decisions.models import StarClaim
from tests import factories as make

pytestmark = pytest.mark.django_db
LISTS = ["products", "producers", "places", "recognitions"]


def selects(queries):
    return [query["sql"] for query in queries if not re.match("SAVEPOINT|RELEASE|BEGIN|COMMIT", query["sql"])]


@pytest.fixture
def recognition():
    producer = make.producer(name="Hợp tác xã Hảo Đạt", name_en="Hao Dat", phone="0912345678", email="a@b.vn")
    product = make.product(name="Chè Đinh", name_en="Dinh tea", producer=producer)
    return make.recognition(product=product, stars=4, signed_on=today())


def results(client, address):
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 200
    return response.json()["results"]


def test_a_product_tells_its_star_with_its_decision_in_both_languages(client, recognition):
    (row,) = results(client, "products/")
    told = {name: row[name] for name in ("id", "name", "name_en", "standing", "stars", "recognition_code")}
    assert told == {
        "id": recognition.product_id,
        "name": "Chè Đinh",
        "name_en": "Dinh tea",
        "standing": "in_force",
        "stars": 4,
        "recognition_code": recognition.code,
    }
    assert row["decision_number"] == recognition.decision.number
    assert row["page"].endswith(recognition.product.get_absolute_url())


def test_what_is_not_public_is_not_open_data(client, recognition):
    hidden = make.product(name="Ẩn", in_catalogue=False)
    make.recognition(product=hidden)
    StarClaim.objects.create(product=make.product(name="Khai báo"), stars=5)
    texts = [
        client.get(f"/api/v1/{name}/?state=unconfirmed&state=in_force").content.decode() for name in LISTS
    ]
    assert [secret for secret in ("Ẩn", "0912345678", "a@b.vn") for text in texts if secret in text] == []
    claimed = results(client, "products/?state=unconfirmed")
    assert [(row["name"], row["stars"], row["standing"]) for row in claimed] == [
        ("Khai báo", None, "unconfirmed")
    ]
    assert [row["name"] for row in results(client, "recognitions/")] == ["Chè Đinh"]


def test_a_list_narrows_as_its_page_does_and_ignores_what_it_does_not_know(client, recognition):
    province = recognition.product.producer.place.province
    other = make.recognition(stars=5, signed_on=today())
    assert [row["id"] for row in results(client, f"products/?province={province.code}&nonsense=1")] == [
        recognition.product_id
    ]
    assert [row["id"] for row in results(client, "products/?stars=5&sort=stars")] == [other.product_id]
    assert [row["id"] for row in results(client, "products/?q=che+dinh")] == [recognition.product_id]
    assert [row["code"] for row in results(client, "recognitions/?stars=5")] == [other.code]
    assert {row["code"] for row in results(client, "places/?level=province")} >= {province.code}


@pytest.mark.parametrize("asked", ["cursor=x", "cursor=WyJ4Il0", "cursor=WyI5OTk5OTk5OTk5OTk5OTk5OTk5OTkiXQ"])
def test_a_cursor_of_another_making_is_refused_with_a_sentence(client, recognition, asked):
    response = client.get(f"/api/v1/products/?{asked}")
    assert (response.status_code, response.json()) == (
        400,
        {"cursor": ["Con trỏ này không phải do danh sách này cấp."]},
    )


def test_a_day_that_is_none_is_refused(client):
    assert client.get("/api/v1/places/?day=2026-13-01").status_code == 400


def test_pages_follow_each_other_without_gap_or_repetition_while_rows_come(client, monkeypatch, settings):
    monkeypatch.setattr(views, "PAGE", 2)
    keys = [make.recognition(signed_on=today()).product_id for _number in range(5)]
    found, address = [], "/api/v1/products/?state=in_force"
    while address:
        response = client.get(address)
        found += [row["id"] for row in response.json()["results"]]
        address = response.json()["next"]
        assert not address or address.startswith(f"{settings.SITE_URL}/api/v1/products/?")
        assert response.get("Link") == (f'<{address}>; rel="next"' if address else None)
        if len(found) == 2:
            keys.append(make.recognition(signed_on=today()).product_id)
    assert found == keys


@pytest.mark.parametrize("name", LISTS)
def test_a_list_takes_three_queries_for_one_row_and_for_many(client, recognition, name):
    for _number in range(2):
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/api/v1/{name}/")
        assert len(selects(captured)) <= 3
        for _more in range(3):
            make.recognition(signed_on=today())


@pytest.mark.parametrize("name", LISTS)
def test_data_is_the_same_for_everybody_from_any_site_and_not_sent_twice(client, recognition, name):
    client.force_login(make.user())
    response = client.get(f"/api/v1/{name}/", headers={"accept-language": "en"})
    assert response.cookies == {}
    assert "cookie" not in response.get("Vary", "").lower()
    assert response["Access-Control-Allow-Origin"] == "*"
    again = client.get(f"/api/v1/{name}/", headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    make.recognition(product=make.product(place=make.commune()), signed_on=today())
    assert client.get(f"/api/v1/{name}/", headers={"if-none-match": response["ETag"]}).status_code == 200


def test_a_browser_may_ask_conditionally_from_another_site_but_not_write(client):
    asked = client.options("/api/v1/products/", headers={"origin": "https://example.vn"})
    assert asked["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert "If-None-Match" in asked["Access-Control-Allow-Headers"]
    assert client.post("/api/v1/products/").status_code == 405


def test_a_renamed_place_says_its_former_names_and_a_decision_the_name_of_its_day(client):
    province = make.province(name="Bắc Ninh", code="24")
    recognition = make.recognition(product=make.product(place=make.commune(province=province)))
    signed_on = recognition.decision.signed_on
    event = make.place_event(place=province, kind="rename", units="24 → Tỉnh Kinh Bắc", in_force_from=today())
    assert confirm(event, by=make.user(Role.ADMINISTRATOR)) == ""
    place = next(row for row in results(client, "places/?level=province") if row["code"] == "24")
    yesterday = (today() - timedelta(days=1)).isoformat()
    assert [place[name] for name in ("full_name", "named_since", "former_names")] == [
        "Tỉnh Kinh Bắc",
        today().isoformat(),
        f"Tỉnh Bắc Ninh ({yesterday})",
    ]
    assert signed_on < today()
    (row,) = results(client, "recognitions/")
    assert (row["authority_code"], row["authority"]) == ("24", "Bắc Ninh")
    commune = next(row for row in results(client, "places/?level=commune") if row["province_code"] == "24")
    assert (commune["named_since"], commune["former_names"]) == (None, "")
