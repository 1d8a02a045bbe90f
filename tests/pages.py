"""Reading a page as a browser would, to see what is wrong with it."""

from collections import Counter
from datetime import datetime
from html.parser import HTMLParser


class Page(HTMLParser):
    """A parsed page: its language, headings, ids, moments and whatever the content security policy forbids."""

    def __init__(self, text):
        super().__init__()
        self.lang, self.h1, self.ids, self.moments, self.forbidden = None, 0, Counter(), [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Note what the tag says."""
        attrs = dict(attrs)
        if tag == "html":
            self.lang = attrs.get("lang")
        self.h1 += tag == "h1"
        if "id" in attrs:
            self.ids[attrs["id"]] += 1
        if tag == "time":
            self.moments.append(attrs["datetime"])
        if tag == "style" or (tag == "script" and "src" not in attrs and not is_data(attrs)):
            self.forbidden.append(tag)
        self.forbidden += [name for name in attrs if name == "style" or name.startswith("on")]


def is_data(attrs):
    """Whether a script element holds data that no browser runs."""
    return attrs.get("type", "").startswith("application/")


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
