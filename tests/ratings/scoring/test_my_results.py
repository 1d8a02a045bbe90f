import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from ocop.models import Role
from ocop.refusal import RefusedError
from ocop.values.dates import today
from ratings.dossiers.deadlines import REPLY_PERIOD
from ratings.dossiers.workflow import DossierState
from ratings.scoring.models import Reply, Result
from ratings.scoring.models.reply import last_day_to_reply
from ratings.scoring.result_page import lines_of_result, parts_of_result
from ratings.sheets.models import Criterion
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier():
    return make.dossier(state=DossierState.SCORING)


def scored(dossier, notes=(), choices=None):
    """All members score with `choices`; the first seats add notes to criterion 4.1."""
    node = Criterion.objects.get(sheet=dossier.sheet, code="4.1")
    for number, seat in enumerate(dossier.council.seats.scoring().order_by("pk")):
        sheet = make.assessment(dossier, by=seat.user, choices=choices or make.four_stars())
        if number < len(notes):
            sheet.answer(node, node.options.all()[2], by=seat.user, note=notes[number])
        make.lock(sheet)
    return make.result_of(dossier, by=make.officer_of(dossier))


def producer_of(result):
    user = make.user(Role.PRODUCER)
    make.membership(user, result.dossier.product.producer)
    return user


def age(result, days):
    """Set the result's date `days` days back."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE ratings_result DISABLE TRIGGER USER")
        Result.objects.filter(pk=result.pk).update(concluded_at=result.concluded_at - timedelta(days=days))
        cursor.execute("ALTER TABLE ratings_result ENABLE TRIGGER USER")
    result.refresh_from_db()


def refusal(call, *args, **kwargs):
    with pytest.raises(RefusedError) as refused:
        call(*args, **kwargs)
    return str(refused.value)


def test_parts_are_the_averages_of_the_sealed_sheets(dossier):
    seats = dossier.council.seats.scoring().order_by("pk")
    for seat, changed in zip(seats, ({"4.1": 2}, {}, {}), strict=True):
        make.assessment(dossier, by=seat.user, choices=make.best(make.sheet()) | changed, locked=True)
    result = make.result_of(dossier, by=make.officer_of(dossier))
    parts = {part.criterion.code: part.points for part in parts_of_result(result)}
    assert sum(part.mean for part in parts_of_result(result)) == pytest.approx(result.total / 3)
    assert set(parts) == {"A", "B", "C"}
    assert all(points == int(points * 100) / 100 for points in parts.values())


def test_the_page_gives_star_reason_parts_missed_requirements_and_the_path(dossier, client):
    result = scored(dossier)
    client.force_login(producer_of(result))
    page = client.get(reverse("my-result", args=[result.pk])).content.decode()
    for words in (
        result.reason(),
        "Average of 3 sheets",
        "Requirements not met",
        "The path to 5 stars",
        "You may reply to this result once, until",
    ):
        assert words in page, words


def test_reasons_name_the_criterion_and_nobody_who_wrote_them(dossier, client):
    result = scored(dossier, notes=["Zu wenig", "Bao bì chưa đạt"])
    client.force_login(producer_of(result))
    page = client.get(reverse("my-result", args=[result.pk])).content.decode()
    assert page.index("Bao bì chưa đạt") < page.index("Zu wenig")
    assert not [seat for seat in dossier.council.seats.all() if seat.user.full_name in page]
    (line,) = [line for line in lines_of_result(result) if line.notes]
    assert (line.criterion.code, line.notes, line.missed) == ("4.1", ["Bao bì chưa đạt", "Zu wenig"], [5])


def test_a_dossier_out_before_anybody_scored_has_a_page_without_parts(dossier, client):
    chair = dossier.council.seats.get(kind="chair").user
    raised = make.objection(dossier, kind="stop", reason="Impure.")
    raised.decide("confirmed", by=chair, reason="So it is.")
    result = make.result_of(dossier, by=make.officer_of(dossier))
    assert (parts_of_result(result), lines_of_result(result)) == ([], [])
    client.force_login(producer_of(result))
    page = client.get(reverse("my-result", args=[result.pk])).content.decode()
    assert "No star: scoring stopped. Impure." in page


def test_the_producers_own_page_leads_to_the_results(dossier, client):
    result = scored(dossier)
    client.force_login(producer_of(result))
    assert reverse("my-result", args=[result.pk]) in client.get(reverse("my")).content.decode()


def test_what_waits_for_the_producer_stands_on_top_with_why_and_until_when(client):
    begun, dossier = make.dossier(), make.dossier(state=DossierState.FILED)
    producer = make.user(Role.PRODUCER)
    for each in (begun, dossier):
        make.membership(producer, each.product.producer)
    client.force_login(producer)
    assert turn_of(client) == [str(begun.product)]
    officer = make.user(Role.COMMUNE_OFFICER, place=dossier.product.producer.place)
    due = today() + timedelta(days=14)
    dossier.send_back([("Bản tự công bố", "mờ")], by=officer, reason="Thiếu bản rõ nét.", due_on=due)
    assert turn_of(client) == [str(dossier.product), str(begun.product)]
    text = client.get(reverse("my")).content.decode()
    assert "Returned because: Thiếu bản rõ nét." in text.replace("</span>", "")
    assert f"To come back by {due:%d/%m/%Y}" in text and "14 days left" in text
    assert text.index("Your turn") < text.index("<h3>Products")


def turn_of(client):
    """Return the top section of the producer's page."""
    section = (
        client.get(reverse("my")).content.decode().partition('id="own-turn"')[2].partition("</section>")[0]
    )
    return re.findall(r'<a href="[^"]*">([^<]*)</a>', section)


