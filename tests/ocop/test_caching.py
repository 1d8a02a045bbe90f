"""Pages on their way to a reader: compressed once, never older than a minute, not sent twice."""

import gzip
import re
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from django.test import Client

from ocop.pages.public import IN_BROWSER, IN_PROXY, MINUTE, RENEWING, takes_gzip
from tests import factories as make
from tests.servers import PATIENCE, database_url, free_port, grow_old, gunicorn, proxy, wait_until

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = 3600
GZIP = {"accept-encoding": "gzip"}
# Text that does not name its minute.
KINDS = [
    "/api/v1/products/",
    "/changes/rss/",
    "/changes/atom/",
    "/products/download/",
    "/sitemap.xml",
    "/robots.txt",
]


@pytest.fixture(scope="module")
def portal(django_db_setup):
    """The port of a portal that reads what the tests write."""
    port = free_port()
    with gunicorn(port, DATABASE_URL=database_url()):
        yield port


@pytest.fixture
def site(tmp_path, portal):
    """The portal behind a proxy that keeps nothing yet."""
    with proxy(tmp_path, portal) as (address, _process):
        yield address


def ask(address, method="GET", **headers):
    """Return (status, headers, bytes) as they come."""
    parts = urlsplit(address)
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    with closing(HTTPConnection(parts.netloc, timeout=PATIENCE)) as connection:
        connection.request(method, parts.path, headers={"accept-encoding": "identity"} | headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()


def test_page_is_kept_compressed_once_and_read_by_everybody(site, tmp_path):
    make.recognition()
    _status, first, packed = ask(f"{site}/products/", accept_encoding="gzip, br")
    grow_old(tmp_path / "pages", seconds=-HOUR)
    _status, second, plain = ask(f"{site}/products/")
    assert (first["X-Cache"], second["X-Cache"]) == ("MISS", "HIT")
    assert gzip.decompress(packed) == plain
    assert (first["Content-Encoding"], second["Content-Encoding"]) == ("gzip", None)
    assert (first.get_all("Vary"), second.get_all("Vary")) == (["Accept-Encoding"], ["Accept-Encoding"])
    (kept,) = [path for path in (tmp_path / "pages").rglob("*") if path.is_file()]
    assert kept.read_bytes().endswith(packed)
    # What nginx unpacks on its way is not the bytes that the portal named; what is kept is.
    assert (first["ETag"][0], second["ETag"]) == ('"', f"W/{first['ETag']}")
    for coding, answer, length in (("gzip", first, len(packed)), ("identity", second, 0)):
        status, headers, body = ask(f"{site}/products/", accept_encoding=coding, if_none_match=answer["ETag"])
        assert (status, body, headers["Vary"], headers["X-Cache"]) == (304, b"", "Accept-Encoding", "HIT")
        status, headers, body = ask(f"{site}/products/", "HEAD", accept_encoding=coding)
        assert (status, body, headers["ETag"]) == (200, b"", answer["ETag"])
        assert int(headers["Content-Length"] or 0) == length
    assert ask(f"{site}/products/", accept_encoding="gzip;q=0")[2] == plain


def test_change_reaches_readers_within_a_minute_while_the_portal_answers(site, tmp_path):
    product = make.recognition().product
    address, pages = site + product.get_absolute_url(), tmp_path / "pages"

    def shown():
        _status, headers, body = ask(address)
        return headers["X-Cache"], re.search(r"Story (\d)", body.decode())[1]

    def change(number, seconds):
        """Change the product and let the kept page be so much older than it may be unasked."""
        type(product).objects.filter(pk=product.pk).update(story=f"Story {number}")
        grow_old(pages, seconds=seconds)

    change(1, 0)
    assert shown() == ("MISS", "1")
    change(2, -HOUR)
    assert shown() == ("HIT", "1")
    change(2, 1)
    assert shown() == ("STALE", "1")
    wait_until(lambda: shown()[1] == "2")
    for number, seconds in ((3, RENEWING + 1), (4, HOUR)):
        change(number, seconds)
        assert shown() == ("EXPIRED", str(number))


def test_all_places_where_a_page_may_wait_add_up_to_less_than_a_minute(client):
    said = client.get("/").headers["Cache-Control"]
    seconds = {name: int(value) for name, value in re.findall(r"([\w-]+)=(\d+)", said)}
    waits = [seconds["s-maxage"], seconds["max-age"], *[seconds["stale-while-revalidate"]] * 2]
    assert waits == [IN_PROXY, IN_BROWSER, RENEWING, RENEWING]
    assert sum(waits) < MINUTE


@pytest.mark.parametrize("path", KINDS)
def test_text_is_compressed_for_whoever_takes_it_so(path):
    for _number in range(3):
        make.recognition()
    client = Client()
    plain, packed, again = client.get(path), client.get(path, headers=GZIP), client.get(path, headers=GZIP)
    assert (plain.has_header("Content-Encoding"), packed["Content-Encoding"]) == (False, "gzip")
    assert plain["Vary"] == packed["Vary"] == "Accept-Encoding"
    assert gzip.decompress(packed.getvalue()) == plain.getvalue()
    if not packed.streaming:
        assert {'"'} == {answer["ETag"][0] for answer in (plain, packed)}
        assert plain["ETag"] != packed["ETag"] == again["ETag"]
        known = {"if-none-match": packed["ETag"]}
        assert client.get(path, headers=GZIP | known).status_code == 304
        assert client.get(path, headers=known).status_code == 200


def test_pages_with_forms_and_pictures_are_left_as_they_are(client):
    assert not client.get("/accounts/login/", headers=GZIP).has_header("Content-Encoding")
    client.force_login(make.user())
    assert not client.get("/desk/", headers=GZIP).has_header("Content-Encoding")
    assert not client.get("/products/download/?format=xlsx", headers=GZIP).has_header("Content-Encoding")


@pytest.mark.parametrize(
    "accepted, taken",
    [
        ("gzip", True),
        ("br, GZIP ;q=0.5", True),
        ("x-gzip", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000, br", False),
        ("identity", False),
        ("not-gzip", False),
        ("", False),
    ],
)
def test_gzip_is_sent_only_where_it_is_taken(accepted, taken):
    assert takes_gzip(accepted) == taken
