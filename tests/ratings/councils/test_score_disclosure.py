"""Publication of part scores by a province, and the public page."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.utils import IntegrityError
from django.urls import reverse
from django.utils.translation import override

from ocop.models import Role
from ocop.values.dates import today
from ratings.councils.models import ScoreDisclosure
from ratings.decisions.models import Recognition
from ratings.scoring.result_page import parts_of_result
from tests import factories as make

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def recognition():
    return make.issued_recognition()


def province_of(recognition):
    return recognition.product.producer.place.province


def page(client, recognition):
    with override("en"):
        return client.get(recognition.product.get_absolute_url())


def test_nothing_is_published_unless_the_province_has_decided_so(client, recognition):
    make.score_disclosure()
    make.score_disclosure(place=province_of(recognition), in_force_from=today() + DAY)
    response = page(client, recognition)
    assert "Why 4 stars" in response.content.decode()
    assert response.context["parts"] == []
    assert "of 40 points" not in response.content.decode()


def test_page_shows_the_averages_of_the_sealed_sheets(client, recognition):
    make.score_disclosure(place=province_of(recognition))
    response = page(client, recognition)
    published = [(part.criterion.code, part.points, part.criterion.max) for part in response.context["parts"]]
    sealed = parts_of_result(recognition.dossier.result)
    assert published == [(part.criterion.code, part.points, part.criterion.max) for part in sealed]
    assert [most for _code, _points, most in published] == [40, 25, 35]
    html = response.content.decode()
    assert all(f"{points:.2f} of {most} points" in html for _code, points, most in published)
    assert [sheet["by"] in html for sheet in recognition.dossier.result.content["sheets"]] == [False] * 3


def test_a_later_decision_takes_the_scores_off_the_page(client, recognition):
    place = province_of(recognition)
    make.score_disclosure(place=place, in_force_from=today() + DAY)
    make.score_disclosure(place=place, published=False)
    published = ScoreDisclosure.objects.published
    asked = Recognition.objects.filter(pk=recognition.pk)
    assert not asked.filter(published()).exists()
    assert asked.filter(published(today() + DAY)).exists()


def test_scores_behind_a_star_that_is_over_are_not_shown(client, recognition):
    make.score_disclosure(place=province_of(recognition))
    make.withdraw(recognition, "mark")
    assert page(client, recognition).context["parts"] == []


def test_recorded_star_has_no_scores(client):
    recognition = make.recognition()
    make.score_disclosure(place=recognition.decision.place)
    assert page(client, recognition).context["parts"] == []


def test_what_has_begun_is_kept(recognition):
    decided = make.score_disclosure(place=province_of(recognition))
    decided.published = False
    with pytest.raises(IntegrityError), transaction.atomic():
        decided.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        make.score_disclosure(place=province_of(recognition), in_force_from=today() - DAY)


def test_officer_decides_for_the_own_province_once_a_day(client):
    officer = make.user(Role.PROVINCIAL_OFFICER)
    make.score_disclosure(ground="Quy chế của tỉnh khác")
    client.force_login(officer)
    with override("en"):
        address = reverse("desk-score-disclosures")
    form = {"published": "True", "in_force_from": f"{today():%d/%m/%Y}", "ground": "Quy chế 12"}
    assert client.post(address, form).status_code == 302
    decided = ScoreDisclosure.objects.get(ground="Quy chế 12")
    assert (decided.place, decided.published, decided.set_by) == (officer.place, True, officer)
    again = client.post(address, form | {"published": "False"}).content.decode()
    assert "This is decided from that day on already." in again
    yesterday = form | {"in_force_from": f"{today() - DAY:%d/%m/%Y}"}
    assert "This holds from today on" in client.post(address, yesterday).content.decode()
    html = client.get(address).content.decode()
    assert "Quy chế 12" in html
    assert "Quy chế của tỉnh khác" not in html


@pytest.mark.parametrize("role", [Role.PROVINCIAL_LEADER, Role.COMMUNE_OFFICER, Role.AUDITOR])
def test_nobody_else_decides(client, role):
    client.force_login(make.user(role))
    assert client.get(reverse("desk-score-disclosures")).status_code == 403
