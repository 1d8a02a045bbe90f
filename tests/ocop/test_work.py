"""No kind of work takes all threads of a process, and whoever gets no turn is told so."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection
from io import BytesIO
from socket import create_connection

import pytest
from django.db import connection, transaction

from ocop.operation import work
from ocop.operation.work import FREE, LONG, LONG_WAIT, PAGES, PAGES_WAIT, THREADS, UPLOADS_WAIT, turn_at
from ocop.pages.checks import url_patterns, view_of
from tests import factories as make
from tests.servers import PATIENCE, database_url, free_port, gunicorn, wait_until

# Whose requests are long, by kind. A view is added here with its kind.
LONG_VIEWS = {
    "DecisionPaperView": work.PAPERS,
    "DossierPaperView": work.PAPERS,
    "MyDossierPaperView": work.PAPERS,
    "ScoreDossierPaperView": work.PAPERS,
    "AssessmentPaperView": work.PAPERS,
    "RecognitionPaperView": work.PAPERS,
    "MyRecognitionPaperView": work.PAPERS,
    "SessionPaperView": work.PAPERS,
    "InspectionPaperView": work.PAPERS,
    "LabelArtworkView": work.PAPERS,
    "MyLabelArtworkView": work.PAPERS,
    "ResultPackageView": work.PACKAGES,
    "RegisterExportView": work.LISTS,
    "ImportMarkedView": work.LISTS,
    "ImportView": work.UPLOADS,
    "ExportView": work.LISTS,
    "ProductDownloadView": work.LISTS,
    "EvidencePageView": work.PAGE_IMAGES,
    "CertificationCreateView": work.UPLOADS,
    "CertificationEditView": work.UPLOADS,
    "DecisionFileView": work.UPLOADS,
    "DossierEvidenceView": work.UPLOADS,
    "PhotoAddView": work.UPLOADS,
    "RecordedDecisionCreateView": work.UPLOADS,
    "SheetDraftView": work.UPLOADS,
    "SheetProposeView": work.UPLOADS,
}


@pytest.fixture
def impatient(monkeypatch):
    for queue in (PAGES_WAIT, LONG_WAIT, UPLOADS_WAIT):
        monkeypatch.setattr(queue, "patience", 0.01)


@contextmanager
def closing_turn(turn):
    yield turn
    turn.end()


def all_turns_of(kind):
    stack = ExitStack()
    for turn in [turn_at(kind) for _ in range(kind.most)]:
        stack.callback(turn.end)
    return stack


def test_long_views_name_their_kind():
    views = {view_of(pattern) for _route, pattern in url_patterns()}
    long = {view.__name__: view.work for view in views if getattr(view, "work", None) in LONG}
    # Each list of the desk as a file (ocop/pages/list_files.py).
    files = {name for name in long if name.endswith(("AsXlsx", "AsCsv"))}
    assert {long.pop(name) for name in files} == {work.LISTS}
    assert long == LONG_VIEWS


def test_some_threads_are_always_free():
    waiting = (PAGES_WAIT, LONG_WAIT, UPLOADS_WAIT)
    assert sum(each.most for each in (PAGES, *LONG, *waiting)) == THREADS - FREE
    assert {PAGES.queue, *[kind.queue for kind in LONG]} == set(waiting)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "language, sentence",
    [
        ("", "Lúc này đang có danh sách khác được ghi."),
        ("/en", "Other lists are being written at this moment."),
    ],
)
def test_beyond_its_number_long_work_is_refused_with_a_sentence(client, impatient, language, sentence):
    with all_turns_of(work.LISTS):
        response = client.get(f"{language}/products/download/")
        assert client.get(f"{language}/products/").status_code == 200
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert sentence in response.content.decode()


@pytest.mark.django_db
def test_a_turn_ends_when_all_is_sent(client):
    for kind in ("csv", "xlsx"):
        for _ in range(2 * work.LISTS.most):
            response = client.get(f"/products/download/?format={kind}", **{"wsgi.multithread": True})
            assert response.status_code == 200
            assert work.LISTS.turns._value == work.LISTS.most - 1
            assert b"".join(response.streaming_content)
            assert work.LISTS.turns._value == work.LISTS.most


@pytest.mark.django_db
def test_opening_the_form_of_an_upload_is_no_upload(client, impatient):
    client.force_login(make.officer_of(make.product()))
    with all_turns_of(work.UPLOADS):
        assert client.get("/en/desk/import/").status_code == 200
        assert client.post("/en/desk/import/").status_code == 503
    assert client.post("/en/desk/import/").status_code == 200


@pytest.mark.django_db
def test_pages_and_forms_open_while_files_are_read(client, impatient):
    product = make.product()
    client.force_login(make.officer_of(product))
    page = f"/en/desk/products/{product.pk}/photos/new/"
    with all_turns_of(work.UPLOADS):
        assert (client.get(page).status_code, client.get(product.get_desk_url()).status_code) == (200, 200)
        refused = client.post(page)
    assert refused.status_code == 503
    assert "Other files are being read at this moment." in refused.content.decode()
    assert client.post(page).status_code == 200


class InvalidDocumentError(BytesIO):
    """What is sent by somebody who does not send on."""

    def read(self, *size):
        raise ConnectionResetError


@pytest.mark.django_db
def test_who_does_not_send_on_has_no_turn_and_is_told(client):
    told = client.post(
        "/en/accounts/login/", **{"wsgi.input": InvalidDocumentError(), "wsgi.multithread": True}
    )
    assert told.status_code == 503
    assert "What you sent did not come whole" in told.content.decode()


@pytest.mark.django_db
def test_a_page_that_takes_no_files_is_not_sent_any(client):
    sent = {"username": "x", "picture": BytesIO(bytes(3 * 1024 * 1024))}
    assert client.post("/en/accounts/login/", sent).status_code == 413


def test_no_more_wait_than_there_are_threads_for(monkeypatch):
    monkeypatch.setattr(LONG_WAIT, "patience", 3600)
    with all_turns_of(work.PAPERS), ExitStack() as waiting:
        while LONG_WAIT.places.acquire(blocking=False):
            waiting.callback(LONG_WAIT.places.release)
        assert turn_at(work.PAPERS) is None  # at once
        with closing_turn(turn_at(work.LISTS)) as turn:
            assert turn


def test_who_waits_gets_the_turn_that_ends():
    with ThreadPoolExecutor(1) as other, ExitStack() as turns:
        held = turns.enter_context(all_turns_of(work.PACKAGES))
        waiting = other.submit(turn_at, work.PACKAGES)
        wait_until(lambda: LONG_WAIT.places._value == LONG_WAIT.most - 1)
        held.close()
        waiting.result().end()


def ask(port, path):
    with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as asked:
        asked.request("GET", path)
        answer = asked.getresponse()
        answer.read()
        return answer.status


@contextmanager
def slow_senders(port):
    """More than there are turns of pages, who announce a form and do not send it; nginx passes on whole requests only."""
    request = b"POST /en/accounts/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\na="
    with ExitStack() as held:
        for _number in range(PAGES.most + PAGES_WAIT.most + 2):
            held.enter_context(create_connection(("127.0.0.1", port))).sendall(request)
        yield


def waiting_in_the_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # a transaction would see the same again and again
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE wait_event_type = 'Lock' AND datname = current_database() AND pid <> pg_backend_pid()"
        )
        return cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_the_process_says_that_it_lives_while_every_turn_waits_in_the_database():
    port, asked = free_port(), 2 * THREADS
    for_ever = f"{database_url()}?options=-c%20lock_timeout%3D0%20-c%20statement_timeout%3D0"
    with gunicorn(port, DATABASE_URL=for_ever), ThreadPoolExecutor(asked) as readers:
        assert ask(port, "/producers/") == 200
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE products_product, producers_producer")
            pages = [readers.submit(ask, port, "/producers/") for _ in range(asked)]
            wait_until(lambda: waiting_in_the_database() == PAGES.most)
            assert ask(port, "/healthz") == 200
            # As many wait in the database as before; whoever got no turn was told so.
            wait_until(lambda: sum(page.done() for page in pages) == asked - PAGES.most)
            assert waiting_in_the_database() == PAGES.most
            assert {page.result() for page in pages if page.done()} == {503}
        assert Counter(page.result() for page in pages) == {200: PAGES.most, 503: asked - PAGES.most}


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_those_who_send_slowly_and_who_waits_for_a_lock_is_told_so():
    port = free_port()
    with gunicorn(port, DATABASE_URL=database_url()), slow_senders(port), ThreadPoolExecutor(1) as reader:
        assert (ask(port, "/healthz"), ask(port, "/producers/")) == (200, 200)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE products_product, producers_producer")
            assert reader.submit(ask, port, "/producers/").result() == 503
        assert ask(port, "/producers/") == 200
