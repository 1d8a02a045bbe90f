"""Council sessions: who calls them, what they may decide, what they record."""

from datetime import timedelta

import pytest
from django.urls import reverse

from ocop.refusal import RefusedError
from ocop.values.dates import today
from ratings.dossiers.workflow import DossierKind, DossierState
from ratings.scoring.conclude import conclude_scoring, why_not_conclude
from ratings.scoring.models import Conflict, SecondRound, Session, SessionKind
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier():
    """Dossier whose members have all locked the best sheet."""
    dossier = make.dossier(state=DossierState.SCORING)
    for seat in dossier.council.seats.scoring():
        make.assessment(dossier, by=seat.user, choices=make.four_stars(), locked=True)
    return dossier


def seat_of(dossier, kind):
    return dossier.council.seats.filter(kind=kind).first().user


def refusal(dossier):
    return str(why_not_conclude(dossier, by=seat_of(dossier, "chair")))


def renewal(*, apart=0):
    """Re-assessment with all sheets locked, the chair's `apart` points below the others'."""
    recognition = make.recognition(stars=3, expires_on=today() + timedelta(days=150))
    dossier = make.dossier(product=recognition.product, kind=DossierKind.RENEWAL, state=DossierState.SCORING)
    make.all_lock(dossier, apart=apart)
    return dossier


def test_no_result_without_a_session(dossier):
    assert refusal(dossier) == "The dossier stands on the agenda of no open session: call a session first."
    make.session(dossier)
    assert refusal(dossier) == ""


def test_only_chair_secretary_and_office_call_a_session(dossier):
    members = {"chair": True, "secretary": True, "member": False, "adviser": False}
    for kind, may in members.items():
        by = seat_of(dossier, kind)
        assert type(dossier.council).objects.convened_by(by).exists() == may
    with pytest.raises(RefusedError, match="Only the chair, the secretary or the council's office"):
        make.session(dossier, by=seat_of(dossier, "member"))
    with pytest.raises(RefusedError, match="Only the chair"):
        make.session(dossier, by=make.user())
    assert make.session(dossier, by=make.officer_of(dossier)).number == 1


def test_a_first_assessment_is_not_decided_in_writing(dossier):
    with pytest.raises(RefusedError, match="only a re-assessment is decided in writing"):
        make.session(dossier, kind=SessionKind.WRITTEN)


def test_a_renewal_is_decided_in_writing_without_attendance():
    dossier = renewal()
    session = make.session(dossier, kind=SessionKind.WRITTEN, venue="")
    assert not session.attendance.exists()
    result = conclude_scoring(dossier, by=seat_of(dossier, "secretary"))
    assert result.session == session
    assert result.content["session"] == {
        "kind": "written",
        "number": 1,
        "held_on": today().isoformat(),
        "present": [],
        "absent": [],
    }


def test_after_a_second_round_a_meeting_decides():
    dossier = renewal(apart=20)
    make.session(dossier, kind=SessionKind.WRITTEN)
    SecondRound.objects.open(dossier, by=seat_of(dossier, "chair"), reason="Chênh lệch điểm lớn.")
    make.all_lock(dossier)
    assert refusal(dossier) == "A meeting is needed: after a second round of scoring a meeting decides."
    with pytest.raises(RefusedError, match="give the reason why a meeting is to decide"):
        make.session(dossier)
    meeting = make.session(dossier, reason="Ý kiến khác nhau.")
    assert Session.objects.current(dossier) == meeting
    assert refusal(dossier) == ""


def test_too_few_people_decide_nothing_and_the_conflicted_do_not_count(dossier):
    chair, member = seat_of(dossier, "chair"), seat_of(dossier, "member")
    session = make.session(dossier, present=[chair, member])
    assert refusal(dossier) == "2 of 3 members are present; the quorum is 75 per cent."
    third = dossier.council.seats.filter(kind="member").exclude(user=member).get().user
    session.attend({chair.pk, member.pk, third.pk}, by=chair)
    assert refusal(dossier) == ""
    session.attend({chair.pk, third.pk}, by=chair, reasons={member.pk: "Ốm"})
    Conflict.objects.declare(dossier, by=member, reason="Em ruột.")
    assert refusal(dossier) == ""


def test_attendance_stands_once_a_result_rests_on_it(dossier):
    session = make.session(dossier)
    conclude_scoring(dossier, by=seat_of(dossier, "chair"))
    with pytest.raises(RefusedError, match="it no longer changes"):
        session.attend(set(), by=seat_of(dossier, "secretary"))


def test_a_closed_session_decides_nothing_more(dossier):
    session = make.session(dossier)
    session.close(by=seat_of(dossier, "secretary"), conclusion="Hoãn.")
    assert refusal(dossier).startswith("The dossier stands on the agenda of no open session")
    with pytest.raises(RefusedError, match="This session is closed"):
        session.add([dossier], by=seat_of(dossier, "chair"))
    assert make.session(dossier).number == 2


def test_the_pages_lead_from_the_call_to_the_minutes(client, dossier):
    secretary = seat_of(dossier, "secretary")
    client.force_login(secretary)
    call = reverse("session-call", args=[dossier.council_id])
    assert call in client.get(dossier.get_score_url()).content.decode()
    form = {
        "kind": "meeting",
        "held_on": f"{today():%d/%m/%Y}",
        "venue": "Phòng họp số 2",
        "dossiers": [dossier.pk],
    }
    assert "Write where the council meets." in client.post(call, form | {"venue": ""}).content.decode()
    page = client.post(call, form, follow=True).content.decode()
    session = Session.objects.get()
    assert "Phòng họp số 2" in page and str(dossier.product) in page
    there = {f"present_{row.user_id}": "on" for row in session.attendance.all()}
    client.post(reverse("session-attendance", args=[session.pk]), there)
    assert session.attendance.filter(present=True).count() == 5
    client.post(reverse("score-conclude", args=[dossier.pk]))
    client.post(reverse("session-close", args=[session.pk]), {"conclusion": "Thống nhất."})
    page = client.get(session.get_absolute_url()).content.decode()
    assert "4 stars" in page and "Thống nhất." in page
    assert client.post(reverse("session-close", args=[session.pk]), {"conclusion": "x"}).status_code == 409


def test_a_session_is_not_found_by_strangers(client, dossier):
    session = make.session(dossier)
    client.force_login(make.user())
    for name in ("session", "session-attendance", "session-agenda", "session-close"):
        assert client.get(reverse(name, args=[session.pk])).status_code == 404
    client.force_login(seat_of(dossier, "member"))
    assert client.get(session.get_absolute_url()).status_code == 200
    assert client.get(reverse("session-attendance", args=[session.pk])).status_code == 404


def test_call_names_product_and_producer_and_says_what_a_meeting_needs(client, dossier):
    client.force_login(seat_of(dossier, "secretary"))
    form = client.get(reverse("session-call", args=[dossier.council_id])).context["form"]
    label = f"{dossier.product}: first assessment ({dossier.product.producer})"
    assert [str(choice.choice_label) for choice in form["dossiers"]] == [label]
    assert str(form["venue"].field.needed) == "needed for a meeting"
