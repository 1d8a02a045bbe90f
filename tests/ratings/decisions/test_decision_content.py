"""A decision is issued only with the content that was prepared and shown."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from ocop.refusal import RefusedError
from ocop.values.dates import today
from producers.models import Producer
from ratings.decisions.issue import issue_decision
from ratings.decisions.models import Decision, DecisionKind, Recognition
from ratings.decisions.prepare import prepare_decision, prepare_extension, prepare_withdrawal
from ratings.decisions.recognition_text import format_change
from ratings.dossiers.workflow import DossierState
from tests import factories as make
from tests.ratings.decisions.test_extension import awaited

pytestmark = pytest.mark.django_db
RECOGNISE = DecisionKind.RECOGNISE


def concluded(**fields):
    return make.dossier(state=DossierState.CONCLUDED, choices=make.four_stars(), **fields)


@pytest.fixture
def dossier():
    return concluded()


@pytest.fixture
def decision(dossier):
    return prepare_decision(RECOGNISE, [dossier], by=make.officer_of(dossier))


def refusal(decision, dossier, **fields):
    decision = Decision.objects.get(pk=decision.pk)
    with pytest.raises(RefusedError) as refused:
        issue_decision(decision, by=make.leader_of(dossier), number="1/QĐ-UBND", **fields)
    assert not Decision.objects.get(pk=decision.pk).is_effective
    assert not Recognition.objects.exists()
    return str(refused.value)


def test_what_is_decided_is_kept_when_it_is_prepared(decision, dossier):
    assert decision.content == {
        "kind": "recognise",
        "authority": dossier.product.producer.place.province.full_name,
        "signatory": "",
        "items": {
            f"dossier {dossier.pk}": {
                "stars": 4,
                "result": dossier.result.sha256,
                **dossier.result.content["subject"],
            }
        },
    }
    assert (decision.changes(), len(decision.content_sha256)) == ([], 64)


def renamed(dossier):
    """The producer's name is changed in the register; it is not locked, unlike data of the product."""
    Producer.objects.filter(pk=dossier.product.producer_id).update(name="HTX khác")


def test_a_maker_renamed_after_preparing_is_named_and_not_issued(decision, dossier):
    renamed(dossier)
    assert refusal(decision, dossier) == (
        f"It is no longer what was prepared. {dossier.product.name} changed:"
        f" maker “{dossier.product.producer.name}” → “HTX khác”. Discard it and prepare it again."
    )


def test_an_item_added_or_taken_out_after_preparing_is_named(decision, dossier):
    other = concluded(product=make.product(producer=dossier.product.producer))
    decision.items.create(dossier=other)
    assert f"“{other.product.name}” was added." in refusal(decision, dossier)
    decision.items.filter(dossier=dossier).delete()
    assert f"“{dossier.product.name}” was taken out." in refusal(decision, dossier)


def test_another_signatory_than_prepared_is_named(decision, dossier):
    Decision.objects.filter(pk=decision.pk).update(signatory="Chủ tịch")
    assert "The decision changed: signatory's office “” → “Chủ tịch”." in refusal(decision, dossier)


def test_a_decision_whose_content_nobody_kept_is_not_issued(decision, dossier):
    Decision.objects.filter(pk=decision.pk).update(content={})
    assert f"“{dossier.product.name}” was added." in refusal(decision, dossier)


def test_another_content_than_the_leader_saw_is_not_issued(decision, dossier):
    said = "It is no longer what you saw. Look at what stands here now, then issue it."
    assert refusal(decision, dossier, seen="0" * 64) == said
    assert refusal(decision, dossier, seen="") == said


def test_once_the_maker_has_its_name_again_it_is_issued(decision, dossier):
    renamed(dossier)
    refusal(decision, dossier)
    maker = dossier.product.producer
    Producer.objects.filter(pk=maker.pk).update(name=maker.name)
    issue_decision(decision, by=make.leader_of(dossier), number="1/QĐ-UBND", seen=decision.content_sha256)
    assert Recognition.objects.get().maker == maker.name


