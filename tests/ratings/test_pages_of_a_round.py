"""Same story as test_flow, through the pages: officer, members, chair, leader."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from ocop.models import Role
from ocop.values.dates import format_day, today
from ratings.councils.models import Council
from ratings.decisions.models import Decision, DecisionKind, Recognition, StarClaim
from ratings.decisions.prepare import prepare_decision
from ratings.dossiers.models import Dossier
from ratings.dossiers.workflow import DossierState
from ratings.scoring.models import Assessment, Objection
from ratings.scoring.score_sheet import sheet_parts
from ratings.scoring.sheet_form import changed_answers
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def sign_in(client):
    """Return a function that signs a user in and returns the client."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def onward(dossier, to):
    """Return the data of the button that moves the dossier past unfinished parts."""
    return {"to": to, "confirmed": make.confirmed(dossier, to)}


def url(name, *args):
    with override("en"):
        return reverse(name, args=args)


def answers(assessment, choices):
    """Return the form's fields for choices by code."""
    fields = {}
    for part in sheet_parts(assessment):
        for block in part.blocks:
            if block.options and block.criterion.code in choices:
                position = choices[block.criterion.code]
                fields[block.field] = "none" if position is None else str(block.options[position].pk)
    return fields


def test_officer_opens_names_a_council_and_opens_scoring(sign_in):
    product = make.product()
    officer = make.officer_of(product)
    council = make.council(place=officer.place)
    client = sign_in(officer)
    client.post(url("desk-dossier-open", product.pk), {"kind": "first"})
    dossier = Dossier.objects.get()
    make.obligatory_evidence(dossier, by=officer)
    make.self_assessment(dossier, by=officer)
    client.post(url("desk-dossier-file", dossier.pk))
    client.post(url("desk-dossier-council", dossier.pk), {"council": council.pk})
    commune_officer = make.commune_officer_of(dossier)
    make.report_of_commune(dossier, by=commune_officer)
    sign_in(commune_officer).post(url("desk-dossier-move", dossier.pk), onward(dossier, "checking"))
    client = sign_in(officer)
    client.post(url("desk-dossier-move", dossier.pk), onward(dossier, "advisory"))
    make.report_of_advisers(Dossier.objects.get())
    response = client.post(url("desk-dossier-move", dossier.pk), onward(dossier, "scoring"), follow=True)
    assert response.status_code == 200
    dossier.refresh_from_db()
    assert (dossier.state, dossier.council) == (DossierState.SCORING, council)


def test_a_second_dossier_for_the_same_product_is_refused_with_the_reason(sign_in):
    dossier = make.dossier()
    client = sign_in(make.officer_of(dossier))
    response = client.post(url("desk-dossier-open", dossier.product.pk), {"kind": "first"})
    assert response.status_code == 409
    assert "This product has an open dossier already." in response.content.decode()
    assert Dossier.objects.count() == 1


def test_scoring_cannot_open_without_a_council(sign_in):
    dossier = make.dossier(state=DossierState.CHECKING)
    client = sign_in(make.officer_of(dossier))
    page = client.get(url("desk-dossier", dossier.pk)).content.decode()
    assert "Name a council first." in page
    response = client.post(url("desk-dossier-move", dossier.pk), onward(dossier, "scoring"))
    assert response.status_code == 409
    assert "Name a council first." in response.content.decode()


def test_a_member_fills_saves_and_locks_without_script(sign_in):
    dossier = make.dossier(state=DossierState.SCORING)
    member = dossier.council.seats.scoring().last().user
    client = sign_in(member)
    client.post(url("score-open", dossier.pk))
    sheet = Assessment.objects.get(by=member)
    client.post(url("score-assessment", sheet.pk), answers(sheet, make.four_stars()))
    assert sheet.tally().total == 98
    page = client.get(url("score-lock", sheet.pk)).content.decode()
    assert page.count("Not answered") == 0
    response = client.post(url("score-lock", sheet.pk))
    assert response.status_code == 302
    sheet.refresh_from_db()
    assert sheet.is_locked


def test_points_sent_by_the_browser_count_for_nothing(sign_in):
    dossier = make.dossier(state=DossierState.SCORING)
    sheet = make.assessment(dossier, choices={})
    block = next(block for block in sheet_parts(sheet)[0].blocks if block.options)
    foreign = make.sheet(1).criteria.filter(options__isnull=False).first().options.first()
    client = sign_in(sheet.by)
    client.post(url("score-assessment", sheet.pk), {block.field: "100", "points": "100", "c1": "5"})
    client.post(url("score-assessment", sheet.pk), {block.field: str(foreign.pk)})
    assert sheet.answers.count() == 0


