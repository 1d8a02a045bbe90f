"""The site as whoever follows its links from the two home pages finds it: nothing broken, one language at a time."""

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.crawl import STARTS, Crawl, speaks
from tests.once import made_once
from tests.world import side

pytestmark = pytest.mark.django_db
SITE = "http://testserver"
# Addresses that a crawl of the small world of the tests may have; more means that links breed links.
MOST = 400

province = made_once(lambda: side("Sở-tại"))


def fetch(path):
    """Ask the portal, and for static files the sources."""
    if path.startswith("/static/"):
        status = 200 if finders.find(path.removeprefix("/static/")) else 404
        return status, {"Content-Type": "text/css"}, ""
    answer = Client().get(path)
    text = "" if answer.streaming else answer.content.decode(errors="replace")
    return answer.status_code, answer.headers, text


@pytest.mark.usefixtures("todays_texts", "province")
def test_every_link_from_the_two_home_pages_leads_somewhere_in_one_language():
    found = Crawl(SITE, fetch, MOST)
    assert found.run(*STARTS)
    assert sorted(found.faults, key=str) == []
    assert set(found.answers.values()) == {200}
    for home in STARTS:
        assert {f"{SITE}{home}{page}/" for page in ("verify", "map", "open-data")} <= found.pages.keys()
    # The searches for words are no empty ones.
    assert speaks(1, but=0)(found.words[f"{SITE}/"]) and speaks(0, but=1)(found.words[f"{SITE}/en/"])
    assert found.strangers == {}
