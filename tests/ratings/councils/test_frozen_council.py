"""A council scores by its rules of the day on which scoring began; a change needs two people."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from ocop.models import Role
from ocop.refusal import RefusedError
from ocop.values.dates import today
from ratings.councils.models import Council, SpreadLimit
from ratings.dossiers.models import ScoringSeat
from ratings.dossiers.workflow import DossierState
from ratings.scoring.conclude import why_not_conclude
from ratings.scoring.models import SecondRound
from tests import factories as make

pytestmark = pytest.mark.django_db
UNSEATED = [Role.PRODUCER, Role.COMMUNE_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR]
WHY = {"reason": "Nhầm"}


def chair_of(dossier):
    return dossier.council.seats.get(kind="chair").user


def refusal(call, *args, **kwargs):
    with pytest.raises(RefusedError) as refused:
        call(*args, **kwargs)
    return str(refused.value)


def sql(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


# A council begins


def test_a_council_scores_only_when_a_second_person_has_confirmed_it():
    officer = make.user()
    council = make.council(place=officer.place, confirmed=False, entered_by=officer)
    assert council.why_not_complete() == (
        "A second person has not compared the council with its founding decision yet."
    )
    assert refusal(council.confirm, by=officer).startswith("Whoever entered the council does not confirm it")
    assert refusal(council.confirm, by=make.user()) == "This step belongs to somebody else."
    assert (
        refusal(council.confirm, by=make.user(Role.MINISTRY_OFFICER)) == "This step belongs to somebody else."
    )
    council.confirm(by=make.user(Role.PROVINCIAL_LEADER, place=officer.place))
    assert council.why_not_complete() == ""


@pytest.mark.parametrize("without", [{"decision_number": ""}, {"decided_on": None}])
def test_a_council_without_its_founding_decision_is_refused_with_the_article(without):
    dossier = make.dossier(state=DossierState.CHECKING)
    officer = make.officer_of(dossier)
    council = make.council(place=officer.place, confirmed=False, **without)
    assert refusal(council.confirm, by=officer) == council.lacking()
    assert "no founding decision" in council.lacking()
    assert "article 7" in council.lacking()
    dossier.name_council(council, by=officer)
    assert refusal(dossier.move, DossierState.ADVISORY, by=officer) == council.lacking()


def test_five_score_at_least_unless_the_regulation_says_otherwise():
    fields = {"regulation_number": "", "regulation_of": None, "least_members": None, "confirmed": False}
    four = make.council(members=3, **fields)
    assert four.lacking().startswith("4 of this council score; article 7 of Decision 26/2026/QĐ-TTg")
    assert make.council(members=4, **fields).lacking() == ""
    assert make.council(members=3, confirmed=False).lacking() == ""
    few = make.council(members=2, confirmed=False, least_members=4)
    assert few.lacking() == "3 of this council score; its regulation 121/QĐ-UBND asks for 4 at least."


# What has begun is kept


def test_a_dossier_keeps_seats_quorum_limit_and_decisions_of_the_day_its_scoring_began():
    dossier = make.dossier(state=DossierState.ADVISORY)
    assert dossier.terms is None
    assert dossier.awaited().count() == 0
    make.report_of_advisers(dossier)
    make.move(dossier, DossierState.SCORING, by=make.officer_of(dossier))
    terms = dossier.terms
    assert (terms.number, terms.quorum, terms.spread_limit) == (1, 75, 10)
    assert (terms.decision_number, terms.regulation_number, terms.least_members) == (
        "120/QĐ-UBND",
        "121/QĐ-UBND",
        3,
    )
    council = dossier.council.seats.exclude(kind="adviser")
    assert set(terms.seats.values_list("user", "kind")) == set(council.values_list("user", "kind"))
    assert {seat.user_id for seat in dossier.awaited()} == set(
        dossier.council.seats.scoring().values_list("user", flat=True)
    )


def test_the_quorum_does_not_fall_while_the_council_scores(client):
    dossier = make.dossier(state=DossierState.SCORING)
    officer = make.officer_of(dossier)
    client.force_login(officer)
    page = reverse("desk-council-edit", args=[dossier.council_id])
    assert "quorum" not in client.get(page).context["form"].fields
    client.post(page, {"name": "Hội đồng mới", "quorum": 1, "version": dossier.council.version})
    assert Council.objects.get(pk=dossier.council_id).quorum == 75
    with pytest.raises(IntegrityError, match="council_changes_by_amendment"):
        sql("UPDATE ratings_council SET quorum = 1 WHERE id = %s", dossier.council_id)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM ratings_seat WHERE council_id = %(council)s AND kind = 'member'",
        "UPDATE ratings_seat SET kind = 'member' WHERE council_id = %(council)s AND kind = 'secretary'",
        "INSERT INTO ratings_seat (version, council_id, user_id, kind)"
        " VALUES (1, %(council)s, %(user)s, 'member')",
        "UPDATE ratings_seat SET user_id = %(user)s WHERE council_id = %(council)s AND kind = 'chair'",
    ],
)
def test_seats_do_not_change_by_raw_sql_while_the_council_scores(statement):
    dossier, user = make.dossier(state=DossierState.SCORING), make.user(Role.EXPERT)
    with (
        pytest.raises(IntegrityError, match="seat_changes_by_amendment"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, {"council": dossier.council_id, "user": user.pk})


def test_who_has_not_scored_cannot_be_taken_away_to_get_a_result(client):
    dossier = make.dossier(state=DossierState.SCORING, members=4)
    idle = dossier.council.seats.filter(kind="member").last()
    for seat in dossier.council.seats.scoring().exclude(pk=idle.pk):
        make.assessment(dossier, by=seat.user, locked=True)
    client.force_login(make.officer_of(dossier))
    response = client.post(reverse("desk-seat-remove", args=[idle.pk]), WHY)
    assert response.status_code == 409
    assert "change by a decision that a second person confirms" in response.content.decode()
    with pytest.raises(IntegrityError, match="scoring_seats_are_kept"):
        sql("DELETE FROM ratings_scoringseat WHERE user_id = %s", idle.user_id)
    assert [seat.user for seat in dossier.awaited()] == [idle.user]


def test_an_adviser_comes_without_a_decision(client):
    dossier, person = make.dossier(state=DossierState.SCORING), make.user(Role.EXPERT)
    client.force_login(make.officer_of(dossier))
    page = reverse("desk-seat-create", args=[dossier.council_id])
    refused = client.post(page, {"email": person.email, "kind": "member"})
    assert "change by a decision that a second person confirms" in refused.content.decode()
    assert client.post(page, {"email": person.email, "kind": "adviser"}).status_code == 302


# A change by decision


def test_a_change_takes_effect_when_a_second_person_confirms_it_and_the_seal_names_it(client):
    dossier = make.dossier(state=DossierState.SCORING)
    officer, leader = make.officer_of(dossier), make.leader_of(dossier)
    leaves = dossier.council.seats.filter(kind="member").first().user
    joins = make.user(Role.EXPERT)
    client.force_login(officer)
    form = {
        "decision_number": "150/QĐ-UBND",
        "decided_on": f"{today():%d/%m/%Y}",
        "source": "Hồ sơ 15/VP",
        "leaves": leaves.pk,
        "email": joins.email,
        "joins_as": "member",
        "quorum": 100,
    }
    client.post(reverse("desk-council-amend", args=[dossier.council_id]), form)
    change = dossier.council.amendments.get()
    awaited = {seat.user for seat in dossier.awaited()}
    assert (leaves in awaited, joins in awaited) == (True, False)
    own = client.post(reverse("desk-amendment-confirm", args=[change.pk]))
    assert own.status_code == 409
    client.force_login(leader)
    assert client.post(reverse("desk-amendment-confirm", args=[change.pk])).status_code == 302
    awaited = {seat.user for seat in dossier.awaited()}
    assert (leaves in awaited, joins in awaited) == (False, True)
    assert (dossier.terms.number, dossier.terms.quorum) == (2, 100)
    assert Council.objects.get(pk=dossier.council_id).quorum == 100
    make.conclude(dossier, by=officer)
    sealed = dossier.result.content["council"]
    assert sealed["quorum"] == 100
    assert [(each["decision"]["number"], each["joins"], each["leaves"]) for each in sealed["amendments"]] == [
        ("150/QĐ-UBND", joins.full_name, leaves.full_name)
    ]
    assert joins.full_name in {seat["by"] for seat in sealed["seats"]}
    assert dossier.result.is_intact()


def test_who_has_begun_to_score_keeps_the_seat_also_by_decision():
    dossier = make.dossier(state=DossierState.SCORING)
    member = dossier.council.seats.filter(kind="member").first().user
    make.assessment(dossier, by=member)
    change = make.amendment(dossier.council, leaves=member, joins=make.user(Role.EXPERT), joins_as="member")
    reason = refusal(change.confirm, by=make.officer_of(dossier))
    assert reason == f"{member} has begun to score and keeps the seat until that scoring is over."


def test_a_change_leaves_a_whole_council():
    council = make.council()
    chair, member = (council.seats.filter(kind=kind).first().user for kind in ("chair", "member"))
    person = make.officer_at(council)
    expert = make.user(Role.EXPERT)
    for fields, reason in [
        ({"leaves": chair}, "The council would have no chair."),
        ({"leaves": member}, "Too few would score: at least 3 do."),
        ({"joins": expert, "joins_as": "chair"}, "This seat is taken: say who leaves it."),
        ({"leaves": expert}, "Who leaves has no seat on this council."),
    ]:
        assert refusal(make.amendment(council, **fields).confirm, by=person) == reason


def test_a_change_is_confirmed_by_the_own_authority_and_by_another_than_who_entered_it():
    change = make.amendment(quorum=80)
    assert refusal(change.confirm, by=change.entered_by).startswith("Whoever entered the change")
    assert refusal(change.confirm, by=make.user()) == "This step belongs to somebody else."
    change.confirm(by=make.officer_at(change.council))
    assert refusal(change.confirm, by=make.officer_at(change.council)) == "This change is confirmed already."
    assert refusal(change.discard, by=change.entered_by) == "This change is confirmed already."


def test_who_joins_or_leaves_does_not_confirm_the_change():
    council = make.council()
    leader = make.user(Role.PROVINCIAL_LEADER, place=council.place)
    change = make.amendment(council, joins=leader, joins_as="member")
    assert refusal(change.confirm, by=leader).startswith("Who joins or leaves does not confirm the change")


@pytest.mark.parametrize("role", UNSEATED)
def test_who_applies_reports_or_looks_on_judges_no_products(role):
    change = make.amendment(joins=make.user(role, full_name="Vũ Văn Soát"), joins_as="member")
    assert refusal(change.confirm, by=make.officer_at(change.council)) == (
        f"Vũ Văn Soát has the role “{role.label}” here: producers, commune officers, auditors and administrators judge"
        " no products."
    )


@pytest.mark.parametrize("role", UNSEATED)
def test_nor_is_given_a_seat_by_the_form(client, role):
    council, person = make.council(confirmed=False), make.user(role)
    client.force_login(make.officer_at(council))
    page = reverse("desk-seat-create", args=[council.pk])
    form = client.post(page, {"email": person.email, "kind": "adviser"}).context["form"]
    assert form.non_field_errors() == [
        f"{person} has the role “{role.label}” here: producers, commune officers, auditors and administrators judge no"
        " products."
    ]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"decided_on": "1900-01-01", "quorum": 60}, "what changes it was decided on that day or later."),
        ({"quorum": 1}, "The quorum is a share from 51 to 100 per cent: more than half."),
        ({"least_members": 1}, "Name the regulation, with number and day, that says so."),
    ],
)
def test_what_no_council_could_do_is_refused_at_the_form(client, fields, message):
    council = make.council(members=4, least_members=None, regulation_number="", regulation_of=None)
    client.force_login(make.officer_at(council))
    sent = {"decision_number": "9/QĐ-UBND", "decided_on": today().isoformat(), "source": "Hồ sơ 1/VP"}
    answer = client.post(reverse("desk-council-amend", args=[council.pk]), sent | fields)
    errors = [str(error) for errors in answer.context["form"].errors.values() for error in errors]
    assert [message in error for error in errors] == [True]
    assert not council.amendments.exists()


def test_a_change_that_nobody_confirmed_can_be_taken_back(client):
    change = make.amendment(quorum=90)
    client.force_login(change.entered_by)
    assert client.post(reverse("desk-amendment-discard", args=[change.pk]), WHY).status_code == 302
    assert not change.council.amendments.exists()


def test_a_result_and_a_finished_scoring_keep_their_rules():
    dossier = make.dossier(state=DossierState.CONCLUDED)
    make.amendment(dossier.council, quorum=90).confirm(by=make.officer_of(dossier))
    assert (dossier.terms.number, dossier.terms.quorum) == (1, 75)


# The limit of the spread


def test_the_limit_is_not_lifted_while_the_council_scores(client):
    dossier = make.first_round(apart=20)
    officer, province = make.officer_of(dossier), dossier.product.producer.place.province
    client.force_login(officer)
    form = {"points": "100", "in_force_from": f"{today():%d/%m/%Y}", "ground": "Quy chế"}
    assert client.post(reverse("desk-spread-limits"), form).status_code == 302
    limit = SpreadLimit.objects.get(place=province)
    limit.confirm(by=make.leader_of(dossier))
    assert SecondRound.objects.is_needed(dossier)
    make.session(dossier)
    assert why_not_conclude(dossier, by=chair_of(dossier)) == (
        "The totals lie more than 10 points apart: a second round of scoring comes first."
    )


def test_a_limit_takes_two_people_and_holds_for_scoring_that_begins_afterwards():
    place = make.commune()
    product = make.product(place=place)
    limit = make.spread_limit(place=place.province, points=30, confirmed=False)
    assert make.dossier(state=DossierState.SCORING, product=product).terms.spread_limit == 10
    assert refusal(limit.confirm, by=limit.set_by).startswith("Whoever proposed the limit")
    assert refusal(limit.confirm, by=make.user()) == "This step belongs to somebody else."
    limit.confirm(by=make.user(Role.PROVINCIAL_LEADER, place=place.province))
    make.spread_limit(place=place.province, points=5, in_force_from=today() + timedelta(days=1))
    make.spread_limit(points=90)
    later = make.dossier(state=DossierState.SCORING, product=make.product(place=place))
    assert later.terms.spread_limit == 30


def test_a_limit_that_nobody_confirmed_can_be_taken_back(client):
    limit = make.spread_limit(confirmed=False)
    client.force_login(limit.set_by)
    assert client.post(reverse("desk-spread-limit-discard", args=[limit.pk]), WHY).status_code == 302
    assert not SpreadLimit.objects.exists()


@pytest.mark.parametrize(
    ("statement", "guard"),
    [
        ("UPDATE ratings_scoringterms SET spread_limit = 100", "scoring_terms_are_kept"),
        ("DELETE FROM ratings_scoringterms", "scoring_terms_are_kept"),
        (
            "INSERT INTO ratings_scoringterms (dossier_id, number, at, quorum, spread_limit, decision_number,"
            " regulation_number) SELECT dossier_id, 2, now(), 1, 100, '', '' FROM ratings_scoringterms",
            "scoring_terms_by_the_database",
        ),
        (
            "INSERT INTO ratings_scoringseat (terms_id, user_id, kind)"
            " SELECT max(id), (SELECT max(id) FROM ocop_user), 'member' FROM ratings_scoringterms",
            "scoring_seats_by_the_database",
        ),
    ],
)
def test_rules_of_scoring_are_not_written_by_raw_sql(statement, guard):
    make.dossier(state=DossierState.SCORING)
    make.user(Role.EXPERT)
    with pytest.raises(IntegrityError, match=guard):
        sql(statement)
    assert ScoringSeat.objects.count() == 4


def test_the_desk_shows_what_waits_for_the_second_person(client):
    change = make.amendment(quorum=80)
    client.force_login(make.user(Role.PROVINCIAL_LEADER, place=change.council.place))
    home = client.get(reverse("desk")).content.decode()
    assert str(change) in home
    page = client.get(change.get_desk_url()).content.decode()
    assert reverse("desk-amendment-confirm", args=[change.pk]) in page