def page(client, dossier, decision):
    client.force_login(make.leader_of(dossier))
    return client.get(reverse("desk-decision-issue", args=[decision.pk])).content.decode()


def seen_on(text):
    return re.search(r'name="seen" value="([0-9a-f]{64})"', text)[1]


def post(client, decision, seen):
    data = {"number": "1/QĐ-UBND", "signed_on": today().strftime("%d/%m/%Y"), "seen": seen}
    return client.post(reverse("desk-decision-issue", args=[decision.pk]), data)


def test_the_page_shows_the_content_and_posts_its_hash_back(decision, dossier, client):
    text = page(client, dossier, decision)
    assert seen_on(text) == decision.content_sha256
    assert f">{decision.content_sha256}</dd>" in text
    assert post(client, decision, seen_on(text)).status_code == 302
    assert Decision.objects.get(pk=decision.pk).is_effective


def test_changed_between_looking_and_issuing_is_409_with_what_changed(decision, dossier, client):
    text = page(client, dossier, decision)
    renamed(dossier)
    response = post(client, decision, seen_on(text))
    assert response.status_code == 409
    assert f"maker “{dossier.product.producer.name}” → “HTX khác”" in response.content.decode()
    assert not Decision.objects.get(pk=decision.pk).is_effective


def test_prepared_anew_between_looking_and_issuing_is_409(decision, dossier, client):
    seen = seen_on(page(client, dossier, decision))
    renamed(dossier)
    Decision.objects.get(pk=decision.pk).keep_content()
    response = post(client, decision, seen)
    assert response.status_code == 409
    assert "It is no longer what you saw." in response.content.decode()


def test_without_the_hash_nothing_is_issued(decision, dossier, client):
    page(client, dossier, decision)
    data = {"number": "1/QĐ-UBND", "signed_on": today().strftime("%d/%m/%Y")}
    assert client.post(reverse("desk-decision-issue", args=[decision.pk]), data).status_code == 409


def changes(decision):
    return [format_change(item) for item in decision.items.with_today()]


def test_a_batch_shows_every_product_with_its_stars_before_and_after(client, django_assert_max_num_queries):
    dossiers = [concluded()]
    first = dossiers[0].product
    upgraded, renewed = (make.product(producer=first.producer) for _n in range(2))
    dossiers += [concluded(product=product) for product in (upgraded, renewed)]
    earlier = today() - timedelta(days=100)
    make.recognition(product=upgraded, stars=3, signed_on=earlier)
    make.recognition(product=renewed, stars=4, signed_on=earlier)
    decision = prepare_decision(RECOGNISE, dossiers, by=make.officer_of(first))
    said = ["no star → 4 stars", "3 stars → 4 stars", "4 stars, renewed"]
    # The number of queries does not depend on the number of products; one more for each would be six.
    with django_assert_max_num_queries(3):
        assert changes(decision) == said
    text = page(client, dossiers[0], decision)
    assert all(change in text for change in said)
    assert post(client, decision, seen_on(text)).status_code == 302
    assert Recognition.objects.filter(decision=decision).count() == 3


def test_what_changes_no_star_says_so(dossier):
    refuse = prepare_decision(DecisionKind.REFUSE, [dossier], by=make.officer_of(dossier))
    assert changes(refuse) == ["nothing changes: no star"]


def test_a_withdrawal_takes_the_stars_away(dossier):
    recognition = make.issued_recognition(dossier=dossier)
    withdrawal = prepare_withdrawal(recognition, "stopped", make.conclusion(), by=make.officer_of(dossier))
    assert changes(withdrawal) == ["4 stars → no star"]


def test_an_extension_names_its_day():
    recognition, dossier = awaited(stars=4)
    until = recognition.expires_on + timedelta(days=90)
    extension = prepare_extension(recognition, until, by=make.officer_of(dossier))
    assert changes(extension) == [f"4 stars, until the end of {until - timedelta(days=1):%d/%m/%Y}"]
