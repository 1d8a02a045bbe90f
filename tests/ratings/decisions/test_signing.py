"""Date of a decision: not before its basis existed, and not in the future."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from ocop.refusal import RefusedError
from ocop.values.dates import today
from ocop.values.last_day import end_after
from ratings.decisions.issue import issue_decision
from ratings.decisions.models import Decision, DecisionKind, Recognition
from ratings.decisions.prepare import prepare_decision, prepare_extension, prepare_withdrawal
from ratings.dossiers.workflow import DossierKind, DossierState
from tests import factories as make
from tests.days import tomorrow, yesterday
from tests.ratings.dossiers.test_subject import without_triggers

pytestmark = pytest.mark.django_db
LEAP_DAY = date(2020, 2, 29)


@pytest.fixture
def decision():
    dossier = make.dossier(state=DossierState.CONCLUDED, choices=make.four_stars())
    return prepare_decision(DecisionKind.RECOGNISE, [dossier], by=make.officer_of(dossier))


@pytest.fixture
def leader(decision):
    return make.leader_of(decision.items.get().dossier)


def refusal(decision, leader, day):
    with pytest.raises(RefusedError) as refused:
        issue_decision(Decision.objects.get(pk=decision.pk), by=leader, number="1/QĐ-UBND", signed_on=day)
    assert not Decision.objects.get(pk=decision.pk).is_effective
    return str(refused.value)


@pytest.mark.parametrize("day", [lambda: LEAP_DAY, yesterday])
def test_a_decision_is_not_signed_before_its_result(decision, leader, day):
    name = decision.items.get().product.name
    assert refusal(decision, leader, day()) == (
        f"The result of “{name}” was established on {today():%d/%m/%Y}: a decision on it cannot be signed before"
        " that day."
    )


def test_a_decision_is_not_signed_in_the_future(decision, leader):
    said = refusal(decision, leader, tomorrow())
    assert said == "A decision cannot be signed on a day that has not come."


def set_back(decision, days):
    """Set the result's date back, as the database owner can."""
    result = decision.items.get().dossier.result
    without_triggers(
        "UPDATE ratings_result SET concluded_at = concluded_at - make_interval(days => %s) WHERE id = %s",
        days,
        result.pk,
    )
    return result


def test_nor_before_its_session_nor_its_filing(decision, leader):
    result = set_back(decision, 30)
    day = yesterday()
    assert f"was filed on {today():%d/%m/%Y}" in refusal(decision, leader, day)
    moved = "UPDATE ratings_filing SET filed_at = filed_at - interval '60 days' WHERE dossier_id = %s"
    without_triggers(moved, result.dossier_id)
    assert f"sat on “{result.dossier.product.name}” on {today():%d/%m/%Y}" in refusal(decision, leader, day)
    without_triggers("UPDATE ratings_session SET held_on = held_on - 60 WHERE id = %s", result.session_id)
    issue_decision(Decision.objects.get(pk=decision.pk), by=leader, number="1/QĐ-UBND", signed_on=day)
    assert Recognition.objects.get().issued_on == day


@pytest.mark.parametrize("day", [lambda: LEAP_DAY, tomorrow])
def test_the_database_refuses_such_a_day_as_well(decision, leader, day):
    sql = "UPDATE ratings_decision SET signed_on = %s, number = 'x', issued_by_id = %s, issued_at = %s WHERE id = %s"
    with (
        pytest.raises(IntegrityError, match="decision_signed_after_its_ground"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, [day(), leader.pk, timezone.now(), decision.pk])


def withdrawal(recognition):
    officer, ended = make.officer_of(recognition), make.conclusion(on=LEAP_DAY)
    return prepare_withdrawal(recognition, "stopped", ended, by=officer)


def extension(recognition):
    make.dossier(product=recognition.product, kind=DossierKind.RENEWAL, state=DossierState.CHECKING)
    until = recognition.expires_on + timedelta(days=30)
    return prepare_extension(recognition, until, by=make.officer_of(recognition))


@pytest.mark.parametrize("prepared", [withdrawal, extension])
def test_nothing_is_withdrawn_or_extended_before_it_is_recognised(prepared):
    end = end_after(today() + timedelta(days=150))
    recognition = make.recognition(signed_on=today() - timedelta(days=20), expires_on=end)
    leader, day = make.leader_of(recognition), today() - timedelta(days=21)
    for decision in [prepared(recognition)]:
        assert refusal(decision, leader, day) == (
            f"“{recognition.product.name}” is recognised from {recognition.issued_on:%d/%m/%Y} on: a decision on"
            " that cannot be signed before that day."
        )
        fields = {"signed_on": day, "number": "x", "issued_by": leader, "issued_at": timezone.now()}
        with pytest.raises(IntegrityError, match="signed_after_its_ground"), transaction.atomic():
            Decision.objects.filter(pk=decision.pk).update(**fields)


def test_the_database_knows_the_day_of_the_conclusion_behind_a_withdrawal():
    recognition = make.recognition(signed_on=today() - timedelta(days=20))
    officer, ended = make.officer_of(recognition), make.conclusion(on=today() - timedelta(days=5))
    decision = prepare_withdrawal(recognition, "stopped", ended, by=officer)
    fields = {"number": "x", "issued_by": make.leader_of(recognition), "issued_at": timezone.now()}
    with pytest.raises(IntegrityError, match="signed_after_its_ground"), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(signed_on=today() - timedelta(days=6), **fields)
    Decision.objects.filter(pk=decision.pk).update(signed_on=today() - timedelta(days=5), **fields)


def test_the_page_shows_the_sentence_and_keeps_what_was_typed(decision, leader, client):
    client.force_login(leader)
    url = reverse("desk-decision-issue", args=[decision.pk])
    response = client.post(url, {"number": "7/QĐ-UBND", "signed_on": "29/02/2020", "seen": "x"})
    text = response.content.decode()
    assert (response.status_code, 'value="7/QĐ-UBND"' in text) == (409, True)
    assert "cannot be signed before that day" in text
