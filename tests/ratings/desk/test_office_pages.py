"""Pages of the offices: form 03, advisory report, returns, closing, rounds."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from ocop.models import Role
from ocop.values.dates import today
from ratings.dossiers.models import AdvisoryReport, CommuneReport, Round
from ratings.dossiers.workflow import DossierState
from tests import factories as make

pytestmark = pytest.mark.django_db


def onward(dossier, to):
    """Return the data of the button that moves the dossier past unfinished parts."""
    return {"to": to, "confirmed": make.confirmed(dossier, to)}


def url(name, *args):
    with override("en"):
        return reverse(name, args=args)


@pytest.fixture
def sign_in(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def test_the_commune_writes_signs_and_forwards(sign_in):
    dossier = make.dossier(state=DossierState.FILED)
    client = sign_in(make.commune_officer_of(dossier))
    client.post(url("desk-commune-report", dossier.pk))
    report = CommuneReport.objects.get()
    page = client.get(url("desk-dossier", dossier.pk)).content.decode()
    assert "Still empty: local material, as the commune finds" in page
    values = dict.fromkeys(CommuneReport.contents, "As filed.") | {"samples": 5, "version": report.version}
    assert client.post(report.get_edit_url(), values).status_code == 302
    client.post(url("desk-commune-report-sign", report.pk))
    client.post(url("desk-dossier-move", dossier.pk), onward(dossier, "checking"))
    dossier.refresh_from_db()
    assert dossier.state == DossierState.CHECKING


def test_a_signed_report_has_no_form_any_more(sign_in):
    report = make.report_of_commune(make.dossier(state=DossierState.FILED))
    client = sign_in(report.signed_by)
    assert client.get(report.get_edit_url()).status_code == 404
    assert client.post(url("desk-commune-report-sign", report.pk)).status_code == 409


def test_advisers_write_and_sign_their_report(sign_in):
    dossier = make.dossier(state=DossierState.ADVISORY)
    client = sign_in(dossier.council.seats.get(kind="adviser").user)
    client.post(url("score-advisory-report", dossier.pk))
    report = AdvisoryReport.objects.get()
    values = {"visited_on": "20/11/2026", "conclusion": "Score it.", "version": report.version}
    assert client.post(report.get_edit_url(), values).status_code == 302
    page = client.post(url("score-advisory-report-sign", report.pk), follow=True).content.decode()
    assert "The report is signed. The council can score." in page
    assert "20/11/2026" in page


def test_a_return_names_each_item_and_the_producer_reads_them(sign_in):
    dossier = make.dossier(state=DossierState.CHECKING)
    client = sign_in(make.officer_of(dossier))
    day = today() + timedelta(days=10)
    values = {"reason": "Please complete.", "due_on": day.strftime("%d/%m/%Y")}
    half = values | {"what1": "Label", "why1": "No address.", "what2": "Test report"}
    page = client.post(url("desk-dossier-return", dossier.pk), half).content.decode()
    assert "Say what is to be completed, and why." in page
    assert "Test report" in page
    whole = half | {"why2": "Too old."}
    assert client.post(url("desk-dossier-return", dossier.pk), whole).status_code == 302
    producer = make.user(Role.PRODUCER)
    make.membership(producer, dossier.product.producer)
    page = sign_in(producer).get(url("desk-dossier", dossier.pk)).content.decode()
    for words in (day.strftime("Returned for completion until %d/%m/%Y"), "Too old.", "10 days left"):
        assert words in page


def test_closing_asks_for_the_reason(sign_in):
    dossier = make.dossier()
    client = sign_in(make.officer_of(dossier))
    assert client.post(url("desk-dossier-close", dossier.pk), {"reason": ""}).status_code == 200
    assert client.post(url("desk-dossier-close", dossier.pk), {"reason": "Stopped."}).status_code == 302
    assert dossier.transitions.last().note == "Stopped."


def test_nobody_closes_by_the_button_without_a_reason(sign_in):
    dossier = make.dossier()
    client = sign_in(make.officer_of(dossier))
    assert client.post(url("desk-dossier-move", dossier.pk), {"to": "closed"}).status_code == 409


def test_an_extra_round_is_planned_once(sign_in):
    officer = make.user()
    client = sign_in(officer)
    values = {
        "name": "Đợt bổ sung",
        "proposals_before": "01/02/2027",
        "result_before": "01/03/2027",
        "ground": "12/KH-UBND",
    }
    assert client.post(url("desk-round-create"), values).status_code == 302
    assert Round.objects.get().place == officer.place
    page = client.post(url("desk-round-create"), values).content.decode()
    assert "There is a round with this day already." in page
    back = values | {"proposals_before": "02/02/2027", "result_before": "02/02/2027"}
    assert "Results come after the proposals." in client.post(url("desk-round-create"), back).content.decode()


def test_the_worklist_puts_the_overdue_first_and_says_how_much(sign_in):
    dossier = make.dossier(state=DossierState.FILED)
    type(dossier).objects.update(due_on=today() - timedelta(days=2))
    page = sign_in(make.officer_of(dossier)).get(url("desk")).content.decode()
    assert "Overdue" in page
    assert "Commune: overdue by 2 days" in page
    page = sign_in(make.officer_of(dossier)).get(url("desk-dossier-list") + "?overdue=on").content.decode()
    assert page.count(str(dossier.product)) == 1


def test_a_refused_step_leads_back_to_the_page_that_it_was_asked_from(client):
    dossier = make.dossier(state=DossierState.SCORING)
    client.force_login(make.officer_of(dossier))
    came_from = f"http://testserver{dossier.get_desk_url()}"
    address = reverse("desk-dossier-conclude", args=[dossier.pk])
    page = client.post(address, headers={"referer": came_from})
    assert page.status_code == 409 and f'href="{came_from}"' in page.content.decode()
    page = client.post(address, headers={"referer": "https://example.org/"})
    assert "example.org" not in page.content.decode()


def test_an_account_that_waits_stands_in_the_worklist_of_another_administrator_than_made_it(client):
    maker, other = make.user(Role.ADMINISTRATOR), make.user(Role.ADMINISTRATOR)
    account = make.user(Role.PROVINCIAL_OFFICER, full_name="Nguyễn Thị Lan")
    account.wait_for_another(by=maker)
    account.save()
    for user, told in ((maker, False), (other, True)):
        client.force_login(user)
        assert ("Nguyễn Thị Lan" in client.get(reverse("desk")).content.decode()) == told
