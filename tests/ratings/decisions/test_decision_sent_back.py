"""A leader sends a prepared decision back with a reason."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from ocop.refusal import RefusedError
from ratings.decisions.issue import issue_decision
from ratings.decisions.models import Decision, DecisionKind
from ratings.decisions.prepare import prepare_decision
from ratings.dossiers.models import Dossier
from ratings.dossiers.workflow import DossierState
from tests import factories as make

pytestmark = pytest.mark.django_db
WHY = "Căn cứ pháp lý ghi sai số."


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def dossier():
    return make.dossier(state=DossierState.CONCLUDED, choices=make.four_stars())


@pytest.fixture
def decision(dossier):
    return prepare_decision(DecisionKind.RECOGNISE, [dossier], by=make.officer_of(dossier))


def test_officer_reads_the_reason_discards_it_and_prepares_another(client, dossier, decision):
    leader, officer = make.leader_of(dossier), make.officer_of(dossier)
    client.force_login(leader)
    page = reverse("desk-decision-send-back", args=[decision.pk])
    assert page in client.get(decision.get_desk_url()).content.decode()
    assert client.post(page, {"reason": " "}).context["form"].errors == {
        "reason": ["This field is required."]
    }
    assert client.post(page, {"reason": WHY}).status_code == 302
    client.force_login(officer)
    assert WHY in client.get(reverse("desk")).content.decode()
    assert WHY in client.get(decision.get_desk_url()).content.decode()
    client.post(reverse("desk-decision-discard", args=[decision.pk]), {"reason": WHY})
    again = prepare_decision(DecisionKind.RECOGNISE, [dossier], by=officer)
    issue_decision(again, by=leader, number="12/QĐ-UBND")
    assert Dossier.objects.get(pk=dossier.pk).state == DossierState.RECOGNISED


def test_leader_sees_of_what_product_a_decision_waits(client, dossier, decision):
    client.force_login(make.leader_of(dossier))
    product = dossier.product
    assert f">Recognition: {product} – {product.producer}</a>" in client.get(reverse("desk")).content.decode()


def test_nobody_attaches_a_document_to_what_was_sent_back(client, dossier, decision):
    decision.send_back(by=make.leader_of(dossier), reason=WHY)
    page = reverse("desk-decision-attach", args=[decision.pk])
    for user in (make.leader_of(dossier), make.officer_of(dossier)):
        client.force_login(user)
        assert page not in client.get(decision.get_desk_url()).content.decode()
        assert client.get(page).status_code == 404


def test_what_was_sent_back_is_not_issued(dossier, decision):
    leader = make.leader_of(dossier)
    decision.send_back(by=leader, reason=WHY)
    with pytest.raises(
        RefusedError, match="This decision was sent back: its officer discards it and prepares it again."
    ):
        issue_decision(decision, by=leader, number="12/QĐ-UBND")
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(
            issued_at=timezone.now(), issued_by=leader, number="12/QĐ-UBND", signed_on=timezone.localdate()
        )
    assert list(Decision.objects.issuable_by(leader)) == []


def test_only_who_could_issue_it_sends_it_back(client, dossier, decision):
    for user in (make.officer_of(dossier), make.leader_of(make.dossier()), make.commune_officer_of(dossier)):
        with pytest.raises(RefusedError):
            decision.send_back(by=user, reason=WHY)
        client.force_login(user)
        answer = client.post(reverse("desk-decision-send-back", args=[decision.pk]), {"reason": WHY})
        assert answer.status_code in (403, 404)
    decision.refresh_from_db()
    assert not decision.is_sent_back
