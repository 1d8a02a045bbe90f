"""The nginx configuration that ships, in a real nginx before a real gunicorn, and what happens when they go away."""

import gzip
import re
from collections import Counter
from contextlib import closing, nullcontext
from http.client import HTTPConnection
from io import StringIO
from itertools import cycle, islice, takewhile
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command

from ocop.management.commands.warm import pages_of
from tests import factories as make
from tests.servers import PATIENCE, database_url, free_port, grow_old, gunicorn, proxy

HOUR = 3600
ASKED = 2_000
BURST = 100  # searches at once from one address, as the configuration has it
NOBODY = "postgresql://nobody@127.0.0.1:9/nothing"


def get(address):
    """Return (status, headers, text)."""
    try:
        with urlopen(Request(address, headers={"Accept-Encoding": "gzip"}), timeout=PATIENCE) as answer:
            body = answer.read()
            if answer.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            return answer.status, answer.headers, body.decode()
    except HTTPError as answer:
        return answer.code, answer.headers, answer.read().decode()


def statuses(site, pages, asked):
    """Yield the status of so many requests over the pages in turn, on one connection as browsers do."""
    with closing(HTTPConnection(urlsplit(site).netloc, timeout=PATIENCE)) as connection:
        for page in islice(cycle(pages), asked):
            connection.request("GET", page)
            answer = connection.getresponse()
            answer.read()
            yield answer.status


@pytest.mark.django_db(transaction=True)
def test_warmed_pages_outlive_the_application_and_its_database(tmp_path):
    recognition = make.recognition(stars=4)
    product = recognition.product.get_absolute_url()
    verified = f"/verify/{recognition.code}/"
    port = free_port()
    with proxy(tmp_path, port) as (site, _process):
        with gunicorn(port, DATABASE_URL=database_url()):
            out = StringIO()
            call_command("warm", site=site, stdout=out)
            pages = [urlsplit(page).path for page in pages_of(site)]
            assert re.fullmatch(r"\d+ pages are warm\.\n", out.getvalue())
            for path in (product, verified):
                status, headers, text = get(site + path)
                assert (status, headers["Set-Cookie"], headers["Vary"]) == (200, None, "Accept-Encoding")
                assert re.search(r"\d\d:\d\d \w+ \d\d/\d\d/\d{4}", text)
            grow_old(tmp_path / "pages", seconds=-HOUR)
            assert get(site + product)[1]["X-Cache"] == "HIT"
            assert get(site + "/desk/")[1]["X-Cache"] is None
        grow_old(tmp_path / "pages", seconds=2 * HOUR)
        for stands_in in (NOBODY, None):
            with gunicorn(port, DATABASE_URL=stands_in) if stands_in else nullcontext():
                for path in (product, verified, "/", "/en/products/"):
                    assert (get(site + path)[0], path) == (200, path)
                status, headers, text = get(site + "/products/?q=never-asked")
                assert (status, headers["Retry-After"]) == (503, "120")
                assert "Xin thử lại" in text and "Please try again" in text
                if stands_in:
                    status, headers, text = get(site + "/en/accounts/login/")
                    assert (status, headers["Retry-After"]) == (503, "30")
                    assert "Nothing was saved or changed" in text
                    assert get(site + "/healthz")[0] == 200
        answers = Counter(statuses(site, pages, ASKED))
        assert answers == {200: ASKED}
        grow_old(tmp_path / "pages", seconds=25 * HOUR)
        assert get(site + verified)[0] == 503


@pytest.mark.django_db(transaction=True)
def test_one_address_cannot_keep_the_portal_busy_with_searches(tmp_path):
    recognition = make.recognition(stars=4)
    port = free_port()
    with proxy(tmp_path, port) as (site, _process), gunicorn(port, DATABASE_URL=database_url()):
        plain = [f"/verify/{recognition.code}/", "/products/?page=1", "/api/v1/products/?stars=4"]
        assert Counter(statuses(site, plain, 3 * BURST)) == {200: 3 * BURST}
        searches = ["/products/?q=nothing", "/en/producers/?q=nothing"]
        assert set(statuses(site, searches, 2)) == {200}
        grow_old(
            tmp_path / "pages", seconds=-HOUR
        )  # nginx keeps them, and so is asked much faster than it allows
        answered = list(takewhile((200).__eq__, statuses(site, searches, 100 * BURST)))
        assert BURST - 2 <= len(answered) < 100 * BURST
        assert get(site + plain[0])[0] == 200


def test_warming_names_the_pages_that_fail():
    with pytest.raises(URLError):
        call_command("warm", site=f"http://127.0.0.1:{free_port()}")


def test_page_that_asks_to_try_later_is_styled_and_accessible_in_both_languages(tmp_path, page):
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("requestfailed", lambda request: said.append(request.url))
    with proxy(tmp_path, free_port()) as (site, _process):
        answer = page.goto(f"{site}/en/products/")
        assert (answer.status, answer.headers["retry-after"]) == (503, "120")
        assert "Xin thử lại" in page.inner_text("h1") and "try again" in page.inner_text("[lang=en] h2")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(251, 249, 245)"
        assert [rule["id"] for rule in Axe().run(page).response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    assert [text for text in said if "503" not in text] == []


def test_files_too_large_for_the_proxy_get_a_page_in_both_languages_with_the_way_back(
    tmp_path, page, settings
):
    form = b"--x\r\n" + bytes(settings.LARGEST_REQUEST)
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    with proxy(tmp_path, free_port()) as (site, _process):
        for referer, back in [
            (f"{site}/en/desk/import/?a=1&b=2", "/en/desk/import/?a=1&amp;b=2"),
            ("https://evil.example//evil.example/", "/desk/"),
            ('https://evil.example/"><script>', "/desk/"),
            ("javascript:alert(1)", "/desk/"),
        ]:
            sent = Request(f"{site}/desk/import/", data=form, headers=headers | {"Referer": referer})
            with pytest.raises(HTTPError) as refused:
                urlopen(sent, timeout=PATIENCE)
            text = refused.value.read().decode()
            assert refused.value.code == 413
            assert "Các tệp gửi cùng lúc" in text and "The files sent at once" in text
            assert text.count(f'href="{back}"') == 2
        page.route("**/go", lambda route: route.fulfill(body="<title>x</title>", content_type="text/html"))
        page.goto(f"{site}/go")
        page.set_content(text.replace("/later/", f"{site}/later/"))
        page.wait_for_load_state("networkidle")
        assert [rule["id"] for rule in Axe().run(page).response["violations"]] == []
