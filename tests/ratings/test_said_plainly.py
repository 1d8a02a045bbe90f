"""Pages say what has happened and what follows, before and after an act."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import override

from ocop.history import changes
from ocop.models import Role
from ocop.values.dates import today
from ratings.decisions.issue import issue_decision
from ratings.decisions.models import DecisionKind
from ratings.decisions.prepare import prepare_decision
from ratings.dossiers.models import Dossier
from ratings.dossiers.timeline import timeline_of
from ratings.dossiers.workflow import DossierState
from ratings.scoring.models import Assessment, SecondRound
from tests import factories as make

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
GOLD = 'class="stars stars--large"'


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def page(client, user, address):
    """Return the HTML of a page as `user` sees it."""
    client.force_login(user)
    return client.get(address).content.decode()


def producer_of(dossier):
    user = make.user(Role.PRODUCER)
    make.membership(user, dossier.product.producer)
    return user


def test_an_expired_paper_is_named_before_the_dossier_is_filed(client):
    dossier = make.dossier(state=DossierState.DRAFT)
    piece = make.evidence(dossier=dossier, title="Phiếu kiểm nghiệm", expires_on=today() - 9 * DAY)
    producer = producer_of(dossier)
    words = f"expired, held until the end of {today() - 10 * DAY:%d/%m/%Y}"
    assert f"“{piece.title}”: {words}" in page(client, producer, dossier.get_desk_url())
    check = page(client, producer, reverse("desk-dossier-file", args=[dossier.pk]))
    assert "Papers that have expired" in check
    assert "An expired paper proves nothing" in check


def test_nobody_accepts_a_self_assessment_by_filing(client):
    dossier = make.dossier(state=DossierState.FILED)
    text = page(client, producer_of(dossier), dossier.get_desk_url())
    assert "Accepted" not in text


def test_a_refused_result_shows_its_producer_the_decision_and_no_stars(client):
    dossier = make.dossier(state=DossierState.CONCLUDED, choices=make.four_stars())
    decision = make.decide(dossier, DecisionKind.REFUSE)
    dossier = Dossier.objects.get(pk=dossier.pk)
    assert dossier.state == DossierState.CLOSED
    producer = producer_of(dossier)
    text = page(client, producer, reverse("my-result", args=[dossier.result.pk]))
    assert f"Refused by Decision {decision.number} of" in text
    assert "The council&#x27;s result was: 4 stars." in text
    assert GOLD not in text
    assert 'class="stars"' not in page(client, producer, reverse("my"))


def test_a_result_without_a_decision_shows_its_stars(client):
    dossier = make.dossier(state=DossierState.CONCLUDED, choices=make.four_stars())
    assert dossier.result.ending == ""
    assert GOLD in page(client, producer_of(dossier), reverse("my-result", args=[dossier.result.pk]))


def test_who_decides_an_objection_reads_what_it_is_about_and_what_follows(client):
    dossier = make.dossier(state=DossierState.SCORING)
    member = dossier.council.seats.filter(kind="member").first().user
    objection = make.objection(dossier, by=member)
    chair = dossier.council.seats.get(kind="chair").user
    text = page(client, chair, reverse("score-objection-decide", args=[objection.pk]))
    for words in (
        dossier.product.name,
        dossier.product.producer.name,
        objection.reason,
        "Confirmed: nothing further is scored and the product gets no star.",
        "Rejected: scoring goes on",
    ):
        assert words in text


def test_a_spread_that_a_second_round_leaves_is_named_with_the_result():
    dossier = make.first_round(apart=20)
    chair = dossier.council.seats.get(kind="chair").user
    SecondRound.objects.open(dossier, by=chair, reason="Điểm chênh lệch lớn.")
    for seat in dossier.council.seats.scoring():
        Assessment.objects.open_member(dossier, by=seat.user).lock(by=seat.user)
    result = make.result_of(Dossier.objects.get(pk=dossier.pk), by=chair)
    assert result.spread_left.startswith(
        "After the second round the totals still lie 20 points apart; the limit is 10."
    )


def test_a_first_round_within_the_limit_says_nothing_of_a_spread():
    dossier = make.first_round(apart=10)
    assert make.result_of(dossier, by=dossier.council.seats.get(kind="chair").user).spread_left == ""


def test_a_producer_withdraws_and_an_office_closes(client):
    dossier = make.dossier(state=DossierState.FILED)
    producer = producer_of(dossier)
    assert "Withdraw the dossier" in page(client, producer, dossier.get_desk_url())
    address = reverse("desk-dossier-close", args=[dossier.pk])
    assert "You take your application back" in page(client, producer, address)
    assert "Close without recognition" in page(client, make.officer_of(dossier), dossier.get_desk_url())
    client.force_login(producer)
    client.post(address, {"reason": "Chưa đủ giấy tờ."})
    way = timeline_of(Dossier.objects.for_detail().get(pk=dossier.pk))
    assert (way[0]["title"], way[0]["note"]) == ("Withdrawn by the producer", "Chưa đủ giấy tờ.")


def test_the_producer_learns_who_makes_the_change_for_which_a_dossier_is_returned(client):
    dossier = make.dossier(state=DossierState.CHECKING)
    client.force_login(make.officer_of(dossier))
    data = {"reason": "Tên trên nhãn khác.", "due_on": f"{today() + 5 * DAY:%d/%m/%Y}"}
    client.post(reverse("desk-dossier-return-for-change", args=[dossier.pk]), data)
    text = page(client, producer_of(dossier), dossier.get_desk_url())
    assert "The officer of the province makes the change in the register" in text
    assert "Returned for completion" not in text


def test_the_ministry_is_offered_nothing_on_what_it_has_handed_back(client):
    dossier = make.national(make.dossier(state=DossierState.FORWARDED), state=DossierState.HANDED_BACK)
    text = page(client, make.user(Role.MINISTRY_OFFICER), dossier.get_desk_url())
    assert "The ministry has handed it back: the province decides on it." in text
    assert "The result waits for a decision" not in text


def test_a_history_leaves_out_what_changed_nothing():
    product = make.product()
    type(product).objects.filter(pk=product.pk).update(version=product.version + 1)
    assert [change.kind for change in changes(product)] == ["insert"]


def test_a_draft_of_a_decision_is_named_by_its_moment_and_a_signed_one_leads_to_its_star(client):
    dossier = make.dossier(state=DossierState.CONCLUDED, choices=make.four_stars())
    officer = make.officer_of(dossier)
    draft = prepare_decision(DecisionKind.RECOGNISE, [dossier], by=officer)
    assert (
        str(draft)
        == f"Draft of {date_format(localtime(draft.prepared_at), 'SHORT_DATETIME_FORMAT')}: Recognition"
    )
    issue_decision(draft, by=make.leader_of(dossier), number="7/QĐ-UBND")
    recognition = Dossier.objects.get(pk=dossier.pk).recognition
    text = page(client, officer, draft.get_desk_url())
    assert recognition.get_desk_url() in text
    assert recognition.get_absolute_url() in text