def test_only_what_changed_is_written(sign_in):
    dossier = make.dossier(state=DossierState.SCORING)
    sheet = make.assessment(dossier, choices=make.four_stars())
    assert changed_answers(sheet, answers(sheet, make.four_stars())) == {}
    assert [node.code for node in changed_answers(sheet, answers(sheet, make.four_stars() | {"4.1": 1}))] == [
        "4.1"
    ]


def test_the_swap_shows_the_totals_that_the_server_holds(sign_in):
    dossier = make.dossier(state=DossierState.SCORING)
    sheet = make.assessment(dossier, choices={})
    client = sign_in(sheet.by)
    response = client.post(
        url("score-assessment", sheet.pk), answers(sheet, make.four_stars()), headers={"HX-Request": "true"}
    )
    text = " ".join(response.content.decode().split())
    assert "<strong>98</strong>" in text
    assert "1 requirement missing" in text
    assert "<html" not in text


def test_nobody_opens_another_members_sheet_before_the_result(sign_in):
    dossier = make.dossier(state=DossierState.SCORING)
    first, second = (seat.user for seat in dossier.council.seats.scoring()[:2])
    sheet = make.assessment(dossier, by=first, choices=make.four_stars(), locked=True)
    people = [second, make.officer_of(dossier), make.leader_of(dossier), make.user(Role.AUDITOR, place=None)]
    for person in people:
        client = sign_in(person)
        assert client.get(url("score-assessment", sheet.pk)).status_code == 404
        assert client.get(url("score-lock", sheet.pk)).status_code == 404


def test_the_result_says_why_and_shows_the_sheets(sign_in):
    dossier = make.dossier(state=DossierState.SCORING)
    for seat in dossier.council.seats.scoring():
        make.assessment(dossier, by=seat.user, choices=make.four_stars() | {"5.1": 3}, locked=True)
    make.session(dossier)
    client = sign_in(make.officer_of(dossier))
    page = client.post(url("desk-dossier-conclude", dossier.pk), follow=True).content.decode()
    assert "96 points reach 5 stars; requirement 5.1 (4 stars) is not met: 3 stars" in page
    for seat in dossier.council.seats.scoring():
        assert str(seat.user) in page


def test_an_objection_holds_the_result_until_the_chair_decides(sign_in):
    dossier = make.dossier(state=DossierState.SCORING)
    chair, member = (
        dossier.council.seats.get(kind="chair").user,
        dossier.council.seats.filter(kind="member")[0].user,
    )
    for seat in dossier.council.seats.scoring():
        make.assessment(dossier, by=seat.user, choices=make.four_stars(), locked=True)
    client = sign_in(member)
    client.post(url("score-objection", dossier.pk), {"kind": "disqualifier", "reason": "Forged paper"})
    objection = Objection.objects.get()
    assert (
        client.post(
            url("score-objection-decide", objection.pk), {"outcome": "rejected", "reason": "x"}
        ).status_code
        == 409
    )
    make.session(dossier)
    client = sign_in(chair)
    assert client.post(url("score-conclude", dossier.pk)).status_code == 409
    client.post(url("score-objection-decide", objection.pk), {"outcome": "confirmed", "reason": "Proved"})
    page = client.post(url("score-conclude", dossier.pk), follow=True).content.decode()
    assert "No star: excluded. Forged paper" in page


def test_one_prepares_another_issues(sign_in):
    dossier = make.dossier(state=DossierState.CONCLUDED, choices=make.four_stars())
    officer, leader = make.officer_of(dossier), make.leader_of(dossier)
    client = sign_in(officer)
    client.post(url("desk-decision-prepare"), {"kind": "recognise", "dossiers": [dossier.pk]})
    decision = Decision.objects.get()
    assert (
        client.post(
            url("desk-decision-issue", decision.pk), {"number": "1", "signed_on": format_day(today())}
        ).status_code
        == 403
    )
    client = sign_in(leader)
    data = {"number": "7/QĐ-UBND", "signed_on": format_day(today()), "seen": decision.content_sha256}
    client.post(url("desk-decision-issue", decision.pk), data)
    assert Recognition.objects.get().stars == 4


def test_a_double_click_on_issue_makes_one_recognition(sign_in):
    dossier = make.dossier(state=DossierState.CONCLUDED, choices=make.four_stars())
    decision = prepare_decision(DecisionKind.RECOGNISE, [dossier], by=make.officer_of(dossier))
    client = sign_in(make.leader_of(dossier))
    data = {"number": "7/QĐ-UBND", "signed_on": format_day(today()), "seen": decision.content_sha256}
    first = client.post(url("desk-decision-issue", decision.pk), data)
    second = client.post(url("desk-decision-issue", decision.pk), data)
    assert (first.status_code, second.status_code) == (302, 404)
    assert Recognition.objects.count() == 1


