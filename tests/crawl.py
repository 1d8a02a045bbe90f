"""The site as whoever follows its links from the two home pages finds it.

    ./run crawl            crawls the portal that another ./run serves, as a crawler that keeps to robots.txt,
                           then signed in as each account of the demonstration
    ./run crawl E-MAIL…    only as these accounts

Without an account every address that robots.txt allows is read; of the others (lists narrowed by parameters, the
working side) one of each kind, so that no link leads nowhere. Signed in, every page of the working side is read that
links reach from the desk; of those with parameters, of files and of the Django admin one of each kind. Links that
leave the site are counted and left alone.
"""

import os
import re
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from html.parser import HTMLParser
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import parse_qsl, urldefrag, urlencode, urljoin, urlsplit

from django.urls import Resolver404, resolve
from django.utils.translation import override
from protego import Protego

from ratings.demo.accounts import ACCOUNTS, password
from tests.catalogue_of_texts import CATALOGUE, catalogue
from tests.pages import faults

STARTS = ("/", "/en/")
SIGN_IN = "/accounts/login/"
ADMIN = re.compile(r"(/en)?/admin/")
FILES = re.compile(r"\.\w+$|/document/$")
AT_ONCE = 4
SPOKEN = {"alt", "title", "aria-label", "placeholder"}
DESCRIBING = {"description", "og:title", "og:description", "og:image:alt"}
# What is no language of people: programs, and names of the data.
SILENT = ("script", "style", "code", "pre")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
LOCATION = re.compile(r"<loc>(.*?)</loc>")
TAG = re.compile(r"<[^>]+>")


class Crawled(HTMLParser):
    """A page: its language, its ids, where its links lead and what it says in its own language, piece by piece."""

    def __init__(self, text):
        super().__init__()
        self.lang, self.ids = None, set()
        self.links, self.words, self.open = [], set(), []  # open: (tag, lang) of the elements around
        self.feed(text)

    def foreign(self):
        """Whether an element around us says that it speaks another language than the page."""
        spoken = [lang for _tag, lang in self.open if lang]
        return bool(spoken) and spoken[-1] != spoken[0]

    def handle_starttag(self, tag, attrs):
        named = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.lang = named.get("lang")
        if "id" in named:
            self.ids.add(named["id"])
        self.open.append((tag, named.get("lang")))
        self.links += [named[name] for name in ("href", "src") if name in named]
        self.links += [image.split()[0] for image in named.get("srcset", "").split(",") if image.split()]
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


def kind_of(url):
    """Addresses of one page that ask the same questions are one kind, whatever row and answers they name."""
    parts = urlsplit(url)
    language = "en" if parts.path.startswith("/en/") else "vi"
    try:
        with override(language):
            page = resolve(parts.path).view_name
    except Resolver404:
        page = parts.path
    return language, page, tuple(sorted({name for name, _value in parse_qsl(parts.query, True)}))


@dataclass
class Crawl:
    """A crawl of `site` with `fetch`, a function from a path to (status, headers, text).

    After `run`: `answers` has the status of each address read, `pages` the ids of each page, `faults` what is broken
    with the page that links there, `strangers` the words of another language by page, `outside` the foreign hosts.
    """

    site: str
    fetch: callable
    most: int = 10**6
    signed_in: bool = False
    answers: dict = field(default_factory=dict)
    pages: dict = field(default_factory=dict)
    faults: set = field(default_factory=set)
    strangers: dict = field(default_factory=dict)
    outside: Counter = field(default_factory=Counter)
    words: dict = field(default_factory=dict)

    def run(self, *starts, together=map):
        """Read everything that links from `starts` reach; true if the crawl came to its end.

        `together` is map, or a map that asks for several pages at a time.
        """
        self.robots = Protego.parse(self.fetch("/robots.txt")[2])
        self.foreign = {"vi": speaks(0, but=1), "en": speaks(1, but=0)}
        self.waiting, self.fragments, seen = {self.site + start: "" for start in starts}, set(), set()
        while self.waiting and len(self.answers) < self.most:
            layer, self.waiting = self.waiting, {}
            names = {url: self.name_of(url) for url in layer if self.is_ours(url)}
            new = [
                url for name, url in {name: url for url, name in names.items()}.items() if name not in seen
            ]
            seen |= set(names.values())
            answers = together(self.fetch, [url.removeprefix(self.site) for url in new])
            for url, answer in zip(new, answers, strict=True):
                self.read(url, layer[url], *answer)
        for url, fragment, source in self.fragments:
            if url in self.pages and fragment not in self.pages[url]:
                self.faults.add((f"no #{fragment}", url, source))
        if self.signed_in:
            return not self.waiting
        lost = {page for section in self.listed("/sitemap.xml") for page in self.listed(section)}
        self.faults |= {("no link leads there", page, "/sitemap.xml") for page in lost - self.answers.keys()}
        return not self.waiting

    def is_ours(self, url):
        """Whether we read it at all: signed in, only the working side and what needs an account."""
        return not (self.signed_in and self.robots.can_fetch(url, "*"))

    def name_of(self, url):
        """The address itself, or its kind where one of a kind is enough."""
        parts = urlsplit(url)
        if not self.signed_in:
            return url if self.robots.can_fetch(url, "*") else kind_of(url)
        whole = not (parts.query or ADMIN.match(parts.path) or FILES.search(parts.path))
        return url if whole else kind_of(url)

    def listed(self, sitemap):
        """The addresses that a map of the site names, on this site whatever host they name."""
        named = LOCATION.findall(self.fetch(sitemap.removeprefix(self.site))[2])
        return [
            self.site + urlsplit(unescape(name))._replace(scheme="", netloc="").geturl() for name in named
        ]

    def read(self, url, source, status, headers, text):
        """Note what an address answers and where it leads."""
        self.answers[url] = status
        if status >= 400:
            self.faults.add((status, url, source))
        elif status in (301, 302):
            self.waiting.setdefault(urldefrag(urljoin(url, headers["Location"])).url, url)
        elif headers["Content-Type"].startswith("text/html"):
            self.faults |= {(fault, url, source) for fault in faults(text)}
            self.look_at(url, Crawled(text))

    def look_at(self, url, page):
        """Note the words of a page and its links."""
        self.pages[url] = page.ids
        self.words |= {url: page.words} if urlsplit(url).path in STARTS else {}
        # Registers hold what people wrote, in their language: only the public side is asked for words of another.
        if strangers := not self.signed_in and self.foreign[page.lang](page.words):
            self.strangers[url] = strangers
        for link in page.links:
            target, fragment = urldefrag(urljoin(url, link))
            if target.startswith(f"{self.site}/"):
                self.waiting.setdefault(target, url)
                self.fragments |= {(target, fragment, url)} if fragment else set()
            elif target.startswith("http"):
                self.outside[urlsplit(target).netloc] += 1


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
    # A site repeats itself: each word is looked for once.
    holds = cache(lambda word: any(pattern.fullmatch(word) for pattern in filled))
    return lambda words: (words & plain) | {word for word in words if holds(word)}


