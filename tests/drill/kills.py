"""Processes are killed while people send forms: each form is wholly there or not at all, and sent again it is there once."""

import json
import random
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count

from django.db import connection

from ocop.database.access import web_role
from ocop.files.documents import sha256_of
from ocop.values.canonical_json import canonical
from producers.models import Producer
from products.models import Photo
from ratings.dossiers.models import Dossier, Evidence
from ratings.dossiers.models.filing import filing_content
from tests.drill import rows
from tests.drill.judge import Sent, lost, not_there_once
from tests.drill.people import Form, Person, after, at_once, noise, upload
from tests.drill.portal import Portal, backends, is_answering, kill, reconnect
from tests.drill.report import Report, counted
from tests.servers import wait_until
from tests.signed_pdfs import pdf

ROUNDS = 7  # of each kind
OF_A_KIND = 2  # forms in each round
EARLY = 0.7  # of the time that they take; later nothing goes on any more
numbers = count(1)


@dataclass
class Exercise:
    """What was sent in all rounds, and the files that are kept by it."""

    statuses: list[int] = field(default_factory=list)
    again: list[int] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def make_forms(province: rows.Province, officer: Person) -> dict[str, Form]:
    """A photo, and a producer, an upload and a filing, each some times, by their marks."""
    picture = f"kien-tri-{next(numbers)}.jpg"
    photos = f"/en/desk/products/{rows.product(province).pk}/photos/new/"
    forms = {picture: officer.form(photos, alt_vi=picture, pictures=noise(picture, side=400))}
    for _number in range(OF_A_KIND):
        n, dossier, filed = next(numbers), rows.bare(province), rows.draft(province)
        values = {"name": f"Hợp tác xã Kiên Trì {n}", "legal_form": "cooperative"}
        forms[values["name"]] = officer.form("/en/desk/producers/new/", **values, place=province.commune.pk)
        file = upload(pdf(f"Kien tri {n}"), f"kien-tri-{n}.pdf")
        forms[str(file.name)] = officer.form(
            f"/en/desk/dossiers/{dossier.pk}/evidence/", requirement="other", documents=file
        )
        forms[f"dossier {filed.pk}"] = officer.form(f"/en/desk/dossiers/{filed.pk}/file/")
    return forms


def found(portal: Portal, mark: str) -> list[str]:
    """What each row lacks that a form has made."""
    if mark.startswith("dossier "):
        return filed(Dossier.objects.get(pk=mark.removeprefix("dossier ")))
    if mark.endswith(".pdf"):
        pieces = Evidence.objects.filter(document_name=mark)
        return ["" if is_whole(portal, piece) else "its file or its history" for piece in pieces]
    if mark.endswith(".jpg"):
        photos = Photo.objects.filter(alt_vi=mark)
        return ["" if is_shown(portal, photo) else "its files or its history" for photo in photos]
    return ["" if row.events.count() == 1 else "its history" for row in Producer.objects.filter(name=mark)]


def is_whole(portal: Portal, piece: Evidence) -> bool:
    """Whether the file of a piece is on the disk as it was sent, and the history tells of it."""
    path = portal.media / "private" / piece.document.name
    if not path.exists():
        return False
    with path.open("rb") as file:
        return sha256_of(file) == piece.sha256 and piece.events.count() == 1


def is_shown(portal: Portal, photo: Photo) -> bool:
    """Whether original and renditions of a photo are on the disk, and the history tells of it."""
    names = [f"private/{photo.original.name}", *(f"public/{each['name']}" for each in photo.renditions)]
    return all((portal.media / name).exists() for name in names) and photo.events.count() == 1


def filed(dossier: Dossier) -> list[str]:
    """Of a dossier that was filed: that its state, its transitions, its receipt and its seal say the same."""
    transitions, filings = dossier.transitions.filter(to_state="filed").count(), list(dossier.filings.all())
    if dossier.state == "draft" and not transitions and not filings:
        return []
    same = dossier.state == "filed" and transitions == 1 and len(filings) == 1 and filings[0].is_intact()
    return ["" if same and filings[0].content == json.loads(canonical(filing_content(dossier))) else "a part"]


def worker(portal: Portal) -> None:
    """Kill one of the processes that answer."""
    kill(random.choice(portal.workers()))


def end_backend(portal: Portal) -> None:
    """Let the database end one of its processes that works for the web."""
    with closing(connection), connection.cursor() as cursor:
        for pid in backends(web_role())[:1]:
            cursor.execute("SELECT pg_terminate_backend(%s)", [pid])


def backend(portal: Portal) -> None:
    """Kill one of them; the server then ends all others, ours too, and recovers."""
    with closing(connection):
        if any(kill(pid) for pid in backends(web_role())[:1]):
            wait_until(lambda: not is_answering())


def one_round(
    portal: Portal, forms: dict[str, Form], end: Callable[[Portal], None], within: float, so_far: Exercise
) -> None:
    """Send all forms, kill at some moment, look; then send again what was not answered with success, and look."""
    sending = [form.send for form in forms.values()]
    *answers, _ended = at_once([*sending, after(random.uniform(0, within), lambda: end(portal))])
    reconnect()
    portal.wait()
    sent = [answer.sent(mark) for mark, answer in zip(forms, answers, strict=True)]
    so_far.statuses += [each.status for each in sent]
    so_far.wrong += lost(sent, {mark: found(portal, mark) for mark in forms})
    send_again(forms, sent, so_far)
    so_far.wrong += not_there_once(forms, {mark: found(portal, mark) for mark in forms})


def send_again(forms: dict[str, Form], sent: list[Sent], so_far: Exercise) -> None:
    """As people do: the same form once more."""
    for each in sent:
        if not each.is_done:
            so_far.again.append(forms[each.mark].send().status)


def exercise(report: Report, province: rows.Province, portal: Portal) -> None:
    """Kill workers, then processes of the database, kindly and not."""
    officer = Person(portal.site, province.officers[0].email)
    forms = make_forms(province, officer)
    within = EARLY * max(answer.seconds for answer in at_once([form.send for form in forms.values()]))
    for name, end in {
        "kill -9 of a worker": worker,
        "pg_terminate_backend": end_backend,
        "kill -9 of a process of the database": backend,
    }.items():
        so_far = Exercise()
        for _number in range(ROUNDS):
            one_round(portal, make_forms(province, officer), end, within, so_far)
        seen = f"{len(so_far.statuses)} forms: {counted(so_far.statuses)}"
        seen += f"; sent again: {counted(so_far.again)}" if so_far.again else ""
        report.tell(f"{name}, {ROUNDS} times", seen, so_far.wrong)