def test_five_stars_cannot_be_recognised_by_a_province(sign_in):
    dossier = make.dossier(state=DossierState.CONCLUDED)
    client = sign_in(make.officer_of(dossier))
    asked = {"kind": "recognise", "dossiers": [dossier.pk]}
    page = client.post(url("desk-decision-prepare"), asked).content.decode()
    assert "recognise is not one of the available choices." in page
    # Offered once there is a result that the province may recognise.
    other = make.product(place=dossier.product.producer.place)
    make.dossier(product=other, state=DossierState.CONCLUDED, choices=make.four_stars())
    page = client.post(url("desk-decision-prepare"), asked).content.decode()
    assert "Five stars are the ministry&#x27;s: approve the result and forward it." in page
    assert Decision.objects.count() == 0


def test_a_withdrawal_is_prepared_and_issued(sign_in):
    recognition = make.issued_recognition()
    client = sign_in(make.officer_of(recognition))
    told = {"ground": "stopped", "body": "UBND xã", "number": "9/XN-UBND", "concluded_on": today()}
    client.post(url("desk-recognition-withdraw", recognition.pk), told)
    decision = Decision.objects.get(kind=DecisionKind.WITHDRAW)
    page = client.get(url("desk-decision", decision.pk)).content.decode()
    assert "Production has stopped" in page
    assert "9/XN-UBND" in page
    client = sign_in(make.leader_of(recognition))
    client.post(url("desk-decision-issue", decision.pk), {"number": "8/QĐ-UBND", "signed_on": ""})
    assert Decision.objects.get(pk=decision.pk).is_effective is False


def test_a_council_is_set_up_and_seated_by_e_mail(sign_in):
    officer, expert = make.user(), make.user(Role.EXPERT)
    client = sign_in(officer)
    client.post(url("desk-council-create"), {"name": "Hội đồng 2026", "quorum": 75})
    council = officer.place.councils.get()
    assert council.entered_by == officer
    client.post(url("desk-seat-create", council.pk), {"email": expert.email, "kind": "chair"})
    again = client.post(url("desk-seat-create", council.pk), {"email": expert.email, "kind": "member"})
    assert "This person has a seat on the council already." in again.content.decode()
    nobody = client.post(url("desk-seat-create", council.pk), {"email": "x@y.example", "kind": "member"})
    assert "Nobody signs in with this address." in nobody.content.decode()
    assert [seat.user for seat in council.seats.all()] == [expert]
    deputy = {"email": make.user(Role.EXPERT).email, "kind": "deputy"}
    refused = client.post(url("desk-seat-create", council.pk), deputy).content.decode()
    assert "Write first by which decision the council was set up" in refused
    Council.objects.filter(pk=council.pk).update(decision_number="12/QĐ-UBND")
    client.post(url("desk-seat-create", council.pk), deputy)
    assert sorted(council.seats.values_list("kind", flat=True)) == ["chair", "deputy"]


@pytest.mark.parametrize("name", ["desk-dossier", "desk-dossier-history", "desk-dossier-council"])
def test_another_provinces_officer_finds_no_dossier(sign_in, name):
    dossier = make.dossier(state=DossierState.FILED)
    assert sign_in(make.user()).get(url(name, dossier.pk)).status_code == 404


def test_lists_and_pages_open_for_their_readers(sign_in):
    recognition = make.issued_recognition()
    dossier = recognition.dossier
    client = sign_in(make.officer_of(dossier))
    pages = [
        url("desk"),
        url("desk-dossier-list"),
        url("desk-dossier", dossier.pk),
        url("desk-dossier-history", dossier.pk),
        url("desk-council-list"),
        url("desk-council", dossier.council.pk),
        url("desk-council-history", dossier.council.pk),
        url("desk-council-edit", dossier.council.pk),
        url("desk-decision-list"),
        url("desk-decision-prepare"),
        url("desk-decision", recognition.decision.pk),
        url("desk-recognition-list"),
        url("desk-recognition", recognition.pk),
    ]
    assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)
    client = sign_in(dossier.council.seats.first().user)
    for page in [url("score"), url("score-dossier", dossier.pk)]:
        assert client.get(page).status_code == 200


def test_the_products_page_tells_stars_dossiers_and_claims_apart(sign_in):
    product = make.issued_recognition().product
    StarClaim.objects.create(product=product, stars=5, year=2024, source="Báo", confidence="medium")
    page = sign_in(make.officer_of(product)).get(url("desk-product", product.pk)).content.decode()
    assert "4 stars</a>" in page
    assert "5 stars by a list, without a decision" in page
    assert url("desk-dossier-open", product.pk) in page
