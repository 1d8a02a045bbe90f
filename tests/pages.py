"""Reading a page as a browser would, to see what is wrong with it."""

from collections import Counter
from datetime import datetime

from lxml import html
from lxml.etree import XPath

IDS, MOMENTS, HEADINGS = XPath("//@id"), XPath("//time/@datetime"), XPath("count(//h1)")
# A script that holds data is run by no browser.
ELEMENTS = XPath("//style | //script[not(@src) and not(starts-with(@type, 'application/'))]")
ATTRIBUTES = XPath("//@style | //@*[starts-with(name(), 'on')]")


class Page:
    """A parsed page: its language, headings, ids, moments and whatever the content security policy forbids."""

    def __init__(self, text):
        root = html.document_fromstring(text)
        self.lang, self.h1 = root.get("lang"), int(HEADINGS(root))
        self.ids, self.moments = Counter(IDS(root)), MOMENTS(root)
        self.forbidden = [element.tag for element in ELEMENTS(root)]
        self.forbidden += [value.attrname for value in ATTRIBUTES(root)]


def is_moment(text):
    """Whether a machine reads a day or a moment from it (ISO 8601)."""
    try:
        return bool(datetime.fromisoformat(text))
    except ValueError:
        return False


def faults(text):
    """List what is wrong with a page, in words; empty for a good one."""
    page = Page(text)
    found = [f"the id {name!r} stands {count} times" for name, count in page.ids.items() if count > 1]
    found += [f"inline {name}" for name in page.forbidden]
    found += [f"no moment: {moment!r}" for moment in page.moments if not is_moment(moment)]
    if page.lang not in ("vi", "en"):
        found.append(f"lang is {page.lang!r}")
    if page.h1 != 1:
        found.append(f"{page.h1} h1 instead of one")
    found += [f"left over: {mark}" for mark in ("{{", "{%") if mark in text]
    return found