def test_another_producer_and_the_offices_have_no_such_page(dossier, client):
    result = scored(dossier)
    client.force_login(make.user(Role.PRODUCER))
    assert client.get(reverse("my-result", args=[result.pk])).status_code == 404
    client.force_login(make.officer_of(dossier))
    assert client.get(reverse("my-result", args=[result.pk])).status_code == 403


def test_the_producer_replies_once_and_the_desk_reads_it(dossier, client):
    result = scored(dossier)
    client.force_login(producer_of(result))
    address = reverse("my-result-reply", args=[result.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"text": "Chúng tôi có phiếu mới."}).status_code == 302
    assert client.get(address).status_code == 302
    again = client.post(address, {"text": "Và nữa."})
    assert again.status_code == 409
    assert "You have replied to this result already." in again.content.decode()
    assert [reply.text for reply in Reply.objects.all()] == ["Chúng tôi có phiếu mới."]
    client.force_login(make.officer_of(dossier))
    assert "Chúng tôi có phiếu mới." in client.get(dossier.get_desk_url()).content.decode()


def test_only_the_producer_replies_and_says_something(dossier):
    result = scored(dossier)
    for stranger in (make.user(Role.PRODUCER), make.officer_of(dossier)):
        assert (
            refusal(Reply.objects.give, result, "x", by=stranger) == "Only the producer replies to a result."
        )
    assert refusal(Reply.objects.give, result, "  ", by=producer_of(result)) == "Write your reply."


def test_a_reply_comes_within_fifteen_days_and_not_later(dossier):
    result = scored(dossier)
    by = producer_of(result)
    age(result, REPLY_PERIOD.days)
    assert Reply.objects.why_not(result, by=by) == ""
    age(result, 1)
    assert last_day_to_reply(result) == today() - timedelta(days=1)
    assert refusal(Reply.objects.give, result, "Muộn", by=by) == "The time for a reply is over."
    with pytest.raises(IntegrityError, match="reply_in_time"), transaction.atomic():
        Reply.objects.create(result=result, text="Muộn", by=by)


def test_a_reply_is_kept_as_it_was_sent(dossier):
    result = scored(dossier)
    Reply.objects.give(result, "Ý kiến", by=producer_of(result))
    with pytest.raises(IntegrityError, match="reply_is_kept"), transaction.atomic():
        Reply.objects.update(text="Khác")
