"""No Vietnamese page of the portal shows a text of the catalogue in English."""

import html
import re

import pytest
from babel.messages.mofile import write_mo
from django.test import Client
from django.urls import translate_url
from django.utils.translation import override

from tests.test_every_url import PATTERNS, may_open, methods
from tests.test_translations import CATALOGUE, catalogue
from tests.world import address, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def todays_texts(tmp_path, settings):
    """The catalogue as it stands, compiled: the one beside the sources may be older or missing."""
    folder = tmp_path / "vi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "django.mo").open("wb") as file:
        write_mo(file, catalogue(CATALOGUE)[0])
    settings.LOCALE_PATHS = [tmp_path]


def english_texts():
    """Texts of three words or more without placeholders; shorter ones may be names or parts of words."""
    for text in catalogue(CATALOGUE)[1].values():
        for words in text.id if isinstance(text.id, tuple) else (text.id,):
            if len(words.split()) >= 3 and "%" not in words and words != text.string:
                yield words


def page_of(pattern, world):
    """The page in Vietnamese for the first person who may open it, or None."""
    with override("en"):
        url = translate_url(address(pattern, world.here), "vi")
    readers = [
        user for user in (*world.here.people.values(), *world.country.values()) if may_open(pattern, user)
    ]
    for client in (Client(), *(world.client_of(user) for user in readers)):
        response = client.get(url)
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            return html.unescape(re.sub(r"\s+", " ", response.content.decode()))
    return None


def test_vietnamese_pages_show_no_text_in_english(todays_texts):
    world, texts = make_world(), list(english_texts())
    pages = {name: page_of(pattern, world) for name, pattern in PATTERNS.items() if "get" in methods(pattern)}
    read = {name: page for name, page in pages.items() if page}
    assert {"home", "product", "verify-code", "desk", "desk-dossier"} - read.keys() == set()
    assert {name: found for name, page in read.items() if (found := [x for x in texts if x in page])} == {}
