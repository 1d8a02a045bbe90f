"""Evidence is shown page by page beside the sheet, to those who may read it."""

import hashlib
import subprocess

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from ocop.files import children
from ocop.models import DocumentReading, Role
from ratings.dossiers.workflow import DossierState
from ratings.scoring.score_sheet import stored_sheet
from tests import factories as make
from tests import hostile_files
from tests.ocop.test_page_images import heic, pdf_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def piece():
    """Evidence of two pages that cites 1.1, in a dossier being scored."""
    dossier = make.dossier()
    file = ContentFile(pdf_of((600, 800), (600, 800)).getvalue(), name="hop-dong.pdf")
    return make.evidence(dossier=dossier, cites=["1.1"], title="Hợp đồng", document=file)


def read(client, user, address, **headers):
    client.force_login(user)
    return client.get(address, headers=headers)


def test_a_piece_is_shown_page_by_page_with_what_the_producer_claims_by_it(client, piece):
    officer = make.officer_of(piece.dossier)
    node = piece.cites.get()
    claim = piece.dossier.assessments.open_self(piece.dossier, by=officer)
    claim.answers.create(criterion=node, option=node.options.last(), note="Ký với 23 hộ")
    page = read(client, officer, reverse("evidence-viewer", args=[piece.pk])).content.decode()
    assert [reverse("evidence-page", args=[piece.pk, number]) in page for number in (1, 2, 3)] == [
        True,
        True,
        False,
    ]
    assert 'width="1200" height="1600"' in page and "Page 2 of 2" in page
    assert "Ký với 23 hộ" in page and node.options.last().label in page
    part = read(client, officer, reverse("evidence-viewer", args=[piece.pk]), hx_request="true")
    assert "<html" not in part.content.decode()


def test_a_page_is_a_picture_that_no_cache_keeps(client, piece):
    officer = make.officer_of(piece.dossier)
    response = read(client, officer, reverse("evidence-page", args=[piece.pk, 2]))
    assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
    assert "no-store" in response["Cache-Control"]
    assert client.get(reverse("evidence-page", args=[piece.pk, 3])).status_code == 404


def test_a_document_of_many_pages_comes_in_windows(client):
    file = ContentFile(hostile_files.many_pages(100_000), name="nhieu-trang.pdf")
    piece = make.evidence(document=file)
    address = reverse("evidence-viewer", args=[piece.pk])
    officer = make.officer_of(piece.dossier)
    for window, first, last in [("", 1, 10), ("2", 11, 20), ("10000", 99_991, 100_000), ("9999999", 1, 10)]:
        answer = read(client, officer, f"{address}?pages={window}")
        page = answer.content.decode()
        assert page.count('loading="lazy"') == 10 and len(answer.content) < 60_000
        assert f"Page {first} of 100000" in page and f"Page {last} of 100000" in page
        assert ("Pages before" in page, "Further pages" in page) == (first > 1, last < 100_000)


def test_what_cannot_be_drawn_is_not_tried_at_each_view(client, monkeypatch):
    piece = make.evidence(document=ContentFile(hostile_files.second_page_heavy(), name="nang.pdf"))
    officer = make.officer_of(piece.dossier)
    assert read(client, officer, reverse("evidence-page", args=[piece.pk, 1])).status_code == 200
    assert read(client, officer, reverse("evidence-page", args=[piece.pk, 2])).status_code == 404
    assert DocumentReading.objects.get().failed_pages == [2]
    whole = make.evidence(document=ContentFile(hostile_files.heavy(), name="nang-hon.pdf"))
    viewer = reverse("evidence-viewer", args=[whole.pk])
    assert (
        "This file cannot be shown here."
        in read(client, make.officer_of(whole.dossier), viewer).content.decode()
    )
    monkeypatch.setattr(subprocess, "run", None)  # no second call of the reader
    assert read(client, officer, reverse("evidence-page", args=[piece.pk, 2])).status_code == 404
    assert (
        "This file cannot be shown here."
        in read(client, make.officer_of(whole.dossier), viewer).content.decode()
    )


