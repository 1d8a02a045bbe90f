"""Conflicts of interest, quorum and findings on disputed requirements."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from ocop.models import Role
from ocop.refusal import RefusedError
from ratings.dossiers.models import Dossier, Evidence
from ratings.dossiers.workflow import DossierState
from ratings.scoring.conclude import why_not_conclude
from ratings.scoring.models import Assessment, Conflict, GateFinding, disputed_gates
from tests import factories as make
from tests.once import made_once

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def scored():
    return make.dossier(state=DossierState.SCORING, members=4)


in_scoring = made_once(scored)


@pytest.fixture
def dossier(in_scoring):
    return Dossier.objects.get(pk=in_scoring.pk)


def refusal(call, *args, **kwargs):
    with pytest.raises(RefusedError) as refused:
        call(*args, **kwargs)
    return str(refused.value)


def seat(dossier, kind="member"):
    return dossier.council.seats.filter(kind=kind).first()


def advised(*, state=DossierState.ADVISORY):
    """Dossier just before scoring, with the report signed."""
    dossier = make.dossier(state=state, members=4)
    make.report_of_advisers(dossier)
    return dossier


def begin(dossier):
    make.move(dossier, DossierState.SCORING, by=make.officer_of(dossier))


def test_a_member_of_the_producer_is_found_when_scoring_begins():
    dossier = advised()
    member = seat(dossier).user
    make.membership(member, dossier.product.producer)
    begin(dossier)
    conflict = dossier.conflicts.get()
    assert (conflict.user, conflict.kind) == (member, "producer")
    why = refusal(Assessment.objects.open_member, dossier, by=member)
    assert why.startswith("Not shown because of a conflict of interest: Acts for the producer")


def test_who_entered_the_dossier_does_not_score_it():
    dossier = advised()
    make.seat(dossier.council, user=dossier.opened_by)
    begin(dossier)
    assert [(each.user, each.kind) for each in dossier.conflicts.all()] == [(dossier.opened_by, "entered")]


def test_what_was_declared_for_a_producer_holds_for_its_next_dossier(dossier):
    member = seat(dossier).user
    Conflict.objects.declare(dossier, by=member, reason="My brother's company.")
    place, producer = dossier.product.producer.place, dossier.product.producer
    other = make.dossier(product=make.product(place=place, producer=producer), state=DossierState.ADVISORY)
    make.seat(other.council, user=member)
    make.report_of_advisers(other)
    begin(other)
    assert [(c.kind, c.reason) for c in other.conflicts.all()] == [("earlier", "My brother's company.")]


def test_a_member_in_conflict_drops_out_of_mean_quorum_and_waiting(dossier):
    seats = list(dossier.council.seats.scoring().order_by("kind", "pk"))
    out = seats[-1].user
    make.assessment(dossier, by=out, choices=make.best(make.sheet()) | {"2.1": 0}, locked=True)
    Conflict.objects.declare(dossier, by=out, reason="Kin.")
    assert out not in [each.user for each in dossier.awaited()]
    for each in dossier.awaited():
        make.assessment(dossier, by=each.user, locked=True)
    result = make.result_of(dossier, by=make.officer_of(dossier))
    assert (result.sheets, result.total) == (4, 400)
    assert [each["kind"] for each in result.content["conflicts"]] == ["declared"]
    assert result.is_intact()


def test_a_conflict_shuts_the_sheet_that_was_begun(dossier):
    member = seat(dossier).user
    sheet = make.assessment(dossier, by=member)
    Conflict.objects.declare(dossier, by=member, reason="Kin.")
    assert refusal(sheet.lock, by=member).startswith("Not shown because of a conflict of interest")


def test_only_members_declare_with_a_reason_and_once(dossier):
    declare, member = Conflict.objects.declare, seat(dossier).user
    assert refusal(declare, dossier, by=make.user(), reason="x").startswith("Only who has a seat")
    assert refusal(declare, dossier, by=member, reason=" ") == "Give a reason."
    declare(dossier, by=member, reason="Kin.")
    again = refusal(declare, dossier, by=member, reason="Kin.")
    assert again == "You have declared a conflict for this dossier already."


def test_the_chair_lifts_a_declaration_and_nothing_that_the_portal_found(dossier):
    chair, member = seat(dossier, "chair").user, seat(dossier).user
    declared = Conflict.objects.declare(dossier, by=member, reason="Same name only.")
    assert refusal(declared.lift, by=member, reason="x") == "Nobody lifts their own conflict."
    other = dossier.council.seats.filter(kind="member").last().user
    assert refusal(declared.lift, by=other, reason="x").startswith("Only who presides")
    declared.lift(by=chair, reason="Not related.")
    assert dossier.why_not_with_conflict(member) == ""
    make.membership(member, dossier.product.producer)
    Conflict.objects.compute(dossier)
    found = dossier.conflicts.get(kind="producer")
    assert refusal(found.lift, by=chair, reason="x").startswith("Only who presides")


def test_the_chair_does_not_lift_an_own_conflict(dossier):
    chair = seat(dossier, "chair").user
    own = Conflict.objects.declare(dossier, by=chair, reason="Kin.")
    assert refusal(own.lift, by=chair, reason="x") == "Nobody lifts their own conflict."


def test_a_member_in_conflict_sees_why_instead_of_the_dossier(dossier, client):
    member = seat(dossier).user
    piece = dossier.evidence.first()
    client.force_login(member)
    page = reverse("score-dossier", args=[dossier.pk])
    client.post(reverse("score-conflict", args=[dossier.pk]), {"reason": "Kin."})
    text = client.get(page).content.decode()
    assert "Not shown because of a conflict of interest: Declared by the member: Kin." in text
    assert "Begin to score" not in text
    assert client.get(reverse("evidence-document", args=[piece.pk])).status_code == 404
    assert client.get(reverse("score-findings", args=[dossier.pk])).status_code == 404
    assert not Evidence.objects.readable_by(member).exists()


def test_below_the_quorum_there_is_no_result(dossier):
    seats = list(dossier.council.seats.scoring().order_by("kind", "pk"))
    for each in seats[:3]:
        make.assessment(dossier, by=each.user, locked=True)
    for each in seats[3:]:
        sheet = Assessment.objects.open_member(dossier, by=each.user)
        sheet.abstain(by=each.user, reason="I advised them.")
    make.session(dossier)
    why = why_not_conclude(dossier, by=make.officer_of(dossier))
    assert why == "3 of 5 members have scored; the quorum is 75 per cent."


# Findings


def disputed(dossier, *, reaching):
    """Lock everybody's sheet; `reaching` of them meet the 4-star requirement 5.1."""
    best = make.best(make.sheet())
    for number, each in enumerate(dossier.council.seats.scoring().order_by("pk")):
        choices = best if number < reaching else best | {"5.1": 3}
        make.assessment(dossier, by=each.user, choices=choices, locked=True)
    return dossier


