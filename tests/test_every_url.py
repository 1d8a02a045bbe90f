"""Every address of the portal with the roles in turn, on rows of the own province and of another: who is refused.

What opens is looked at in tests/test_every_page.py.
"""

import pytest
from django.test import Client
from django.urls import reverse, translate_url

from ocop.pages.checks import url_patterns, view_of
from tests.once import made_once
from tests.world import address, make_world, may_open

PATTERNS = {pattern.name: pattern for _route, pattern in url_patterns()}
# What anybody may open without signing in. A page is added here on purpose, never because a test asks for it.
PUBLIC_NAMES = {
    *["healthz", "readyz", "rendition", "robots", "sitemap", "sitemap-section", "api-sheets", "api-sheet"],
    *["home", "place-list", "place", "product-list", "product", "product-share", "producer-list", "producer"],
    *["verify", "verify-code", "gs1-link", "login", "product-download"],
    *["api-products", "api-producers", "api-places", "api-recognitions", "api-schema"],
    *["open-data", "open-data-file", "api-changes", "badge", "change-list", "change-rss", "change-atom"],
    *["label", "label-keys"],
    *["collection-list", "collection", "share", "producer-share", "place-share", "product-suggestions"],
    *["password-forgotten", "one-time-code", "one-time"],
    *["map", "statistics", "statistics-products", "statistics-producers", "statistics-table"],
}
PRIVATE = sorted(set(PATTERNS) - PUBLIC_NAMES)
# Pages of rows that belong to the country: every province reads the same ones. And files named by their register.
NATIONAL = {
    *["desk-sheet", "desk-sheet-compare", "desk-sheet-document", "desk-sheet-reading-create"],
    *["practice-sheet", "sheet-blank"],
    *["desk-import-register-template", "desk-register-export"],
}
pytestmark = pytest.mark.django_db


world = made_once(make_world)


def methods(pattern):
    return [name for name in ("get", "post") if hasattr(view_of(pattern), name)]


def has_object(pattern):
    return bool(pattern.pattern.converters)


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_every_address_has_a_name_of_its_own():
    names = [pattern.name for _route, pattern in url_patterns()]
    assert sorted(name or "" for name in names) == sorted({name or "" for name in names} - {""})


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_anonymous_is_sent_to_the_login_except_on_public_pages(name, world, client):
    pattern = PATTERNS[name]
    response = getattr(client, methods(pattern)[0])(address(pattern, world.here))
    asked_to_sign_in = response.status_code == 302 and response.url.startswith(reverse("login"))
    assert asked_to_sign_in == (name not in PUBLIC_NAMES)
    assert response.status_code < 500


@pytest.mark.parametrize("name", [name for name in PRIVATE if "get" not in methods(PATTERNS[name])])
def test_what_is_behind_the_sign_in_is_stored_by_no_cache(name, world):
    pattern = PATTERNS[name]
    everybody = [*world.here.people.values(), *world.country.values()]
    user = next(user for user in everybody if may_open(pattern, user))
    response = getattr(world.client_of(user), methods(pattern)[0])(address(pattern, world.here))
    assert "no-store" in response.headers["Cache-Control"]


def test_public_names_are_those_of_public_views():
    # Pages of the way in have a scope of their own: they are open, but no cache keeps them.
    assert {
        name for name, pattern in PATTERNS.items() if view_of(pattern).act.needs_no_account
    } == PUBLIC_NAMES


@pytest.mark.parametrize("name", PRIVATE)
def test_role_without_business_is_refused_whatever_the_row(name, world):
    pattern = PATTERNS[name]
    everybody = [*world.here.people.values(), *world.country.values()]
    refused = [user for user in everybody if not may_open(pattern, user)]
    # For each way one of those who are refused, in turn from page to page: here and at the other place.
    turn = PRIVATE.index(name)
    for at, method in enumerate(methods(pattern) if refused else ()):
        user, place = refused[(turn + at) % len(refused)], (world.here, world.there)[(turn + at) % 2]
        response = getattr(world.client_of(user), method)(address(pattern, place))
        assert (user.role, method, response.status_code) == (user.role, method, 403)


@pytest.mark.parametrize(
    "name", [name for name in PRIVATE if has_object(PATTERNS[name]) and name not in NATIONAL]
)
def test_row_of_another_province_is_not_found(name, world):
    pattern = PATTERNS[name]
    readers, ways = [user for user in world.here.people.values() if may_open(pattern, user)], methods(pattern)
    # One role reads, the next one sends; a single one does both.
    turns = enumerate(readers if len(readers) >= len(ways) else readers * len(ways))
    for at, user in turns:
        method = ways[(PRIVATE.index(name) + at) % len(ways)]
        response = getattr(world.client_of(user), method)(address(pattern, world.there))
        assert (user.role, method, response.status_code) == (user.role, method, 404)


@pytest.mark.parametrize("name", [name for name in PRIVATE if "paper" in PATTERNS[name].pattern.converters])
def test_paper_is_the_same_in_both_languages(name, world):
    page = address(PATTERNS[name], world.here)
    everybody = [*world.here.people.values(), *world.country.values()]
    answers = ((client, client.get(page)) for client in map(world.client_of, everybody))
    client, paper = next((client, answer) for client, answer in answers if answer.status_code == 200)
    assert body(client.get(translate_url(page, "vi"))) == body(paper)


@pytest.mark.parametrize("name", [name for name in PRIVATE if "post" in methods(PATTERNS[name])])
def test_post_without_a_token_is_refused(name, world):
    pattern = PATTERNS[name]
    everybody = [*world.here.people.values(), *world.country.values()]
    user = next(user for user in everybody if may_open(pattern, user))
    client = Client(enforce_csrf_checks=True)
    client.cookies = world.client_of(user).cookies
    response = client.post(address(pattern, world.here))
    assert response.status_code == 403
    assert "403_csrf.html" in [template.name for template in response.templates]


def test_only_views_to_which_nothing_can_be_sent_waive_the_token():
    waived = {name for name, pattern in PATTERNS.items() if getattr(pattern.callback, "csrf_exempt", False)}
    taking = {
        name
        for name, pattern in PATTERNS.items()
        if any(hasattr(view_of(pattern), method) for method in ("post", "put", "patch", "delete"))
    }
    assert waived & taking == set()
    assert {"home", "api-products"} <= waived and {"login", "desk-product-edit"} <= taking
