"""An upgrade without a higher star leaves the star in force, unless a decision gives a reason."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from ocop.refusal import RefusedError
from ocop.values.dates import today
from ratings.decisions.issue import issue_decision, recognise
from ratings.decisions.models import Decision, DecisionItem, DecisionKind, Recognition
from ratings.decisions.prepare import prepare_decision
from ratings.dossiers.models import Dossier
from ratings.dossiers.workflow import DossierKind, DossierState
from tests import factories as make
from tests.once import made_once
from tests.ratings.dossiers.test_subject import without_triggers

pytestmark = pytest.mark.django_db
RECOGNISE = DecisionKind.RECOGNISE
WHY = "Chủ thể đề nghị theo kết quả mới."


def concluded():
    """Upgrade with a result of four stars for a product with three."""
    product = make.product()
    make.recognition(product=product, stars=3, signed_on=today() - timedelta(days=100))
    return make.dossier(
        product=product, state=DossierState.CONCLUDED, kind=DossierKind.UPGRADE, choices=make.four_stars()
    )


made = made_once(concluded)


@pytest.fixture
def upgrade(made):
    """Upgrade of a product with so many stars."""

    def of_a_product_that_holds(stars):
        without_triggers("UPDATE ratings_recognition SET stars = %s", stars)
        return Dossier.objects.get(pk=made.pk)

    return of_a_product_that_holds


def prepare(dossier, **fields):
    return prepare_decision(RECOGNISE, [dossier], by=make.officer_of(dossier), **fields)


def refusal(call, *args, **fields):
    with pytest.raises(RefusedError) as refused:
        call(*args, **fields)
    return str(refused.value)


@pytest.mark.parametrize("stars", [4, 5])
def test_it_does_not_replace_the_star_in_force(upgrade, stars):
    dossier = upgrade(stars)
    standing = Recognition.objects.get()
    assert refusal(prepare, dossier) == (
        f"{dossier.product}: The upgrade ends with 4★ and the product holds {stars}★ until the end"
        f" of {standing.last_day:%d/%m/%Y}. Close the dossier with its result, or prepare the decision with the"
        " reason why the new star takes the place of the one in force."
    )


@pytest.mark.parametrize("stars", [4, 5])
def test_it_closes_with_its_result_and_the_star_in_force_stays(upgrade, stars):
    dossier = upgrade(stars)
    dossier.move(DossierState.CLOSED, by=make.officer_of(dossier), note="Không nâng được hạng.")
    assert [each.stars for each in Recognition.objects.valid_on()] == [stars]


def test_an_upgrade_that_rises_is_not_closed_by_an_officer(upgrade):
    dossier = upgrade(3)
    said = refusal(dossier.move, DossierState.CLOSED, by=make.officer_of(dossier))
    assert said == "Only a decision can refuse a product whose result is three stars or more."


def test_with_a_reason_that_the_leader_sees_it_replaces_the_star(upgrade, client):
    dossier = upgrade(5)
    decision, leader = prepare(dossier, reason=WHY), make.leader_of(dossier)
    assert decision.content["items"][f"dossier {dossier.pk}"]["reason"] == WHY
    client.force_login(leader)
    page = client.get(reverse("desk-decision-issue", args=[decision.pk])).content.decode()
    assert WHY in page
    issue_decision(decision, by=leader, number="1/QĐ-UBND")
    assert [each.stars for each in Recognition.objects.valid_on()] == [4]


def test_a_decision_whose_reason_is_taken_away_after_preparing_is_not_issued(upgrade):
    dossier = upgrade(4)
    decision = prepare(dossier, reason=WHY)
    DecisionItem.objects.update(reason="")
    said = refusal(issue_decision, decision, by=make.leader_of(dossier), number="1/QĐ-UBND")
    assert said.startswith("It is no longer what was prepared.") and WHY in said


def test_an_upgrade_that_fell_behind_after_preparing_is_not_issued(upgrade):
    dossier = upgrade(3)
    decision = prepare(dossier)
    make.recognition(product=dossier.product, stars=4, signed_on=today() - timedelta(days=1))
    said = refusal(issue_decision, decision, by=make.leader_of(dossier), number="1/QĐ-UBND")
    assert "The upgrade ends with 4★ and the product holds 4★" in said


def test_a_reason_where_none_is_needed_is_refused(upgrade):
    said = refusal(prepare, upgrade(3), reason=WHY)
    assert said == "No upgrade among these ends without a higher star: leave the reason empty."


def test_once_nothing_is_in_force_an_upgrade_gives_its_star(upgrade):
    dossier = upgrade(4)
    without_triggers("UPDATE ratings_recognition SET expires_on = %s", today())
    issue_decision(prepare(dossier), by=make.leader_of(dossier), number="1/QĐ-UBND")
    assert Recognition.objects.valid_on().get().dossier == dossier


def test_the_database_refuses_it_too(upgrade):
    dossier = upgrade(4)
    decision, leader = prepare(dossier, reason=WHY), make.leader_of(dossier)
    with transaction.atomic():
        issue_decision(Decision.objects.get(pk=decision.pk), by=leader, number="1/QĐ-UBND")
        assert Recognition.objects.count() == 2
        transaction.set_rollback(True)
    DecisionItem.objects.filter(decision=decision).update(reason="")
    Decision.objects.filter(pk=decision.pk).update(
        issued_by=leader, issued_at=decision.prepared_at, number="2/QĐ-UBND", signed_on=today()
    )
    with pytest.raises(IntegrityError, match="recognition_of_an_upgrade_rises"), transaction.atomic():
        recognise(dossier, Decision.objects.get(pk=decision.pk))


def test_the_pages_say_it(upgrade, client):
    dossier = upgrade(4)
    client.force_login(make.officer_of(dossier))
    page = client.get(dossier.get_desk_url()).content.decode()
    assert "The upgrade ends with 4★ and the product holds 4★" in page
    url = reverse("desk-decision-prepare")
    data = {"kind": "recognise", "dossiers": [dossier.pk]}
    assert "The upgrade ends with 4★" in client.post(url, data).content.decode()
    assert client.post(url, data | {"reason": WHY}).status_code == 302
    assert Dossier.objects.get(pk=dossier.pk).decision_items.get().reason == WHY
