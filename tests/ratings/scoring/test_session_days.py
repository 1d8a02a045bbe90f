"""Dates of sessions are true: called for today or later, decided on their day, ended with the day they were held."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from ocop.refusal import RefusedError
from ocop.values.dates import today
from ratings.dossiers.workflow import DossierKind, DossierState
from ratings.papers.minutes import minutes
from ratings.scoring.conclude import conclude_scoring, why_not_conclude
from ratings.scoring.models import SecondRound, Session, SessionKind
from tests import factories as make
from tests.ratings.papers.reading import FORMATS, text_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def refusal(call, *args, **kwargs):
    with pytest.raises(RefusedError) as refused:
        call(*args, **kwargs)
    return str(refused.value)


def chair_of(dossier):
    return dossier.council.seats.get(kind="chair").user


def renewal(*, apart=0, locked=True, members=2):
    """Re-assessment with all sheets locked (or `locked`), the chair's `apart` points below the others'."""
    recognition = make.recognition(stars=3, expires_on=today() + timedelta(days=150))
    kind, state = DossierKind.RENEWAL, DossierState.SCORING
    dossier = make.dossier(product=recognition.product, kind=kind, state=state, members=members)
    if locked:
        make.all_lock(dossier, apart=apart)
    return dossier


def words(session):
    return text_of(FORMATS[0].render(minutes(session)))


def sql(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_a_session_is_called_for_today_or_later():
    dossier = make.dossier(state=DossierState.SCORING)
    reason = refusal(make.session, dossier, held_on=today() - DAY)
    assert reason == "A session is called for today or a later day."
    with pytest.raises(IntegrityError, match="session_is_called_ahead"):
        sql(
            "INSERT INTO ratings_session (version, council_id, kind, number, held_on, venue, called_by_id,"
            " called_at, conclusion) VALUES (1, %s, 'meeting', 9, '2019-01-01', 'x', %s, now(), '')",
            dossier.council_id,
            chair_of(dossier).pk,
        )


def test_no_result_before_the_day_of_the_meeting_nor_from_a_day_before_the_scoring():
    dossier = make.first_round(apart=0)
    chair = chair_of(dossier)
    session = make.session(dossier, held_on=today() + 3 * DAY)
    assert "If it was held earlier, record the day." in str(why_not_conclude(dossier, by=chair))
    everybody = set(dossier.council.seats.values_list("user", flat=True))
    reason = refusal(session.attend, everybody, by=chair, held_on=today() - DAY)
    assert reason.startswith("Scoring began on")
    assert refusal(session.attend, everybody, by=chair, held_on=today() + DAY) == "This day is still to come."
    session.refresh_from_db()
    session.attend(everybody, by=chair, held_on=today())
    assert conclude_scoring(dossier, by=chair).content["session"]["held_on"] == today().isoformat()


def test_the_agenda_offers_products_not_keys(client):
    dossier = make.dossier(state=DossierState.SCORING)
    client.force_login(chair_of(dossier))
    page = client.get(reverse("session-call", args=[dossier.council_id])).content.decode()
    assert f"{dossier.product}: first assessment" in page


def test_a_session_ends_with_the_day_on_which_it_was_held(client):
    dossier = make.dossier(state=DossierState.SCORING)
    session = make.session(dossier, held_on=today() + 3 * DAY)
    client.force_login(chair_of(dossier))
    page = reverse("session-close", args=[session.pk])
    too_early = client.post(page, {"conclusion": "x", "held_on": f"{today() - DAY:%d/%m/%Y}"})
    assert too_early.status_code == 409
    assert "Scoring began on" in too_early.content.decode()
    client.post(page, {"conclusion": "x", "held_on": f"{today():%d/%m/%Y}"})
    session.refresh_from_db()
    assert (session.held_on, session.closed_at is not None) == (today(), True)


def test_a_session_of_a_day_to_come_is_not_closed_by_raw_sql():
    session = make.session(make.dossier(state=DossierState.SCORING), held_on=today() + DAY)
    with pytest.raises(IntegrityError, match="session_ends_with_the_day_it_was_held"):
        sql(
            "UPDATE ratings_session SET closed_at = now(), closed_by_id = called_by_id WHERE id = %s",
            session.pk,
        )


def test_the_day_stands_under_a_result():
    dossier = make.dossier(state=DossierState.CONCLUDED)
    session = dossier.result.session
    with pytest.raises(IntegrityError, match="session_day_stands_under_results"):
        sql("UPDATE ratings_session SET held_on = held_on - 1 WHERE id = %s", session.pk)
    assert dossier.result.is_intact()


# In writing


def test_answers_in_writing_come_until_a_day_within_45_days(client):
    dossier = renewal(locked=False)
    client.force_login(chair_of(dossier))
    call = reverse("session-call", args=[dossier.council_id])
    form = {"kind": "written", "dossiers": [dossier.pk]}
    assert "Say until which day members answer." in client.post(call, form).content.decode()
    late = client.post(call, form | {"answers_until": "31/12/2027"})
    assert late.status_code == 409
    assert "a re-assessment takes 45 days at most" in late.content.decode()
    last = today() + 14 * DAY
    page = client.post(call, form | {"answers_until": f"{last:%d/%m/%Y}"}, follow=True).content.decode()
    session = Session.objects.get()
    assert (session.held_on, session.answers_until) == (today(), last)
    assert f"Answers until {last:%d/%m/%Y}" in page


def test_the_page_and_the_minutes_tell_who_has_answered_in_writing_and_when(client):
    dossier = renewal(locked=False, members=3)
    chair = chair_of(dossier)
    first, second, third = (seat.user for seat in dossier.council.seats.filter(kind="member").order_by("pk"))
    session = make.session(dossier, kind=SessionKind.WRITTEN, venue="")
    make.assessment(dossier, by=first, choices=make.four_stars(), locked=True)
    make.assessment(dossier, by=second).abstain(by=second, reason="Đã tư vấn bao bì.")
    client.force_login(chair)
    page = client.get(session.get_absolute_url()).content.decode()
    assert f"Answered on {today():%d/%m/%Y}" in page
    assert f"Abstained on {today():%d/%m/%Y}" in page
    assert "Awaited" in page
    for person in (third, chair):
        make.assessment(dossier, by=person, choices=make.four_stars(), locked=True)
    make.result_of(dossier, by=chair)
    text = words(session)
    assert "Trả lời ngày" in text
    assert "Có mặt" not in text
    assert f"{first.full_name} Ủy viên {today():%d/%m/%Y}" in text
    assert f"{second.full_name} không chấm, ngày {today():%d/%m/%Y}. Lý do: Đã tư vấn bao bì." in text
    until = f"đến hết ngày {session.answers_until.day:02} tháng {session.answers_until.month:02}"
    assert until in text
    sealed = dossier.result.content["answers"]
    assert [(each["by"], each["abstained"]) for each in sealed] == [
        (first.full_name, False),
        (second.full_name, True),
        (third.full_name, False),
        (chair.full_name, False),
    ]


def test_a_member_sees_who_has_answered_only_after_the_own_lock(client):
    dossier = renewal(locked=False)
    first, second = (seat.user for seat in dossier.council.seats.filter(kind="member").order_by("pk"))
    session = make.session(dossier, kind=SessionKind.WRITTEN, venue="")
    make.assessment(dossier, by=first, locked=True)
    client.force_login(second)
    assert "Answered on" not in client.get(session.get_absolute_url()).content.decode()
    client.force_login(first)
    assert "Answered on" in client.get(session.get_absolute_url()).content.decode()


def test_a_dossier_moved_to_a_meeting_says_so_in_both_minutes_and_in_the_seal():
    dossier = renewal()
    written = make.session(dossier, kind=SessionKind.WRITTEN, venue="")
    meeting = make.session(dossier, reason="Ý kiến khác nhau về bao bì.")
    make.result_of(dossier, by=chair_of(dossier))
    name = dossier.product.name
    assert f"{name}: không quyết định tại phiên này, chuyển sang họp Hội đồng" in words(written)
    assert f"{name}: trước đó được đưa vào phiên lấy ý kiến bằng văn bản số 1" in words(meeting)
    assert "Ý kiến khác nhau về bao bì." in words(meeting)
    assert [(each["kind"], each["reason"]) for each in dossier.result.content["moved"]] == [
        ("written", "Ý kiến khác nhau về bao bì.")
    ]


# How the council came to its result


def test_minutes_and_seal_tell_the_second_round_with_its_first_totals():
    dossier = make.first_round(apart=20)
    chair = chair_of(dossier)
    SecondRound.objects.open(dossier, by=chair, reason="Chênh lệch lớn ở phần C.")
    make.all_lock(dossier)
    make.result_of(dossier, by=chair)
    text = words(dossier.result.session)
    assert "tổng điểm vòng một chênh lệch quá 10 điểm" in text
    assert f"{chair.full_name} 80" in text
    assert "Lý do: Chênh lệch lớn ở phần C." in text
    sealed = dossier.result.content["second_round"]
    assert (sealed["limit"], sealed["reason"]) == (10, "Chênh lệch lớn ở phần C.")
    assert sorted(each["total"] for each in sealed["totals"]) == [80, 100, 100]
    assert dossier.result.is_intact()


def test_minutes_and_seal_tell_each_unlocking_with_what_stood():
    dossier = make.unlocking().assessment.dossier
    unlocking = dossier.assessments.exclude(unlockings=None).get().unlockings.get()
    text = words(dossier.result.session)
    assert f"{unlocking.by.full_name} mở khóa phiếu của {unlocking.assessment.by.full_name}" in text
    assert "khi đó 100 điểm" in text
    [sealed] = dossier.result.content["unlockings"]
    assert (sealed["reason"], sealed["total"]) == ("Nhầm tiêu chí.", 100)
    assert len(sealed["answers"]) == len(make.best(make.sheet()))


def test_minutes_tell_the_rules_and_their_change():
    dossier = make.dossier(state=DossierState.SCORING)
    joins = make.user("expert")
    make.amendment(dossier.council, joins=joins, joins_as="member").confirm(by=make.officer_of(dossier))
    make.conclude(dossier, by=chair_of(dossier))
    text = words(dossier.result.session)
    assert "tỷ lệ tối thiểu 75% số người chấm; chênh lệch tổng điểm tối đa 10 điểm" in text
    assert f"{joins.full_name} tham gia (Ủy viên)" in text


def test_minutes_of_the_past_name_who_sat_then():
    dossier = make.dossier(state=DossierState.CONCLUDED)
    council, session = dossier.council, dossier.result.session
    leaves, joins = council.seats.filter(kind="member").first().user, make.user("expert")
    make.amendment(council, leaves=leaves, joins=joins, joins_as="member").confirm(
        by=make.officer_of(dossier)
    )
    text = words(session)
    assert leaves.full_name in text
    assert joins.full_name not in text
