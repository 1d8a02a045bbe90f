"""Download of papers: readers and formats."""

import pytest
from django.test import Client
from django.urls import reverse

from ocop.models import Role
from ratings.decisions.models import DecisionKind
from ratings.decisions.prepare import prepare_decision
from ratings.dossiers.workflow import DossierState
from ratings.scoring.models import Assessment
from tests import factories as make
from tests.ratings.papers.reading import text_of

pytestmark = pytest.mark.django_db
PAPERS = ["form-01", "form-02", "form-03", "blank-sheet"]


@pytest.fixture
def dossier():
    return make.dossier(state=DossierState.SCORING, product=make.product(name="Trà tôm nõn Đồng Hỷ"))


def get(user, address, *args):
    """Return the response to `user`."""
    client = Client()
    client.force_login(user)
    return client.get(reverse(address, args=args))


@pytest.mark.parametrize("ending", ["pdf", "docx"])
@pytest.mark.parametrize("paper", PAPERS)
def test_an_officer_takes_every_paper_of_a_dossier_in_both_formats(dossier, paper, ending):
    response = get(make.officer_of(dossier), "desk-dossier-paper", dossier.pk, paper, ending)

    assert response.status_code == 200
    assert "Trà tôm nõn Đồng Hỷ" in text_of(response.content)
    assert response["Cache-Control"] == "private, no-store"
    name = f"-tra-tom-non-dong-hy-{dossier.pk}{'-de-trong' if paper == 'blank-sheet' else ''}.{ending}"
    assert name in response["Content-Disposition"]


@pytest.mark.parametrize("paper, ending", [("form-04", "pdf"), ("form-01", "odt")])
def test_a_paper_or_format_that_there_is_not_is_not_found(dossier, paper, ending):
    assert get(make.officer_of(dossier), "desk-dossier-paper", dossier.pk, paper, ending).status_code == 404


def test_a_producer_takes_the_papers_of_own_dossiers_only(dossier):
    producer = make.user(Role.PRODUCER)
    assert get(producer, "my-dossier-paper", dossier.pk, "form-01", "pdf").status_code == 404

    make.membership(producer, dossier.product.producer)
    assert get(producer, "my-dossier-paper", dossier.pk, "form-01", "pdf").status_code == 200


def test_a_member_takes_the_papers_of_dossiers_before_own_councils_only(dossier):
    member = dossier.council.seats.scoring().last().user

    assert get(member, "score-dossier-paper", dossier.pk, "form-02", "pdf").status_code == 200
    assert get(make.user(Role.EXPERT), "score-dossier-paper", dossier.pk, "form-02", "pdf").status_code == 404


def test_nobody_takes_the_sheet_of_another_member_before_the_result(dossier):
    sheet = make.assessment(dossier, locked=True)
    others = [
        dossier.council.seats.scoring().exclude(user=sheet.by).first().user,
        dossier.council.seats.get(kind="secretary").user,
        make.officer_of(dossier),
        make.leader_of(dossier),
    ]

    assert get(sheet.by, "score-assessment-paper", sheet.pk, "sheet", "pdf").status_code == 200
    answered = [get(user, "score-assessment-paper", sheet.pk, "sheet", "pdf").status_code for user in others]
    assert answered == [404] * len(others)


def test_all_sheets_can_be_taken_once_there_is_a_result(dossier):
    officer = make.officer_of(dossier)
    make.conclude(dossier, by=officer)
    sheets = Assessment.objects.filter(dossier=dossier)

    assert {
        get(officer, "score-assessment-paper", sheet.pk, "sheet", "docx").status_code for sheet in sheets
    } == {200}


def test_the_pages_of_a_dossier_link_to_its_papers(dossier):
    desk = get(make.officer_of(dossier), "desk-dossier", dossier.pk).content.decode()
    score = get(dossier.council.seats.scoring().first().user, "score-dossier", dossier.pk).content.decode()

    for paper in PAPERS:
        assert reverse("desk-dossier-paper", args=[dossier.pk, paper, "pdf"]) in desk
        assert reverse("score-dossier-paper", args=[dossier.pk, paper, "docx"]) in score


def test_the_certificate_is_taken_in_the_desk_and_by_its_producer_only():
    recognition = make.recognition()
    producer = make.user(Role.PRODUCER)
    make.membership(producer, recognition.product.producer)
    officer, stranger = make.officer_of(recognition), make.user(Role.PRODUCER)

    assert get(officer, "desk-recognition-paper", recognition.pk, "certificate", "pdf").status_code == 200
    assert get(producer, "my-recognition-paper", recognition.pk, "certificate", "pdf").status_code == 200
    assert get(stranger, "my-recognition-paper", recognition.pk, "certificate", "pdf").status_code == 404
    assert get(producer, "desk-recognition-paper", recognition.pk, "certificate", "pdf").status_code == 403
    assert (
        reverse("desk-recognition-paper", args=[recognition.pk, "certificate", "pdf"])
        in get(officer, "desk-recognition", recognition.pk).content.decode()
    )


def test_the_draft_of_a_decision_is_taken_by_its_authority(dossier):
    officer = make.officer_of(dossier)
    make.conclude(dossier, by=officer, choices=make.four_stars())
    decision = prepare_decision(DecisionKind.RECOGNISE, [dossier], by=officer)

    assert get(officer, "desk-decision-paper", decision.pk, "draft", "docx").status_code == 200
    assert get(make.user(), "desk-decision-paper", decision.pk, "draft", "docx").status_code == 404
    assert (
        reverse("desk-decision-paper", args=[decision.pk, "draft", "docx"])
        in get(officer, "desk-decision", decision.pk).content.decode()
    )


def test_minutes_are_taken_by_the_council_and_its_authority_only():
    dossier = make.dossier(state=DossierState.SCORING)
    council, session = dossier.council, make.session(dossier)
    secretary = council.seats.get(kind="secretary").user
    officer, stranger = make.officer_of(dossier), make.user(Role.EXPERT)

    assert get(secretary, "session-paper", session.pk, "minutes", "docx").status_code == 200
    assert get(stranger, "session-paper", session.pk, "minutes", "docx").status_code == 404
    assert get(officer, "session-paper", session.pk, "minutes", "docx").status_code == 200
    assert get(make.user(), "session-paper", session.pk, "minutes", "docx").status_code == 404
    commune = make.commune_officer_of(dossier)
    assert get(commune, "session-paper", session.pk, "minutes", "docx").status_code == 404
    assert session.get_absolute_url() in get(officer, "desk-council", council.pk).content.decode()


def test_the_result_page_of_a_producer_links_to_own_papers_and_certificate():
    recognition = make.issued_recognition()
    dossier, producer = recognition.dossier, make.user(Role.PRODUCER)
    make.membership(producer, dossier.product.producer)

    page = get(producer, "my-result", dossier.result.pk).content.decode()

    assert reverse("my-dossier-paper", args=[dossier.pk, "form-01", "pdf"]) in page
    assert reverse("my-recognition-paper", args=[recognition.pk, "certificate", "docx"]) in page
