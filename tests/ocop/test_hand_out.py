"""Who opens a paper is noted, once a minute, and stands in the log for 24 months."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from ocop.models import PaperReading, Role
from ocop.operation.nightly import forget_who_read_what
from ocop.pages.hand_out import hand_out
from tests import factories as make
from tests.web_role import as_web

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier():
    return make.dossier()


@pytest.fixture
def officer(dossier):
    return make.officer_of(dossier)


def paper(dossier, ending="docx"):
    return reverse("desk-dossier-paper", args=[dossier.pk, "form-01", ending])


def opened(client, user, dossier, **headers):
    client.force_login(user)
    response = client.get(paper(dossier), **headers)
    assert response.status_code == 200


def log(client, user, **asked):
    client.force_login(user)
    found = client.get(reverse("desk-log"), asked).context["object_list"]
    return [(entry.kind, entry.who, entry.model, entry.pk) for entry in found if entry.kind == "read"]


def test_who_which_paper_of_which_row_where_when_and_from_which_address(client, dossier, officer):
    before = timezone.now().replace(second=0, microsecond=0)
    opened(client, officer, dossier, REMOTE_ADDR="203.0.113.7")
    noted = PaperReading.objects.get()
    assert (noted.user, noted.model, noted.row) == (officer, "ratings.dossier", dossier.pk)
    assert (noted.place, noted.address) == (dossier.product.producer.place, "203.0.113.7")
    assert noted.paper.endswith(".docx") and before <= noted.minute <= timezone.now()
    assert noted.minute.second == 0


def test_same_paper_in_the_same_minute_is_noted_once(client, dossier, officer):
    for _time in range(3):
        opened(client, officer, dossier)
    rows = PaperReading.objects.all()
    # A minute may end between two of them.
    assert len({(row.paper, row.minute) for row in rows}) == len(rows) <= 2


def test_what_is_not_there_is_not_noted(client, dossier, officer):
    client.force_login(officer)
    assert client.get(paper(dossier, "odt")).status_code == 404
    client.force_login(make.user(Role.PROVINCIAL_OFFICER, place=make.province()))
    assert client.get(paper(dossier)).status_code == 404
    assert not PaperReading.objects.exists()


def test_nobody_opens_a_paper_without_a_name(rf, dossier):
    request = rf.get("/")
    request.user = AnonymousUser()
    with pytest.raises(PermissionDenied):
        hand_out(HttpResponse(), request, dossier, "a.pdf")


def test_log_shows_it_by_person_place_model_row_and_day_to_those_of_the_place(client, dossier, officer):
    opened(client, officer, dossier)
    other = make.dossier()
    opened(client, make.officer_of(other), other)
    administrator, place = make.user(Role.ADMINISTRATOR), dossier.product.producer.place
    found = [("read", str(officer), "ratings.dossier", dossier.pk)]
    today = timezone.localdate()
    assert len(log(client, administrator)) == 2
    assert log(client, administrator, place=place.province.pk) == found
    assert log(client, administrator, person=officer.full_name) == found
    assert log(client, administrator, model="ratings.dossier", row=dossier.pk) == found
    assert len(log(client, administrator, model="ocop.paperreading", since=f"{today:%d/%m/%Y}")) == 2
    assert log(client, administrator, until=f"{today - timedelta(days=1):%d/%m/%Y}") == []
    assert log(client, administrator, model="ratings.evidence") == []
    assert log(client, make.user(Role.AUDITOR, place=place.province)) == found
    assert log(client, make.user(Role.AUDITOR, place=make.province())) == []
    assert log(client, make.user(Role.AUDITOR, place=other.product.producer.place.province))[0][3] == other.pk


def test_list_of_a_province_is_a_paper_of_the_province(client, officer):
    client.force_login(officer)
    response = client.get(reverse("desk-export"))
    assert (response.status_code, bool(response.getvalue())) == (200, True)
    noted = PaperReading.objects.get()
    assert (noted.model, noted.row, noted.place) == ("ocop.place", officer.place_id, officer.place)
    assert log(client, make.user(Role.AUDITOR, place=officer.place), model="ocop.place") == [
        ("read", str(officer), "ocop.place", officer.place_id)
    ]


def test_they_are_kept_for_24_months(officer):
    now = timezone.now()
    for days in (1, 700, 740):
        PaperReading.objects.create(
            user=officer, model="ocop.place", row=1, paper=f"{days}", minute=now - timedelta(days=days)
        )
    assert as_web("SELECT access_forget()") == [(1,)]
    forget_who_read_what(now.date())
    assert sorted(PaperReading.objects.values_list("paper", flat=True)) == ["1", "700"]
