"""Evidence is read page by page beside the sheet, by whoever may read it."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from ocop.models import Role
from ratings.models import DossierState
from ratings.score_sheet import sheet_of
from tests import factories as make
from tests.ocop.test_page_images import pdf_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def piece():
    """A paper of two pages that cites 1.1, in a dossier that a council scores."""
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
    claim = origin.assessments.create(stage="self", by=make.officer_of(origin))
    claim.answers.create(criterion=node, option=node.options.last(), note="Vùng trồng 12 ha")
    sheet = make.assessment(national, choices={})
    block = next(block for block in sheet_of(sheet).blocks if block.criterion == node)
    assert block.beside.claim.note == "Vùng trồng 12 ha"
    assert set(block.beside.evidence) == set(origin.evidence.filter(cites=node))
    assert next(block for block in sheet_of(sheet).blocks if block.criterion.code == "1.1").beside.finding
