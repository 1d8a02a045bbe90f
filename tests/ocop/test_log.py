"""The log: who changed what in all registers, within the reach of who reads it."""

from datetime import timedelta

import pghistory
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ocop.history import because
from ocop.history.log import event_models
from ocop.models import Role
from ocop.values.dates import today
from producers.models import Support
from tests import factories as make

pytestmark = pytest.mark.django_db


def page(client, user, **asked):
    client.force_login(user)
    response = client.get(reverse("desk-log"), asked)
    assert response.status_code == 200
    return response


def entries(client, user, **asked):
    return page(client, user, **asked).context["object_list"]


@pytest.fixture
def province():
    return make.province()


@pytest.fixture
def auditor(province):
    return make.user(Role.AUDITOR, place=province)


@pytest.fixture
def administrator():
    return make.user(Role.ADMINISTRATOR)


def test_change_is_shown_before_and_after_with_who_and_why(client, province, administrator):
    producer = make.producer(place=make.commune(province=province), name="HTX Một")
    officer = make.user(Role.PROVINCIAL_OFFICER, place=province, full_name="Nguyễn Thị Lan")
    with pghistory.context(user=officer.pk, reason="Theo đơn"):
        type(producer).objects.filter(pk=producer.pk).update(name="HTX Hai")
    newest = entries(client, administrator, model="producers.producer")[0]
    assert (newest.kind, newest.who, newest.reason, newest.row) == (
        "update",
        "Nguyễn Thị Lan",
        "Theo đơn",
        "HTX Hai",
    )
    assert [(before, after) for _label, before, after in newest.fields] == [("HTX Một", "HTX Hai")]
    text = page(client, administrator, model="producers.producer").content.decode()
    assert "HTX Một" in text and "Theo đơn" in text


def test_what_is_deleted_stays_readable_with_the_reason(client, province, auditor):
    support = make.support(
        producer=make.producer(place=make.commune(province=province)), programme="Khuyến công"
    )
    key = support.pk
    officer = make.user(Role.PROVINCIAL_OFFICER, place=province)
    client.force_login(officer)
    client.post(reverse("desk-support-delete", args=[key]), {"reason": "Nhập trùng"})
    assert not Support.objects.exists()
    gone, made = entries(client, auditor, model="producers.support", row=key)
    assert (gone.kind, gone.reason, gone.who) == ("delete", "Nhập trùng", str(officer))
    assert ("Khuyến công", "") in [(before, after) for _label, before, after in gone.fields]
    assert made.kind == "insert"


def test_log_and_history_say_why_a_dossier_was_returned(client, administrator):
    dossier = make.dossier(state="filed")
    officer = make.user(Role.COMMUNE_OFFICER, place=dossier.product.producer.place)
    items = [("Giấy chứng nhận", "Bản chụp mờ")]
    dossier.send_back(items, by=officer, reason="Thiếu bản rõ nét.", due_on=today() + timedelta(days=10))
    last_day, state = entries(client, administrator, model="ratings.dossier", row=dossier.pk)[:2]
    assert (last_day.reason, state.reason) == ("Thiếu bản rõ nét.", "Thiếu bản rõ nét.")
    assert [label for label, *_values in state.fields] == ["State"]
    client.force_login(officer)
    text = client.get(reverse("desk-dossier-history", args=[dossier.pk])).content.decode()
    assert text.count("Thiếu bản rõ nét.") == 2


def test_reason_of_an_act_within_another_is_that_of_the_other(client, administrator):
    producer = make.producer()
    with because("Theo đơn"), because("Tự ghi"):
        type(producer).objects.filter(pk=producer.pk).update(name="HTX Hai")
    assert entries(client, administrator, model="producers.producer")[0].reason == "Theo đơn"


def test_reason_of_one_act_is_not_said_of_all_that_a_command_does(client, administrator):
    producer = make.producer()
    with pghistory.context(command="Bản minh họa"):
        with because("Theo đơn"):
            type(producer).objects.filter(pk=producer.pk).update(name="HTX Hai")
        type(producer).objects.filter(pk=producer.pk).update(name="HTX Ba")
    newest = entries(client, administrator, model="producers.producer")[:2]
    assert [(entry.source, entry.reason) for entry in newest] == [("Bản minh họa", "")] * 2


def test_reason_that_a_field_says_is_not_said_twice(client, administrator):
    dossier = make.dossier(state="checking")
    piece = dossier.evidence.first() or make.evidence(dossier=dossier)
    piece.decide("returned", by=make.officer_of(dossier), reason="Bản chụp mờ")
    newest = entries(client, administrator, model="ratings.evidence")[0]
    assert newest.reason == ""
    assert [after for label, _before, after in newest.fields if label == "Reason"] == ["Bản chụp mờ"]


