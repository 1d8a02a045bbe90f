"""A withdrawal signed elsewhere: proposed by one person, confirmed by another against the document."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from catalogue.models import CatalogueEntry
from ocop.refusal import RefusedError
from ocop.values.dates import today
from ratings.decisions.models import Decision, RecognitionState, RecordedDecision, RecordedWithdrawal
from ratings.recompute.effects import deviating_recognitions
from tests import factories as make

pytestmark = pytest.mark.django_db
SIGNED = date(2026, 3, 2)
SEEN = {"seen_where": "Hồ sơ 7/LT"}


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def client():
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def withdrawal():
    return make.recorded_withdrawal()


def decision_of(withdrawal):
    return RecordedDecision.objects.get(pk=withdrawal.decision_id)


def confirm(withdrawal, by=None):
    decision = decision_of(withdrawal)
    by = by or make.leader_of(withdrawal.recognition)
    return decision.confirm(by=by, seen_on=today(), seen=decision.seen_sha256(), **SEEN)


def test_a_proposed_withdrawal_changes_nothing(withdrawal, client):
    star = withdrawal.recognition
    assert (star.withdrawn_on, star.state_on()) == (None, RecognitionState.VALID)
    assert withdrawal.decision.number not in client.get(star.get_absolute_url(), follow=True).content.decode()


def test_the_confirmed_one_is_public_with_its_decision(withdrawal, client):
    confirm(withdrawal)
    star = withdrawal.recognition
    star.refresh_from_db()
    assert (star.withdrawn_on, star.withdrawal_id, star.withdrawal_ground) == (
        SIGNED,
        withdrawal.decision_id,
        "stopped",
    )
    assert star.state_on() == RecognitionState.WITHDRAWN
    page = client.get(star.get_absolute_url(), follow=True).content.decode()
    assert (withdrawal.decision.number in page, "Production has stopped" in page) == (True, True)
    assert not list(deviating_recognitions())
    assert CatalogueEntry.objects.get(product=star.product).withdrawn_on == SIGNED


def test_who_proposed_it_does_not_confirm_it(withdrawal):
    with pytest.raises(RefusedError, match="a second person must confirm it"):
        confirm(withdrawal, by=withdrawal.proposed_by)


@pytest.mark.parametrize("role", ["commune_officer", "ministry_leader", "producer"])
def test_only_the_authority_that_signed_confirms_it(withdrawal, role):
    with pytest.raises(RefusedError, match="of the authority that signed"):
        confirm(withdrawal, by=make.user(role))


def test_a_leader_of_another_province_does_not_confirm_it(withdrawal):
    with pytest.raises(RefusedError, match="of the authority that signed"):
        confirm(withdrawal, by=make.user("provincial_leader", place=make.province()))


def test_what_changed_since_it_was_shown_is_not_confirmed(withdrawal):
    decision = decision_of(withdrawal)
    seen = decision.seen_sha256()
    withdrawal.delete()
    make.recorded_withdrawal(recognition=withdrawal.recognition, decision=decision, ground="mark")
    with pytest.raises(RefusedError, match="no longer what you saw"):
        decision.confirm(by=make.leader_of(withdrawal.recognition), seen_on=today(), seen=seen, **SEEN)


def test_a_rejected_one_is_deleted_with_its_decision(withdrawal):
    decision_of(withdrawal).discard(by=make.leader_of(withdrawal.recognition))
    assert not Decision.objects.filter(pk=withdrawal.decision_id).exists()
    withdrawal.recognition.refresh_from_db()
    assert withdrawal.recognition.state_on() == RecognitionState.VALID


def propose(star, *, place, signed_on=SIGNED, number="9/QĐ-UBND"):
    by = make.user("provincial_officer", place=place) if place else make.user("ministry_officer")
    decision = RecordedDecision.objects.propose(
        number=number, signed_on=signed_on, place=place, by=by, kind="withdraw"
    )
    return decision.name_withdrawal(star, ground="mark", by=by)


def test_a_star_issued_here_is_withdrawn_here():
    star = make.issued_recognition()
    with pytest.raises(RefusedError, match="was issued here and is withdrawn here"):
        propose(star, place=star.decision.place, signed_on=today())


def test_no_withdrawal_is_signed_before_the_star_began():
    star = make.recognition(signed_on=date(2026, 4, 1))
    with pytest.raises(RefusedError, match="began on 01/04/2026, after this decision"):
        propose(star, place=star.decision.place)


def test_another_province_withdraws_nothing():
    with pytest.raises(RefusedError, match="is not the province of its product"):
        propose(make.recognition(), place=make.province())


def test_five_stars_are_withdrawn_by_the_ministry():
    star = make.recognition(stars=5)
    with pytest.raises(RefusedError, match="withdrawn by the Minister"):
        propose(star, place=star.product.producer.place.province)
    assert propose(star, place=None, number="9/QĐ-BNNMT").ground == "mark"


def test_a_star_that_is_over_is_not_withdrawn():
    star = make.recognition(signed_on=date(2021, 4, 1))
    with pytest.raises(RefusedError, match="no longer in force"):
        propose(star, place=star.decision.place)


def test_a_second_withdrawal_of_a_star_is_refused(withdrawal):
    with pytest.raises(RefusedError, match="waits for a second person already"):
        propose(withdrawal.recognition, place=withdrawal.decision.place)


def test_a_withdrawal_may_be_signed_after_the_province_uses_the_portal():
    star = make.recognition()
    make.officer_of(star)
    assert propose(star, place=star.decision.place, signed_on=today()).is_waiting


def test_a_recognition_of_this_number_is_no_withdrawal():
    star = make.recognition()
    with pytest.raises(RefusedError, match="another kind of decision: Recognition"):
        propose(
            star, place=star.decision.place, number=star.decision.number, signed_on=star.decision.signed_on
        )


def test_the_second_person_confirms_it_on_its_page(withdrawal, client):
    client.force_login(make.leader_of(withdrawal.recognition))
    page = client.get(withdrawal.get_desk_url(), follow=True).content.decode()
    assert ("Waits, still in force" in page, "Production has stopped" in page) == (True, True)
    address = f"{withdrawal.get_desk_url()}confirm/"
    form = client.get(address)
    assert "withdrawn for everybody" in form.content.decode()
    sent = {"seen_on": f"{today():%d/%m/%Y}", "seen": form.context["form"].initial["seen"], **SEEN}
    assert client.post(address, sent).status_code == 302
    withdrawal.recognition.refresh_from_db()
    assert withdrawal.recognition.withdrawn_on == SIGNED


def test_an_officer_takes_one_out_while_it_waits(withdrawal, client):
    client.force_login(withdrawal.proposed_by)
    address = reverse("desk-recorded-withdrawal-delete", args=[withdrawal.pk])
    assert f'href="{address}"' in client.get(withdrawal.get_desk_url(), follow=True).content.decode()
    client.post(address, {"reason": "Không có trong bản ký"})
    assert not RecordedWithdrawal.objects.exists()
