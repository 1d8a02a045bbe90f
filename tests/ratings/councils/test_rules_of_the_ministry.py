"""Rules of the ministry's own councils: rounds, spread limits, publication of scores."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from ocop.models import Role
from ocop.values.dates import today
from ratings.councils.models import ScoreDisclosure, SpreadLimit
from ratings.decisions.issue import issue_decision
from ratings.decisions.models import DecisionKind, Recognition
from ratings.decisions.prepare import prepare_decision
from ratings.dossiers.models import Round
from ratings.dossiers.workflow import DossierState
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def officer():
    return make.user(Role.MINISTRY_OFFICER)


def day(date):
    return f"{date:%d/%m/%Y}"


def test_the_ministry_plans_its_own_rounds_and_no_provinces(client, officer):
    theirs = make.round_of(make.province())
    client.force_login(officer)
    cut_off = today() + timedelta(days=40)
    planned = {
        "name": "Đợt bổ sung",
        "proposals_before": day(cut_off),
        "result_before": day(cut_off + timedelta(days=60)),
        "ground": "Kế hoạch 5",
    }
    assert reverse("desk-round-create") in client.get(reverse("desk-round-list")).content.decode()
    assert client.post(reverse("desk-round-create"), planned).status_code == 302
    own = Round.objects.get(name="Đợt bổ sung")
    assert own.place is None
    assert reverse("desk-round-edit", args=[own.pk]) in client.get(own.get_desk_url()).content.decode()
    assert client.get(reverse("desk-round-edit", args=[own.pk])).status_code == 200
    assert client.get(theirs.get_desk_url()).status_code == 200
    assert client.get(reverse("desk-round-edit", args=[theirs.pk])).status_code == 404


def test_a_province_does_not_change_a_round_of_the_ministry(client):
    of_the_ministry = make.round_of()
    client.force_login(make.user())
    html = client.get(of_the_ministry.get_desk_url()).content.decode()
    assert reverse("desk-round-edit", args=[of_the_ministry.pk]) not in html
    assert client.get(reverse("desk-round-edit", args=[of_the_ministry.pk])).status_code == 404


def test_a_limit_of_the_ministry_takes_two_of_its_people(client, officer):
    theirs = make.spread_limit(points=17, confirmed=False)
    address, form = (
        reverse("desk-spread-limits"),
        {"points": "8", "in_force_from": day(today()), "ground": "Quy chế"},
    )
    client.force_login(officer)
    assert client.post(address, form).status_code == 302
    limit = SpreadLimit.objects.get(points=8)
    assert (limit.place, limit.set_by, limit.is_confirmed) == (None, officer, False)
    assert list(SpreadLimit.objects.confirmable_by(officer)) == [limit]
    confirm = reverse("desk-spread-limit-confirm", args=[limit.pk])
    assert client.post(confirm).status_code == 409
    assert client.post(reverse("desk-spread-limit-confirm", args=[theirs.pk])).status_code == 404
    client.force_login(make.user())
    assert client.post(confirm).status_code == 404
    client.force_login(make.user(Role.MINISTRY_LEADER))
    assert client.post(address, form).status_code == 403
    assert client.post(confirm).status_code == 302
    forwarded = make.dossier(state=DossierState.FORWARDED)
    national = make.national(forwarded, state=DossierState.SCORING)
    assert national.terms.spread_limit == 8


def test_what_the_ministrys_council_scored_is_published_by_the_ministrys_rule(client, officer):
    back = make.dossier(state=DossierState.HANDED_BACK)
    make.decide(back)
    star = Recognition.objects.get(dossier=back)
    make.score_disclosure(place=star.decision.place)
    asked = Recognition.objects.filter(pk=star.pk)
    assert not asked.filter(ScoreDisclosure.objects.published()).exists()
    client.force_login(officer)
    form = {"published": "True", "in_force_from": day(today()), "ground": "Quy chế của Bộ"}
    assert client.post(reverse("desk-score-disclosures"), form).status_code == 302
    decided = ScoreDisclosure.objects.get(ground="Quy chế của Bộ")
    assert (decided.place, decided.set_by) == (None, officer)
    assert asked.filter(ScoreDisclosure.objects.published()).exists()
    again = client.post(reverse("desk-score-disclosures"), form).content.decode()
    assert "This is decided from that day on already." in again


def test_five_stars_are_published_by_the_ministrys_rule_and_others_by_the_provinces(officer):
    national = make.national(state=DossierState.CONCLUDED)
    decision = prepare_decision(DecisionKind.RECOGNISE, [national], by=officer)
    issue_decision(decision, by=make.user(Role.MINISTRY_LEADER), number="7/QĐ-BNNMT")
    make.issued_recognition()
    rule = {"published": True, "in_force_from": today(), "ground": "Quy chế của Bộ", "set_by": officer}
    ScoreDisclosure.objects.create(place=None, **rule)
    shown = Recognition.objects.filter(ScoreDisclosure.objects.published())
    assert list(shown) == [Recognition.objects.get(dossier=national)]
