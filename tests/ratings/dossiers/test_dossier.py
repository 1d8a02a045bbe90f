import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from ocop.models import Role
from ocop.permissions import SeatKind
from ocop.refusal import RefusedError
from ratings.councils.models import Seat
from ratings.decisions.issue import issue_decision
from ratings.decisions.models import DecisionKind
from ratings.decisions.prepare import prepare_decision
from ratings.dossiers.models import Dossier
from ratings.dossiers.workflow import DossierState, transitions_from
from tests import factories as make

pytestmark = pytest.mark.django_db
ILLEGAL = "nothing was done."
NOT_YOURS = "This step belongs to somebody else."


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def people(dossier):
    """Return one user per role in the dossier's province and per seat in its council."""
    province = dossier.product.producer.place.province
    found = {role: make.user(role, place=province) for role in Role if role != Role.COMMUNE_OFFICER}
    found[Role.COMMUNE_OFFICER] = make.user(Role.COMMUNE_OFFICER, place=dossier.product.producer.place)
    dossier.product.producer.memberships.create(user=found[Role.PRODUCER])
    if dossier.council:
        found |= {seat.kind: seat.user for seat in dossier.council.seats.all()}
    return found


@pytest.mark.parametrize("state", DossierState)
def test_a_dossier_moves_exactly_as_the_table_says(state):
    dossier = make.dossier(state=state)
    refused = {}
    for part, user in people(dossier).items():
        for to in DossierState:
            refusal = str(dossier.why_not(to, by=user))
            barred = refusal.endswith(ILLEGAL) or refusal == NOT_YOURS
            step = transitions_from(state, national=dossier.is_national).get(to)
            assert barred == (step is None or part not in step.who), (
                state,
                part,
                to,
                refusal,
            )
            if refusal:
                refused[to, refusal] = user
    # Each refusal of each step once, although several users get it.
    for (to, refusal), user in refused.items():
        with pytest.raises(RefusedError, match="^" + re.escape(refusal)):
            dossier.move(to, by=user)
    assert Dossier.objects.get(pk=dossier.pk).state == state


def test_an_officer_of_another_province_cannot_move_a_dossier():
    dossier = make.dossier()
    assert dossier.why_not(DossierState.FILED, by=make.user()) == NOT_YOURS


def test_two_people_cannot_move_a_dossier_at_once():
    dossier = make.dossier()
    officer = make.officer_of(dossier)
    make.obligatory_evidence(dossier, by=officer)
    make.self_assessment(dossier, by=officer)
    same = Dossier.objects.get(pk=dossier.pk)
    dossier.move(DossierState.FILED, by=officer)
    with pytest.raises(RefusedError, match="Somebody else has just moved this dossier."):
        same.move(DossierState.FILED, by=officer)
    assert [(move.from_state, move.to_state) for move in dossier.transitions.all()] == [
        ("", "draft"),
        ("draft", "filed"),
    ]


def test_a_move_says_who_and_why():
    dossier = make.dossier()
    officer = make.officer_of(dossier)
    dossier.move(DossierState.CLOSED, by=officer, note="Production has stopped")
    last = dossier.transitions.last()
    assert (last.by, last.from_state, last.to_state, last.note) == (
        officer,
        "draft",
        "closed",
        "Production has stopped",
    )


def test_a_dossier_is_opened_on_the_sheet_of_its_product_set():
    dossier = make.dossier(product=make.product(product_set=4))
    assert (dossier.sheet.number, dossier.branch, dossier.state) == (4, None, DossierState.DRAFT)


def test_a_tourism_dossier_says_which_case_applies():
    product = make.product(product_set=26)
    officer = make.officer_of(product)
    for branch in (None, 3):
        with pytest.raises(RefusedError, match="Say which of the cases of this sheet applies."):
            Dossier.objects.start(product, by=officer, branch=branch)
    assert Dossier.objects.start(product, by=officer, branch=2).branch == 2


def test_other_dossiers_have_no_case():
    product = make.product()
    with pytest.raises(RefusedError, match="This sheet has no alternative cases."):
        Dossier.objects.start(product, by=make.officer_of(product), branch=1)


