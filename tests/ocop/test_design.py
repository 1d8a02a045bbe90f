import re

import pytest
from django.conf import settings
from django.urls import reverse

from ocop.models import Role
from tests import factories as make

UI = settings.BASE_DIR / "templates" / "ui"
pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    client.force_login(make.user())
    return client.get("/en/desk/design/")


def test_design_page_shows_every_partial(page):
    shown = {template.name for template in page.templates}
    pages = {path.name for path in UI.glob("*.html") if "{% extends" in path.read_text()}
    assert {f"ui/{path.name}" for path in UI.glob("*.html") if path.name not in pages} - shown == set()
    assert pages == {"history_page.html"}


def test_every_partial_says_what_it_takes():
    silent = [path.name for path in UI.glob("*.html") if "{% comment %}" not in path.read_text()[:300]]
    assert silent == []


def test_no_page_has_inline_style_or_script():
    templates = (settings.BASE_DIR / "templates").rglob("*.html")
    inline = re.compile(r"\sstyle=|<style|\son[a-z]+=\"|javascript:|<script(?![^>]*(src=|application/))")
    assert [str(path) for path in templates if inline.search(path.read_text())] == []


def test_every_product_set_has_its_own_drawing():
    drawings = [settings.BASE_DIR / "static" / "img" / "sets" / f"{number:02d}.svg" for number in range(27)]
    assert len({path.read_text() for path in drawings}) == 27


@pytest.mark.parametrize("role", [Role.PRODUCER, Role.EXPERT])
@pytest.mark.parametrize("name", ["desk", "design"])
def test_desk_is_closed_to_producers_and_experts(client, role, name):
    client.force_login(make.user(role))
    assert client.get(reverse(name)).status_code == 403


def test_desk_shows_who_is_signed_in_and_only_pages_that_exist(client):
    officer = make.user(Role.PROVINCIAL_OFFICER, full_name="Hoàng Thị Lan")
    client.force_login(officer)
    page = client.get("/en/desk/").content.decode()
    assert "Hoàng Thị Lan" in page
    assert "Provincial officer" in page
    assert str(officer.place) in page
    assert 'href="/en/desk/products/"' in page
    assert not {'href="/en/desk/design/"', 'href="/en/admin/"'} & set(re.findall('href="[^"]*"', page))


def test_language_switch_leads_to_the_same_page_with_its_filters(client):
    page = client.get("/en/accounts/login/?next=/desk/").content.decode()
    assert '<a class="language" href="/accounts/login/?next=/desk/" lang="vi"' in page
