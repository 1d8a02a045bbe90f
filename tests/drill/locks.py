"""A table that somebody holds, and a database that is stopped: everybody is told, and the process says that it lives."""

import statistics
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

from django.db import connection, transaction

from ratings.demo.accounts import password
from tests.drill import rows
from tests.drill.people import Answer, Form, Person, at_once
from tests.drill.portal import Portal, cluster, reconnect
from tests.drill.report import Report, counted

ROUNDS = 3
READERS = 2  # of each page
HELD = "products_product, producers_producer, ratings_catalogueentry, ocop_user"
LONGEST = 16  # seconds: 8 for a turn, 3 for a lock, and what a busy machine needs beside
LONGEST_OF_PROBE = 3  # seconds; whoever waits with the others takes longer
PAGES = {
    "public": ["/en/products/", "/producers/"],
    "desk": ["/en/desk/products/", "/desk/"],
    "admin": ["/en/admin/ocop/user/"],
}


class Readers:
    """Those who ask for pages meanwhile: nobody, an officer, an administrator, and somebody who signs in."""

    def __init__(self, site: str, province: rows.Province) -> None:
        nobody = Person(site)
        officer = Person(site, province.officers[0].email)
        administrator = Person(site, province.administrator.email)
        self.who = {"public": nobody, "desk": officer, "admin": administrator}
        signs_in = {"username": province.officers[1].email, "password": password()}
        self.sign_in: Form = nobody.form("/en/accounts/login/", **signs_in)

    def ask(self) -> dict[str, list[Answer]]:
        """Everything at the same moment; the answers by side."""
        asked = [
            (side, lambda who=self.who[side], page=page: who.get(page))
            for side, pages in PAGES.items()
            for page in pages * READERS
        ]
        asked += [("sign-in", self.sign_in.send)] * READERS
        answers = at_once([act for _side, act in asked])
        by_side: dict[str, list[Answer]] = {}
        for (side, _act), answer in zip(asked, answers, strict=True):
            by_side.setdefault(side, []).append(answer)
        return by_side


def faults_of(side: str, answers: list[Answer]) -> list[str]:
    """Answers that are not the 503 that they should be, or come too late."""
    wrong = [answer for answer in answers if answer.status != 503 or not answer.headers["Retry-After"]]
    late = [answer for answer in answers if answer.seconds > LONGEST]
    return [f"{side} answered {answer.status} after {answer.seconds:.1f} s" for answer in wrong + late]


@contextmanager
def probed(site: str) -> Iterator[list[Answer]]:
    """Ask /healthz again and again; yields the answers."""
    answers: list[Answer] = []
    over, watch = Event(), Person(site)

    def look() -> None:
        while not over.wait(0.1):
            answers.append(watch.get("/healthz"))

    with ThreadPoolExecutor(1) as other:
        looking = other.submit(look)
        try:
            yield answers
        finally:
            over.set()
            looking.result()


def tell(
    report: Report, what: str, answers: dict[str, list[Answer]], probes: list[Answer], wrong: list[str]
) -> None:
    """Say how long each side waited, and /healthz."""
    for side, of_side in answers.items():
        times = [answer.seconds for answer in of_side]
        wrong += faults_of(side, of_side)
        report.tell(
            f"{what}: {side}",
            f"{counted(answer.status for answer in of_side)} after {statistics.median(times):.1f} s,"
            f" at most {max(times):.1f} s",
            wrong,
        )
        wrong = []
    times = [probe.seconds for probe in probes]
    silent = [f"/healthz {probe.status}" for probe in probes if probe.status != 200]
    silent += ["/healthz waits with the others"] if max(times) > LONGEST_OF_PROBE else []
    seen = f"{len(times)} times, after {statistics.median(times) * 1000:.0f} ms, at most {max(times) * 1000:.0f} ms"
    report.tell(f"{what}: /healthz meanwhile", seen, silent)


def merged(rounds: list[dict[str, list[Answer]]]) -> dict[str, list[Answer]]:
    """The answers of all rounds by side."""
    return {side: [answer for answers in rounds for answer in answers[side]] for side in rounds[0]}


def works_again(readers: Readers) -> list[str]:
    """Pages that do not answer as before."""
    return [
        f"{page} answers {status} afterwards"
        for side, pages in PAGES.items()
        for page in pages
        if (status := readers.who[side].get(page).status) not in (200, 302)
    ]


def held_table(report: Report, portal: Portal, readers: Readers) -> None:
    """Another session holds the tables while people ask."""
    with probed(portal.site) as probes:
        rounds = []
        for _number in range(ROUNDS):
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"LOCK TABLE {HELD}")
                rounds.append(readers.ask())
    tell(report, f"tables held, {ROUNDS} rounds", merged(rounds), probes, works_again(readers))


def stopped_database(report: Report, portal: Portal, readers: Readers) -> None:
    """The database is stopped and started; the web server is not."""
    workers = portal.workers()
    connection.close()
    with probed(portal.site) as probes:
        cluster().stop()
        try:
            rounds = [readers.ask() for _number in range(ROUNDS)]
        finally:
            cluster().start()
            reconnect()
        portal.wait()
    wrong = works_again(readers)
    wrong += [] if portal.workers() == workers else ["the workers are others than before"]
    tell(report, "database stopped", merged(rounds), probes, wrong)


def exercise(report: Report, province: rows.Province, portal: Portal) -> None:
    """Both."""
    readers = Readers(portal.site, province)
    held_table(report, portal, readers)
    stopped_database(report, portal, readers)