disagreeing = made_once(lambda: disputed(scored(), reaching=2), scope="class")


@pytest.fixture
def disagreed(disagreeing):
    """Two of five members meet the requirement."""
    return Dossier.objects.get(pk=disagreeing.pk)


def found_otherwise(dossier, *, met, stars):
    """The chair finds otherwise with a reason, and both are kept."""
    chair = seat(dossier, "chair").user
    reason = "The story stands in the traceability content."
    GateFinding.objects.record(dossier, "5.1", 4, met=met, by=chair, reason=reason)
    result = make.result_of(dossier, by=chair)
    assert result.stars == stars
    assert result.content["findings"] == [{"code": "5.1", "star": 4, "met": met, "reason": reason}]
    assert [len(result.content["sheets"]), result.is_intact()] == [5, True]


def test_the_chair_finds_a_requirement_missed_that_most_see_reached(dossier):
    found_otherwise(disputed(dossier, reaching=3), met=False, stars=3)


def test_nothing_is_found_while_a_sheet_is_open(dossier, client):
    chair = seat(dossier, "chair").user
    make.assessment(dossier, by=chair, choices=make.best(make.sheet()) | {"5.1": 3}, locked=True)
    why = refusal(GateFinding.objects.record, dossier, "5.1", 4, met=True, by=chair, reason="x")
    assert why == "The members' sheets are not all locked yet."
    client.force_login(chair)
    assert "Nothing to find" in client.get(reverse("score-findings", args=[dossier.pk])).content.decode()


class TestFindings:
    """All tests share one setup."""

    def test_only_requirements_on_which_members_differ_are_disputed(self, disagreed):
        gates = [(gate.code, gate.star, gate.reached_by) for gate in disputed_gates(disagreed)]
        assert gates == [("5.1", 4, 2)]

    def test_without_a_finding_more_than_half_decide(self, disagreed):
        result = make.result_of(disagreed, by=make.officer_of(disagreed))
        assert (result.stars_by_points, result.stars) == (5, 3)

    def test_the_chair_finds_a_requirement_reached_that_most_see_missed(self, disagreed):
        found_otherwise(disagreed, met=True, stars=5)

    def test_a_finding_can_be_changed_until_the_result_and_its_history_stays(self, disagreed):
        chair = seat(disagreed, "chair").user
        for met in (True, False):
            GateFinding.objects.record(disagreed, "5.1", 4, met=met, by=chair, reason="Looked again.")
        assert GateFinding.objects.standing().get().met is False
        assert GateFinding.objects.get(met=True).void_ground == "replaced"
        assert make.result_of(disagreed, by=chair).stars == 3

    @pytest.mark.parametrize(
        ("kind", "code", "reason", "why"),
        [
            ("member", "5.1", "x", "Only who presides over the dossier finds on requirements."),
            ("chair", "5.1", " ", "Give a reason."),
            ("chair", "2.1", "x", "The members agree on this requirement."),
        ],
    )
    def test_findings_are_the_chairs_with_a_reason_and_on_disputed_requirements(
        self, disagreed, kind, code, reason, why
    ):
        by = seat(disagreed, kind).user
        assert refusal(GateFinding.objects.record, disagreed, code, 4, met=True, by=by, reason=reason) == why

    def test_the_chair_records_a_finding_on_the_page(self, disagreed, client):
        client.force_login(seat(disagreed, "chair").user)
        page = reverse("score-findings", args=[disagreed.pk])
        assert "2 / 5" in client.get(page).content.decode()
        text = client.post(page, {"gate": "5.1:4", "met": "yes", "reason": "It is there."}, follow=True)
        assert "It is there." in text.content.decode()
        client.force_login(make.user(Role.EXPERT))
        assert client.get(page).status_code == 404
