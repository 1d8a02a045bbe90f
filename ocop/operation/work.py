"""Limits on concurrent long requests in one process, so that no kind takes all threads.

A view with long requests sets its kind (`work = PAPERS`); all others are pages. At the limit of a kind a few more
requests wait for a turn: pages, uploads and other kinds separately. Further ones, and those that wait too long, get 503
with a sentence (ocop/operation/unavailable.py). A request takes its turn only when its body has arrived. Some threads of a
process are always free to answer so, and for /healthz.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import cast

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
    UnreadablePostError,
)
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ocop.operation.unavailable import unavailable

THREADS = 38  # of a process (ocop/deploy/gunicorn.conf.py); each may keep a connection to the database
FREE = 2  # of these, never working and never waiting


class Queue:
    """The waiting requests: how many at most, and how many seconds each."""

    def __init__(self, places: int, patience: float):
        self.places, self.patience = threading.Semaphore(places), patience
        self.most = places


PAGES_WAIT = Queue(10, 8)  # less than nginx waits for a public page
LONG_WAIT = Queue(8, 30)
UPLOADS_WAIT = Queue(4, 30)


@dataclass(frozen=True, eq=False)
class Work:
    """A kind of work, its limit, and the sentence beyond it."""

    most: int
    sentence: str | Promise
    queue: Queue = LONG_WAIT
    # Opening the form of an upload is no upload.
    methods: frozenset[str] = frozenset({"GET", "HEAD", "POST"})
    turns: threading.Semaphore = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "turns", threading.Semaphore(self.most))


PAGES = Work(4, _("Very many people are asking at this moment."), PAGES_WAIT)
PAPERS = Work(2, _("Other papers are being written at this moment."))
PACKAGES = Work(1, _("Another package is being put together at this moment."))
LISTS = Work(2, _("Other lists are being written at this moment."))
PAGE_IMAGES = Work(2, _("Other documents are being drawn at this moment."))
# Opening the form is a page.
UPLOADS = Work(3, _("Other files are being read at this moment."), UPLOADS_WAIT, methods=frozenset({"POST"}))
LONG = (PAPERS, PACKAGES, LISTS, PAGE_IMAGES, UPLOADS)


class Turn:
    """A turn at some work, until end(); a second end() does nothing."""

    def __init__(self, work: Work):
        self._turns: threading.Semaphore | None = work.turns

    def end(self) -> None:
        turns, self._turns = self._turns, None
        if turns is not None:
            turns.release()


class StreamedContent:
    """The content of a streaming response; Django closes it when all is sent or the client is gone."""

    def __init__(self, content: Iterable[bytes], turn: Turn):
        self._content, self._turn = iter(content), turn

    def __iter__(self) -> Iterator[bytes]:
        return self._content

    def close(self) -> None:
        self._turn.end()


def turn_at(work: Work) -> Turn | None:
    """Wait for a turn; None if too many wait already, or after too long."""
    if work.turns.acquire(blocking=False):
        return Turn(work)
    if not work.queue.places.acquire(blocking=False):
        return None
    try:
        return Turn(work) if work.turns.acquire(timeout=work.queue.patience) else None
    finally:
        work.queue.places.release()


class WorkLimitMiddleware:
    """Middleware: each request has a turn at its kind of work, from when its view is known until it is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Ends the turn with the answer; for a streaming response when all is sent."""
        response = None
        try:
            response = self.get_response(request)
        finally:
            if turn := getattr(request, "turn", None):
                _end_with(turn, response if _shares_threads(request) else None)
        return response

    def process_view(self, request, view, args, kwargs) -> HttpResponse | None:
        work = work_of(view, request.method)
        if work is None or work is PAGES and not _shares_threads(request):
            return None
        if not _is_here(request):
            return unavailable(request, _("What you sent did not come whole. Send it again."))
        request.turn = turn_at(work)
        return None if request.turn else unavailable(request, work.sentence)


def work_of(view: Callable, method: str | None) -> Work | None:
    """The kind of work of a view; None for a view that needs no turn."""
    named: Work | None = getattr(getattr(view, "view_class", view), "work", PAGES)
    return PAGES if named is not None and method not in named.methods else named


def _shares_threads(request: HttpRequest) -> bool:
    """Whether the server runs several threads; a process with one thread needs no turns for pages."""
    return bool(request.META.get("wsgi.multithread"))


def _is_here(request: HttpRequest) -> bool:
    """Whether the whole body has arrived; waits for it. False if the client went away."""
    if request.method != "POST":
        return True
    try:
        request.POST if request.content_type == "multipart/form-data" else request.body  # noqa: B018
    except UnreadablePostError:
        return False
    return True


def _end_with(turn: Turn, response: HttpResponseBase | None) -> None:
    if not isinstance(response, StreamingHttpResponse) or getattr(response, "file_to_stream", None):
        turn.end()
        return
    response.streaming_content = StreamedContent(cast("Iterable[bytes]", response.streaming_content), turn)