def texts_of(language):
    """The catalogue's texts in one language (0 English, 1 Vietnamese) where the two differ, cut at their tags."""
    texts = set()
    for message in catalogue(CATALOGUE)[1].values():
        forms = [part if isinstance(part, tuple) else (part,) for part in (message.id, message.string)]
        if not set(forms[0]) & set(forms[1]):
            texts |= {part for text in forms[language] for part in TAG.split(text)}
    return {" ".join(text.split()).replace("%%", "%") for text in texts} - {""}


def speaks(language, *, but):
    """What finds texts of one language in words (0 English, 1 Vietnamese) that are none of the other."""
    return told_apart(texts_of(language) - texts_of(but))


def served(site, cookies=""):
    """A function that fetches from a portal over HTTP and returns (status, headers, text)."""

    def fetch(path):
        return ask(site, "GET", path, headers={"Cookie": cookies} if cookies else {})

    return fetch


def ask(site, method, path, **request):
    """(status, headers, text) of one request."""
    with closing(HTTPConnection(urlsplit(site).netloc, timeout=60)) as connection:
        connection.request(method, path, **request)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode(errors="replace")


def cookies_of(headers):
    """The cookies that an answer sets, as the header of the next request has them."""
    jar = SimpleCookie()
    for line in headers.get_all("Set-Cookie", []):
        jar.load(line)
    return jar


def signed_in(site, email):
    """The Cookie header of somebody who has signed in by the page for it, and where that leads, in both languages."""
    token = cookies_of(ask(site, "GET", SIGN_IN)[1])["csrftoken"].value
    form = {"username": email, "password": password(), "csrfmiddlewaretoken": token}
    headers = {
        "Cookie": f"csrftoken={token}",
        "Content-Type": "application/x-www-form-urlencoded",
        "Referer": f"{site}{SIGN_IN}",
    }
    status, headers, _text = ask(site, "POST", SIGN_IN, body=urlencode(form), headers=headers)
    if status != 302:
        sys.exit(f"{email} cannot sign in: is the portal one with demonstration data? (OCOP_DEMO_PASSWORD=…)")
    cookies, first = f"sessionid={cookies_of(headers)['sessionid'].value}", headers["Location"]
    return cookies, (first, f"/en{first}")


def main():
    """Crawl the portal on PORT as nobody and as each account, and print what was found; 1 if anything is wrong."""
    site = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
    asked = sys.argv[1:]
    good = bool(asked) or report("without an account", Crawl(site, served(site)), STARTS)
    for email in asked or [account.email for account in ACCOUNTS]:
        cookies, starts = signed_in(site, email)
        good &= report(email, Crawl(site, served(site, cookies), signed_in=True), starts)
    return not good


def report(reader, found, starts):
    """Crawl, print what was found, and say whether all is well."""
    began = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as threads:
        ended = found.run(*starts, together=threads.map)
    for fault, url, source in sorted(found.faults, key=str):
        print(f"{fault}: {url} (linked from {source})")
    for url, strangers in sorted(found.strangers.items()):
        print(f"another language: {url}: {sorted(strangers)}")
    print(
        f"{reader}: {len(found.answers)} addresses, {len(found.pages)} pages, {dict(Counter(found.answers.values()))},"
        f" {len(found.faults)} faults, {len(found.strangers)} pages with words of another language,"
        f" {found.outside.total()} links to {len(found.outside)} other hosts, {time.monotonic() - began:.0f} s;"
        f" {'it ended' if ended else 'it did not end'}"
    )
    return ended and not found.faults and not found.strangers
