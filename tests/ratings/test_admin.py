from types import SimpleNamespace

import pytest
from django.contrib import admin
from django.urls import reverse

from ocop.models import Role, User
from ratings.decisions.models import StarClaim
from ratings.scoring.models import Objection, SecondRound
from tests import factories as make
from tests.once import made_once
from tests.ratings.rows import after_the_result, council_work

pytestmark = pytest.mark.django_db
# Announced days are edited by the administrator.
REGISTERED = [
    model
    for model in admin.site._registry
    if model._meta.app_label == "ratings" and model._meta.model_name != "calendarday"
]


@pytest.fixture
def administrator(client):
    client.force_login(make.user(Role.ADMINISTRATOR), backend="django.contrib.auth.backends.ModelBackend")
    return client


def make_everything():
    recognition = make.issued_recognition()
    make.register_import()
    make.column_match()
    make.dossier(state="returned")
    council_work(make.dossier(state="scoring"))
    after_the_result(recognition)
    StarClaim.objects.create(product=recognition.product, stars=4)
    make.unlocking()
    make.report_of_agency(make.five_stars_again())
    make.spread_limit()
    make.inspection()
    diverging = make.first_round()
    SecondRound.objects.open(diverging, by=make.officer_of(diverging), reason="x")
    Objection.objects.create(
        dossier=make.dossier(state="scoring"), kind="disqualifier", reason="Forged.", raised_by=make.user()
    )


something_of_everything = made_once(make_everything)


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model.__name__)
def test_the_admin_reads_ratings_and_changes_nothing(administrator, something_of_everything, model):
    shown = admin.site._registry[model].get_queryset(
        SimpleNamespace(user=User.objects.get(pk=administrator.session["_auth_user_id"]))
    )
    row = shown.last()
    name = f"admin:ratings_{model._meta.model_name}"
    assert administrator.get(reverse(f"{name}_changelist")).status_code == 200
    assert administrator.get(reverse(f"{name}_change", args=[row.pk])).status_code == 200
    assert administrator.post(reverse(f"{name}_change", args=[row.pk]), {}).status_code == 403
    assert administrator.post(reverse(f"{name}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
    assert administrator.get(reverse(f"{name}_add")).status_code == 403
    assert model._default_manager.filter(pk=row.pk).exists()


def test_the_admin_does_not_show_a_members_marks_before_the_result(administrator):
    open_sheet = make.assessment(make.dossier(state="scoring"))
    assert (
        administrator.get(reverse("admin:ratings_assessment_change", args=[open_sheet.pk])).status_code == 302
    )
