"""What signed-in people were denied is noted, once a minute, and stands in the log for 24 months."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ocop.models import Denial, Role
from ocop.operation.nightly import forget_who_read_what
from tests import factories as make
from tests.web_role import as_web

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make.user(Role.PROVINCIAL_OFFICER, place=make.province())


@pytest.fixture
def as_officer(client, officer):
    client.force_login(officer)
    return client


def noted():
    return list(Denial.objects.order_by("pk").values_list("user", "method", "path", "status"))


def test_page_of_another_role_row_of_another_province_and_a_late_save_are_noted(as_officer, officer):
    log, own = reverse("desk-log"), make.producer(place=make.commune(province=officer.place))
    foreign = reverse("desk-producer", args=[make.producer(place=make.commune(province=make.province())).pk])
    edit = reverse("desk-producer-edit", args=[own.pk])
    statuses = [
        as_officer.get(log).status_code,
        as_officer.get(foreign).status_code,
        as_officer.post(edit).status_code,
    ]
    assert statuses == [403, 404, 409]
    assert noted() == [
        (officer.pk, "GET", log, 403),
        (officer.pk, "GET", foreign, 404),
        (officer.pk, "POST", edit, 409),
    ]


def test_same_attempt_in_the_same_minute_is_noted_once_and_without_what_was_asked_for(as_officer):
    for words in ("a", "b", "c"):
        as_officer.get(reverse("desk-log"), {"person": words})
    rows = Denial.objects.all()
    # A minute may end between two of them.
    assert len({(row.path, row.minute) for row in rows}) == len(rows) <= 2
    assert {row.path for row in rows} == {reverse("desk-log")}


def test_what_anybody_is_denied_and_what_does_not_exist_is_not_noted(client, as_officer):
    as_officer.get("/khong-co/")
    as_officer.get(reverse("product", args=[1, "x"]))
    client.logout()
    client.get(reverse("desk-log"))
    assert noted() == []


def test_log_shows_who_was_denied_what_from_where_to_those_of_the_place(client, as_officer, officer):
    as_officer.get(reverse("desk-log"))
    client.force_login(make.user(Role.AUDITOR, place=officer.place))
    (entry,) = client.get(reverse("desk-log"), {"model": "ocop.denial"}).context["object_list"]
    assert (entry.kind, entry.who, entry.row) == ("denied", str(officer), f"GET {reverse('desk-log')}")
    assert {after for _label, _before, after in entry.fields} == {403, "127.0.0.1"}
    client.force_login(make.user(Role.AUDITOR, place=make.province()))
    assert client.get(reverse("desk-log"), {"model": "ocop.denial"}).context["object_list"] == []


def test_they_are_kept_for_24_months_and_the_web_itself_deletes_none(officer):
    now = timezone.now()
    for days in (1, 700, 740):
        Denial.objects.create(
            user=officer, method="GET", path=f"/{days}", status=403, minute=now - timedelta(days=days)
        )
    assert as_web("SELECT access_forget()") == [(1,)]
    forget_who_read_what(now.date())
    assert [path for _user, _method, path, _status in noted()] == ["/1", "/700"]
