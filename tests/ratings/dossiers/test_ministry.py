"""The ministry's stage: what it reads, requests, decides and hands back; what the province reads of it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override

from ocop.models import Role
from ocop.refusal import RefusedError
from ocop.values.dates import today
from ratings.decisions.issue import issue_decision
from ratings.decisions.models import Decision, DecisionKind, Recognition
from ratings.decisions.prepare import prepare_decision
from ratings.dossiers.models import Dossier, Evidence, EvidenceState, Filing
from ratings.dossiers.workflow import DossierState
from ratings.scoring.models import Session
from tests import factories as make
from tests.ratings.papers.reading import text_of as words_of_paper

pytestmark = pytest.mark.django_db
S = DossierState
DAY = timedelta(days=1)


@pytest.fixture
def ministry():
    return make.user(Role.MINISTRY_OFFICER)


@pytest.fixture
def minister():
    return make.user(Role.MINISTRY_LEADER)


def refusal(call, *args, **kwargs):
    with pytest.raises(RefusedError) as caught, transaction.atomic():
        call(*args, **kwargs)
    return str(caught.value)


def page(client, user, address):
    client.force_login(user)
    with override("en"):
        return client.get(address).content.decode()


def url(name, *args):
    with override("en"):
        return reverse(name, args=args)


# What the ministry reads


def test_the_ministry_reads_what_was_forwarded_and_no_drafts(ministry):
    draft, concluded = make.dossier(), make.dossier(state=S.CONCLUDED)
    national = make.national()
    assert set(Dossier.objects.visible_to(ministry)) == {national, national.origin}
    assert set(Evidence.objects.visible_to(ministry)) == set(national.origin.evidence.all())
    assert {filing.dossier for filing in Filing.objects.visible_to(ministry)} == {national.origin}
    for dossier in (draft, concluded):
        assert not Dossier.objects.editable_by(ministry).filter(pk=dossier.pk).exists()


def test_the_ministrys_list_has_each_product_once_with_its_province(client, ministry):
    make.dossier()
    national = make.national()
    province = national.product.producer.place.province
    html = page(client, ministry, url("desk-dossier-list"))
    assert html.count(f'{national.get_desk_url()}"') == 1
    assert national.origin.get_desk_url() not in html
    assert province.name in html and "1 dossier" in html
    other = make.province()
    assert "1 dossier" in page(client, ministry, f"{url('desk-dossier-list')}?province={province.pk}")
    assert "No dossier" in page(client, ministry, f"{url('desk-dossier-list')}?province={other.pk}")


@pytest.mark.parametrize("paper", ["form-01", "form-02", "form-03"])
def test_the_papers_of_the_ministrys_dossier_are_those_that_were_filed(client, ministry, paper):
    national = make.national()
    client.force_login(ministry)
    words = [
        words_of_paper(client.get(reverse("desk-dossier-paper", args=[pk, paper, "docx"])).content)
        for pk in (national.pk, national.origin.pk)
    ]
    assert words[0] == words[1]
    proof = {
        "form-01": national.origin.filings.get().receipt,
        "form-02": "Giấy tờ registration",
        "form-03": "Đúng như hồ sơ.",
    }
    assert proof[paper] in words[0]


def test_the_ministrys_page_shows_reports_and_the_provinces_result(client, ministry):
    national = make.national()
    html = page(client, ministry, national.get_desk_url())
    origin = national.origin
    for shown in ("From the province", "Report of the commune (form 03)", "Report of the advisory team"):
        assert shown in html
    assert origin.filings.get().receipt in html
    assert origin.sessions.get().council.name in html
    assert reverse("desk-dossier-self-assessment", args=[national.pk]) not in html


def test_the_ministrys_council_reads_result_and_minutes_of_the_province(client):
    national = make.national(state=S.SCORING)
    session = national.origin.sessions.get()
    member = national.council.seats.filter(kind="member").first().user
    html = page(client, member, national.get_score_url())
    assert "From the province" in html and session.get_absolute_url() in html
    client.force_login(member)
    assert client.get(session.get_absolute_url()).status_code == 200
    assert client.get(reverse("session-paper", args=[session.pk, "minutes", "docx"])).status_code == 200
    client.force_login(make.council().seats.first().user)
    assert client.get(session.get_absolute_url()).status_code == 404


# Checking, asking for more, advising


def test_the_ministry_accepts_and_returns_single_papers(ministry):
    national = make.national()
    piece = national.origin.evidence.first()
    piece.decide(EvidenceState.RETURNED, by=ministry, reason="Hết hạn.")
    assert piece.decided_by == ministry
    assert refusal(piece.decide, EvidenceState.ACCEPTED, by=make.officer_of(national)) == (
        "Evidence is looked at by the office that has the dossier."
    )


def test_the_ministry_returns_for_completion_and_it_comes_back_to_it(ministry):
    national = make.national()
    officer = make.officer_of(national)
    make.send_back(national, by=ministry)
    assert (national.state, national.holder) == (S.RETURNED, "Province and producer")
    new = make.evidence(dossier=national, title="Phiếu kiểm nghiệm mới", cites=["7"])
    assert new in national.all_evidence and new not in national.origin.evidence.all()
    assert refusal(national.move, S.FILED, by=officer)
    make.move(national, S.CHECKING, by=officer)
    filing = national.filings.get()
    first = national.origin.filings.get()
    assert (filing.serial, filing.copy) == (first.serial, first.copy + 1)
    assert "Phiếu kiểm nghiệm mới" in filing.sealed and "Giấy tờ registration" in filing.sealed
    assert national.all_filings.count() == 2


def test_what_was_filed_stays_while_the_ministry_asks_for_more(ministry):
    national = make.national()
    make.send_back(national, by=ministry)
    officer = make.officer_of(national)
    assert refusal(national.origin.evidence.first().remove, by=officer) == (
        "Evidence changes only while the dossier is with the producer."
    )


def test_a_province_does_not_name_the_ministrys_council(ministry):
    national = make.national()
    make.send_back(national, by=ministry)
    board = make.council(place=None)
    assert refusal(national.name_council, board, by=make.officer_of(national)) == (
        "This step belongs to somebody else."
    )
    national.name_council(board, by=ministry)


def test_advisers_of_the_ministry_report_before_its_council_scores(ministry):
    national = make.national()
    national.name_council(make.council(place=None), by=ministry)
    make.move(national, S.ADVISORY, by=ministry)
    assert refusal(national.move, S.SCORING, by=ministry) == (
        "The report of the advisory team is not signed yet."
    )
    make.report_of_advisers(national)
    national = Dossier.objects.get(pk=national.pk)
    make.move(national, S.SCORING, by=ministry)
    assert national.state == S.SCORING


def test_the_producer_withdraws_the_application_until_the_council_scores():
    producer = make.user(Role.PRODUCER)
    for state in (S.CHECKING, S.SCORING):
        national = make.national(make.dossier(state=S.FORWARDED), state=state)
        make.membership(producer, national.product.producer)
        if state == S.CHECKING:
            national.move(S.CLOSED, by=producer, note="Chủ thể rút hồ sơ.")
        else:
            assert refusal(national.move, S.CLOSED, by=producer) == "This step belongs to somebody else."


# The end


def test_the_ministry_refuses_five_stars_by_a_decision_only(ministry, minister):
    national = make.national(state=S.CONCLUDED)
    assert refusal(national.move, S.CLOSED, by=minister) == (
        "Only a decision can refuse what the ministry's council has scored."
    )
    issue_decision(
        prepare_decision(DecisionKind.REFUSE, [national], by=ministry), by=minister, number="1/QĐ-BNNMT"
    )
    national.refresh_from_db()
    assert (national.state, Recognition.objects.exists()) == (S.CLOSED, False)


def test_a_result_under_five_stars_waits_in_the_worklist_and_is_handed_back(client, ministry):
    national = make.national(state=S.CONCLUDED, choices=make.four_stars())
    assert "To hand back to the province" in page(client, ministry, url("desk"))
    html = page(client, ministry, national.get_desk_url())
    assert "Below five stars the province decides" in html and "waits for a decision" not in html
    due = today() + 20 * DAY
    told = {"reason": "98 điểm, thiếu yêu cầu.", "due_on": due, "letter_number": "12/BNNMT"}
    client.post(url("desk-dossier-hand-back", national.pk), told)
    national = Dossier.objects.get(pk=national.pk)
    assert (national.state, national.due_on, national.handing_back.by) == (S.HANDED_BACK, due, ministry)
    html = page(client, ministry, national.get_desk_url())
    assert "Handed back to the province on" in html and "98 điểm, thiếu yêu cầu." in html
    assert "12/BNNMT" in html
    client.force_login(make.officer_of(national))
    letter = client.get(reverse("desk-dossier-paper", args=[national.pk, "hand-back", "docx"])).content
    words = words_of_paper(letter)
    assert "12/BNNMT" in words and f"{due:%d/%m/%Y}" in words


def test_the_province_learns_of_a_handing_back_on_its_own_dossier(client):
    national = make.dossier(state=S.HANDED_BACK)
    officer = make.officer_of(national)
    html = page(client, officer, national.forwarded_from.get_desk_url())
    assert "Handed back to the province on" in html and national.get_desk_url() in html
    assert "30 days left" in page(client, officer, url("desk"))


def test_there_is_no_letter_before_it_is_handed_back(client, ministry):
    national = make.national()
    client.force_login(ministry)
    paper = reverse("desk-dossier-paper", args=[national.pk, "hand-back", "pdf"])
    assert client.get(paper).status_code == 404


def test_handing_back_needs_a_reason_and_a_day_to_come(ministry):
    national = make.national(state=S.CONCLUDED, choices=make.four_stars())
    for reason, due, sentence in (
        (" ", today() + DAY, "Say why it is handed back, and by when the province decides."),
        ("Vì", today(), "Give the province a day that is still to come, within a year."),
        (
            "Vì",
            today() + timedelta(days=367),
            "Give the province a day that is still to come, within a year.",
        ),
    ):
        assert refusal(national.hand_back, by=ministry, reason=reason, due_on=due) == sentence
    assert refusal(national.move, S.HANDED_BACK, by=ministry) == (
        "Say why it is handed back, and by when the province decides."
    )
    with pytest.raises(IntegrityError, match="dossier_handed_back_with_a_reason"), transaction.atomic():
        Dossier.objects.filter(pk=national.pk).update(state=S.HANDED_BACK)


def test_five_stars_are_not_handed_back(client, ministry):
    national = make.national(state=S.CONCLUDED)
    assert refusal(national.hand_back, by=ministry, reason="x", due_on=today() + DAY) == (
        "Five stars are the ministry's to recognise."
    )
    assert url("desk-dossier-hand-back", national.pk) not in page(client, ministry, national.get_desk_url())


# What the province reads of it


def test_the_province_reads_decisions_and_minutes_of_the_ministry_on_its_products(client, ministry, minister):
    national = make.national(state=S.CONCLUDED)
    other = make.national(state=S.CONCLUDED)
    decision = prepare_decision(DecisionKind.RECOGNISE, [national, other], by=ministry)
    readers = [make.officer_of(national), make.leader_of(national)]
    readers.append(make.user(Role.AUDITOR, place=national.product.producer.place.province))
    for reader in readers:
        assert decision not in Decision.objects.visible_to(reader)
    issue_decision(decision, by=minister, number="601/QĐ-BNNMT")
    session = national.sessions.get()
    session.close(by=national.council.seats.get(kind="chair").user)
    for reader in readers:
        html = page(client, reader, decision.get_desk_url())
        assert "601/QĐ-BNNMT" in html and national.product.name in html
        assert f"/dossiers/{other.pk}/" not in html
        assert client.get(session.get_absolute_url()).status_code == 200
        assert decision in Decision.objects.visible_to(reader)
        assert not Decision.objects.attachable_by(reader).filter(pk=decision.pk).exists()
    stranger = make.user()
    assert not Decision.objects.visible_to(stranger).exists()
    assert not Session.objects.visible_to(stranger).exists()
