"""The site as whoever follows its links from the two home pages finds it: nothing broken, one language at a time."""

import re
from collections import deque
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.once import made_once
from tests.pages import Page
from tests.test_translations import CATALOGUE, catalogue
from tests.test_vietnamese_pages import todays_texts  # noqa: F401
from tests.world import side

pytestmark = pytest.mark.django_db
SITE = "http://testserver"
# Addresses that a crawl of the small world of the tests may have; more means that links breed links.
MOST = 400
SPOKEN = {"alt", "title", "aria-label", "placeholder"}
DESCRIBING = {"description", "og:title", "og:description", "og:image:alt"}
# What is no language of people: programs, and names of the data.
SILENT = ("script", "style", "code", "pre")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
TAG = re.compile(r"<[^>]+>")

province = made_once(lambda: side("Sở-tại"))


class Crawled(Page):
    """A page with where its links lead and what it says in its own language, piece by piece."""

    def __init__(self, text):
        self.links, self.words, self.open = [], set(), []  # open: (tag, lang) of the elements around
        super().__init__(text)

    def foreign(self):
        """Whether an element around us says that it speaks another language than the page."""
        spoken = [lang for _tag, lang in self.open if lang]
        return bool(spoken) and spoken[-1] != spoken[0]

    def handle_starttag(self, tag, attrs):
        super().handle_starttag(tag, attrs)
        named = {name: value or "" for name, value in attrs}
        self.open.append((tag, named.get("lang")))
        self.links += [named[name] for name in ("href", "src") if name in named]
        if tag == "form" and named.get("method", "get") == "get":
            self.links.append(named.get("action", ""))
        if not self.foreign():
            self.words |= {" ".join(named[name].split()) for name in SPOKEN & named.keys()}
            if DESCRIBING & {named.get("name"), named.get("property")}:
                self.words.add(" ".join(named["content"].split()))
        if tag in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not self.foreign() and not any(tag in SILENT for tag, _lang in self.open):
            self.words.add(" ".join(data.split()))


@dataclass
class Crawl:
    """What the crawl found: pages by address, and each fault with the page that links there."""

    pages: dict = field(default_factory=dict)
    answers: dict = field(default_factory=dict)
    faults: set = field(default_factory=set)


def kind_of(url):
    """Addresses that differ in what is asked, not in which questions, are one kind."""
    parts = urlsplit(url)
    return parts.path, tuple(sorted({name for name, _value in parse_qsl(parts.query, True)}))


def crawl(*starts):
    """Follow every internal link from `starts`, one address for each path and set of parameters."""
    found, client = Crawl(), Client()
    waiting, fragments = deque((SITE + start, "") for start in starts), set()
    while waiting and len(found.answers) < MOST:
        url, source = waiting.popleft()
        if kind_of(url) in found.answers:
            continue
        path = url.removeprefix(SITE)
        if path.startswith("/static/"):
            found.answers[kind_of(url)] = 200 if finders.find(path.removeprefix("/static/")) else 404
        else:
            answer = client.get(path)
            found.answers[kind_of(url)] = answer.status_code
            if answer.status_code in (301, 302):
                waiting.append((urldefrag(urljoin(url, answer.url)).url, path))
            elif answer.headers["Content-Type"].startswith("text/html"):
                page = found.pages[kind_of(url)] = Crawled(answer.content.decode())
                for link in page.links:
                    target, fragment = urldefrag(urljoin(url, link))
                    if target.startswith(f"{SITE}/"):
                        waiting.append((target, path))
                        fragments |= {(kind_of(target), fragment, path)} if fragment else set()
        if found.answers[kind_of(url)] >= 400:
            found.faults.add((found.answers[kind_of(url)], path, source))
    for kind, fragment, source in fragments:
        if kind in found.pages and fragment not in found.pages[kind].ids:
            found.faults.add((kind[0], f"#{fragment}", source))
    return found


def told_apart(texts):
    """What finds any of `texts` in a page: whole pieces, and pieces with something in their placeholders.

    Where a text has but one word of its own, as “%(n)s stars”, what stands before or after must be a figure.
    """
    plain = {text for text in texts if not PLACEHOLDER.search(text)}
    filled = []
    for text in texts - plain:
        words = len(re.findall(r"[^\W\d_]+", PLACEHOLDER.sub("", text)))
        if words:
            anything = ".+" if words > 1 else r"[\d.,/]+"
            filled.append(re.compile(anything.join(map(re.escape, PLACEHOLDER.split(text)))))
    return lambda words: (
        (words & plain) | {word for word in words if any(pattern.fullmatch(word) for pattern in filled)}
    )


def texts_of(language):
    """The catalogue's texts in one language (0 English, 1 Vietnamese) where the two differ, cut at their tags."""
    texts = set()
    for message in catalogue(CATALOGUE)[1].values():
        forms = [part if isinstance(part, tuple) else (part,) for part in (message.id, message.string)]
        if not set(forms[0]) & set(forms[1]):
            texts |= {part for text in forms[language] for part in TAG.split(text)}
    return {" ".join(text.split()).replace("%%", "%") for text in texts} - {""}


@pytest.mark.usefixtures("todays_texts", "province")
def test_every_link_from_the_two_home_pages_leads_somewhere_in_one_language():
    found = crawl("/", "/en/")
    assert sorted(found.faults, key=str) == []
    assert set(found.answers.values()) == {200, 302}
    assert len(found.answers) < MOST
    read = {path for path, _asked in found.pages}
    assert {
        f"{home}{page}/" for home in ("/", "/en/") for page in ("verify", "map", "open-data")
    } - read == set()
    vietnamese, english = texts_of(1), texts_of(0)
    in_english, in_vietnamese = told_apart(english - vietnamese), told_apart(vietnamese - english)
    assert in_vietnamese(found.pages["/", ()].words) and in_english(found.pages["/en/", ()].words)
    mixed = {
        kind: strangers
        for kind, page in found.pages.items()
        if (strangers := (in_vietnamese if kind[0].startswith("/en/") else in_english)(page.words))
    }
    assert mixed == {}