def test_history_of_what_is_deleted_stays_for_those_who_keep_the_registers_there(client, province, auditor):
    support = make.support(producer=make.producer(place=make.commune(province=province)))
    officer = make.user(Role.PROVINCIAL_OFFICER, place=province)
    client.force_login(officer)
    sent = client.post(
        reverse("desk-support-delete", args=[support.pk]), {"reason": "Nhập nhầm"}, follow=True
    )
    history = reverse("desk-support-history", args=[support.pk])
    assert f'<a href="{history}">Its history stays.</a>' in sent.content.decode()
    for reader in (officer, auditor, make.user(Role.ADMINISTRATOR)):
        client.force_login(reader)
        text = client.get(history).content.decode()
        assert "Reason: Nhập nhầm" in text and str(officer) in text and support.programme in text
    for stranger in (make.user(Role.PROVINCIAL_OFFICER), make.user(Role.PRODUCER)):
        client.force_login(stranger)
        assert client.get(history).status_code in (403, 404)
    client.force_login(officer)
    assert client.get(reverse("desk-support-history", args=[support.pk + 1000])).status_code == 404


def test_auditor_of_a_province_reads_its_own_rows_only(client, auditor, administrator):
    make.user(Role.PROVINCIAL_OFFICER, place=auditor.place, full_name="Người tỉnh này")
    other = make.province(name="Tỉnh khác")
    make.producer(place=make.commune(province=other), name="HTX tỉnh khác")
    make.user(Role.PROVINCIAL_OFFICER, place=other, full_name="Người tỉnh khác")
    own = page(client, auditor).content.decode()
    assert "Người tỉnh này" in own
    assert "tỉnh khác" not in own
    everywhere = page(client, administrator).content.decode()
    assert (
        "Người tỉnh này" in everywhere and "Người tỉnh khác" in everywhere and "HTX tỉnh khác" in everywhere
    )


def test_log_is_narrowed_by_person_place_model_and_day(client, province, administrator):
    commune = make.commune(province=province)
    lan = make.user(Role.PROVINCIAL_OFFICER, place=province, full_name="Nguyễn Thị Lan")
    make.producer(place=make.commune(province=make.province()))
    with pghistory.context(user=lan.pk):
        producer = make.producer(place=commune)
    by_lan = entries(client, administrator, person="thi lan")
    assert [(entry.model, entry.pk) for entry in by_lan] == [("producers.producer", producer.pk)]
    of_place = entries(client, administrator, place=province.pk, model="producers.producer")
    assert [entry.pk for entry in of_place] == [producer.pk]
    today = timezone.localdate()
    assert len(entries(client, administrator, since=f"{today:%d/%m/%Y}", until=f"{today:%d/%m/%Y}")) > 2
    assert entries(client, administrator, until=f"{today - timedelta(days=1):%d/%m/%Y}") == []


def test_what_cannot_be_read_narrows_nothing(client, administrator):
    asked = {"person": "\0", "place": "x", "model": "auth.user", "since": "99", "row": "-1", "page": "x"}
    assert page(client, administrator, **asked).status_code == 200


def test_log_costs_the_same_for_one_row_and_for_a_page_of_them(client, province, administrator):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            shown = page(client, administrator, model="producers.support").context["object_list"]
        return len(shown), len(captured)

    producer = make.producer(place=make.commune(province=province))
    make.support(producer=producer)
    queries()
    few, asked = queries()
    for _time in range(60):
        make.support(producer=producer)
    assert (few, queries()) == (1, (50, asked))


@pytest.mark.parametrize("model", ["producers.membership", "ratings.sheet", "ratings.registerimport"])
def test_who_acts_for_whom_sheets_and_imports_are_tracked(model):
    assert model in event_models()


def test_members_marks_are_in_the_log_no_sooner_than_on_a_page(client, administrator):
    scored = make.dossier(state="scoring")
    member = scored.council.seats.filter(kind="member").first().user
    mark = make.assessment(scored, by=member, locked=True)
    assert entries(client, administrator, model="ratings.assessment", row=mark.pk) == []
    assert entries(client, administrator, model="ratings.answer", row=mark.answers.first().pk) == []
    concluded = make.dossier(state="concluded", choices=make.four_stars())
    mark = concluded.assessments.filter(stage="member").first()
    assert entries(client, administrator, model="ratings.assessment", row=mark.pk) != []
    assert entries(client, administrator, model="ratings.answer", row=mark.answers.first().pk) != []