@pytest.mark.parametrize(
    ("prepare", "reason"),
    [
        (lambda: (make.product(product_set=None), None), "The product has no product set yet"),
        (lambda: (make.product(), make.user()), "Your role may not open"),
        (lambda: (make.product(), make.user(Role.EXPERT)), "Your role may not open"),
        (lambda: (make.dossier().product, None), "This product has an open dossier already."),
    ],
)
def test_a_dossier_is_not_opened_without_ground(prepare, reason):
    product, user = prepare()
    with pytest.raises(RefusedError, match=f"^{reason}"):
        Dossier.objects.start(product, by=user or make.officer_of(product))


def test_a_product_may_have_a_new_dossier_when_the_last_one_is_closed():
    closed = make.dossier(state=DossierState.CLOSED)
    assert make.dossier(product=closed.product).pk != closed.pk


def test_scoring_needs_a_council_with_a_chair():
    dossier = make.dossier(state=DossierState.CHECKING)
    officer = make.officer_of(dossier)
    assert dossier.why_not(DossierState.SCORING, by=officer) == "Name a council first."
    council = make.council(place=officer.place, confirmed=False)
    council.seats.filter(kind=SeatKind.CHAIR).delete()
    dossier.name_council(council, by=officer)
    assert dossier.why_not(DossierState.SCORING, by=officer) == "The council has no chair."


def test_a_council_of_another_province_cannot_be_named():
    dossier = make.dossier(state=DossierState.FILED)
    with pytest.raises(RefusedError, match="This council belongs to another authority."):
        dossier.name_council(make.council(), by=make.officer_of(dossier))


def test_the_council_stays_once_scoring_has_begun():
    dossier = make.dossier(state=DossierState.SCORING)
    officer = make.officer_of(dossier)
    with pytest.raises(RefusedError, match="The council stays as it is once scoring has begun."):
        dossier.name_council(make.council(place=officer.place), by=officer)


def test_seated_are_the_dossiers_of_ones_councils():
    dossier, other = make.dossier(state=DossierState.SCORING), make.dossier(state=DossierState.SCORING)
    member = dossier.council.seats.scoring().last().user
    assert list(Dossier.objects.seated(member)) == [dossier]
    assert list(Dossier.objects.visible_to(member)) == []
    assert list(Dossier.objects.visible_to(make.officer_of(other))) == [other]


def test_who_is_awaited_are_the_scoring_seats_without_a_locked_sheet():
    dossier = make.dossier(state=DossierState.SCORING)
    chair, *members = dossier.council.seats.scoring().order_by("kind", "pk")
    make.assessment(dossier, by=chair.user, locked=True)
    make.assessment(dossier, by=members[0].user)
    assert {seat.user for seat in dossier.awaited()} == {seat.user for seat in members}


def test_only_a_decision_refuses_a_product_with_three_stars():
    dossier = make.dossier(state=DossierState.CONCLUDED, choices=make.four_stars())
    officer = make.officer_of(dossier)
    assert dossier.why_not(DossierState.CLOSED, by=officer).startswith("Only a decision can refuse")
    decision = prepare_decision(DecisionKind.REFUSE, [dossier], by=officer)
    issue_decision(decision, by=make.leader_of(dossier), number="9/QĐ-UBND")
    assert Dossier.objects.get(pk=dossier.pk).state == DossierState.CLOSED


def test_a_result_below_three_stars_is_closed_without_a_decision():
    dossier = make.dossier(state=DossierState.CONCLUDED, choices=make.best(make.sheet()) | {"2.2": 0})
    dossier.move(DossierState.CLOSED, by=make.officer_of(dossier))
    assert dossier.state == DossierState.CLOSED


def test_lists_cost_the_same_for_any_number_of_dossiers(django_assert_num_queries):
    make.dossier(state=DossierState.SCORING)
    for rows in (1, 3):
        with django_assert_num_queries(1):
            assert (
                len(
                    [
                        (d.product.producer.place.province, d.sheet, d.council)
                        for d in Dossier.objects.for_list()
                    ]
                )
                == rows
            )
        make.dossier()
        make.dossier()
    assert Seat.objects.scoring().count() == 3


def test_form_offers_only_the_kinds_that_can_be(client):
    product = make.product()
    client.force_login(make.officer_of(make.dossier(product=make.product(place=product.producer.place))))
    page = reverse("desk-dossier-open", args=[product.pk])
    offered = client.get(page).context["form"].fields["kind"].widget.choices
    assert [kind for kind, _label in offered] == ["first"]
    refused = client.post(page, {"kind": "upgrade", "changes": "Bao bì"})
    assert refused.status_code == 409
    assert "The product holds no recognition in force: choose first assessment." in refused.content.decode()
