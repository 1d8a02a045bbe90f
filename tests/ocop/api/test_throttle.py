import pytest

from ocop.api import throttle
from ocop.models import RequestCount

pytestmark = pytest.mark.django_db
PROXY, READER, OTHER = "127.0.0.1", "203.0.113.7", "203.0.113.8"


@pytest.fixture(autouse=True)
def three_requests(monkeypatch):
    monkeypatch.setattr(throttle, "MOST", 3)


def ask(client, address, forwarded=None):
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    return client.get("/api/v1/sheets/", headers=headers, REMOTE_ADDR=address)


def test_an_address_that_asks_too_often_is_told_when_to_come_back(client):
    assert [ask(client, READER).status_code for _time in range(4)] == [200, 200, 200, 429]
    refused = ask(client, READER)
    assert 0 < int(refused["Retry-After"]) <= 300
    assert refused["Cache-Control"] == "no-store"
    assert ask(client, OTHER).status_code == 200


def test_a_browser_that_asks_whether_it_may_is_not_counted(client):
    for _time in range(5):
        asked = client.options("/api/v1/sheets/", REMOTE_ADDR=READER)
        assert (asked.status_code, asked["Access-Control-Allow-Methods"]) == (204, "GET, HEAD")
    assert ask(client, READER).status_code == 200


def test_a_new_window_begins_when_the_last_one_is_over(client):
    for _time in range(4):
        ask(client, READER)
    RequestCount.objects.update(since="2020-01-01T00:00:00Z")
    assert ask(client, READER).status_code == 200


def test_behind_the_proxy_each_reader_counts_alone(client):
    assert [ask(client, PROXY, READER).status_code for _time in range(4)] == [200, 200, 200, 429]
    assert ask(client, PROXY, OTHER).status_code == 200


def test_nobody_gets_a_new_allowance_by_writing_the_header(client):
    told = [ask(client, READER, f"198.51.100.{number}").status_code for number in range(4)]
    assert told == [200, 200, 200, 429]
    through = [ask(client, PROXY, f"198.51.100.{number}, {OTHER}").status_code for number in range(4)]
    assert through == [200, 200, 200, 429]


def test_no_address_is_kept_in_the_open(client):
    ask(client, READER)
    assert [READER in count.address for count in RequestCount.objects.all()] == [False]
