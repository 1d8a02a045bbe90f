"""Every page as those whose business it is see it, in turn, drawn once: what opens, what it keeps, what it says.

The pages are those of tests/world.py. Whoever opens a paper is noted, who opens a page is not: a view whose answer is
no page is taken for a paper.
"""

import html
import re
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import translate_url
from django.utils.translation import override

from ocop.models import PaperReading, User
from ocop.pages.checks import view_of
from tests.catalogue_of_texts import CATALOGUE, catalogue
from tests.once import made_once
from tests.test_every_kept_form import SIGNED_IN, Forms, assert_kept, is_kept, shape
from tests.test_every_url import PATTERNS, PRIVATE, body, methods
from tests.world import FOREIGN, address, make_world, may_open, put_file

# Pages that show nothing on the rows of tests/world.py, with the reason.
EMPTY = {
    "logout",  # only by POST
    "admin-on-site",  # leads elsewhere
    "desk-import-write",  # leads to the form on the page of the list
    "admin-own-password",  # leads to the page for everybody
    "desk-import-undo",  # its list is not imported
    "desk-import-marked",  # its list has no file
    "second-factor",  # shown already: it leads on
}
# What is no page and no paper either: an empty list, and how long a session lasts.
NOBODYS = {"desk-import-template", "desk-import-register-template", "account-session"}
# Of the statements that are planned already each is a question (ocop/database/prepared.py).
READING = ("SELECT", "EXECUTE ocop_", "SAVEPOINT", "RELEASE", "ROLLBACK")
LANGUAGES = ("vi", "en")
SHOWN = sorted(name for name, pattern in PATTERNS.items() if "get" in methods(pattern))

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("todays_texts")]


@dataclass
class Answer:
    """What somebody got at an address."""

    reader: User | None
    language: str
    address: str
    status: int
    kept_by_caches: str
    text: str  # of a page; empty of anything else
    is_foreign: bool  # names the other province
    noted: int  # how often the reader was noted as somebody who opened a paper

    @property
    def is_page(self):
        """Whether it opens as a page."""
        return self.status == 200 and self.text != ""


world = made_once(make_world)


@contextmanager
def only_reading():
    """Fail at the first statement that writes anything but the session, and that somebody was denied or handed something."""

    def look(execute, sql, params, many, context):
        statement = str(sql).lstrip(" (\n")
        noted = statement.startswith(('INSERT INTO "ocop_denial"', 'INSERT INTO "ocop_paperreading"'))
        assert statement.startswith(READING) or noted or "ocop_usersession" in statement, (
            f"GET writes: {statement}"
        )
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield


def answer_to(reader, client, page, language):
    """What a reader gets at a page in a language; nobody in particular is None."""
    with override("en"):
        page = translate_url(page, language)
    with only_reading() if reader else nullcontext():
        response = client.get(page)
    content = body(response)
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    return Answer(
        reader,
        language,
        page,
        response.status_code,
        kept_by_caches=response.headers.get("Cache-Control", ""),
        text=content.decode() if is_page else "",
        is_foreign=FOREIGN.encode() in content,
        noted=PaperReading.objects.filter(user=reader).count() if reader else 0,
    )


def readers_in_turn(pattern, world):
    """Who reads a page: everybody from here a list, every second one a row; one of the country, in turn.

    Whoever it was not the turn of comes after them if none of them has the row: until it opens to somebody.
    """
    turn = SHOWN.index(pattern.name)
    here, country = (
        [user for user in people.values() if may_open(pattern, user)]
        for people in (world.here.people, world.country)
    )
    step = 2 if pattern.pattern.converters else 1
    chosen = here[turn % step :: step] + country[turn % (len(country) or 1) :][:1]
    return chosen, [user for user in here + country if user not in chosen]


def drawn(name, world):
    """A page for the people whose turn it is, the languages in turn; for one to whom it opens in both.

    A public page asks nobody who they are: in Vietnamese.
    """
    pattern = PATTERNS[name]
    page = address(pattern, world.here)
    if name not in PRIVATE:
        return [answer_to(None, Client(), page, "vi")]
    if hasattr(view_of(pattern), "file_field"):
        put_file(view_of(pattern), world.here)
    chosen, others = readers_in_turn(pattern, world)
    found = []
    for user in (*chosen, *others):
        if user in others and any(answer.status == 200 for answer in found):
            break
        language = LANGUAGES[len(found) % len(LANGUAGES)]
        found.append(answer_to(user, world.client_of(user), page, language))
    opened = [answer for answer in found if answer.is_page]
    for language in {*LANGUAGES} - {answer.language for answer in opened} if opened else ():
        reader = opened[0].reader
        found.append(answer_to(reader, world.client_of(reader), page, language))
    return found


@pytest.fixture(scope="module")
def drawn_before():
    return {}


@pytest.fixture
def answers(world, drawn_before):
    """By the name of an address what everybody gets there: each page is drawn once, by the test that asks first."""

    def of(name):
        if name not in drawn_before:
            with transaction.atomic():
                drawn_before[name] = drawn(name, world)
                transaction.set_rollback(True)
        return drawn_before[name]

    return of


@pytest.mark.parametrize("name", [name for name in SHOWN if name in PRIVATE])
def test_own_page_opens_is_stored_by_no_cache_writes_nothing_and_shows_nothing_of_another_province(
    name, world, answers
):
    found = answers(name)
    for answer in found:
        assert answer.status < 500
        assert "no-store" in answer.kept_by_caches
        is_paper = answer.status == 200 and not answer.text and name not in NOBODYS
        assert (answer.reader.role, answer.noted) == (answer.reader.role, is_paper)
    ours = [answer for answer in found if answer.reader in world.here.people.values()]
    assert [answer.reader.role for answer in ours if answer.is_foreign] == []
    assert [answer for answer in found if answer.status == 200] or name in EMPTY


@pytest.mark.parametrize("name", sorted(SIGNED_IN))
def test_form_sent_after_the_session_ended_is_kept_for_its_owner(name, answers):
    for answer in answers(name):
        if answer.is_page and (forms := forms_of(answer)):
            with override(answer.language):
                for form in forms:
                    assert_kept(form, answer.reader, answer.address)
            return


def forms_of(answer):
    """The forms of a page that are kept, each of another kind."""
    with override(answer.language):
        found = Forms(answer.text, answer.address).found
        return {shape(form): form for form in found if is_kept(form[0].partition("?")[0])}.values()


def english_texts():
    """Texts of three words or more without placeholders; shorter ones may be names or parts of words."""
    for text in catalogue(CATALOGUE)[1].values():
        for words in text.id if isinstance(text.id, tuple) else (text.id,):
            if len(words.split()) >= 3 and "%" not in words and words != text.string:
                yield words


def test_vietnamese_pages_show_no_text_in_english(answers):
    read = {
        (name, answer.reader and answer.reader.role): html.unescape(re.sub(r"\s+", " ", answer.text))
        for name in SHOWN
        for answer in answers(name)
        if answer.is_page and answer.language == "vi"
    }
    assert {"home", "product", "verify-code", "desk", "desk-dossier"} - {
        name for name, _role in read
    } == set()
    # Most of a page stands on others too: what is between two tags, or in one, is looked at once.
    pieces = "\n".join({piece for text in read.values() for piece in re.split("[<>]", text)})
    somewhere = [text for text in english_texts() if re.search("[<>]", text) or text in pieces]
    assert {
        page: found for page, text in read.items() if (found := [x for x in somewhere if x in text])
    } == {}
