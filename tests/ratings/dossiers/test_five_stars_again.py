"""Article 7.6: for five stars reassessed, the agency's report may replace the province's council."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from ocop.models import Role
from ocop.refusal import RefusedError
from ocop.values.dates import today
from ratings.decisions.issue import issue_decision
from ratings.decisions.models import Decision, DecisionKind, Recognition
from ratings.decisions.papers.decision_draft import decision_draft
from ratings.decisions.prepare import kinds_open_to, prepare_decision
from ratings.dossiers.models import AgencyReport, Dossier
from ratings.dossiers.workflow import DossierKind, DossierState
from ratings.papers.agency_report import agency_report
from ratings.papers.views import FORMATS
from ratings.sealing.seal import history_of
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def again():
    return make.five_stars_again()


def forwarded(dossier):
    """The province's dossier, forwarded on its agency's report."""
    make.report_of_agency(dossier)
    make.decide(dossier, DecisionKind.APPROVE)
    return Dossier.objects.get(pk=dossier.pk)


def of_four_stars():
    """Re-assessment of four stars at the province, filed in its window."""
    recognition = make.recognition(stars=4, expires_on=today() + timedelta(days=151))
    return make.dossier(product=recognition.product, kind=DossierKind.RENEWAL, state=DossierState.CHECKING)


def test_on_the_report_and_a_decision_the_province_forwards_without_a_council(again):
    origin = forwarded(again)
    assert origin.state == DossierState.FORWARDED
    assert origin.council is None and not hasattr(origin, "result")
    assert origin.national.state == DossierState.CHECKING
    assert origin.national.due_on == today() + timedelta(days=45)
    assert origin.transitions.last().by.role == Role.PROVINCIAL_LEADER


def test_the_whole_way_to_five_stars_again(again):
    origin = forwarded(again)
    national = make.national(origin, state=DossierState.CONCLUDED)
    assert national.result.stars == 5
    officer, leader = make.user(Role.MINISTRY_OFFICER), make.user(Role.MINISTRY_LEADER)
    decision = prepare_decision(DecisionKind.RECOGNISE, [national], by=officer)
    issue_decision(decision, by=leader, number="77/QĐ-BNNMT")
    recognition = Recognition.objects.get(dossier=national)
    assert recognition.stars == 5
    assert (
        history_of(national)["reports"]["agency_report"]["conclusion"] == "Đủ hồ sơ, không thay đổi quy mô."
    )


def test_below_five_stars_the_ministry_hands_it_back_and_the_province_decides(again):
    national = make.national(forwarded(again), state=DossierState.HANDED_BACK)
    make.decide(national)
    assert Recognition.objects.get(dossier=national).stars == 4


def test_the_way_through_the_council_stays_open(again):
    make.report_of_agency(again)
    officer = make.officer_of(again)
    again.name_council(make.council(place=officer.place), by=officer)
    make.move(again, DossierState.SCORING, by=officer)
    make.conclude(again, by=officer)
    make.decide(again, DecisionKind.APPROVE)
    origin = Dossier.objects.get(pk=again.pk)
    assert origin.state == DossierState.FORWARDED
    assert origin.result.stars == 5


def test_four_stars_pass_the_council():
    dossier = of_four_stars()
    officer = make.officer_of(dossier)
    with pytest.raises(RefusedError, match="five stars that are in force"):
        AgencyReport.open(dossier, by=officer)
    assert kinds_open_to(dossier, place=officer.place) == []


def test_five_stars_that_are_withdrawn_or_over_pass_the_council():
    over, gone = make.five_stars_again(), make.five_stars_again()
    make.withdraw(gone.builds_on)
    with pytest.raises(RefusedError, match="five stars that are in force"):
        AgencyReport.open(gone, by=make.officer_of(gone))
    officer = make.officer_of(over)
    with make.on_day(over.builds_on.end), pytest.raises(RefusedError, match="five stars that are in force"):
        AgencyReport.open(over, by=officer)


def test_a_star_withdrawn_after_the_report_is_not_forwarded_on_it(again):
    make.report_of_agency(again)
    decision = prepare_decision(DecisionKind.APPROVE, [again], by=make.officer_of(again))
    make.withdraw(again.builds_on)
    with pytest.raises(RefusedError, match="does not wait for this authority"):
        issue_decision(decision, by=make.leader_of(again), number="1/QĐ-UBND")
    assert Dossier.objects.get(pk=again.pk).state == DossierState.CHECKING


def test_a_first_assessment_has_no_such_report():
    dossier = make.dossier(state=DossierState.CHECKING)
    with pytest.raises(RefusedError, match="Only when five stars are assessed again"):
        AgencyReport.open(dossier, by=make.officer_of(dossier))


@pytest.mark.parametrize("role", [Role.PROVINCIAL_LEADER, Role.COMMUNE_OFFICER, Role.MINISTRY_OFFICER])
def test_nobody_else_writes_or_signs_it(again, role):
    place = again.product.producer.place
    where = {Role.COMMUNE_OFFICER: place, Role.PROVINCIAL_LEADER: place.province}.get(role)
    with pytest.raises(RefusedError):
        make.report_of_agency(again, by=make.user(role, place=where))


def test_another_province_writes_none(again):
    with pytest.raises(RefusedError):
        make.report_of_agency(again, by=make.user(place=make.province()))


def test_an_empty_report_is_not_signed(again):
    officer = make.officer_of(again)
    with pytest.raises(
        RefusedError, match="Still empty: what was checked; check on site; conclusion and proposal"
    ):
        AgencyReport.open(again, by=officer).sign(by=officer)


def test_an_officer_alone_does_not_forward(again):
    make.report_of_agency(again)
    officer = make.officer_of(again)
    with pytest.raises(RefusedError):
        again.move(DossierState.FORWARDED, by=officer)
    decision = prepare_decision(DecisionKind.APPROVE, [again], by=officer)
    with pytest.raises(RefusedError):
        issue_decision(decision, by=officer, number="1/QĐ-UBND")


def test_a_leader_alone_does_not_forward(again):
    leader = make.leader_of(again)
    with pytest.raises(RefusedError, match="Neither the council's result nor a signed report"):
        again.move(DossierState.FORWARDED, by=leader)
    make.report_of_agency(again)
    with pytest.raises(RefusedError, match="There is no decision to forward it yet"):
        again.move(DossierState.FORWARDED, by=leader)


def test_without_a_signed_report_no_decision_is_prepared(again):
    officer = make.officer_of(again)
    AgencyReport.open(again, by=officer)
    with pytest.raises(RefusedError, match="does not wait"):
        prepare_decision(DecisionKind.APPROVE, [again], by=officer)


@pytest.mark.parametrize("kind", [DecisionKind.RECOGNISE, DecisionKind.REFUSE])
def test_on_the_report_nothing_is_recognised_or_refused(again, kind):
    make.report_of_agency(again)
    with pytest.raises(RefusedError, match="only approved and forwarded"):
        prepare_decision(kind, [again], by=make.officer_of(again))


def come_back(dossier):
    """Return the dossier for completion and file it again."""
    officer = make.officer_of(dossier)
    make.send_back(dossier, by=officer)
    make.move(dossier, DossierState.CHECKING, by=officer)


def test_a_report_from_before_a_completion_is_signed_anew(again):
    report = make.report_of_agency(again)
    decision = prepare_decision(DecisionKind.APPROVE, [again], by=make.officer_of(again))
    come_back(again)
    with pytest.raises(RefusedError, match=r"no longer what was prepared|does not wait"):
        issue_decision(decision, by=make.leader_of(again), number="1/QĐ-UBND")
    Decision.objects.get(pk=decision.pk).discard(by=make.officer_of(again))
    assert AgencyReport.objects.get(pk=report.pk).is_outdated
    assert make.report_of_agency(again).pk == report.pk
    make.decide(again, DecisionKind.APPROVE)
    assert Dossier.objects.get(pk=again.pk).state == DossierState.FORWARDED


def test_the_decision_is_not_signed_before_the_report(again):
    make.report_of_agency(again)
    decision = prepare_decision(DecisionKind.APPROVE, [again], by=make.officer_of(again))
    day = today() - timedelta(days=1)
    with pytest.raises(RefusedError, match="agency signed its report"):
        issue_decision(decision, by=make.leader_of(again), number="1/QĐ-UBND", signed_on=day)


def refused_by_the_database(name, act):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        act()


def test_raw_sql_does_not_forward_without_report_and_decision(again):
    rows = Dossier.objects.filter(pk=again.pk)
    names = "dossier_past_the_council_on_a_report"
    refused_by_the_database(names, lambda: rows.update(state="forwarded"))
    report = make.report_of_agency(again)
    refused_by_the_database(names, lambda: rows.update(state="forwarded"))
    decision = prepare_decision(DecisionKind.APPROVE, [again], by=make.officer_of(again))
    refused_by_the_database(names, lambda: rows.update(state="forwarded"))
    decision.discard(by=make.officer_of(again))
    come_back(again)
    issued(again, place=again.product.producer.place.province)
    assert report.signed_at < again.since
    refused_by_the_database(names, lambda: rows.update(state="forwarded"))


def issued(dossier, *, place):
    """Approval issued by raw rows."""
    decision = Decision.objects.create(
        kind="approve", origin="issued", place=place, prepared_by=make.officer_of(dossier)
    )
    decision.items.create(dossier=dossier)
    Decision.objects.filter(pk=decision.pk).update(
        number="9/QĐ", signed_on=today(), issued_by=make.leader_of(dossier), issued_at=timezone.now()
    )


def test_raw_sql_does_not_forward_by_the_decision_of_another_province(again):
    make.report_of_agency(again)
    refused_by_the_database(
        "decision_prepared_by_its_authority", lambda: issued(again, place=make.province())
    )


def test_raw_sql_changes_no_signed_report(again):
    report = make.report_of_agency(again)
    rows = AgencyReport.objects.filter(pk=report.pk)
    refused_by_the_database("agency_report_signed", lambda: rows.update(conclusion="x"))
    refused_by_the_database("agency_report_signed", lambda: rows.update(signed_at=None, signed_by=None))
    refused_by_the_database("agency_report_signed", rows.delete)


# Pages


def test_the_officer_writes_signs_and_prepares_on_the_pages(client, again):
    officer, leader = make.officer_of(again), make.leader_of(again)
    client.force_login(officer)
    assert "may take the place of the council" in client.get(again.get_desk_url()).content.decode()
    client.post(reverse("desk-agency-report", args=[again.pk]))
    report = AgencyReport.objects.get()
    values = {"checked": "Hồ sơ", "site_check": "Không cần", "conclusion": "Đạt", "version": report.version}
    assert client.post(report.get_edit_url(), values).status_code == 302
    assert client.post(reverse("desk-agency-report-sign", args=[report.pk])).status_code == 302
    page = client.get(again.get_desk_url()).content.decode()
    assert "waits for a decision of approval" in page
    assert "report of the provincial OCOP agency" in client.get(reverse("desk")).content.decode()
    form = client.get(reverse("desk-decision-prepare")).context["form"]
    assert [value for value, _label in form.fields["kind"].choices] == ["approve"]
    sent = {"kind": "approve", "dossiers": [again.pk]}
    assert client.post(reverse("desk-decision-prepare"), sent).status_code == 302
    decision = Decision.objects.get(kind="approve")
    assert "in the place of the council" in client.get(decision.get_desk_url()).content.decode()
    client.force_login(leader)
    assert "in the place of the council" in client.get(decision.get_desk_url()).content.decode()


def test_the_page_says_why_four_stars_cannot_use_it(client):
    dossier = of_four_stars()
    client.force_login(make.officer_of(dossier))
    page = client.get(dossier.get_desk_url()).content.decode()
    assert "This one passes the council." in page
    assert client.post(reverse("desk-agency-report", args=[dossier.pk])).status_code == 409


def test_the_ministry_and_its_council_read_the_report(client, again):
    national = make.national(forwarded(again), state=DossierState.SCORING)
    client.force_login(make.user(Role.MINISTRY_OFFICER))
    for url in (national.get_desk_url(), again.get_desk_url()):
        assert "Đủ hồ sơ, không thay đổi quy mô." in client.get(url).content.decode()
    assert client.get(reverse("desk-dossier-matrix", args=[again.pk])).status_code == 404
    client.force_login(national.council.seats.get(kind="chair").user)
    page = client.get(national.get_score_url()).content.decode()
    assert "Đủ hồ sơ, không thay đổi quy mô." in page
    assert "None: the agency&#x27;s report takes its place" in page or "None: the agency's report" in page


def test_everybody_reads_a_dossier_forwarded_without_a_result(client, again):
    origin = forwarded(again)
    decision = Decision.objects.get(kind="approve")
    urls = [
        origin.get_desk_url(),
        decision.get_desk_url(),
        reverse("desk-dossier-list"),
        reverse("desk-dossier-history", args=[origin.pk]),
        reverse("desk-decision-list"),
    ]
    papers = [
        reverse("desk-decision-paper", args=[decision.pk, "draft", "docx"]),
        *(
            reverse("desk-dossier-paper", args=[origin.pk, paper, "docx"])
            for paper in ("form-01", "form-02", "form-03", "blank-sheet", "agency-report")
        ),
    ]
    # The paper is the same for both, so each is rendered for one of them.
    for turn, reader in enumerate((make.officer_of(again), make.leader_of(again))):
        client.force_login(reader)
        asked = urls + papers[turn::2]
        assert {url: client.get(url).status_code for url in asked} == dict.fromkeys(asked, 200)


def test_papers_cite_the_report_and_no_council(again):
    make.report_of_agency(again)
    decision = prepare_decision(DecisionKind.APPROVE, [again], by=make.officer_of(again))
    for rendered, _type in FORMATS.values():
        assert rendered(agency_report(Dossier.objects.get(pk=again.pk)))
        assert rendered(decision_draft(decision))