def test_while_others_are_drawn_a_sentence_stands_in_the_place_of_the_page(client, piece, monkeypatch):
    monkeypatch.setattr(children, "PATIENCE", 0.1)
    officer = make.officer_of(piece.dossier)
    with children.place(), children.place():
        viewer = read(client, officer, reverse("evidence-viewer", args=[piece.pk]))
        drawn = read(client, officer, reverse("evidence-page", args=[piece.pk, 1]))
    assert viewer.status_code == 200
    assert "Other documents are being drawn. Load the page again in a few seconds." in viewer.content.decode()
    assert (drawn.status_code, drawn["Content-Type"], drawn["Retry-After"]) == (503, "image/svg+xml", "5")
    assert "Load the page again in a few seconds." in drawn.content.decode()
    assert read(client, officer, reverse("evidence-page", args=[piece.pk, 1])).status_code == 200


def test_the_office_reads_what_in_a_file_could_act_and_no_browser_opens_the_file(client):
    content = hostile_files.active("javascript", packed=True)
    piece = make.evidence(document=ContentFile(content, name="js.pdf"))
    officer = make.officer_of(piece.dossier)
    said = "The file holds a program (JavaScript). Nothing of it runs here"
    assert said in read(client, officer, reverse("evidence-viewer", args=[piece.pk])).content.decode()
    listed = reverse("desk-dossier-evidence", args=[piece.dossier.pk])
    assert said in read(client, officer, listed).content.decode()
    answer = read(client, officer, piece.get_document_url())
    assert answer["Content-Disposition"].startswith("attachment;")
    assert b"".join(answer.streaming_content) == content


def test_a_picture_of_a_phone_is_kept_and_sealed_as_it_came_and_drawn(client):
    piece = make.evidence(document=ContentFile(heic(), name="IMG_1.HEIC"))
    officer = make.officer_of(piece.dossier)
    assert piece.sha256 == hashlib.sha256(heic()).hexdigest()
    assert read(client, officer, reverse("evidence-page", args=[piece.pk, 1]))["Content-Type"] == "image/webp"
    assert b"".join(read(client, officer, piece.get_document_url()).streaming_content) == heic()


def test_a_paper_that_cannot_be_drawn_says_so_and_offers_the_file(client):
    piece = make.evidence()
    page = read(client, make.officer_of(piece.dossier), reverse("evidence-viewer", args=[piece.pk]))
    assert "This file cannot be shown here." in page.content.decode()
    assert piece.get_document_url() in page.content.decode()


@pytest.mark.parametrize("name", ["evidence-viewer", "evidence-page"])
def test_nobody_reads_the_papers_of_another_province_or_producer(client, piece, name):
    address = reverse(name, args=[piece.pk] + ([1] if name == "evidence-page" else []))
    stranger = make.membership(make.user(Role.PRODUCER), make.producer()).user
    for user in (make.officer_of(make.dossier()), stranger, make.user(Role.EXPERT)):
        assert read(client, user, address).status_code == 404


def test_the_ministrys_council_reads_what_the_producer_filed():
    national = make.national(state=DossierState.SCORING)
    origin = national.origin
    node = origin.evidence.first().cites.first()
    claim = origin.assessments.get(stage="self").answers.filter(criterion=node)
    claim.update(option=node.options.last(), note="Vùng trồng 12 ha")
    sheet = make.assessment(national, choices={})
    block = next(block for block in stored_sheet(sheet).blocks if block.criterion == node)
    assert block.beside.claim.note == "Vùng trồng 12 ha"
    assert set(block.beside.evidence) == set(origin.evidence.filter(cites=node))
    assert next(block for block in stored_sheet(sheet).blocks if block.criterion.code == "1.1").beside.finding
