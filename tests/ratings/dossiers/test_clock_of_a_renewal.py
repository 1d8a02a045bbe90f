"""Deadline of a re-assessment: 45 days from the complete request; and its filing window."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from ocop.values.dates import today
from ocop.values.last_day import end_after
from ratings.decisions.issue import issue_decision
from ratings.decisions.models import DecisionKind
from ratings.decisions.prepare import prepare_decision
from ratings.dossiers.deadlines import DAY
from ratings.dossiers.models import Dossier
from ratings.dossiers.workflow import DossierKind, DossierState
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def held(days_left, **fields):
    """Recognition whose last day is in `days_left` days."""
    return make.recognition(expires_on=end_after(today() + days_left * DAY), **fields)


def test_the_45_days_begin_with_the_complete_request():
    recognition = held(150)
    dossier = make.dossier(product=recognition.product, kind=DossierKind.RENEWAL, state=DossierState.CHECKING)
    officer = make.officer_of(dossier)
    make.send_back(dossier, by=officer)
    with make.on_day(today() + 5 * DAY):
        make.move(dossier, DossierState.CHECKING, by=officer)
    assert dossier.due_on == today() + timedelta(days=50)


def test_the_ministry_has_45_days_for_a_re_assessment_of_five_stars():
    recognition = held(150, stars=5)
    dossier = make.dossier(
        product=recognition.product, kind=DossierKind.RENEWAL, state=DossierState.CONCLUDED
    )
    decision = prepare_decision(DecisionKind.APPROVE, [dossier], by=make.officer_of(dossier))
    issue_decision(decision, by=make.leader_of(dossier), number="9/QĐ-UBND")
    national = Dossier.objects.get(forwarded_from=dossier)
    assert national.due_on == today() + timedelta(days=45)


def test_a_renewal_opened_after_its_window_says_so(client):
    late = held(118)
    officer = make.officer_of(late)
    dossier = Dossier.objects.start(late.product, by=officer, kind=DossierKind.RENEWAL)
    closed = today() - 2 * DAY
    assert dossier.remark_on_window.startswith(f"The window for the re-assessment ended on {closed:%d/%m/%Y}")
    client.force_login(officer)
    assert "After the window for a re-assessment" in client.get(dossier.get_desk_url()).content.decode()
    in_time = held(120)
    officer = make.officer_of(in_time)
    assert not Dossier.objects.start(in_time.product, by=officer, kind=DossierKind.RENEWAL).remark_on_window
