"""What nginx makes of the portal's addresses: who works is passed on with their cookie, the rest is for everybody."""

import re
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from ocop.management.commands.nginx_conf import working_side
from ocop.pages.checks import url_patterns, view_of
from tests.servers import PATIENCE, database_url, free_port, gunicorn, proxy
from tests.world import address, make_world, may_open

SIGN_IN = "/accounts/login/"
SIGNING_IN = {"login", "second-factor"}
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def ask(site, path, cookies=""):
    """Return (status, headers) as they come."""
    with closing(HTTPConnection(urlsplit(site).netloc, timeout=PATIENCE)) as connection:
        connection.request("GET", path, headers={"Cookie": cookies})
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.headers


def routes(language):
    with override(language):
        return [(f"/{route}", view_of(pattern)) for route, pattern in url_patterns()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_behind_the_sign_in_is_passed_on_and_nothing_else(language):
    passed_on = [route for route, view in routes(language) if re.match(working_side(), route)]
    behind = [route for route, view in routes(language) if not view.act.is_public]
    # Below them a public page may stand, such as a link that was sent to somebody: it is kept nowhere.
    assert set(behind) <= set(passed_on)
    assert {route.split("/")[1:3][language == "en"] for route in set(passed_on) - set(behind)} <= {"accounts"}
    with override(language):
        assert re.match(working_side(), reverse("admin:index"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_sent_to_a_page_that_gets_no_cookie(language):
    others = [view for route, view in routes(language) if not re.match(working_side(), route)]
    assert [view.__name__ for view in others if hasattr(view, "post")] == []


@pytest.mark.parametrize("path", ["/desk", "/en/desk/", "/practice/1/", "/en/admin/", "/my/"])
def test_addresses_of_people_at_work(path):
    assert re.match(working_side(), path)


@pytest.mark.parametrize("path", ["/", "/en/", "/deskwork/", "/products/desk/", "/myanmar", "/english/desk/"])
def test_addresses_of_everybody(path):
    assert not re.match(working_side(), path)


def pages_of(world):
    """(account, address) of each page behind the sign-in, opened by one who may, and every account's own page."""
    everybody = [*world.here.people.values(), *world.country.values()]
    for _route, pattern in url_patterns():
        view = view_of(pattern)
        if not view.act.is_public and hasattr(view, "get") and pattern.name not in SIGNING_IN:
            yield next(user for user in everybody if may_open(pattern, user)), address(pattern, world.here)
    for user in everybody:
        for language in LANGUAGES:
            with override(language):
                yield user, reverse("account")
                yield user, reverse("practice")
                yield user, reverse("admin:index")


@pytest.mark.django_db(transaction=True)
def test_every_page_behind_the_sign_in_is_opened_through_nginx_by_who_may(tmp_path):
    world, port = make_world(), free_port()
    pages = {(world.client_of(user), page) for user, page in pages_of(world)}
    with proxy(tmp_path, port) as (site, _process), gunicorn(port, DATABASE_URL=database_url()):
        found = {
            page: ask(
                site, page, "; ".join(f"{name}={cookie.value}" for name, cookie in client.cookies.items())
            )
            for client, page in pages
        }
        # Whether each page opens without nginx as well is asked elsewhere; here that nginx passes on who asks.
        to_the_sign_in = [
            page for page, (_, headers) in found.items() if SIGN_IN in headers.get("Location", "")
        ]
        assert (to_the_sign_in, [page for page, (status, _) in found.items() if status >= 500]) == ([], [])
        assert {headers["X-Cache"] for _status, headers in found.values()} == {None}
        assert len([page for page, (status, _) in found.items() if status == 200]) > 100
        assert ask(site, "/healthz")[0] == 200
        assert ask(site, "/readyz")[0] == 404


def test_files_from_nginx_are_what_they_say_and_for_whom(tmp_path):
    (tmp_path / "media/public").mkdir(parents=True)
    (tmp_path / "media/public/photo.webp").write_bytes(b"RIFF")
    with proxy(tmp_path, free_port()) as (site, _process):
        for path, whose in [
            ("/static/css/tokens.css", "same-origin"),
            ("/static/none.css", "same-origin"),
            ("/media/photo.webp", "cross-origin"),
        ]:
            headers = ask(site, path)[1]
            assert (headers["X-Content-Type-Options"], headers["Cross-Origin-Resource-Policy"]) == (
                "nosniff",
                whose,
            )


@pytest.mark.django_db
def test_pages_ask_for_no_device_and_are_for_no_other_site(client):
    for path, whose in [
        ("/", "same-origin"),
        ("/accounts/login/", "same-origin"),
        ("/api/v1/products/", "cross-origin"),
    ]:
        headers = client.get(path).headers
        assert headers["Cross-Origin-Resource-Policy"] == whose
        assert "camera=()" in headers["Permissions-Policy"]


def test_an_address_that_is_too_long_gets_a_page_in_both_languages(tmp_path, page):
    said = []
    page.on("requestfailed", lambda request: said.append(request.url))
    with proxy(tmp_path, free_port()) as (site, _process):
        answer = page.goto(f"{site}/en/verify/?code={'x' * 9000}")
        assert answer.status == 414
        assert "quá dài" in page.inner_text("h1") and "too long" in page.inner_text("[lang=en] h2")
        assert page.locator("a[href='/en/verify/']").count() == 1
        assert [rule["id"] for rule in Axe().run(page).response["violations"]] == []
        assert ask(site, f"/verify/?code={'x' * 7000}")[0] == 503  # as far as the portal, which is not there
    assert said == []
