"""People who use the portal over HTTP: they read a page, fill in its form and send it."""

import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException, HTTPMessage
from io import BytesIO
from threading import Barrier
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from lxml import html
from PIL import Image

from tests.crawl import ask, signed_in
from tests.drill.judge import NO_ANSWER, Sent

T = TypeVar("T")
TOKEN = "x" * 32
OPEN = "Whether it was saved is not known"


class Answer:
    """What came back; without a status where the line broke."""

    def __init__(self, status: int, headers: HTTPMessage, text: str, seconds: float) -> None:
        self.status, self.headers, self.text, self.seconds = status, headers, text, seconds

    def sent(self, mark: str) -> Sent:
        """What the person was told of what has this mark."""
        return Sent(mark, self.status, OPEN in self.text)


class Person:
    """Somebody at the address of the portal, signed in if they have an account."""

    def __init__(self, site: str, email: str = "") -> None:
        self.site = site
        session = f"{signed_in(site, email)[0]}; " if email else ""
        self.cookies = f"{session}csrftoken={TOKEN}"

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """One request and its answer."""
        began = time.monotonic()
        try:
            answer = ask(self.site, method, path, body=body, headers={"Cookie": self.cookies} | headers)
        except (OSError, HTTPException):
            answer = (NO_ANSWER, HTTPMessage(), "")
        return Answer(*answer, time.monotonic() - began)

    def get(self, path: str) -> Answer:
        """Read a page."""
        return self.ask("GET", path)

    def form(self, path: str, **filled_in: Any) -> "Form":
        """The form of a page, filled in. Raises RuntimeError if the page has none."""
        page = self.get(path)
        if page.status != 200:
            raise RuntimeError(f"{path} answers {page.status}.")
        posts = [form for form in html.document_fromstring(page.text).forms if form.method == "POST"]
        here = [form for form in posts if (urlsplit(form.action or "").path or path) == urlsplit(path).path]
        if not here:
            raise RuntimeError(f"{path} has no form.")
        shown = max((form.form_values() for form in here), key=len)
        return Form(self, path, dict(shown) | filled_in)


class Form:
    """A form that is ready to be sent, any number of times."""

    def __init__(self, person: Person, path: str, values: dict[str, Any]) -> None:
        self.person, self.path, self.values = person, path, values
        self.body = encode_multipart(BOUNDARY, values)

    def send(self) -> Answer:
        """Send it."""
        return self.person.ask("POST", self.path, self.body, **{"Content-Type": MULTIPART_CONTENT})


def at_once(acts: Sequence[Callable[[], T]]) -> list[T]:
    """Do everything at the same moment, each in a thread of its own."""
    barrier = Barrier(len(acts))

    def begin(act: Callable[[], T]) -> T:
        barrier.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(begin, acts))


def after(seconds: float, act: Callable[[], T]) -> Callable[[], T]:
    """The same act, a little later."""

    def later() -> T:
        time.sleep(seconds)
        return act()

    return later


def noise(name: str, *, side: int = 700) -> SimpleUploadedFile:
    """A picture that no compression makes smaller; with 700 pixels of about a megabyte."""
    kept = BytesIO()
    Image.frombytes("RGB", (side, side), os.urandom(side * side * 3)).save(kept, "JPEG", quality=95)
    return upload(kept.getvalue(), name, "image/jpeg")


def upload(content: bytes, name: str, kind: str = "application/pdf") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content, kind)
